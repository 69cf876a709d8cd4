#include "intake/outline.h"

#include <algorithm>
#include <map>

#include "intake/header_rows.h"

namespace kith::intake {
namespace {

constexpr std::size_t kRunOfNewWidth = 3;  // rows of another width before it counts as a change and not as damage
constexpr std::size_t kHeaderRowsMax = 4;
constexpr std::size_t kFooterRowsMax = 12;
constexpr std::size_t kTitleRowsMax = 8;
constexpr double kSurelyHeader = 3.2;  // nats for one more header row over columns of words alone
constexpr double kContinues = 0.75;    // family fit above which rows of another width are still the same table

struct Line {
    std::size_t row = 0;
    std::uint32_t width = 0;
    std::uint32_t filled = 0;
    bool is_after_blank = false;
};

struct Segment {
    std::size_t begin = 0;  // lines
    std::size_t end = 0;
    std::size_t width = 0;  // commonest

    std::size_t size() const { return end - begin; }
};

bool is_blank(std::span<const std::string_view> cells) {
    return std::all_of(cells.begin(), cells.end(), [](auto cell) { return trim_blanks(cell).empty(); });
}

/// A line drawn with characters, under a header or over a sum.
bool is_rule(std::span<const std::string_view> cells) {
    std::size_t drawn = 0;
    for (const std::string_view cell : cells) {
        const std::string_view text = trim_blanks(cell);
        if (text.find_first_not_of("-=_+:* ") != text.npos) return false;
        drawn += text.size();
    }
    return drawn >= 3 && drawn >= 3 * cells.size();
}

class Outliner {
  public:
    Outliner(const table::Table& rows, Grain grain) : rows_(rows), grain_(grain) {}

    Outline run() {
        outline_.roles.assign(rows_.row_count(), RowRole::Blank);
        collect_lines();
        if (lines_.empty()) return std::move(outline_);
        cut();
        join();
        choose();
        take_titles();
        take_footers();
        take_headers();
        assign_roles();
        return std::move(outline_);
    }

  private:
    std::span<const std::string_view> cells(std::size_t line) const { return rows_.row(lines_[line].row); }

    void collect_lines() {
        bool is_after_blank = false;
        for (std::size_t i = 0; i < rows_.row_count(); ++i) {
            const auto row = rows_.row(i);
            if (is_blank(row)) {
                is_after_blank = true;
                continue;
            }
            if (is_rule(row)) {
                outline_.roles[i] = RowRole::Rule;
                continue;
            }
            const auto filled = std::count_if(row.begin(), row.end(), [](auto cell) { return !cell.empty(); });
            lines_.push_back(
                {i, static_cast<std::uint32_t>(row.size()), static_cast<std::uint32_t>(filled), is_after_blank});
            is_after_blank = false;
        }
    }

    std::size_t common_width(std::size_t begin, std::size_t end) const {
        std::map<std::size_t, std::size_t> counts;
        std::size_t best = 0;
        std::size_t width = 0;
        for (std::size_t i = begin; i < end; ++i) {
            const std::size_t n = ++counts[lines_[i].width];
            if (n > best || (n == best && lines_[i].width > width)) {
                best = n;
                width = lines_[i].width;
            }
        }
        return width;
    }

    /// True where a run of rows begins that all have another width than the segment so far.
    bool changes_width(std::size_t at, std::size_t width) const {
        if (grain_ == Grain::Grid || lines_[at].width == width) return false;
        // One damaged row among the first of a new table must not hide where it begins.
        const std::size_t end = std::min(lines_.size(), at + 2 * kRunOfNewWidth - 1);
        std::size_t alike = 0;
        for (std::size_t i = at; i < end; ++i) alike += lines_[i].width == lines_[at].width ? 1U : 0U;
        return alike >= kRunOfNewWidth || (alike == 2 && at + 2 == lines_.size());
    }

    void cut() {
        Segment segment;
        std::map<std::size_t, std::size_t> counts;
        std::size_t width = lines_[0].width;
        std::size_t best = 0;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (i > segment.begin && (lines_[i].is_after_blank || changes_width(i, width))) {
                segment.end = i;
                segment.width = width;
                segments_.push_back(segment);
                segment.begin = i;
                counts.clear();
                best = 0;
            }
            const std::size_t n = ++counts[lines_[i].width];
            if (n > best || (n == best && lines_[i].width > width)) {
                best = n;
                width = lines_[i].width;
            }
        }
        segment.end = lines_.size();
        segment.width = width;
        segments_.push_back(segment);
    }

