#include "service/delivery_files.h"

#include "crypto/hash.h"

namespace kith::service {
namespace {

std::string name_as_sent(const std::string& path) {
    if (path.starts_with("/")) return file_name_of(path);
    std::string_view name = path;
    while (name.starts_with("./")) name.remove_prefix(2);
    return std::string(name);
}

void stamp(DeliveryFiles& files, ThreadPool& pool) {
    pool.run(files.files.size(), [&](std::size_t i) {
        const ByteView bytes = files.files[i].bytes();
        files.stamps[i].sha256 = crypto::sha256(bytes);
        files.stamps[i].bytes = bytes.size();
    });
}

}  // namespace

std::vector<ledger::Hash> DeliveryFiles::hashes() const {
    std::vector<ledger::Hash> hashes;
    for (const ledger::DeliveredFile& stamp : stamps) hashes.push_back(stamp.sha256);
    return hashes;
}

Result<DeliveryFiles> open_delivery_files(const std::string& folder, std::span<const std::string> paths,
                                          ThreadPool& pool) {
    std::vector<std::string> placed;
    for (const std::string& path : paths) placed.push_back(folder.empty() ? path : path_within(folder, path));
    const std::vector<std::string> found = TRY(expand_folders(placed));

    DeliveryFiles files;
    for (const std::string& path : found) {
        files.files.push_back(TRY(InputFile::open(path)));
        const bool is_below = !folder.empty() && path.starts_with(folder + "/");
        files.stamps.push_back({name_as_sent(is_below ? path.substr(folder.size() + 1) : path), {}, 0});
    }
    stamp(files, pool);
    return files;
}

DeliveryFiles take_delivery_files(std::vector<GivenFile> given, ThreadPool& pool) {
    DeliveryFiles files;
    for (GivenFile& file : given) {
        files.stamps.push_back({file.name, {}, 0});
        files.files.push_back(InputFile::of(std::move(file.name), std::move(file.bytes)));
    }
    stamp(files, pool);
    return files;
}

Result<void> read_tables_of(DeliveryFiles& files, ThreadPool& pool) {
    const std::size_t count = files.files.size();
    files.inputs.resize(count);
    std::vector<Result<void>> ends(count);
    pool.run(count, [&](std::size_t i) {
        files.inputs[i].name = files.stamps[i].name;
        auto sheets = intake::read_tables(files.files[i].bytes(), files.inputs[i].name);
        if (sheets.is_error()) {
            ends[i] = std::move(sheets).error();
        } else {
            files.inputs[i].sheets = std::move(sheets).value();
        }
    });
    for (std::size_t i = 0; i < count; ++i) {
        if (ends[i].is_ok()) continue;
        Error error = std::move(ends[i]).error();
        if (error.where.empty()) error.where = files.stamps[i].name;
        return error;
    }
    return {};
}

}  // namespace kith::service
