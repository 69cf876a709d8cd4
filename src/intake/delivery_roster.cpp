// The roster sets: OneRoster 1.1 and 1.2, Microsoft SDS v1, v2, v2.1 and the UK variant. Their files refer to each
// other, so they are read in the order of reference: names of schools, courses and classes first, then who is a child,
// then what is said about children. Adults become guardians of children or nothing.

#include <algorithm>
#include <map>

#include "base/result.h"
#include "intake/delivery_roster_row.h"
#include "intake/delivery_rows.h"
#include "table/category.h"
#include "text/fold.h"
#include "text/phone.h"

namespace kith::intake {
namespace {

namespace category = table::category;

const std::initializer_list<std::string_view> kUserId = {"usersourcedid", "studentsourcedid", "userid"};
const std::initializer_list<std::string_view> kOwnId = {"sourcedid", "sisid",  "id",
                                                        "dfenumber", "userid", "usersourcedid"};

class RosterSet {
  public:
    RosterSet(Work& work, std::span<SheetWork* const> sheets) : work_(work), sheets_(sheets) {}

    void read() {
        read_manifest();
        each(KnownKind::Orgs, [&](SheetWork& sheet, const RosterRow& row) { name_org(sheet, row); });
        each(KnownKind::Sessions, [&](SheetWork& sheet, const RosterRow& row) { name_thing(sheet, row, titles_); });
        each(KnownKind::Courses, [&](SheetWork& sheet, const RosterRow& row) { name_thing(sheet, row, titles_); });
        each(KnownKind::Classes, [&](SheetWork& sheet, const RosterRow& row) { name_class(sheet, row); });
        each(KnownKind::LineItems, [&](SheetWork& sheet, const RosterRow& row) { name_thing(sheet, row, titles_); });
        each(KnownKind::Users, [&](SheetWork& sheet, const RosterRow& row) { collect_user(sheet, row); });
        each(KnownKind::Staff, [&](SheetWork& sheet, const RosterRow& row) { collect_staff(sheet, row); });
        each(KnownKind::Roles, [&](SheetWork&, const RosterRow& row) { collect_role(row); });
        each(KnownKind::Enrolments, [&](SheetWork&, const RosterRow& row) { collect_enrolled_role(row); });
        decide_users();
        each(KnownKind::Users, [&](SheetWork& sheet, const RosterRow& row) { read_user(sheet, row); });
        each(KnownKind::Roles, [&](SheetWork& sheet, const RosterRow& row) { read_role(sheet, row); });
        each(KnownKind::Demographics, [&](SheetWork& sheet, const RosterRow& row) { read_demographics(sheet, row); });
        each(KnownKind::Relationships, [&](SheetWork& sheet, const RosterRow& row) { read_relationship(sheet, row); });
        each(KnownKind::Enrolments, [&](SheetWork& sheet, const RosterRow& row) { read_enrolment(sheet, row); });
        each(KnownKind::UserFlags, [&](SheetWork& sheet, const RosterRow& row) { read_flag(sheet, row); });
        each(KnownKind::Results, [&](SheetWork& sheet, const RosterRow& row) { read_result(sheet, row); });
        each(KnownKind::RosterOther, [&](SheetWork& sheet, const RosterRow& row) {
            sheet.fates.ignore(sheet.table(), row.row(), "not-about-children");
        });
        settle_adults();
    }

  private:
    struct User {
        SheetWork* sheet = nullptr;
        std::size_t row = 0;
        bool is_child = false;
        bool is_staff = false;
        bool is_deleted = false;
        bool is_used = false;  // as a guardian
        std::string name;
        std::string phone;
        std::string role;
        std::string grade;
        bool has_role_rows = false;
        std::vector<std::string> roles;
    };
    struct Class {
        std::string title, course, school, session;
    };

    template <class Read>
    void each(KnownKind kind, Read&& read) {
        for (SheetWork* sheet : sheets_) {
            if (sheet->known.kind != kind) continue;
            const Headers headers(sheet->table());
            dates_ = dates_of(*sheet);
            for (std::size_t row = 0; row < sheet->table().row_count(); ++row)
                read(*sheet, RosterRow(sheet->table(), headers, row));
        }
    }

