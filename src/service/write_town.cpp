#include "service/write_town.h"

#include <filesystem>
#include <optional>
#include <set>

#include "service/files.h"

namespace kith::service {
namespace {

class FolderSink final : public town::FileSink {
  public:
    FolderSink(std::string folder, Progress& progress) : folder_(std::move(folder)), progress_(progress) {}

    Result<void> append(std::string_view path, std::string_view bytes) override {
        if (path != path_) TRY(begin(path));
        written_ += bytes.size();
        progress_.report("writing MiB", written_ >> 20, 0);
        return file_->append(bytes);
    }

    Result<void> finish() { return file_ ? file_->commit() : Result<void>(); }

  private:
    Result<void> begin(std::string_view path) {
        if (file_) TRY(file_->commit());
        file_.reset();
        path_ = path;
        const std::string place = path_within(folder_, path);
        if (folders_.insert(folder_of(place)).second) TRY(make_folders(folder_of(place)));
        OutputFile file = TRY(OutputFile::create(place));
        file_.emplace(std::move(file));
        return {};
    }

    std::string folder_;
    Progress& progress_;
    std::string path_;
    std::optional<OutputFile> file_;
    std::set<std::string> folders_;
    std::uint64_t written_ = 0;
};

}  // namespace

Result<town::Written> write_town(const town::Options& options, const std::string& folder, ThreadPool& pool,
                                 Progress& progress) {
    std::error_code cause;
    if (is_file(folder) || (is_folder(folder) && !std::filesystem::is_empty(folder, cause))) {
        return make_error(ErrorCode::Conflict, "town.folder-not-empty", "expected a new or empty folder", folder);
    }
    const town::Town town = TRY(town::generate(options, pool));
    FolderSink sink(folder, progress);
    const town::Written written = TRY(town::write_town(town, pool, sink));
    TRY(sink.finish());
    return written;
}

Result<void> write_exports(const town::Town& town, std::span<const town::Feed> feeds, const std::string& folder,
                           ThreadPool& pool, Progress& progress) {
    FolderSink sink(folder, progress);
    TRY(town::write_exports(town, feeds, pool, sink));
    return sink.finish();
}

}  // namespace kith::service
