#include "service/source_profile.h"

#include "service/json.h"

namespace kith::service {
namespace {

Result<intake::AbsencePolicy> policy_named(const std::string& word, const std::string& source) {
    if (word.empty() || word == "full") return intake::AbsencePolicy::Full;
    if (word == "additions") return intake::AbsencePolicy::Additions;
    if (word == "delta") return intake::AbsencePolicy::Delta;
    if (word == "slice") return intake::AbsencePolicy::Slice;
    return make_error(ErrorCode::InvalidInput, "source.policy",
                      "expected the policy `full`, `additions`, `delta` or `slice`", source);
}

Result<intake::BlankMark> blank_named(const std::string& word, const std::string& source) {
    if (word.empty() || word == "none") return intake::BlankMark::None;
    if (word == "absent") return intake::BlankMark::Absent;
    if (word == "present") return intake::BlankMark::Present;
    return make_error(ErrorCode::InvalidInput, "source.blank", "expected blank to be `none`, `absent` or `present`",
                      source);
}

Result<std::vector<std::pair<std::string, table::Mark>>> read_marks(const Json& marks, const std::string& source) {
    constexpr std::string_view kKnown = " -PAETH";
    std::vector<std::pair<std::string, table::Mark>> read;
    if (!marks.is_object()) return read;
    for (const auto& [code, meaning] : marks.items()) {
        const std::string mark = meaning.is_string() ? meaning.get<std::string>() : std::string();
        if (mark.size() != 1 || kKnown.find(mark[0]) == std::string_view::npos) {
            return make_error(ErrorCode::InvalidInput, "source.mark", "expected one of P, A, E, T, H and - for a mark",
                              source);
        }
        read.emplace_back(code, static_cast<table::Mark>(mark[0]));
    }
    return read;
}

}  // namespace

Result<SourceProfile> read_source_profile(const ledger::Source& source) {
    const std::string& id = source.id.value();
    const Json json = TRY(parse_json(source.json, "source.malformed", id));
    SourceProfile profile;
    profile.name = text_at(json, "name");
    profile.categories = texts_at(json, "categories");
    profile.repeats = is_true_at(json, "repeats_children") ? Repeats::Yes : Repeats::No;
    intake::SourceSettings& settings = profile.settings;
    settings.id = source.id;
    settings.programme = text_at(json, "programme");
    settings.default_category = text_at(json, "default_category");
    settings.categories = profile.categories;
    settings.date_order = text_at(json, "date_order");
    const std::string region = text_at(json, "region");
    if (!region.empty()) settings.region = region;
    settings.policy = TRY(policy_named(text_at(json, "policy"), id));
    settings.blank = TRY(blank_named(text_at(json, "blank"), id));
    settings.marks = TRY(read_marks(at(json, "marks"), id));
    return profile;
}

Result<std::optional<intake::Layout>> remembered_layout(ledger::Reader& reader, const SourceId& source) {
    const auto document = TRY(reader.document(ledger::DocumentKind::Layout, source.value()));
    if (!document || document->is_removed) return std::optional<intake::Layout>();
    return std::optional<intake::Layout>(TRY(intake::layout_from_json(document->json)));
}

}  // namespace kith::service
