// Published vectors through our own wrappers: Project Wycheproof and transparency-dev/merkle (README.md of the data).

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "crypto/envelope.h"
#include "crypto/hash.h"
#include "crypto/merkle.h"
#include "crypto/signature.h"

namespace kith::crypto {
namespace {

using nlohmann::json;

std::filesystem::path corpora() {
    const char* const set = std::getenv("KITH_CORPORA");
    return set != nullptr ? std::filesystem::path(set)
                          : std::filesystem::path(KITH_SOURCE_DIR).parent_path() / "shared" / "data";
}

json load(const std::filesystem::path& path) {
    std::ifstream file(path);
    return json::parse(file, nullptr, false);
}

Bytes hex(const json& object, const char* name) {
    return from_hex(object.at(name).get<std::string>()).value();
}
Bytes base64(const json& value) {
    return value.is_null() ? Bytes{} : from_base64(value.get<std::string>()).value();
}

/// Calls check(group, test) for every test of the file and returns how many there were.
template <class Check>
std::size_t for_each_test(const std::filesystem::path& path, const Check& check) {
    const json file = load(path);
    std::size_t count = 0;
    for (const auto& group : file.at("testGroups")) {
        for (const auto& test : group.at("tests")) {
            SCOPED_TRACE("tcId " + test.at("tcId").dump());
            check(group, test);
            ++count;
        }
    }
    EXPECT_EQ(count, file.at("numberOfTests").get<std::size_t>());
    return count;
}

class Vectors : public testing::Test {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(corpora() / "crypto")) GTEST_SKIP() << "no corpora at " << corpora();
    }
    static std::filesystem::path crypto(const char* name) { return corpora() / "crypto" / name; }
};

TEST_F(Vectors, OfXChaCha20Poly1305Agree) {
    const auto count = for_each_test(crypto("xchacha20_poly1305_test.json"), [](const json&, const json& test) {
        Bytes sealed = hex(test, "ct");
        const Bytes tag = hex(test, "tag");
        sealed.insert(sealed.end(), tag.begin(), tag.end());
        const bool is_valid = test.at("result") == "valid";
        const auto opened = decrypt(hex(test, "key"), hex(test, "iv"), sealed, hex(test, "aad"));
        ASSERT_EQ(opened.is_ok(), is_valid);
        if (!is_valid) return;
        EXPECT_EQ(to_hex(opened->view()), test.at("msg").get<std::string>());
        const auto again = encrypt(hex(test, "key"), hex(test, "iv"), hex(test, "msg"), hex(test, "aad"));
        ASSERT_TRUE(again.is_ok());
        EXPECT_EQ(*again, sealed);
    });
    EXPECT_EQ(count, 315U);
}

TEST_F(Vectors, OfXChaCha20Poly1305WithWrongNonceSizesAreRefusedBothWays) {
    std::size_t refused = 0;
    for_each_test(crypto("xchacha20_poly1305_test.json"), [&refused](const json&, const json& test) {
        if (hex(test, "iv").size() == kNonceBytes) return;
        ++refused;
        EXPECT_EQ(encrypt(hex(test, "key"), hex(test, "iv"), {}, {}).error().id, "crypto.cipher.sizes");
        EXPECT_EQ(decrypt(hex(test, "key"), hex(test, "iv"), hex(test, "ct"), {}).error().id, "crypto.cipher.sizes");
    });
    EXPECT_EQ(refused, 9U);
}

TEST_F(Vectors, OfHkdfAgree) {
    const auto count = for_each_test(crypto("hkdf_sha256_test.json"), [](const json&, const json& test) {
        const auto out =
            hkdf_sha256(hex(test, "ikm"), hex(test, "salt"), hex(test, "info"), test.at("size").get<std::size_t>());
        ASSERT_EQ(out.is_ok(), test.at("result") == "valid");
        if (out.is_error()) return;
        EXPECT_EQ(to_hex(out->view()), test.at("okm").get<std::string>());
    });
    EXPECT_EQ(count, 86U);
}

