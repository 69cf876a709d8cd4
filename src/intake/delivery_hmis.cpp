// HMIS CSV (HUD, FY2024 and FY2026): clients, enrolments, exits, services. Households hold adults too: only children
// (and young people on their own) become records, adults become guardians of the children of their household.
//
// Data of victim service providers must not be imported in identifiable form (VAWA); one such organisation in the
// export refuses all of it, because its rows cannot be told apart with certainty once files are cut. Files on domestic
// violence and disabilities are read by nobody.

#include <algorithm>
#include <map>

#include "intake/delivery_rows.h"
#include "table/category.h"

namespace kith::intake {
namespace {

constexpr int kChildAge = 18;
constexpr int kYouthAge = 22;  // enrolled as a child of somebody or alone: still a young person

/// 8 doesn't know, 9 prefers not to answer, 99 not collected.
bool is_no_answer(std::string_view cell) {
    return is_missing(cell) || cell == "8" || cell == "9" || cell == "99";
}

std::string project_type(std::string_view code) {
    static const std::map<std::string_view, std::string_view> kTypes = {{"0", "emergency shelter"},
                                                                        {"1", "emergency shelter"},
                                                                        {"2", "transitional housing"},
                                                                        {"3", "permanent supportive housing"},
                                                                        {"4", "street outreach"},
                                                                        {"6", "services only"},
                                                                        {"8", "safe haven"},
                                                                        {"9", "permanent housing"},
                                                                        {"10", "permanent housing with services"},
                                                                        {"11", "day shelter"},
                                                                        {"12", "homelessness prevention"},
                                                                        {"13", "rapid re-housing"},
                                                                        {"14", "coordinated entry"}};
    const auto found = kTypes.find(code);
    return std::string(found == kTypes.end() ? code : found->second);
}

std::string place(std::string_view code) {
    static const std::map<std::string_view, std::string_view> kPlaces = {{"101", "emergency shelter"},
                                                                         {"116", "unsheltered"},
                                                                         {"118", "safe haven"},
                                                                         {"215", "foster care"},
                                                                         {"302", "transitional housing"},
                                                                         {"312", "with family, temporary"},
                                                                         {"313", "with friends, temporary"},
                                                                         {"314", "hotel or motel"},
                                                                         {"335", "with family, temporary"},
                                                                         {"336", "with friends, temporary"},
                                                                         {"410", "rental"},
                                                                         {"411", "owned home"},
                                                                         {"422", "with family, permanent"},
                                                                         {"423", "with friends, permanent"}};
    const auto found = kPlaces.find(code);
    return std::string(found == kPlaces.end() ? code : found->second);
}

class HmisSet {
  public:
    HmisSet(Work& work, std::span<SheetWork* const> sheets) : work_(work), sheets_(sheets) {}

    Result<void> read() {
        for (SheetWork* sheet : sheets_) {
            if (sheet->known.kind == KnownKind::HmisExport) read_export(*sheet);
        }
        for (SheetWork* sheet : sheets_) {
            if (sheet->known.kind == KnownKind::HmisOrganization) TRY(refuse_protected(*sheet));
            if (sheet->known.kind == KnownKind::HmisProject) TRY(name_projects(*sheet));
        }
        for_kind(KnownKind::HmisEnrollment, [&](SheetWork& sheet, std::size_t row) { collect_enrolment(sheet, row); });
        for_kind(KnownKind::HmisExit, [&](SheetWork& sheet, std::size_t row) { collect_exit(sheet, row); });
        for_kind(KnownKind::HmisClient, [&](SheetWork& sheet, std::size_t row) { read_client(sheet, row); });
        add_guardians();
        for_kind(KnownKind::HmisEnrollment, [&](SheetWork& sheet, std::size_t row) { read_enrolment(sheet, row); });
        for_kind(KnownKind::HmisExit, [&](SheetWork& sheet, std::size_t row) { follow_enrolment(sheet, row); });
        for_kind(KnownKind::HmisServices,
                 [&](SheetWork& sheet, std::size_t row) { read_statement(sheet, row, "service"); });
        for_kind(KnownKind::HmisPerPerson,
                 [&](SheetWork& sheet, std::size_t row) { read_statement(sheet, row, "statement"); });
        ignore_all(KnownKind::HmisProtected, "protected-kind-of-data");
        ignore_all(KnownKind::HmisOther, "not-about-children");
        return {};
    }

  private:
    struct Enrolment {
        std::string person, household, relation;
        std::optional<CivilDate> exit;
        std::string destination;
    };
    struct Adult {
        std::string name;
        SheetWork* sheet = nullptr;
        std::size_t row = 0;
        bool is_used = false;
    };