    std::vector<std::size_t> rows_of(const Segment& segment, std::size_t skip) const {
        std::vector<std::size_t> out;
        for (std::size_t i = segment.begin + std::min(skip, segment.size() - 1); i < segment.end; ++i) {
            if (grain_ == Grain::Grid || lines_[i].width == segment.width) out.push_back(lines_[i].row);
        }
        return out;
    }

    bool repeats_a_top_row(const Segment& first, std::size_t line) const {
        const auto row = cells(line);
        if (lines_[line].filled < 2) return false;
        const std::size_t end = std::min(first.end, first.begin + kHeaderRowsMax);
        for (std::size_t i = first.begin; i < end; ++i) {
            const auto top = cells(i);
            // The second table may have fewer columns, or more.
            const std::size_t shared = std::min(top.size(), row.size());
            if (shared >= 2 &&
                std::equal(top.begin(), top.begin() + static_cast<std::ptrdiff_t>(shared), row.begin()) &&
                looks_like_names(top)) {
                return true;
            }
        }
        return false;
    }

    bool begins_with_header(const Segment& segment) const {
        if (segment.size() < 2) return false;
        const auto models = learn_columns(rows_, rows_of(segment, 1), segment.width);
        const HeaderEvidence evidence = weigh_header(models, cells(segment.begin));
        return evidence.contradicts > 0 && evidence.belongs == 0 && evidence.sum > 1;
    }

    double mean_fit(const std::vector<ColumnModel>& models, const Segment& segment) const {
        double sum = 0;
        const std::size_t step = std::max<std::size_t>(1, segment.size() / 50);
        std::size_t n = 0;
        for (std::size_t i = segment.begin; i < segment.end; i += step, ++n) sum += family_fit(models, cells(i));
        return sum / static_cast<double>(n);
    }

    bool continues(const Segment& first, const Segment& next) const {
        if (first.size() < 2) return false;
        if (repeats_a_top_row(first, next.begin)) return false;
        const bool is_after_blank = lines_[next.begin].is_after_blank;
        const bool is_same_width = grain_ == Grain::Grid || first.width == next.width;
        if (is_same_width && !is_after_blank) return true;
        if (first.width < 2 && next.width >= 2) return false;
        if (next.width < 2 && first.width >= 2 && grain_ == Grain::Text) return false;
        if (begins_with_header(next)) return false;
        if (grain_ == Grain::Grid && next.size() <= 3 && lines_[next.begin].filled <= 1 && first.width > 2)
            return false;
        const bool is_near = 2 * std::min(first.width, next.width) > std::max(first.width, next.width);
        if (!is_same_width && (first.size() < 4 || !is_near)) return false;
        const auto models = learn_columns(rows_, rows_of(first, first.size() > 3 ? 2 : 1), first.width);
        const double fit = mean_fit(models, next);
        return is_same_width ? fit > 0.5 : !is_after_blank && fit > kContinues;
    }

    void join() {
        std::vector<Segment> joined = {segments_[0]};
        for (std::size_t i = 1; i < segments_.size(); ++i) {
            Segment& last = joined.back();
            const Segment& next = segments_[i];
            const bool is_island = i + 1 < segments_.size() && segments_[i + 1].width == last.width &&
                                   last.size() >= 3 && !lines_[next.begin].is_after_blank &&
                                   !lines_[segments_[i + 1].begin].is_after_blank;
            if (is_island || continues(last, next)) {
                last.end = next.end;
                last.width = common_width(last.begin, last.end);
            } else {
                joined.push_back(next);
            }
        }
        segments_ = std::move(joined);
        split_at_repeated_headers();
    }

    /// A second table of equal width that follows without a blank line shows itself by the header it repeats.
    void split_at_repeated_headers() {
        std::vector<Segment> split;
        for (Segment segment : segments_) {
            for (std::size_t i = segment.begin + 2; i < segment.end; ++i) {
                const auto top = cells(segment.begin);
                const auto row = cells(i);
                const bool is_repeated = row.size() >= 2 && std::equal(top.begin(), top.end(), row.begin(), row.end());
                if (!is_repeated || lines_[i].filled < 2 || !looks_like_names(top)) continue;
                Segment before = segment;
                before.end = i;
                split.push_back(before);
                segment.begin = i;
            }
            split.push_back(segment);
        }
        segments_ = std::move(split);
    }

    static bool looks_like_names(std::span<const std::string_view> row) {
        return std::none_of(row.begin(), row.end(), [](auto cell) { return is_typed(cell_kind_of(cell)); });
    }