    /// One order for all date columns of a file.
    std::shared_ptr<DateReader> dates_of(SheetWork& sheet) const {
        static const std::initializer_list<std::string_view> kDates = {"birthdate", "dateofbirth",   "begindate",
                                                                       "enddate",   "rolestartdate", "roleenddate",
                                                                       "scoredate", "startdate"};
        std::vector<std::size_t> columns;
        const Headers headers(sheet.table());
        for (const std::string_view alias : kDates) {
            if (const auto column = headers.find({alias})) columns.push_back(*column);
        }
        if (columns.empty()) return nullptr;
        auto reader = std::make_shared<DateReader>(sheet.table(), columns, DateUse::Event, work_.settings.delivered_on,
                                                   settled_order(work_.settings.date_order));
        if (reader->order() == text::DateOrder::Ambiguous) {
            work_.remark_column(sheet, columns.front(), table::Severity::Warning, "intake.date.ambiguous",
                                "day and month cannot be told apart in this file",
                                "say once whether this source writes the month or the day first");
        }
        for (const std::size_t column : columns)
            if (column < sheet.layout.columns.size())
                sheet.layout.columns[column].date_order = std::string(name_of(reader->order()));
        return reader;
    }

    std::optional<CivilDate> day_of(std::string_view cell) const {
        if (!dates_ || cell.empty()) return std::nullopt;
        const DateReader::Value& value = dates_->read(cell);
        if (value.state != DateReader::State::Read) return std::nullopt;
        return CivilDate::from_days(value.days);
    }

    void load(SheetWork& sheet, const RosterRow& row) { sheet.fates.load(sheet.table(), row.row()); }
    void ignore(SheetWork& sheet, const RosterRow& row, std::string_view reason) {
        sheet.fates.ignore(sheet.table(), row.row(), reason);
    }

    void read_manifest() {
        bool has_delta = false;
        bool has_bulk = false;
        each(KnownKind::Manifest, [&](SheetWork& sheet, const RosterRow& row) {
            const std::string value = text::fold(row.at({"value"}));
            if (row.at({"propertyname"}).starts_with("file.")) {
                has_delta = has_delta || value == "delta";
                has_bulk = has_bulk || value == "bulk";
            }
            load(sheet, row);
        });
        if (has_delta) work_.stated_policy = AbsencePolicy::Delta;
        if (has_bulk && !has_delta) work_.stated_policy = AbsencePolicy::Full;
    }

    void name_org(SheetWork& sheet, const RosterRow& row) {
        const std::string name = row.text({"name"});
        work_.org_names[row.text(kOwnId)] = name;
        // Extracts beside the set name a school by its own number.
        if (const std::string number = row.text({"identifier", "schoolnumber"}); !number.empty()) {
            work_.org_names.try_emplace(number, name);
        }
        load(sheet, row);
    }

    void name_thing(SheetWork& sheet, const RosterRow& row, std::map<std::string, std::string, std::less<>>& names) {
        names[row.text(kOwnId)] = row.text({"title", "name"});
        load(sheet, row);
    }

    std::string title_of(std::string_view id) const {
        const auto found = titles_.find(id);
        return found == titles_.end() ? std::string(id) : found->second;
    }

    void name_class(SheetWork& sheet, const RosterRow& row) {
        Class known;
        known.title = row.text({"title", "sectionname", "name"});
        known.course = row.text({"coursename"});
        if (known.course.empty()) known.course = title_of(row.at({"coursesourcedid", "coursesisid"}));
        known.school = work_.org_name(row.at({"schoolsourcedid", "orgsourcedid", "schoolsisid", "schooldfenumber"}));
        known.session = row.text({"termname"});
        if (known.session.empty())
            known.session = title_of(row.at({"termsourcedids", "termsourcedid", "sessionsourcedids"}));
        classes_[row.text(kOwnId)] = std::move(known);
        load(sheet, row);
    }

    User& user(std::string_view id) {
        const std::uint32_t number = user_ids_.intern(id);
        if (number == users_.size()) users_.emplace_back();
        return users_[number];
    }
    User* find_user(std::string_view id) {
        const auto number = user_ids_.find(id);
        return number ? &users_[*number] : nullptr;
    }