    template <class Read>
    void for_kind(KnownKind kind, Read&& read) {
        for (SheetWork* sheet : sheets_) {
            if (sheet->known.kind != kind) continue;
            headers_ = std::make_unique<Headers>(sheet->table());
            study_dates(*sheet);
            for (std::size_t row = 0; row < sheet->table().row_count(); ++row) read(*sheet, row);
        }
    }

    void study_dates(SheetWork& sheet) {
        std::vector<std::size_t> columns;
        for (const std::string_view alias : {"entrydate", "exitdate", "dateprovided", "informationdate"}) {
            if (const auto column = headers_->find({alias})) columns.push_back(*column);
        }
        const auto memory = settled_order(work_.settings.date_order);
        dates_.reset();
        births_.reset();
        if (!columns.empty()) {
            dates_ = std::make_unique<DateReader>(sheet.table(), columns, DateUse::Event, work_.settings.delivered_on,
                                                  memory);
        }
        if (const auto birth = headers_->find({"dob"})) {
            const std::size_t column = *birth;
            births_ = std::make_unique<DateReader>(sheet.table(), std::span(&column, 1), DateUse::Birth,
                                                   work_.settings.delivered_on, memory);
        }
    }

    std::string_view at(const SheetWork& sheet, std::size_t row,
                        std::initializer_list<std::string_view> aliases) const {
        const auto column = headers_->find(aliases);
        if (!column) return {};
        const std::string_view cell = trimmed(sheet.table().cell(row, *column));
        return is_missing(cell) ? std::string_view{} : cell;
    }

    std::optional<CivilDate> day_at(const SheetWork& sheet, std::size_t row,
                                    std::initializer_list<std::string_view> aliases) const {
        const std::string_view cell = at(sheet, row, aliases);
        if (!dates_ || cell.empty()) return std::nullopt;
        const DateReader::Value& value = dates_->read(cell);
        return value.state == DateReader::State::Read ? std::optional(CivilDate::from_days(value.days)) : std::nullopt;
    }

    void ignore_all(KnownKind kind, std::string_view reason) {
        for_kind(kind, [&](SheetWork& sheet, std::size_t row) { sheet.fates.ignore(sheet.table(), row, reason); });
    }

    void read_export(SheetWork& sheet) {
        headers_ = std::make_unique<Headers>(sheet.table());
        for (std::size_t row = 0; row < sheet.table().row_count(); ++row) {
            const std::string_view directive = at(sheet, row, {"exportdirective"});
            if (directive == "1") work_.stated_policy = AbsencePolicy::Delta;
            if (directive == "2") work_.stated_policy = AbsencePolicy::Full;
            const std::string_view hash = at(sheet, row, {"hashstatus"});
            is_hashed_ = !hash.empty() && hash != "1";
            sheet.fates.load(sheet.table(), row);
        }
        if (is_hashed_) {
            work_.remark_column(sheet, kNoColumn, table::Severity::Warning, "intake.hmis.hashed",
                                "names in this export are hashed; its children cannot be found elsewhere",
                                "ask for an unhashed export");
        }
    }

    Result<void> refuse_protected(SheetWork& sheet) {
        headers_ = std::make_unique<Headers>(sheet.table());
        for (std::size_t row = 0; row < sheet.table().row_count(); ++row) {
            if (at(sheet, row, {"victimserviceprovider"}) == "1" && !is_hashed_) {
                return make_error(
                    ErrorCode::Denied, "intake.delivery.victim-service-provider",
                    "the export holds an organisation that is a victim service provider; identifiable data of "
                    "its clients must not be imported. Export without it");
            }
            work_.org_names[std::string(at(sheet, row, {"organizationid"}))] =
                std::string(at(sheet, row, {"organizationname"}));
            sheet.fates.load(sheet.table(), row);
        }
        return {};
    }

    Result<void> name_projects(SheetWork& sheet) {
        headers_ = std::make_unique<Headers>(sheet.table());
        for (std::size_t row = 0; row < sheet.table().row_count(); ++row) {
            const std::string id(at(sheet, row, {"projectid"}));
            projects_[id] = {std::string(at(sheet, row, {"projectname"})),
                             project_type(at(sheet, row, {"projecttype"}))};
            sheet.fates.load(sheet.table(), row);
        }
        return {};
    }

    bool is_deleted(const SheetWork& sheet, std::size_t row) const { return !at(sheet, row, {"datedeleted"}).empty(); }

    void collect_enrolment(SheetWork& sheet, std::size_t row) {
        if (is_deleted(sheet, row)) return;
        Enrolment& enrolment = enrolments_[std::string(at(sheet, row, {"enrollmentid"}))];
        enrolment.person = std::string(at(sheet, row, {"personalid"}));
        enrolment.household = std::string(at(sheet, row, {"householdid"}));
        enrolment.relation = std::string(at(sheet, row, {"relationshiptohoh"}));
        relations_[enrolment.person].push_back(enrolment.relation);
    }

