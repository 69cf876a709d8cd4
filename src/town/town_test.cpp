#include "town/town.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

namespace kith::town {
namespace {

class MemorySink final : public FileSink {
  public:
    Result<void> append(std::string_view path, std::string_view bytes) override {
        files[std::string(path)].append(bytes);
        return {};
    }
    std::map<std::string, std::string> files;
};

std::map<std::string, std::string> written(const Options& options, unsigned threads) {
    ThreadPool pool(threads);
    MemorySink sink;
    auto town = generate(options, pool);
    EXPECT_TRUE(town.is_ok());
    auto done = write_town(town.value(), pool, sink);
    EXPECT_TRUE(done.is_ok());
    return std::move(sink.files);
}

TEST(Town, SameSeedSameBytesOnAnyNumberOfThreads) {
    const Options options{.children = 3000, .seed = 7};
    const auto one = written(options, 1);
    EXPECT_EQ(one, written(options, 2));
    EXPECT_EQ(one, written(options, 4));
}

}  // namespace
}  // namespace kith::town
