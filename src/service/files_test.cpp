#include "service/files.h"

#include <filesystem>

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "service/json.h"
#include "service/search_terms.h"

namespace kith::service {
namespace {

class Files : public ::testing::Test {
  protected:
    Files() {
        std::string pattern = (std::filesystem::temp_directory_path() / "kith-files-XXXXXX").string();
        KITH_CHECK(::mkdtemp(pattern.data()) != nullptr);
        folder_ = pattern;
    }
    ~Files() override { std::filesystem::remove_all(folder_); }
    std::string path_of(const std::string& name) const { return folder_ + "/" + name; }
    std::size_t count() const {
        const std::filesystem::directory_iterator entries(folder_);
        return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
    }

    std::string folder_;
};

TEST_F(Files, AreReadBackAsWritten) {
    const std::string text("a\0b\r\n\xff", 7);
    ASSERT_TRUE(write_file(path_of("x"), text).is_ok());
    const auto file = InputFile::open(path_of("x"));
    ASSERT_TRUE(file.is_ok());
    EXPECT_EQ(text, file->text());
}

TEST_F(Files, AboveTheMappingSizeAreTheSame) {
    std::string text(InputFile::kMapFrom + 17, 'x');
    text.back() = 'y';
    ASSERT_TRUE(write_file(path_of("x"), text).is_ok());
    auto file = InputFile::open(path_of("x"));
    ASSERT_TRUE(file.is_ok());
    const InputFile moved = std::move(file).value();
    EXPECT_TRUE(moved.text() == text);
}

TEST_F(Files, ReplaceTheirTargetOnlyAtCommit) {
    ASSERT_TRUE(write_file(path_of("x"), "old").is_ok());
    {
        auto file = OutputFile::create(path_of("x"));
        ASSERT_TRUE(file.is_ok());
        ASSERT_TRUE(file->append("new").is_ok());
    }
    EXPECT_EQ("old", InputFile::open(path_of("x"))->text());
    EXPECT_EQ(1U, count());
}

TEST_F(Files, OfOneOwnerAreHiddenFromOthers) {
    ASSERT_TRUE(write_file(path_of("x"), "secret", {Access::OwnerOnly, Existing::Refuse}).is_ok());
    struct stat info {};
    ASSERT_EQ(0, ::stat(path_of("x").c_str(), &info));
    EXPECT_EQ(0600U, info.st_mode & 0777U);
    const auto again = write_file(path_of("x"), "other", {Access::OwnerOnly, Existing::Refuse});
    ASSERT_TRUE(again.is_error());
    EXPECT_EQ("file.exists", again.error().id);
}

TEST_F(Files, NameWhatIsWrong) {
    EXPECT_EQ("file.not-found", InputFile::open(path_of("x")).error().id);
    EXPECT_EQ("file.is-a-folder", InputFile::open(folder_).error().id);
    EXPECT_EQ("file.is-a-folder", write_file(folder_, "x").error().id);
    EXPECT_EQ("file.not-found", write_file(path_of("no/such/folder"), "x").error().id);
}

TEST_F(Files, OfAFolderComeSortedWithoutHiddenOnes) {
    ASSERT_TRUE(make_folders(path_of("b/.git")).is_ok());
    for (const char* name : {"z.csv", "b/a.csv", ".hidden", "b/.git/config"}) {
        ASSERT_TRUE(write_file(path_of(name), "x").is_ok());
    }
    const auto found = expand_folders(std::vector{folder_});
    ASSERT_TRUE(found.is_ok());
    EXPECT_EQ((std::vector{path_of("b/a.csv"), path_of("z.csv")}), *found);
}

TEST(JsonDocuments, RefuseWhatWouldCostStack) {
    EXPECT_TRUE(parse_json(std::string(100'000, '['), "x.malformed", "").is_error());
    EXPECT_TRUE(parse_json("{\"a\":\"[[[[\"}", "x.malformed", "").is_ok());
    EXPECT_EQ("x.malformed", parse_json("3", "x.malformed", "").error().id);
    EXPECT_EQ("x.malformed", parse_json("{\"a\":\"\xff\"}", "x.malformed", "").error().id);
}

TEST(JsonDocuments, AnswerWithADefaultWhereTheTypeIsAnother) {
    const auto json = parse_json(R"({"a":[1,"x",null],"b":"text","c":1.5})", "x", "");
    ASSERT_TRUE(json.is_ok());
    EXPECT_EQ((std::vector<std::string>{"x"}), texts_at(*json, "a"));
    EXPECT_EQ("", text_at(*json, "a"));
    EXPECT_EQ(7, number_at(*json, "c", 7));
    EXPECT_TRUE(list_at(*json, "b").empty());
}

TEST(SearchTerms, AreFoldedPartsOfNamesAndTheBirthDate) {
    table::Identity identity;
    identity.given = "José  Ángel";
    identity.surname = "García-López";
    identity.birth_date = *PartialDate::parse("2015-04-09");
    EXPECT_EQ((std::vector<std::string>{"2015-04-09", "angel", "garcia", "jose", "lopez"}), search_terms(identity));
}

TEST(SearchTerms, OfAQueryFitThoseOfTheRecord) {
    EXPECT_EQ((std::vector<std::string>{"2015-04-09", "garcia"}), query_terms("  GARCÍA 2015-04-09 "));
    EXPECT_TRUE(query_terms(" , ").empty());
}

}  // namespace
}  // namespace kith::service