    void collect_user(SheetWork& sheet, const RosterRow& row) {
        has_users_ = true;
        const std::string_view id = row.at(kOwnId);
        if (id.empty()) {
            work_.quarantine(sheet, row.row(), kNoColumn, "intake.row.no-id", "the row has no id",
                             "export the row with its id", {});
            return;
        }
        User& known = user(id);
        known.sheet = &sheet;
        known.row = row.row();
        known.is_deleted = is_deleted(row.at({"status"})) && row.at({"status"}).size() > 8;
        known.name = row.text({"givenname", "firstname"});
        if (const auto family = row.at({"familyname", "lastname"}); !family.empty())
            known.name += " " + std::string(family);
        const std::string_view phone = row.at({"phone", "sms"});
        known.phone = text::to_e164(phone, work_.settings.region).value_or(std::string(phone));
        known.is_child = sheet.known.format == "sds-1 Student" || sheet.known.format == "sds-uk Student";
        if (const auto role = row.at({"role"}); !role.empty()) known.roles.emplace_back(role);
        known.grade = row.text({"grades", "grade"});
        if (!known.grade.empty()) known.is_child = known.is_child || known.roles.empty();
    }

    void collect_staff(SheetWork& sheet, const RosterRow& row) {
        User& known = user(row.at(kOwnId));
        known.is_staff = true;
        ignore(sheet, row, "not-a-child");
    }

    void collect_role(const RosterRow& row) {
        const std::string_view id = row.at(kUserId);
        if (id.empty()) return;
        user(id).roles.emplace_back(row.at({"role"}));
        user(id).has_role_rows = true;
    }

    /// An enrolment says who is a student where the users file does not.
    void collect_enrolled_role(const RosterRow& row) {
        const std::string_view role = row.at({"role"});
        User* known = role.empty() ? nullptr : find_user(row.at({"usersourcedid", "userid", "sisid", "id"}));
        if (known != nullptr && known->roles.empty()) known->role = std::string(role);
    }

    void decide_users() {
        for (User& known : users_) {
            if (known.roles.empty() && !known.role.empty()) known.roles.push_back(known.role);
            const bool has_role = !known.roles.empty();
            if (has_role) known.is_child = std::any_of(known.roles.begin(), known.roles.end(), is_student);
            const auto kin = std::find_if(known.roles.begin(), known.roles.end(), is_kin);
            known.role = kin == known.roles.end() ? std::string() : text::fold(*kin);
            if (!has_role && !known.is_staff && !has_roles_in_set()) known.is_child = true;
        }
    }

    bool has_roles_in_set() const {
        return std::any_of(sheets_.begin(), sheets_.end(), [](const SheetWork* sheet) {
            return sheet->known.kind == KnownKind::Roles ||
                   (sheet->known.kind == KnownKind::Users && Headers(sheet->table()).has("role"));
        });
    }

    void read_user(SheetWork& sheet, const RosterRow& row) {
        const std::string_view id = row.at(kOwnId);
        User* known = id.empty() ? nullptr : find_user(id);
        if (known == nullptr || !known->is_child) return;  // adults: settle_adults()
        if (is_example_id(id) ||
            is_example_name(row.at({"givenname", "firstname"}), row.at({"familyname", "lastname"}))) {
            known->is_deleted = true;
            ignore(sheet, row, "example-row");
            return;
        }
        load(sheet, row);
        if (known->is_deleted) {
            work_.deleted.emplace_back(id);
            return;
        }
        const ChildIndex child = work_.children.with_id(id);
        work_.children.add_origin(child, {sheet.file, sheet.table().line_of(row.row())});
        const Heard heard = work_.children.say(child, identity_of(sheet, row), Saying::Listed, sheet.number);
        if (heard == Heard::Contradicted) {
            work_.remark(sheet, sheet.table(), row.row(), kNoColumn, table::Severity::Note, "intake.row.repeated",
                         "the same child is listed twice with different details; the later row counts",
                         "keep one row per child");
        }
        for (const std::string_view agent : split_list(row.at({"agentsourcedids", "agents"})))
            link_guardian(child, agent, {});
        if (!known->has_role_rows) add_schools(row, child);
        add_profile(sheet, row, child);
    }