    void collect_exit(SheetWork& sheet, std::size_t row) {
        if (is_deleted(sheet, row)) return;
        Enrolment& enrolment = enrolments_[std::string(at(sheet, row, {"enrollmentid"}))];
        enrolment.exit = day_at(sheet, row, {"exitdate"});
        if (const auto where = at(sheet, row, {"destination"}); !is_no_answer(where))
            enrolment.destination = place(where);
    }

    /// A child by age; without a birth date, whoever is somebody's child in a household.
    bool is_child(const std::string& person, PartialDate birth) const {
        const auto known = relations_.find(person);
        const bool is_somebodys = known != relations_.end() &&
                                  std::find(known->second.begin(), known->second.end(), "2") != known->second.end();
        if (birth.year == 0) return is_somebodys;
        const PartialDate full{birth.year, birth.month == 0 ? std::int8_t{1} : birth.month,
                               birth.day == 0 ? std::int8_t{1} : birth.day};
        const auto born = full.to_date();
        if (!born) return is_somebodys;
        const CivilDate today = work_.settings.delivered_on;
        if (born->plus_years(kChildAge) > today) return true;
        return is_somebodys && born->plus_years(kYouthAge) > today;
    }

    table::Identity identity_of(const SheetWork& sheet, std::size_t row) const {
        table::Identity identity;
        const std::string_view quality = at(sheet, row, {"namedataquality"});
        if (quality != "8" && quality != "9" && quality != "99" && !is_hashed_) {
            identity.given = std::string(at(sheet, row, {"firstname"}));
            identity.middle = std::string(at(sheet, row, {"middlename"}));
            identity.surname = std::string(at(sheet, row, {"lastname"}));
            identity.suffix = std::string(at(sheet, row, {"namesuffix"}));
        }
        const std::string_view birth_quality = at(sheet, row, {"dobdataquality"});
        const std::string_view birth = at(sheet, row, {"dob"});
        if (births_ && !birth.empty() && birth_quality != "8" && birth_quality != "9" && birth_quality != "99") {
            identity.birth_date = births_->read(birth).date;
            // Quality 2: approximate or partial. Exports fill the unknown parts with 1.
            if (birth_quality == "2") identity.birth_date = PartialDate{identity.birth_date.year, 0, 0};
        }
        const std::string_view sex = at(sheet, row, {"sex"});
        if (sex == "0" || at(sheet, row, {"woman"}) == "1") identity.sex = table::Sex::Female;
        if (sex == "1" || at(sheet, row, {"man"}) == "1") identity.sex = table::Sex::Male;
        if (at(sheet, row, {"nonbinary"}) == "1") identity.sex = table::Sex::Other;
        return identity;
    }

    void read_client(SheetWork& sheet, std::size_t row) {
        const std::string_view id = at(sheet, row, {"personalid"});
        if (id.empty()) {
            work_.quarantine(sheet, row, kNoColumn, "intake.row.no-id", "the row has no PersonalID",
                             "export the row with its id", {});
            return;
        }
        if (is_deleted(sheet, row)) {
            work_.deleted.emplace_back(id);
            sheet.fates.load(sheet.table(), row);
            return;
        }
        table::Identity identity = identity_of(sheet, row);
        if (!is_child(std::string(id), identity.birth_date)) {
            adults_[std::string(id)] = {identity.given + " " + identity.surname, &sheet, row, false};
            sheet.fates.ignore(sheet.table(), row, "not-a-child");
            return;
        }
        const ChildIndex child = work_.children.with_id(id);
        work_.children.add_origin(child, {sheet.file, sheet.table().line_of(row)});
        if (work_.children.say(child, std::move(identity), Saying::Listed, sheet.number) == Heard::Contradicted) {
            work_.remark(sheet, sheet.table(), row, kNoColumn, table::Severity::Note, "intake.row.repeated",
                         "the same child is listed twice with different details; the later row counts",
                         "keep one row per child");
        }
        sheet.fates.load(sheet.table(), row);
    }

    void add_guardians() {
        std::map<std::string, std::vector<const Enrolment*>> households;
        for (const auto& [id, enrolment] : enrolments_) {
            if (!enrolment.household.empty()) households[enrolment.household].push_back(&enrolment);
        }
        for (const auto& [id, members] : households) {
            for (const Enrolment* member : members) {
                const auto adult = adults_.find(member->person);
                if (adult == adults_.end() || (member->relation != "1" && member->relation != "3")) continue;
                for (const Enrolment* other : members)
                    add_guardian(*other, adult->first, adult->second, member->relation);
            }
        }
    }

