#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/random.h"
#include "crypto/checkpoint.h"
#include "crypto/envelope.h"
#include "crypto/hash.h"
#include "crypto/keys.h"
#include "crypto/labels.h"
#include "crypto/password.h"
#include "crypto/signature.h"

namespace kith::crypto {
namespace {

constexpr PassphraseCost kCheap{8ULL << 20, 1};

class Folder {
  public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "kith-crypto-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path operator/(const char* name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

TEST(Labels, DifferAndDoNotBeginOneAnother) {
    std::set<std::string_view> seen;
    for (const auto label : label::kAll) {
        EXPECT_TRUE(seen.insert(label).second) << label;
        EXPECT_TRUE(label.starts_with("kith/v")) << label;
        for (const auto other : label::kAll) EXPECT_TRUE(label == other || !other.starts_with(label)) << label;
    }
}

TEST(Labels, GiveDifferentSubkeys) {
    const Key root = Key::random();
    std::set<std::string> seen;
    for (const auto label : label::kAll) EXPECT_TRUE(seen.insert(to_hex(subkey(root, label).view())).second) << label;
}

TEST(Secrets, AreZeroedWhenMovedFrom) {
    Key key = Key::random();
    const Key moved = std::move(key);
    const Key zero;
    EXPECT_TRUE(equal_in_constant_time(key.view(), zero.view()));  // NOLINT(bugprone-use-after-move): that is the claim
    EXPECT_FALSE(equal_in_constant_time(moved.view(), zero.view()));
}

RC_GTEST_PROP(Envelopes, OpenToWhatWasSealed, (const std::string& text, const std::string& place)) {
    const SealingKey key = SealingKey::random();
    const auto opened = open(key, seal(key, as_bytes(text), as_bytes(place)), as_bytes(place));
    RC_ASSERT(opened.is_ok());
    RC_ASSERT(as_text(opened->view()) == text);
}

TEST(Envelopes, RefuseEverySingleBitFlip) {
    const SealingKey key = SealingKey::random();
    Bytes sealed = seal(key, as_bytes("given\0surname"), as_bytes("record 7"));
    for (std::size_t i = 0; i < sealed.size() * 8; ++i) {
        const auto bit = static_cast<std::byte>(1U << i % 8);
        sealed[i / 8] ^= bit;
        EXPECT_TRUE(open(key, sealed, as_bytes("record 7")).is_error()) << i;
        sealed[i / 8] ^= bit;
    }
    EXPECT_TRUE(open(key, sealed, as_bytes("record 7")).is_ok());
}

TEST(Envelopes, RefuseTruncationAtEveryLength) {
    const SealingKey key = SealingKey::random();
    const Bytes sealed = seal(key, as_bytes("abc"), {});
    for (std::size_t size = 0; size < sealed.size(); ++size) {
        EXPECT_TRUE(open(key, ByteView(sealed).first(size), {}).is_error()) << size;
    }
}

TEST(Envelopes, RefuseAnotherPlaceAndAnotherKey) {
    const SealingKey key = SealingKey::random();
    const Bytes sealed = seal(key, as_bytes("abc"), as_bytes("record 7"));
    EXPECT_EQ(open(key, sealed, as_bytes("record 8")).error().id, "crypto.envelope.refused");
    EXPECT_EQ(open(SealingKey::random(), sealed, as_bytes("record 7")).error().id, "crypto.envelope.other-key");
    EXPECT_EQ(open(key, as_bytes("short"), {}).error().id, "crypto.envelope.malformed");
}

TEST(Envelopes, NeverRepeatANonce) {
    const SealingKey key = SealingKey::random();
    std::vector<std::string> nonces(200000);
    for (auto& nonce : nonces) nonce = as_text(ByteView(seal(key, {}, {})).subspan(10, kNonceBytes));
    std::sort(nonces.begin(), nonces.end());
    EXPECT_EQ(std::adjacent_find(nonces.begin(), nonces.end()), nonces.end());
}

TEST(Envelopes, TakeAssociatedDataOfAnySize) {
    const SealingKey key = SealingKey::random();
    const std::string large(100000, 'x');
    const Bytes sealed = seal(key, as_bytes("abc"), as_bytes(large));
    EXPECT_TRUE(open(key, sealed, as_bytes(large)).is_ok());
    EXPECT_TRUE(open(key, sealed, as_bytes(large).first(large.size() - 1)).is_error());
}

TEST(KeyFiles, AreReadBackAndNeverOverwritten) {
    const Folder folder;
    const auto path = folder / "community.key";
    const auto made = create_key_file(path);
    ASSERT_TRUE(made.is_ok());
    const auto held = read_key_file(path);
    ASSERT_TRUE(held.is_ok());
    EXPECT_TRUE(equal_in_constant_time(made->view(), held->view()));
    EXPECT_EQ(create_key_file(path).error().id, "crypto.key-file.exists");
    struct stat status {};
    ASSERT_EQ(::stat(path.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST(KeyFiles, AreRefusedWhenMissingMalformedOrExposed) {
    const Folder folder;
    const auto path = folder / "community.key";
    EXPECT_EQ(read_key_file(path).error().id, "crypto.key-file.missing");
    EXPECT_EQ(create_key_file(folder / "none/here.key").error().id, "crypto.key-file.unwritable");
    for (const char* text : {"", "kith-key-1 ", "kith-key-1 AAAA\n", "another file\n", "kith-key-1 !!!!\n"}) {
        std::ofstream(path) << text;
        std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
        EXPECT_EQ(read_key_file(path).error().id, "crypto.key-file.malformed") << text;
    }
    std::filesystem::permissions(path, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
    EXPECT_EQ(read_key_file(path).error().id, "crypto.key-file.exposed");
}

TEST(Passphrases, GiveTheSameKeyForTheSameSaltOnly) {
    const auto first = key_from_passphrase("correct horse", Salt{}, kCheap);
    const auto again = key_from_passphrase("correct horse", Salt{}, kCheap);
    const auto salted = key_from_passphrase("correct horse", Salt{std::byte{1}}, kCheap);
    ASSERT_TRUE(first.is_ok() && again.is_ok() && salted.is_ok());
    EXPECT_TRUE(equal_in_constant_time(first->view(), again->view()));
    EXPECT_FALSE(equal_in_constant_time(first->view(), salted->view()));
    EXPECT_EQ(key_from_passphrase("", Salt{}, kCheap).error().id, "crypto.passphrase.empty");
    EXPECT_EQ(key_from_passphrase("x", Salt{}, {1, 1}).error().id, "crypto.passphrase.cost");
}

TEST(Passwords, AreCheckedAndKnowWhenTheyAreWeak) {
    const auto phc = hash_password("long enough word", kCheap);
    ASSERT_TRUE(phc.is_ok());
    EXPECT_TRUE(phc->starts_with("$argon2id$v=19$m=8192,t=1,p=1$")) << *phc;
    EXPECT_EQ(verify_password(*phc, "long enough word", kCheap), PasswordAnswer::Right);
    EXPECT_EQ(verify_password(*phc, "long enough word"), PasswordAnswer::RightButWeak);
    EXPECT_EQ(verify_password(*phc, "another word", kCheap), PasswordAnswer::Wrong);
    EXPECT_EQ(verify_password("$argon2id$nonsense", "another word"), PasswordAnswer::Wrong);
    EXPECT_EQ(verify_password(std::string(10000, '$'), "another word"), PasswordAnswer::Wrong);
}

class Checkpoints : public testing::Test {
  protected:
    const SigningKey key_ = SigningKey::from_seed(Key::random());
    const Checkpoint checkpoint_{"kith/riverbend", 1234067, sha256(as_bytes("root"))};
    const std::string text_ = sign_checkpoint(checkpoint_, key_);
};

TEST_F(Checkpoints, VerifyAsTheyWereSigned) {
    const auto read = verify_checkpoint(text_, "kith/riverbend", key_.public_key());
    ASSERT_TRUE(read.is_ok());
    EXPECT_EQ(read->size, checkpoint_.size);
    EXPECT_EQ(read->root, checkpoint_.root);
    EXPECT_TRUE(text_.starts_with("kith/riverbend\n1234067\n")) << text_;
}

TEST_F(Checkpoints, TakeSignaturesOfWitnessesAndExtensionLines) {
    const std::string witnessed = text_ + "\xe2\x80\x94 witness.example AAAAAAAA\n";
    EXPECT_TRUE(verify_checkpoint(witnessed, "kith/riverbend", key_.public_key()).is_ok());
    EXPECT_EQ(verify_checkpoint("kith/riverbend\n1\n" + to_base64(Hash{}) + "\nextension\n\n", "kith/riverbend",
                                key_.public_key())
                  .error()
                  .id,
              "crypto.checkpoint.unsigned");
}

TEST_F(Checkpoints, RefuseEveryChangedByte) {
    for (std::size_t i = 0; i < text_.size(); ++i) {
        std::string changed = text_;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_TRUE(verify_checkpoint(changed, "kith/riverbend", key_.public_key()).is_error()) << i;
    }
}

TEST_F(Checkpoints, RefuseOtherKeysAndOrigins) {
    const SigningKey other = SigningKey::from_seed(Key::random());
    EXPECT_EQ(verify_checkpoint(text_, "kith/riverbend", other.public_key()).error().id, "crypto.checkpoint.unsigned");
    EXPECT_EQ(verify_checkpoint(text_, "kith/elsewhere", key_.public_key()).error().id, "crypto.checkpoint.malformed");
    EXPECT_EQ(verify_checkpoint("", "kith/riverbend", key_.public_key()).error().id, "crypto.checkpoint.malformed");
}

TEST(Sha256, InPartsEqualsSha256OfTheWhole) {
    const std::string text(100000, 'k');
    Sha256 state;
    for (std::size_t i = 0; i < text.size(); i += 777) state.update(as_bytes(std::string_view(text).substr(i, 777)));
    EXPECT_EQ(state.finish(), sha256(as_bytes(text)));
}

}  // namespace
}  // namespace kith::crypto