    table::Identity identity_of(SheetWork& sheet, const RosterRow& row) {
        table::Identity identity;
        identity.given = row.text({"givenname", "firstname"});
        identity.surname = row.text({"familyname", "lastname"});
        identity.middle = row.text({"middlename"});
        identity.preferred = row.text({"preferredgivenname", "preferredfirstname"});
        identity.sex = sex_of(row.at({"sex", "gender"}));
        read_birth(sheet, row, identity);
        for (const std::string_view alias : {"phone", "sms"})
            add_phones(row.at({alias}), work_.settings.region, identity.contacts);
        for (const std::string_view alias : {"email", "secondaryemail"}) add_email(row.at({alias}), identity.contacts);
        const auto identify = [&](std::string_view scheme, std::string_view value) {
            const bool has_digit =
                value.find_first_of("0123456789") != std::string_view::npos;  // some exports put the state's name
            if (has_digit) identity.identifiers.push_back({std::string(scheme), std::string(value)});
        };
        identify("state_id", row.at({"stateid", "metadatastateid", "metadatastateuniqueid"}));
        identify("student_number", row.at({"studentnumber"}));
        identify("oneroster_identifier", row.at({"identifier"}));
        identify("oneroster_master", row.at({"usermasteridentifier"}));
        for (std::string_view pair : split_list(row.at({"userids"}))) {
            while (!pair.empty() && (pair.front() == '{' || pair.front() == '"')) pair.remove_prefix(1);
            while (!pair.empty() && (pair.back() == '}' || pair.back() == '"')) pair.remove_suffix(1);
            const std::size_t colon = pair.find(':');
            if (colon != std::string_view::npos) identify(pair.substr(0, colon), pair.substr(colon + 1));
        }
        return identity;
    }

    void read_birth(SheetWork& sheet, const RosterRow& row, table::Identity& identity) {
        const std::string_view cell = row.at({"birthdate", "dateofbirth"});
        if (!dates_ || cell.empty()) return;
        const DateReader::Value& value = dates_->read(cell);
        identity.birth_date = value.date;
        const bool is_unreadable = value.state == DateReader::State::Unreadable;
        if (!is_unreadable && value.state != DateReader::State::Placeholder) return;
        const std::size_t column = Headers(sheet.table()).find({"birthdate", "dateofbirth"}).value_or(kNoColumn);
        work_.remark(sheet, sheet.table(), row.row(), column,
                     is_unreadable ? table::Severity::Warning : table::Severity::Note,
                     is_unreadable ? "intake.date.unreadable" : "intake.date.placeholder",
                     is_unreadable ? "this is no date the column's order can read"
                                   : "this date stands for a missing one and is read as missing",
                     is_unreadable ? "correct the date" : "leave the cell empty where the date is not known");
    }

    void add_schools(const RosterRow& row, ChildIndex child) {
        const std::string_view orgs =
            row.at({"orgsourcedids", "orgsourcedid", "primaryorgsourcedid", "schoolsisid", "schooldfenumber"});
        for (const std::string_view org : split_list(orgs))
            add_school(child, org, row.at({"grades", "grade"}), {}, {}, {});
    }

    void add_school(ChildIndex child, std::string_view org, std::string_view grade, std::string_view session,
                    std::optional<CivilDate> from, std::optional<CivilDate> to) {
        table::Fact fact;
        fact.category = work_.allowed(category::kSchoolEnrolment);
        fact.kind = "enrolment";
        fact.key = "school|" + std::string(org) + (session.empty() ? "" : "|" + std::string(session));
        fact.from = from;
        fact.to = to;
        if (!grade.empty()) fact.attributes.push_back({"grade_level", grade_of(split_list(grade).front())});
        fact.attributes.push_back({"school", work_.org_name(org)});
        if (!session.empty()) fact.attributes.push_back({"session", title_of(session)});
        work_.children.add_fact(child, std::move(fact));
    }

