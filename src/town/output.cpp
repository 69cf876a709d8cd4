#include "town/output.h"

#include <algorithm>
#include <optional>

namespace kith::town {
namespace {

constexpr std::size_t kRowsOfPiece = 8192;

std::uint32_t count_lines(std::string_view text) {
    return static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

Result<void> Output::append(std::string_view path, std::string_view bytes) {
    bytes_ += bytes.size();
    return sink_.append(path, bytes);
}

void Output::count(Feed feed, const ErrorCounts& errors) {
    for (std::size_t kind = 0; kind < kErrorKinds; ++kind)
        errors_[static_cast<std::size_t>(feed)][kind] += errors[kind];
}

Result<void> Output::text(std::string_view path, std::string_view bytes) {
    ++file_count_;
    return append(path, bytes);
}

Result<void> Output::rows(Feed feed, std::string_view path, std::string_view header, std::size_t size,
                          const std::function<void(std::size_t, std::size_t, Piece&)>& render) {
    TRY(text(path, header));
    std::uint32_t line = count_lines(header) + 1;
    FileMentions mentions{feed, std::string(path), {}};
    const std::size_t wave = std::size_t{4} * pool_.threads();
    std::vector<Piece> pieces(wave);
    for (std::size_t begin = 0; begin < size; begin += wave * kRowsOfPiece) {
        const std::size_t count_of_wave = std::min(wave, (size - begin + kRowsOfPiece - 1) / kRowsOfPiece);
        pool_.run(count_of_wave, [&](std::size_t i) {
            pieces[i].text.clear();
            pieces[i].mentions.clear();
            pieces[i].lines = 0;
            pieces[i].errors = {};
            const std::size_t from = begin + i * kRowsOfPiece;
            render(from, std::min(from + kRowsOfPiece, size), pieces[i]);
        });
        for (std::size_t i = 0; i < count_of_wave; ++i) {
            TRY(append(path, pieces[i].text));
            for (Mention mention : pieces[i].mentions) {
                mention.line += line;
                mentions.mentions.push_back(mention);
            }
            line += pieces[i].lines;
            count(feed, pieces[i].errors);
        }
    }
    if (!mentions.mentions.empty()) mentions_.push_back(std::move(mentions));
    return {};
}

Result<void> Output::more_rows(std::string_view path, std::size_t size,
                               const std::function<void(std::size_t, std::size_t, std::string&)>& render) {
    const std::size_t wave = std::size_t{4} * pool_.threads();
    std::vector<std::string> pieces(wave);
    for (std::size_t begin = 0; begin < size; begin += wave * kRowsOfPiece) {
        const std::size_t count_of_wave = std::min(wave, (size - begin + kRowsOfPiece - 1) / kRowsOfPiece);
        pool_.run(count_of_wave, [&](std::size_t i) {
            pieces[i].clear();
            const std::size_t from = begin + i * kRowsOfPiece;
            render(from, std::min(from + kRowsOfPiece, size), pieces[i]);
        });
        for (std::size_t i = 0; i < count_of_wave; ++i) TRY(append(path, pieces[i]));
    }
    return {};
}

Result<void> Output::files(Feed feed, std::size_t count_of_files,
                           const std::function<Result<WholeFile>(std::size_t)>& make) {
    const std::size_t wave = std::size_t{2} * pool_.threads();
    std::vector<std::optional<Result<WholeFile>>> made(wave);
    for (std::size_t begin = 0; begin < count_of_files; begin += wave) {
        const std::size_t count_of_wave = std::min(wave, count_of_files - begin);
        pool_.run(count_of_wave, [&](std::size_t i) { made[i].emplace(make(begin + i)); });
        for (std::size_t i = 0; i < count_of_wave; ++i) {
            WholeFile file = TRY(std::move(*made[i]));
            TRY(text(file.path, file.bytes));
            deliver(feed, file.path);
            count(feed, file.errors);
            if (!file.mentions.empty()) mentions_.push_back({feed, file.path, std::move(file.mentions)});
        }
    }
    return {};
}

}  // namespace kith::town