    bool is_preamble_like(std::size_t index) const {
        const Segment& segment = segments_[index];
        for (std::size_t i = index + 1; i < segments_.size(); ++i) {
            const Segment& later = segments_[i];
            const bool is_small = segment.width <= 3 && segment.size() <= 15 && segment.size() * 2 <= later.size() + 1;
            if (is_small && later.width >= segment.width + 2) return true;
            if (segment.size() <= 2 && later.width > segment.width && later.size() > 2) return true;
        }
        return false;
    }

    /// Where nothing is surely a table: the largest segment, and the lines around it that are not much narrower.
    void choose_largest() {
        for (std::size_t i = 1; i < segments_.size(); ++i) {
            const auto area = [&](std::size_t k) { return segments_[k].size() * segments_[k].width; };
            if (area(i) > area(main_)) main_ = i;
        }
        begin_ = segments_[main_].begin;
        end_ = segments_[main_].end;
        width_ = segments_[main_].width;
        const auto is_kin = [&](const Line& line) { return line.width >= 2 && line.width * 2 >= width_; };
        while (begin_ > 0 && !lines_[begin_].is_after_blank && is_kin(lines_[begin_ - 1])) --begin_;
        while (end_ < lines_.size() && !lines_[end_].is_after_blank && is_kin(lines_[end_])) ++end_;
        while (segments_[main_].end < end_) ++main_;
    }

    /// At least two rows, and half of all, are of the segment's width.
    bool agrees(const Segment& segment) const {
        if (grain_ == Grain::Grid) return segment.size() >= 2;
        std::size_t alike = 0;
        for (std::size_t i = segment.begin; i < segment.end; ++i) alike += lines_[i].width == segment.width ? 1U : 0U;
        return alike >= 2 && alike * 2 >= segment.size();
    }

    void choose() {
        main_ = 0;
        const bool is_single =
            std::all_of(segments_.begin(), segments_.end(), [](const Segment& s) { return s.width < 2; });
        for (std::size_t i = 0; i < segments_.size(); ++i) {
            if ((segments_[i].width < 2 && !is_single) || !agrees(segments_[i]) || is_preamble_like(i)) continue;
            main_ = i;
            begin_ = segments_[i].begin;
            end_ = segments_[i].end;
            width_ = segments_[i].width;
            reach_up();
            return;
        }
        choose_largest();
        reach_up();
    }

    /// Header rows of another width, or parted from the data by a blank line.
    void reach_up() {
        std::size_t taken = 0;
        while (begin_ > 0 && taken < kHeaderRowsMax && width_ >= 2) {
            const Line& above = lines_[begin_ - 1];
            const bool is_wide = above.filled >= 2 && above.filled * 5 >= width_ * 3 && above.width <= width_ + 2;
            if (!is_wide || !looks_like_names(cells(begin_ - 1))) break;
            if (lines_[begin_].is_after_blank && weigh_own_top() > 0.5) break;  // the segment has a header of its own
            --begin_;
            ++taken;
        }
    }

    double weigh_own_top() const {
        if (end_ - begin_ < 2) return 0;
        const Segment own{begin_, end_, width_};
        const auto models = learn_columns(rows_, rows_of(own, 1), width_);
        return weigh_header(models, cells(begin_)).sum;
    }

    std::size_t thin_cells() const { return std::max<std::size_t>(1, width_ / 4); }

    /// Cells of the first row that is no thin one: several titles may stand over each other.
    std::uint32_t filled_under_titles() const {
        const std::size_t end = std::min(end_, begin_ + kTitleRowsMax);
        std::size_t below = begin_ + 1;
        while (below + 1 < end && lines_[below].filled <= thin_cells()) ++below;
        return lines_[below].filled;
    }

    void take_titles() {
        while (end_ - begin_ >= 2) {
            const Line& line = lines_[begin_];
            const bool is_thin = width_ >= 3 && line.filled <= thin_cells() && line.filled < filled_under_titles();
            const bool is_remark =
                width_ >= 2 && line.width < width_ && line.filled <= 2 && cells(begin_)[0].starts_with('#');
            if (!is_thin && !is_remark) break;
            // In text of natural raggedness a thin first row may simply be short data.
            if (grain_ == Grain::Text && line.width > 1 && line.width < width_ && !is_remark) break;
            ++begin_;
        }
    }

    void take_footers() {
        if (width_ < 3) return;
        const Segment own{begin_, end_, width_};
        std::vector<ColumnModel> models;  // learnt only where the last line is thin
        for (std::size_t taken = 0; taken < kFooterRowsMax && end_ - begin_ > 2; ++taken) {
            const Line& line = lines_[end_ - 1];
            const auto row = cells(end_ - 1);
            if (line.filled != 1 || row[0].empty() || (grain_ == Grain::Text && line.width != 1)) break;
            if (models.empty()) models = learn_columns(rows_, rows_of(own, 1), width_);
            const bool fits = models[0].log_fit(row[0]) > -3;
            if (fits && !line.is_after_blank) break;
            --end_;
        }
    }