    /// Columns nobody has a place for stay with the child under the sender's headers.
    void add_profile(SheetWork& sheet, const RosterRow& row, ChildIndex child) {
        static const std::initializer_list<std::string_view> kPlaced = {"sourcedid",
                                                                        "sisid",
                                                                        "id",
                                                                        "userid",
                                                                        "usersourcedid",
                                                                        "status",
                                                                        "datelastmodified",
                                                                        "enableduser",
                                                                        "username",
                                                                        "password",
                                                                        "givenname",
                                                                        "familyname",
                                                                        "firstname",
                                                                        "lastname",
                                                                        "middlename",
                                                                        "preferredgivenname",
                                                                        "preferredfirstname",
                                                                        "sex",
                                                                        "gender",
                                                                        "birthdate",
                                                                        "dateofbirth",
                                                                        "phone",
                                                                        "sms",
                                                                        "email",
                                                                        "secondaryemail",
                                                                        "stateid",
                                                                        "studentnumber",
                                                                        "identifier",
                                                                        "usermasteridentifier",
                                                                        "userids",
                                                                        "orgsourcedids",
                                                                        "orgsourcedid",
                                                                        "primaryorgsourcedid",
                                                                        "schoolsisid",
                                                                        "schooldfenumber",
                                                                        "grades",
                                                                        "grade",
                                                                        "agentsourcedids",
                                                                        "agents",
                                                                        "role",
                                                                        "activedirectorymatchid",
                                                                        "metadatastateid",
                                                                        "metadatastateuniqueid"};
        if (profile_sheet_ != &sheet) {
            profile_sheet_ = &sheet;
            profile_columns_.clear();
            const Headers headers(sheet.table());
            for (std::size_t column = 0; column < headers.names().size(); ++column) {
                const bool is_secret = sheet.mapping.columns[column].role == Role::Secret;
                const bool is_placed =
                    std::find(kPlaced.begin(), kPlaced.end(), headers.names()[column]) != kPlaced.end();
                if (!is_placed && !is_secret) profile_columns_.push_back(column);
            }
        }
        table::Fact fact;
        for (const std::size_t column : profile_columns_) {
            const std::string_view cell = trimmed(sheet.table().cell(row.row(), column));
            if (!is_missing(cell)) fact.attributes.push_back({sheet.table().columns[column], std::string(cell)});
        }
        if (fact.attributes.empty()) return;
        std::sort(fact.attributes.begin(), fact.attributes.end());
        fact.category = work_.allowed(category::kSchoolEnrolment);
        fact.kind = "profile";
        work_.children.add_fact(child, std::move(fact));
    }

    void link_guardian(ChildIndex child, std::string_view id, std::string_view relation) {
        User* known = find_user(id);
        if (known == nullptr || known->is_child || known->sheet == nullptr) return;
        known->is_used = true;
        table::Guardian guardian;
        guardian.name = known->name;
        guardian.relation = relation.empty() ? known->role : text::fold(relation);
        guardian.phone = known->phone;
        guardian.local_id = std::string(id);
        auto& guardians = work_.children.identity(child).guardians;
        const bool is_known = std::any_of(guardians.begin(), guardians.end(),
                                          [&](const auto& held) { return held.local_id == guardian.local_id; });
        if (!is_known) guardians.push_back(std::move(guardian));
    }

    /// The child a row refers to; otherwise the row gets its fate here.
    std::optional<ChildIndex> child_of(SheetWork& sheet, const RosterRow& row, std::string_view id) {
        if (is_deleted(row.at({"status"})) && row.at({"status"}).size() > 8) {
            ignore(sheet, row, "deleted");
            return std::nullopt;
        }
        const User* known = find_user(id);
        if (known != nullptr && (known->is_child ? known->is_deleted : true)) {
            ignore(sheet, row, known->is_child ? "deleted" : "not-a-child");
            return std::nullopt;
        }
        if (known == nullptr && (has_users_ || id.empty())) {
            work_.quarantine(sheet, row.row(), kNoColumn, "intake.row.unknown-child",
                             "the row refers to nobody in the delivery", "send the file that lists this child", id);
            return std::nullopt;
        }
        const ChildIndex child = work_.children.with_id(id);
        work_.children.add_origin(child, {sheet.file, sheet.table().line_of(row.row())});
        return child;
    }

    void read_role(SheetWork& sheet, const RosterRow& row) {
        const std::string_view role = row.at({"role"});
        if (!is_student(role)) {
            ignore(sheet, row, "not-a-child");
            return;
        }
        const auto child = child_of(sheet, row, row.at(kUserId));
        if (!child) return;
        const User* known = find_user(row.at(kUserId));
        std::string_view grade = row.at({"grade", "grades"});
        if (grade.empty() && known != nullptr) grade = known->grade;
        add_school(*child, row.at({"orgsourcedid"}), grade, row.at({"sessionsourcedid"}),
                   day_of(row.at({"rolestartdate", "begindate"})), day_of(row.at({"roleenddate", "enddate"})));
        load(sheet, row);
    }

