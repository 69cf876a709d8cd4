#include "service/programmes.h"

#include <algorithm>

#include "service/json.h"
#include "service/standing.h"
#include "table/category.h"

namespace kith::service {
namespace {

namespace category = table::category;
using table::Mark;

bool is_programme(const std::vector<std::string>& categories) {
    return std::any_of(categories.begin(), categories.end(), [](const std::string& name) {
        return name == category::kProgramme || name == category::kProgrammeAttendance;
    });
}

void earlier(std::optional<CivilDate>& begun, CivilDate day) {
    if (!begun || day < *begun) begun = day;
}

Result<std::optional<CivilDate>> first_day(ledger::Reader& reader, RecordId record) {
    std::optional<CivilDate> begun;
    const std::vector<table::Fact> facts = TRY(reader.facts(record, category::kProgramme));
    for (const table::Fact& fact : facts) {
        if (fact.from) earlier(begun, *fact.from);
    }
    const std::vector<table::Strip> strips = TRY(reader.strips(record, category::kProgrammeAttendance));
    for (const table::Strip& strip : strips) {
        const std::size_t at = strip.marks.find_first_of("PTH");
        if (at != std::string::npos) earlier(begun, strip.first_day.plus_days(static_cast<std::int32_t>(at)));
    }
    return begun;
}

Result<std::uint32_t> source_of(const Population& population, const std::string& programme) {
    const auto& sources = population.sources();
    for (std::uint32_t i = 0; i < sources.size(); ++i) {
        const bool is_named = sources[i].id.value() == programme || sources[i].member.value() == programme;
        if (is_named && is_programme(sources[i].categories)) return i;
    }
    return make_error(ErrorCode::NotFound, "programme.unknown", "no such programme", programme);
}

}  // namespace

Result<std::vector<Programme>> list_programmes(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock) {
    const auto reader = TRY(ledger.begin_read());
    TRY(standing_of(*reader, viewer, clock.now()));
    std::vector<Programme> programmes;
    const std::vector<ledger::Source> sources = TRY(reader->sources());
    for (const ledger::Source& source : sources) {
        const Json json = TRY(parse_json(source.json, "source.malformed", source.id.value()));
        if (!is_programme(texts_at(json, "categories"))) continue;
        std::string name = text_at(json, "programme");
        if (name.empty()) name = text_at(json, "name");
        programmes.push_back({source.id.value(), std::move(name), source.id, source.member});
    }
    return programmes;
}

Result<Participation> read_participation(ledger::Reader& reader, const Population& population,
                                         const std::string& programme) {
    Participation participation;
    participation.source = TRY(source_of(population, programme));
    const PopulationSource& source = population.sources()[participation.source];
    participation.is_known.assign(population.size(), true);
    for (const std::string_view name : {category::kProgramme, category::kProgrammeAttendance}) {
        if (!source.has(name)) continue;
        const std::vector<bool> bits = population.permitted(name, participation.source);
        for (std::size_t i = 0; i < bits.size(); ++i) {
            participation.is_known[i] = participation.is_known[i] && bits[i];
        }
    }
    participation.begun.resize(population.size());
    participation.took_part.assign(population.size(), false);
    for (std::size_t person = 0; person < population.size(); ++person) {
        if (!participation.is_known[person]) continue;
        for (const PopulationRecord& record : population.records_of(person)) {
            if (record.source != participation.source) continue;
            participation.took_part[person] = true;
            const auto begun = TRY(first_day(reader, record.id));
            if (begun) earlier(participation.begun[person], *begun);
        }
    }
    return participation;
}

}  // namespace kith::service