    void add_guardian(const Enrolment& member, const std::string& id, Adult& adult, std::string_view relation) {
        const auto child = work_.children.find(member.person);
        if (!child || member.relation != "2") return;
        auto& guardians = work_.children.identity(*child).guardians;
        const bool is_known =
            std::any_of(guardians.begin(), guardians.end(), [&](const auto& held) { return held.local_id == id; });
        if (!is_known)
            guardians.push_back({adult.name, relation == "1" ? "head of household" : "partner of head", {}, id});
        if (!adult.is_used) adult.sheet->fates.load(adult.sheet->table(), adult.row);
        adult.is_used = true;
    }

    /// The child of a row by PersonalID; else the row gets its fate here.
    std::optional<ChildIndex> child_of(SheetWork& sheet, std::size_t row) {
        const std::string_view id = at(sheet, row, {"personalid"});
        if (is_deleted(sheet, row)) {
            sheet.fates.ignore(sheet.table(), row, "deleted");
            return std::nullopt;
        }
        const auto child = work_.children.find(id);
        if (child) {
            work_.children.add_origin(*child, {sheet.file, sheet.table().line_of(row)});
            sheet.fates.load(sheet.table(), row);
            return child;
        }
        const bool is_adult = adults_.contains(std::string(id));
        const bool was_deleted = std::find(work_.deleted.begin(), work_.deleted.end(), id) != work_.deleted.end();
        if (is_adult || was_deleted) {
            sheet.fates.ignore(sheet.table(), row, is_adult ? "not-a-child" : "deleted");
        } else {
            work_.quarantine(sheet, row, kNoColumn, "intake.row.unknown-child",
                             "the row refers to nobody in the delivery", "send the Client file that lists this person",
                             id);
        }
        return std::nullopt;
    }

    void read_enrolment(SheetWork& sheet, std::size_t row) {
        const auto child = child_of(sheet, row);
        if (!child) return;
        table::Fact fact;
        fact.category = work_.allowed(table::category::kLivingSituation);
        fact.kind = "stay";
        fact.key = std::string(at(sheet, row, {"enrollmentid"}));
        fact.from = day_at(sheet, row, {"entrydate"});
        const auto attribute = [&](std::string_view name, const std::string& value) {
            if (!value.empty()) fact.attributes.push_back({std::string(name), value});
        };
        const Enrolment& known = enrolments_[fact.key];
        fact.to = known.exit;
        attribute("destination", known.destination);
        attribute("household", known.household);
        const std::string_view situation = at(sheet, row, {"livingsituation"});
        if (!is_no_answer(situation)) attribute("living_situation", place(situation));
        const auto project = projects_.find(std::string(at(sheet, row, {"projectid"})));
        if (project != projects_.end()) {
            attribute("project", project->second.first);
            attribute("project_type", project->second.second);
        }
        work_.children.add_fact(*child, std::move(fact));
    }

    /// Exits were folded into their enrolments; their rows share the child's fate.
    void follow_enrolment(SheetWork& sheet, std::size_t row) { static_cast<void>(child_of(sheet, row)); }

    void read_statement(SheetWork& sheet, std::size_t row, std::string_view kind) {
        const auto child = child_of(sheet, row);
        if (!child) return;
        table::Fact fact;
        fact.category = work_.allowed(table::category::kLivingSituation);
        fact.kind = std::string(kind);
        fact.from = day_at(sheet, row, {"dateprovided", "informationdate"});
        const auto& names = headers_->names();
        for (std::size_t column = 0; column < names.size(); ++column) {
            const std::string& name = names[column];
            const std::string_view cell = trimmed(sheet.table().cell(row, column));
            const bool is_audit = name == "datecreated" || name == "dateupdated" || name == "userid" ||
                                  name == "exportid" || name == "personalid" || name == "datedeleted" ||
                                  name == "dateprovided" || name == "informationdate";
            const bool is_sensitive = name.find("domesticviolence") != std::string::npos || name == "currentlyfleeing";
            if (is_audit || is_sensitive || is_no_answer(cell)) continue;
            if (fact.key.empty() && name.ends_with("id"))
                fact.key = sheet.table().columns[column] + " " + std::string(cell);
            fact.attributes.push_back({sheet.table().columns[column], std::string(cell)});
        }
        std::sort(fact.attributes.begin(), fact.attributes.end());
        work_.children.add_fact(*child, std::move(fact));
    }

    Work& work_;
    std::span<SheetWork* const> sheets_;
    std::unique_ptr<Headers> headers_;
    std::unique_ptr<DateReader> dates_;
    std::unique_ptr<DateReader> births_;
    bool is_hashed_ = false;
    std::map<std::string, std::pair<std::string, std::string>> projects_;
    std::map<std::string, Enrolment> enrolments_;
    std::map<std::string, std::vector<std::string>> relations_;
    std::map<std::string, Adult> adults_;
};

}  // namespace

Result<void> read_hmis(Work& work, std::span<SheetWork* const> sheets) {
    return HmisSet(work, sheets).read();
}

}  // namespace kith::intake