    void read_demographics(SheetWork& sheet, const RosterRow& row) {
        const auto child = child_of(sheet, row, row.at({"usersourcedid", "userid", "sourcedid"}));
        if (!child) return;
        table::Identity identity;
        read_birth(sheet, row, identity);
        identity.sex = sex_of(row.at({"sex", "gender"}));
        work_.children.say(*child, std::move(identity), Saying::Listed, sheet.number);
        table::Fact fact;
        fact.category = work_.allowed(category::kIdentity);
        fact.kind = "demographics";
        const Headers headers(sheet.table());
        for (std::size_t column = 0; column < headers.names().size(); ++column) {
            const std::string& name = headers.names()[column];
            const bool is_placed = name == "sourcedid" || name == "usersourcedid" || name == "userid" ||
                                   name == "status" || name == "datelastmodified" || name == "birthdate" ||
                                   name == "dateofbirth" || name == "sex" || name == "gender";
            const std::string_view cell = trimmed(sheet.table().cell(row.row(), column));
            if (is_placed || is_missing(cell) || text::fold(cell) == "false") continue;
            fact.attributes.push_back({sheet.table().columns[column], std::string(cell)});
        }
        std::sort(fact.attributes.begin(), fact.attributes.end());
        if (!fact.attributes.empty()) work_.children.add_fact(*child, std::move(fact));
        load(sheet, row);
    }

    void read_relationship(SheetWork& sheet, const RosterRow& row) {
        const auto child = child_of(sheet, row, row.at(kUserId));
        if (!child) return;
        link_guardian(*child, row.at({"relationshipusersourcedid"}), row.at({"relationshiprole"}));
        load(sheet, row);
    }

    void read_enrolment(SheetWork& sheet, const RosterRow& row) {
        const std::string_view role = row.at({"role"});
        if (!role.empty() && !is_student(role)) {
            ignore(sheet, row, "not-a-child");
            return;
        }
        const std::string_view class_id = row.at({"classsourcedid", "sectionsisid", "sectionid"});
        const auto child = child_of(sheet, row, row.at({"usersourcedid", "userid", "sisid", "id"}));
        if (!child) return;
        table::Fact fact;
        fact.category = work_.allowed(category::kSchoolEnrolment);
        fact.kind = "class";
        fact.key = std::string(class_id);
        fact.from = day_of(row.at({"begindate"}));
        fact.to = day_of(row.at({"enddate"}));
        const auto known = classes_.find(class_id);
        const auto attribute = [&](std::string_view name, const std::string& value) {
            if (!value.empty()) fact.attributes.push_back({std::string(name), value});
        };
        if (known != classes_.end()) {
            attribute("course", known->second.course);
            attribute("school", known->second.school);
            attribute("session", known->second.session);
            attribute("title", known->second.title);
        }
        work_.children.add_fact(*child, std::move(fact));
        load(sheet, row);
    }

    void read_flag(SheetWork& sheet, const RosterRow& row) {
        const auto child = child_of(sheet, row, row.at(kUserId));
        if (!child) return;
        table::Fact fact;
        fact.category = work_.allowed(category::kSchoolEnrolment);
        fact.kind = "flag";
        fact.key = row.text({"flag"});
        work_.children.add_fact(*child, std::move(fact));
        load(sheet, row);
    }

    void read_result(SheetWork& sheet, const RosterRow& row) {
        const auto child = child_of(sheet, row, row.at({"studentsourcedid", "usersourcedid"}));
        if (!child) return;
        table::Fact fact;
        fact.category = work_.allowed(category::kGrades);
        fact.kind = "score";
        fact.key = row.text({"lineitemsourcedid"});
        fact.from = day_of(row.at({"scoredate"}));
        const auto attribute = [&](std::string_view name, std::string value) {
            if (!value.empty()) fact.attributes.push_back({std::string(name), std::move(value)});
        };
        attribute("comment", row.text({"comment"}));
        attribute("score", row.text({"score"}));
        attribute("status", row.text({"scorestatus"}));
        attribute("title", title_of(row.at({"lineitemsourcedid"})));
        work_.children.add_fact(*child, std::move(fact));
        load(sheet, row);
    }

    void settle_adults() {
        for (const User& known : users_) {
            if (known.is_child || known.sheet == nullptr) continue;
            if (known.is_used) {
                known.sheet->fates.load(known.sheet->table(), known.row);
            } else {
                known.sheet->fates.ignore(known.sheet->table(), known.row, "not-a-child");
            }
        }
    }

    Work& work_;
    std::span<SheetWork* const> sheets_;
    std::map<std::string, std::string, std::less<>> titles_;
    std::map<std::string, Class, std::less<>> classes_;
    TextIndex user_ids_;
    std::vector<User> users_;
    bool has_users_ = false;
    std::shared_ptr<DateReader> dates_;
    const SheetWork* profile_sheet_ = nullptr;
    std::vector<std::size_t> profile_columns_;
};

}  // namespace

void read_roster_set(Work& work, std::span<SheetWork* const> sheets) {
    RosterSet(work, sheets).read();
}

}  // namespace kith::intake
