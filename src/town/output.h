#pragma once

// The files of a town on their way to the sink: rows are rendered in chunks on all threads, a wave at a time, and
// handed over in order, so that memory stays small and bytes do not depend on threads. Also remembers which line is
// about whom.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "town/scribe.h"
#include "town/town.h"

namespace kith::town {

inline constexpr std::uint32_t kNobody = 0xFFFFFFFF;  // a test row, a row about nobody
inline constexpr std::uint32_t kNoLocalId = 0xFFFFFFFF;

/// A line that is about a child.
struct Mention {
    std::uint32_t line = 0;  // within the piece, 0-based; later within the file, 1-based
    std::uint32_t child = kNobody;
    std::uint32_t local = kNoLocalId;  // the feed's number of the child
};

struct Piece {
    std::string text;
    std::uint32_t lines = 0;
    std::vector<Mention> mentions;
    ErrorCounts errors{};

    void end_line() {
        text += '\n';
        ++lines;
    }
    void mention(std::uint32_t child, std::uint32_t local) { mentions.push_back({lines, child, local}); }
};

/// The mentions of one file, with lines of the file.
struct FileMentions {
    Feed feed = Feed::District;
    std::string path;
    std::vector<Mention> mentions;
};

struct WholeFile {
    std::string path;
    std::string bytes;
    std::vector<Mention> mentions;  // 1-based lines (rows of the first sheet)
    ErrorCounts errors{};
};

class Output {
  public:
    Output(FileSink& sink, ThreadPool& pool) : sink_(sink), pool_(pool) {}

    /// A file that is there at once.
    Result<void> text(std::string_view path, std::string_view bytes);

    /// `header` lines, then the rows of [0, size) as `render(begin, end, piece)` writes them.
    Result<void> rows(Feed feed, std::string_view path, std::string_view header, std::size_t size,
                      const std::function<void(std::size_t begin, std::size_t end, Piece& piece)>& render);

    /// Text after what the file already has.
    Result<void> more_text(std::string_view path, std::string_view bytes) { return append(path, bytes); }

    /// Rows after those the file already has, without mentions.
    Result<void> more_rows(std::string_view path, std::size_t size,
                           const std::function<void(std::size_t begin, std::size_t end, std::string& out)>& render);

    /// `count` files, each made whole by make(i).
    Result<void> files(Feed feed, std::size_t count, const std::function<Result<WholeFile>(std::size_t)>& make);

    /// Lists the feed's files, in order, for deliveries.json.
    const std::vector<std::string>& paths_of(Feed feed) const { return paths_[static_cast<std::size_t>(feed)]; }
    void deliver(Feed feed, std::string_view path) { paths_[static_cast<std::size_t>(feed)].emplace_back(path); }

    ThreadPool& pool() { return pool_; }
    const std::vector<FileMentions>& mentions() const { return mentions_; }
    const std::array<ErrorCounts, kFeedCount>& errors() const { return errors_; }
    std::uint64_t bytes() const { return bytes_; }
    std::uint64_t file_count() const { return file_count_; }

  private:
    Result<void> append(std::string_view path, std::string_view bytes);
    void count(Feed feed, const ErrorCounts& errors);

    FileSink& sink_;
    ThreadPool& pool_;
    std::array<std::vector<std::string>, kFeedCount> paths_;
    std::vector<FileMentions> mentions_;
    std::array<ErrorCounts, kFeedCount> errors_{};
    std::uint64_t bytes_ = 0;
    std::uint64_t file_count_ = 0;
};

}  // namespace kith::town
