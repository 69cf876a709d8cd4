#include "intake/compound_file.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

namespace kith::intake {
namespace {

constexpr std::uint32_t kEndOfChain = 0xFFFFFFFE;
constexpr std::uint32_t kLastSector = 0xFFFFFFFA;  // numbers from here on are marks
constexpr std::size_t kHeaderBytes = 512;
constexpr std::size_t kEntryBytes = 128;

class CompoundFile {
  public:
    explicit CompoundFile(std::string_view bytes) : bytes_(bytes) {}

    bool open() {
        if (bytes_.size() < kHeaderBytes) return false;
        const std::uint32_t shift = u16(bytes_, 30);
        const std::uint32_t mini_shift = u16(bytes_, 32);
        if (shift < 7 || shift > 16 || mini_shift < 4 || mini_shift >= shift) return false;
        sector_bytes_ = std::size_t{1} << shift;
        mini_bytes_ = std::size_t{1} << mini_shift;
        mini_limit_ = u32(bytes_, 56);
        load_table();
        directory_ = chain(u32(bytes_, 48), table_, sector_bytes_, {});
        const std::string mini_table = chain(u32(bytes_, 60), table_, sector_bytes_, {});
        for (std::size_t at = 0; at + 4 <= mini_table.size(); at += 4) mini_table_.push_back(u32(mini_table, at));
        return directory_.size() >= kEntryBytes;
    }

    std::optional<std::string> stream(std::string_view name) const {
        for (std::size_t at = 0; at + kEntryBytes <= directory_.size(); at += kEntryBytes) {
            const std::string_view entry = std::string_view(directory_).substr(at, kEntryBytes);
            if (entry[66] != 2 || name_of(entry) != name) continue;
            const std::uint32_t size = u32(entry, 120);
            std::string content;
            if (size < mini_limit_) {
                const std::string mini = chain(u32(directory_, 116), table_, sector_bytes_, {});
                content = chain(u32(entry, 116), mini_table_, mini_bytes_, mini);
            } else {
                content = chain(u32(entry, 116), table_, sector_bytes_, {});
            }
            if (content.size() > size) content.resize(size);
            return content;
        }
        return std::nullopt;
    }

  private:
    static std::uint32_t u16(std::string_view text, std::size_t at) {
        std::uint16_t value = 0;
        if (at + 2 <= text.size()) std::memcpy(&value, text.data() + at, 2);
        return value;
    }
    static std::uint32_t u32(std::string_view text, std::size_t at) {
        std::uint32_t value = 0;
        if (at + 4 <= text.size()) std::memcpy(&value, text.data() + at, 4);
        return value;
    }

    static std::string name_of(std::string_view entry) {
        std::string name;
        const std::size_t length = std::min<std::size_t>(u16(entry, 64), 64);
        for (std::size_t i = 0; i + 2 < length; i += 2) name += entry[i];
        return name;
    }

    std::string_view sector(std::uint32_t number) const {
        const std::size_t begin = (static_cast<std::size_t>(number) + 1) * sector_bytes_;
        return begin < bytes_.size() ? bytes_.substr(begin, sector_bytes_) : std::string_view();
    }

    void append_table(std::uint32_t number) {
        const std::string_view part = sector(number);
        for (std::size_t at = 0; at + 4 <= part.size(); at += 4) table_.push_back(u32(part, at));
    }

    void load_table() {
        const std::size_t sectors_max = bytes_.size() / sector_bytes_ + 1;
        for (std::size_t i = 0; i < 109; ++i) {
            const std::uint32_t number = u32(bytes_, 76 + 4 * i);
            if (number < kLastSector && table_.size() < sectors_max * 2 + sector_bytes_) append_table(number);
        }
        std::uint32_t next = u32(bytes_, 68);
        for (std::size_t steps = 0; next < kLastSector && steps < sectors_max; ++steps) {
            const std::string_view part = sector(next);
            if (part.size() < sector_bytes_) return;
            for (std::size_t at = 0; at + 8 <= part.size(); at += 4) {
                if (u32(part, at) < kLastSector && table_.size() < sectors_max * 2 + sector_bytes_)
                    append_table(u32(part, at));
            }
            next = u32(part, part.size() - 4);
        }
    }

    /// Sectors one after the other; `inside` is the mini stream, or empty for the file itself.
    std::string chain(std::uint32_t first, const std::vector<std::uint32_t>& table, std::size_t unit,
                      std::string_view inside) const {
        std::string out;
        std::uint32_t number = first;
        for (std::size_t steps = 0; number < kLastSector && number != kEndOfChain && steps <= table.size(); ++steps) {
            const std::size_t begin = static_cast<std::size_t>(number) * unit;
            const std::string_view part = inside.empty()          ? sector(number)
                                          : begin < inside.size() ? inside.substr(begin, unit)
                                                                  : std::string_view();
            if (part.empty()) break;
            out += part;
            if (number >= table.size()) break;
            number = table[number];
        }
        return out;
    }

    std::string_view bytes_;
    std::size_t sector_bytes_ = 512;
    std::size_t mini_bytes_ = 64;
    std::uint32_t mini_limit_ = 4096;
    std::vector<std::uint32_t> table_;
    std::vector<std::uint32_t> mini_table_;
    std::string directory_;
};

}  // namespace

std::optional<std::string> compound_stream(ByteView bytes, std::string_view name) {
    CompoundFile file(as_text(bytes));
    if (!file.open()) return std::nullopt;
    return file.stream(name);
}

}  // namespace kith::intake