TEST_F(Vectors, OfHmacAgreeAndTruncatedTagsAreRefused) {
    const auto count = for_each_test(crypto("hmac_sha256_test.json"), [](const json& group, const json& test) {
        const bool is_full = group.at("tagSize") == 256;
        const bool is_accepted = verify_hmac_sha256(hex(test, "key"), hex(test, "msg"), hex(test, "tag"));
        EXPECT_EQ(is_accepted, is_full && test.at("result") == "valid");
        if (test.at("result") != "valid") return;
        const std::string tag = to_hex(hmac_sha256(hex(test, "key"), hex(test, "msg")));
        EXPECT_TRUE(tag.starts_with(test.at("tag").get<std::string>()));
    });
    EXPECT_EQ(count, 174U);
}

TEST_F(Vectors, OfEd25519Agree) {
    const auto count = for_each_test(crypto("ed25519_test.json"), [](const json& group, const json& test) {
        const Bytes key = hex(group.at("publicKey"), "pk");
        EXPECT_EQ(verify_signature(key, hex(test, "msg"), hex(test, "sig")), test.at("result") == "valid");
    });
    EXPECT_EQ(count, 151U);
}

class MerkleVectors : public testing::Test {
  protected:
    void SetUp() override {
        if (!std::filesystem::exists(corpora() / "merkle")) GTEST_SKIP() << "no corpora at " << corpora();
    }
    template <class Check>
    static std::size_t for_each_file(const char* folder, const Check& check) {
        std::size_t count = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(corpora() / "merkle" / folder)) {
            if (entry.path().extension() != ".json") continue;
            SCOPED_TRACE(entry.path().string());
            check(load(entry.path()));
            ++count;
        }
        return count;
    }
    static std::vector<Bytes> proof_of(const json& test) {
        std::vector<Bytes> proof;
        if (test.at("proof").is_null()) return proof;
        for (const auto& hash : test.at("proof")) proof.push_back(base64(hash));
        return proof;
    }
};

TEST_F(MerkleVectors, OfInclusionAgree) {
    const auto count = for_each_file("inclusion", [](const json& test) {
        const auto proof = proof_of(test);
        const Bytes leaf = base64(test.at("leafHash"));
        const Bytes root = base64(test.at("root"));
        EXPECT_EQ(verify_inclusion({test.at("leafIdx"), test.at("treeSize"), leaf, root, proof}),
                  !test.at("wantErr").get<bool>());
    });
    EXPECT_EQ(count, 98U);
}

TEST_F(MerkleVectors, OfConsistencyAgree) {
    const auto count = for_each_file("consistency", [](const json& test) {
        const auto proof = proof_of(test);
        const Bytes old_root = base64(test.at("root1"));
        const Bytes root = base64(test.at("root2"));
        EXPECT_EQ(verify_consistency({test.at("size1"), test.at("size2"), old_root, root, proof}),
                  !test.at("wantErr").get<bool>());
    });
    EXPECT_EQ(count, 98U);
}

TEST_F(MerkleVectors, OfRootsAgree) {
    const json roots = load(corpora() / "merkle" / "roots.json");
    EXPECT_EQ(to_hex(empty_root()), roots.at("empty_root_hex").get<std::string>());
    CompactRange range;
    for (std::size_t i = 0; i < roots.at("leaves_hex").size(); ++i) {
        const Hash leaf = leaf_hash(from_hex(roots.at("leaves_hex")[i].get<std::string>()).value());
        EXPECT_EQ(to_hex(leaf), roots.at("leaf_hashes_hex")[i].get<std::string>());
        range.append(leaf);
        EXPECT_EQ(to_hex(range.root()), roots.at("roots_hex")[i].get<std::string>());
    }
    EXPECT_EQ(range.size(), 8U);
}

}  // namespace
}  // namespace kith::crypto