    void take_headers() {
        const Segment own{begin_, end_, width_};
        const std::size_t n = own.size();
        std::size_t limit = 0;
        for (std::size_t i = begin_; i < end_; ++i) limit = std::max<std::size_t>(limit, lines_[i].width);
        std::size_t columns = grain_ == Grain::Grid ? limit : width_;
        const std::size_t skip = n > 6 ? 3 : 1;
        outline_.models = learn_columns(rows_, rows_of(own, skip), columns);
        if (n == 1) {
            outline_.header_rows = looks_like_names(cells(begin_)) ? 1 : 0;
        } else if (weigh_header(outline_.models, cells(begin_)).sum > 0) {
            outline_.header_rows = 1;
            while (outline_.header_rows < kHeaderRowsMax && outline_.header_rows + 1U < n && is_further_header())
                ++outline_.header_rows;
        }
        for (std::size_t i = begin_; i < begin_ + outline_.header_rows; ++i)
            columns = std::max<std::size_t>(columns, lines_[i].width);
        outline_.columns = columns;
        outline_.common_width = width_;
        outline_.models.resize(columns);
        name_columns();
    }

    /// The row after the header rows so far is one more: it contradicts the columns too, or it names what a row with
    /// gaps above it (a band over several columns) leaves open.
    bool is_further_header() const {
        const std::size_t at = begin_ + outline_.header_rows;
        const HeaderEvidence evidence = weigh_header(outline_.models, cells(at));
        if (evidence.belongs == 0 && evidence.contradicts >= 1 && evidence.sum > 1.5) {
            return evidence.contradicts >= 2 || outline_.models.size() <= 3 ||
                   evidence.filled * 2 < outline_.models.size();
        }
        if (evidence.belongs == 0 && evidence.sum > kSurelyHeader) return true;
        const HeaderEvidence above = weigh_header(outline_.models, cells(at - 1));
        const bool has_gaps =
            above.filled + above.repeated < width_ && (above.filled * 3 < width_ * 2 || above.repeated > 0);
        return has_gaps && evidence.belongs == 0 && evidence.sum > 0.5 && evidence.filled > above.filled &&
               evidence.repeated == 0;
    }

    void name_columns() {
        outline_.header.assign(outline_.columns, {});
        if (outline_.header_rows == 1) {
            const auto row = cells(begin_);
            for (std::size_t c = 0; c < row.size(); ++c) outline_.header[c] = row[c];
            return;
        }
        for (std::size_t i = begin_; i < begin_ + outline_.header_rows; ++i) {
            const auto row = cells(i);
            for (std::size_t c = 0; c < row.size(); ++c) {
                const std::string_view part = trim_blanks(row[c]);
                if (part.empty()) continue;
                if (!outline_.header[c].empty()) outline_.header[c] += ' ';
                outline_.header[c] += part;
            }
        }
    }

    void assign_roles() {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            RowRole role = RowRole::Data;
            if (i < begin_)
                role = RowRole::Title;
            else if (i < begin_ + outline_.header_rows)
                role = RowRole::Header;
            else if (i >= end_)
                role = is_footer(i) ? RowRole::Footer : RowRole::SecondTable;
            outline_.roles[lines_[i].row] = role;
        }
        outline_.preamble_rows = static_cast<std::uint32_t>(lines_[begin_].row);
    }

    bool is_footer(std::size_t line) const {
        if (line < segments_[main_].end) return true;
        const auto own =
            std::find_if(segments_.begin(), segments_.end(), [&](const Segment& s) { return line < s.end; });
        return own->width < 2 || own->size() < 2;
    }

    const table::Table& rows_;
    Grain grain_;
    Outline outline_;
    std::vector<Line> lines_;  // rows that are neither blank nor rules
    std::vector<Segment> segments_;
    std::size_t main_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::size_t width_ = 0;
};

}  // namespace

std::string_view name_of(RowRole role) {
    switch (role) {
        case RowRole::Data:
            return "data";
        case RowRole::Title:
            return "title";
        case RowRole::Header:
            return "header";
        case RowRole::Blank:
            return "blank";
        case RowRole::Rule:
            return "rule";
        case RowRole::Footer:
            return "footer";
        case RowRole::SecondTable:
            return "second-table";
    }
    return "data";
}

Outline find_outline(const table::Table& rows, Grain grain) {
    return Outliner(rows, grain).run();
}

}  // namespace kith::intake
