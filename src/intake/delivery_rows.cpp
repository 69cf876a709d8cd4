#include "intake/delivery_rows.h"

#include <algorithm>

#include "table/category.h"
#include "text/fold.h"
#include "text/phone.h"

namespace kith::intake {
namespace {

constexpr int kGrownUpAge = 22;

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

bool is_date_role(Role role) {
    return role == Role::BirthDate || role == Role::EventDate || role == Role::FromDate || role == Role::ToDate ||
           role == Role::Timestamp || role == Role::TimeIn || role == Role::TimeOut || role == Role::AbsentFlag;
}

/// What a guardian column's header says of which guardian it is: `Parent 2 Phone` is `2`, `Mother's cell` is `mother`.
std::string group_of(std::string_view header) {
    const std::string words = normal_header(header);
    for (const std::string_view relation :
         {"grandmother", "mother", "father", "mom", "dad", "madre", "padre", "foster", "emergency"}) {
        if (words.find(relation) != std::string::npos) return std::string(relation);
    }
    const std::size_t digit = words.find_first_of("0123456789");
    return digit == std::string::npos ? std::string() : words.substr(digit, 1);
}

std::string relation_of(std::string_view group) {
    if (group == "mom" || group == "madre") return "mother";
    if (group == "dad" || group == "padre") return "father";
    if (group == "foster") return "foster parent";
    if (group == "emergency") return "emergency contact";
    return group.size() > 1 ? std::string(group) : std::string();
}

std::string join_parts(const std::vector<std::string>& parts, std::size_t from) {
    std::string out;
    for (std::size_t i = from; i < parts.size(); ++i) {
        if (!out.empty()) out += ' ';
        out += parts[i];
    }
    return out;
}

/// One name per line: `"Ben \nAshley"` of a sheet is `Ben Ashley`.
std::string one_line(std::string_view cell) {
    std::string out;
    for (const char c : trimmed(cell)) {
        const bool is_blank = static_cast<unsigned char>(c) <= ' ';
        if (is_blank && (out.empty() || out.back() == ' ')) continue;
        out += is_blank ? ' ' : c;
    }
    return out;
}

}  // namespace

SheetDates::SheetDates(Work& work, SheetWork& sheet) : table_(sheet.table()), readers_(table_.columns.size()) {
    const auto memory_of = [&](std::size_t column) {
        if (sheet.layout.columns.size() > column) {
            if (const auto order = settled_order(sheet.layout.columns[column].date_order)) return order;
        }
        return settled_order(work.settings.date_order);
    };
    struct Study {
        std::vector<std::size_t> columns;
        DateUse use;
    };
    std::vector<Study> studies;
    if (const std::vector<std::size_t> doses = sheet.mapping.all(Role::Dose); !doses.empty()) {
        studies.push_back({doses, DateUse::Event});
    }
    for (std::size_t column = 0; column < sheet.mapping.columns.size() && column < readers_.size(); ++column) {
        const Role role = sheet.mapping.columns[column].role;
        if (is_date_role(role))
            studies.push_back({{column}, role == Role::BirthDate ? DateUse::Birth : DateUse::Event});
    }
    const auto read = [&](const Study& study, std::optional<text::DateOrder> memory) {
        return std::make_shared<DateReader>(table_, study.columns, study.use, work.settings.delivered_on, memory);
    };
    std::optional<text::DateOrder> settled;  // by another column of the sheet: one program wrote them all
    for (const Study& study : studies) {
        const auto reader = read(study, memory_of(study.columns.front()));
        for (const std::size_t column : study.columns) readers_[column] = reader;
        const bool is_told = reader->order() == text::DateOrder::Mdy || reader->order() == text::DateOrder::Dmy;
        if (is_told) settled = reader->order();
    }
    for (const Study& study : studies) {
        auto reader = readers_[study.columns.front()];
        if (reader->order() == text::DateOrder::Ambiguous && settled) reader = read(study, settled);
        if (reader->order() == text::DateOrder::Ambiguous) {
            work.remark_column(sheet, study.columns.front(), table::Severity::Warning, "intake.date.ambiguous",
                               "day and month cannot be told apart in this column",
                               "say once whether this source writes the month or the day first");
        }
        for (const std::size_t column : study.columns) {
            readers_[column] = reader;
            const bool is_laid_out = column < sheet.layout.columns.size();
            if (is_laid_out) sheet.layout.columns[column].date_order = std::string(name_of(reader->order()));
        }
    }
}

const DateReader::Value& SheetDates::read(std::size_t row, std::size_t column) {
    return readers_[column]->read(table_.cell(row, column));
}

table::Address address_of(std::string_view cell) {
    table::Address address;
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= cell.size();) {
        const std::size_t comma = std::min(cell.find(',', at), cell.size());
        parts.push_back(trimmed(cell.substr(at, comma - at)));
        at = comma + 1;
    }
    const std::string_view last = parts.back();
    const bool has_region = parts.size() >= 3 && last.size() >= 2 && (last.size() == 2 || last[2] == ' ');
    if (!has_region) {
        address.line = one_line(cell);
        return address;
    }
    address.region = std::string(last.substr(0, 2));
    address.postcode = std::string(trimmed(last.substr(2)));
    address.city = std::string(parts[parts.size() - 2]);
    for (std::size_t i = 0; i + 2 < parts.size(); ++i) {
        if (i > 0) address.line += ", ";
        address.line += parts[i];
    }
    return address;
}

void add_phones(std::string_view cell, std::string_view region, std::vector<table::Contact>& contacts) {
    if (is_missing(cell)) return;
    for (text::LabelledPhone& phone : text::split_phones(cell, region)) {
        contacts.push_back({table::ContactKind::Phone,
                            phone.e164.empty() ? std::move(phone.written) : std::move(phone.e164), lower(phone.label)});
    }
}

void add_email(std::string_view cell, std::vector<table::Contact>& contacts) {
    const std::string_view address = trimmed(cell);
    if (is_missing(cell) || address.find('@') == std::string_view::npos) return;
    contacts.push_back({table::ContactKind::Email, lower(address), {}});
}

RowReader::RowReader(Work& work, SheetWork& sheet)
    : work_(work), sheet_(sheet), table_(sheet.table()), dates_(work, sheet) {
    for (std::size_t column = 0; column < sheet.mapping.columns.size(); ++column) {
        const Role role = sheet.mapping.columns[column].role;
        auto& slot = columns_[static_cast<std::size_t>(role)];
        if (!slot) slot = column;
        const bool is_identity = role >= Role::LocalId && role <= Role::GuardianEmail;
        if (is_identity) identity_columns_.push_back(column);
        const std::string header =
            column < table_.columns.size() ? normal_header(table_.columns[column]) : std::string();
        if (header == "role" || header == "person type" || header == "member type" || header == "user type")
            kind_column_ = column;
    }
    has_names_ = column(Role::FullName) || column(Role::GivenName) || column(Role::Surname);
    is_school_ = column(Role::School) || column(Role::GradeLevel);
    if (const auto full = column(Role::FullName)) {
        std::vector<std::string_view> names;
        for (std::size_t row = 0; row < table_.row_count() && names.size() < 20'000; ++row) {
            if (!is_missing(table_.cell(row, *full))) names.push_back(table_.cell(row, *full));
        }
        name_order_ = text::solve_name_order(names);
    }
    find_guardian_columns();
    study_ids();
    study_ages();
}

/// Ids of the sheet are numbers: a row that has words in their place is a heading (`Kindergarten students`).
void RowReader::study_ids() {
    const auto at = column(Role::LocalId);
    if (!at) return;
    std::size_t ids = 0;
    std::size_t numbered = 0;
    for (std::size_t row = 0; row < table_.row_count() && ids < 1'000; ++row) {
        const std::string_view id = cell(row, Role::LocalId);
        if (id.empty()) continue;
        ++ids;
        numbered += id.find_first_of("0123456789") != std::string_view::npos ? 1 : 0;
    }
    has_numbered_ids_ = numbered * 2 >= ids && numbered > 0;
}

bool RowReader::is_heading(std::string_view id) {
    return id.find_first_of("0123456789") == std::string_view::npos &&
           id.find_first_of(" \n") != std::string_view::npos;
}

void RowReader::find_guardian_columns() {
    for (std::size_t column = 0; column < sheet_.mapping.columns.size(); ++column) {
        const Role role = sheet_.mapping.columns[column].role;
        if (role < Role::GuardianName || role > Role::GuardianEmail) continue;
        const std::string group = group_of(table_.columns[column]);
        auto found =
            std::find_if(guardians_.begin(), guardians_.end(), [&](const auto& known) { return known.group == group; });
        if (found == guardians_.end()) {
            guardians_.push_back({group, {}, {}, {}, {}});
            found = std::prev(guardians_.end());
        }
        auto& slot = role == Role::GuardianName    ? found->name
                     : role == Role::GuardianPhone ? found->phone
                     : role == Role::GuardianEmail ? found->email
                                                   : found->relation;
        if (!slot) slot = column;
    }
}

std::string_view RowReader::cell(std::size_t row, Role role) const {
    const auto at = column(role);
    if (!at) return {};
    const std::string_view text = trimmed(table_.cell(row, *at));
    return is_missing(text) ? std::string_view{} : text;
}

const DateReader::Value* RowReader::date(std::size_t row, Role role) {
    const auto at = column(role);
    if (!at || !dates_.has(*at)) return nullptr;
    const DateReader::Value& value = dates_.read(row, *at);
    remark_date(row, *at, value);
    return &value;
}

void RowReader::remark_date(std::size_t row, std::size_t column, const DateReader::Value& value) {
    if (value.state == DateReader::State::Unreadable) {
        work_.remark(sheet_, table_, row, column, table::Severity::Warning, "intake.date.unreadable",
                     "this is no date the column's order can read", "correct the date");
    } else if (value.state == DateReader::State::Placeholder) {
        work_.remark(sheet_, table_, row, column, table::Severity::Note, "intake.date.placeholder",
                     "this date stands for a missing one and is read as missing",
                     "leave the cell empty where the date is not known");
    }
}

std::string_view RowReader::own_id(std::size_t row) const {
    for (const Role role : {Role::LocalId, Role::StateId, Role::SharedId}) {
        const std::string_view id = cell(row, role);
        if (!id.empty()) return id;
    }
    return {};
}

void RowReader::read_names(std::size_t row, table::Identity& identity) const {
    identity.given = one_line(cell(row, Role::GivenName));
    identity.middle = one_line(cell(row, Role::MiddleName));
    identity.surname = one_line(cell(row, Role::Surname));
    identity.suffix = one_line(cell(row, Role::Suffix));
    identity.preferred = one_line(cell(row, Role::PreferredName));
    if (!identity.given.empty() || !identity.surname.empty()) return;
    const std::string full = one_line(cell(row, Role::FullName));
    if (full.empty()) return;
    const text::NameTokens tokens = text::split_full_name(full, name_order_);
    if (!tokens.given.empty()) identity.given = tokens.given.front();
    if (identity.middle.empty()) identity.middle = join_parts(tokens.given, 1);
    identity.surname = join_parts(tokens.surname, 0);
    if (identity.suffix.empty()) identity.suffix = tokens.suffix;
    if (identity.preferred.empty()) identity.preferred = tokens.preferred;
}

void RowReader::read_birth(std::size_t row, table::Identity& identity) {
    if (const DateReader::Value* value = date(row, Role::BirthDate)) {
        identity.birth_date = value->date;
        if (value->state == DateReader::State::Ambiguous) {  // both readings share the year
            const auto read = text::parse_date(cell(row, Role::BirthDate), text::DateOrder::Mdy,
                                               {work_.settings.delivered_on.year()});
            if (read.is_ok()) identity.birth_date = PartialDate{read->year, 0, 0};
        }
    }
    if (!identity.birth_date.is_empty()) return;
    const std::string_view year = cell(row, Role::BirthYear);
    if (const auto parsed = PartialDate::parse(year.substr(0, 4)); parsed && !is_placeholder(*parsed))
        identity.birth_date = *parsed;
}

void RowReader::read_contacts(std::size_t row, table::Identity& identity) const {
    for (const std::size_t at : identity_columns_) {
        const Role role = sheet_.mapping.columns[at].role;
        if (role == Role::Phone) add_phones(table_.cell(row, at), work_.settings.region, identity.contacts);
        if (role == Role::Email) add_email(table_.cell(row, at), identity.contacts);
        if (role == Role::StateId || role == Role::SharedId) {
            const std::string_view id = trimmed(table_.cell(row, at));
            const std::string scheme =
                role == Role::StateId ? std::string("state_id") : normal_header(table_.columns[at]);
            if (!is_missing(id)) identity.identifiers.push_back({scheme, std::string(id)});
        }
    }
}

void RowReader::read_addresses(std::size_t row, table::Identity& identity) const {
    table::Address address;
    if (const std::string_view whole = cell(row, Role::Address); !whole.empty()) address = address_of(whole);
    if (const std::string_view line = cell(row, Role::AddressLine); !line.empty()) address.line = one_line(line);
    if (const std::string_view city = cell(row, Role::City); !city.empty()) address.city = one_line(city);
    if (const std::string_view region = cell(row, Role::Region); !region.empty()) address.region = one_line(region);
    if (const std::string_view postcode = cell(row, Role::Postcode); !postcode.empty())
        address.postcode = std::string(postcode);
    if (address != table::Address{}) identity.addresses.push_back(std::move(address));
}

void RowReader::read_guardians(std::size_t row, table::Identity& identity) const {
    const auto text_at = [&](std::optional<std::size_t> column) {
        const std::string_view text = column ? trimmed(table_.cell(row, *column)) : std::string_view{};
        return is_missing(text) ? std::string_view{} : text;
    };
    for (const GuardianColumns& columns : guardians_) {
        table::Guardian guardian;
        guardian.name = one_line(text_at(columns.name));
        guardian.relation = lower(text_at(columns.relation));
        if (guardian.relation.empty()) guardian.relation = relation_of(columns.group);
        std::vector<table::Contact> phones;
        add_phones(text_at(columns.phone), work_.settings.region, phones);
        if (!phones.empty()) guardian.phone = phones.front().value;
        if (guardian.name.empty()) {  // a number without a name is still the household's
            for (table::Contact& phone : phones) {
                if (phone.label.empty()) phone.label = guardian.relation.empty() ? "guardian" : guardian.relation;
                identity.contacts.push_back(std::move(phone));
            }
        } else {
            identity.guardians.push_back(std::move(guardian));
        }
        std::vector<table::Contact> emails;
        add_email(text_at(columns.email), emails);
        for (table::Contact& email : emails) {
            email.label = "guardian";
            identity.contacts.push_back(std::move(email));
        }
    }
}

table::Identity RowReader::read_identity(std::size_t row) {
    table::Identity identity;
    read_names(row, identity);
    read_birth(row, identity);
    identity.sex = sex_of(cell(row, Role::Sex));
    read_contacts(row, identity);
    read_addresses(row, identity);
    read_guardians(row, identity);
    return identity;
}

std::string RowReader::context_of(const table::Identity& identity) const {
    if (!identity.guardians.empty()) return text::fold(identity.guardians.front().name);
    if (!identity.contacts.empty()) return identity.contacts.front().value;
    if (!identity.addresses.empty()) return text::fold(identity.addresses.front().line);
    return {};
}

bool RowReader::is_grown_up(const table::Identity& identity) const {
    if (is_school_ || identity.birth_date.year == 0) return false;
    const std::string& category = work_.settings.default_category;
    if (category.empty() || category.starts_with("school") || category == table::category::kGrades ||
        category == table::category::kAssessment || category == table::category::kBehaviour) {
        return false;
    }
    return work_.settings.delivered_on.year() - identity.birth_date.year > kGrownUpAge;
}

/// A list of whole households holds many adults; in a list of children an adult's birth date is a typing error.
void RowReader::study_ages() {
    const auto at = column(Role::BirthDate);
    if (!at || !dates_.has(*at)) return;
    std::size_t dated = 0;
    std::size_t grown = 0;
    for (std::size_t row = 0; row < table_.row_count() && dated < 5'000; ++row) {
        table::Identity identity;
        identity.birth_date = dates_.read(row, *at).date;
        if (identity.birth_date.year == 0) continue;
        ++dated;
        grown += is_grown_up(identity) ? 1 : 0;
    }
    lists_adults_ = grown * 10 >= dated && grown > 0;
}

bool RowReader::is_kept_out(std::size_t row, table::Identity& identity) {
    if (!is_grown_up(identity)) return false;
    if (lists_adults_) {
        sheet_.fates.ignore(table_, row, "not-a-child");
        return true;
    }
    identity.birth_date = {};
    work_.remark(sheet_, table_, row, column(Role::BirthDate).value_or(kNoColumn), table::Severity::Warning,
                 "intake.birth-date.grown-up", "this birth date is not a child's; it was left out",
                 "correct the birth date");
    return false;
}

bool RowReader::is_example(std::string_view id, std::size_t row) const {
    if (is_example_id(id)) return true;
    if (!has_names_) return false;
    table::Identity identity;
    read_names(row, identity);
    return is_example_name(identity.given, identity.surname);
}

std::optional<ChildIndex> RowReader::say(std::size_t row, ChildIndex child, table::Identity identity, Saying saying) {
    const Heard heard = work_.children.say(child, std::move(identity), saying, sheet_.number);
    if (heard == Heard::Contradicted) {
        work_.remark(sheet_, table_, row, kNoColumn, table::Severity::Note, "intake.row.repeated",
                     "the same child is listed twice with different details; the later row counts",
                     "keep one row per child");
    }
    return child;
}

std::optional<ChildIndex> RowReader::child_by_name(std::size_t row, Saying saying) {
    scratch_.clear();
    for (const std::size_t at : identity_columns_) {
        scratch_ += table_.cell(row, at);
        scratch_ += '\x1f';
    }
    if (const auto known = child_of_cells_.find(scratch_); known != child_of_cells_.end()) return known->second;
    table::Identity identity = read_identity(row);
    if (identity.given.empty() && identity.surname.empty()) {
        work_.quarantine(sheet_, row, kNoColumn, "intake.row.no-child",
                         "the row has neither an id nor a name of a child", "add the child's id or name", {});
        return std::nullopt;
    }
    if (is_example_name(identity.given, identity.surname)) {
        sheet_.fates.ignore(table_, row, "example-row");
        return std::nullopt;
    }
    if (is_kept_out(row, identity)) return std::nullopt;
    // A log retypes phones at every visit: only a list's context tells children apart.
    const std::string context = saying == Saying::Listed ? context_of(identity) : std::string();
    const ChildIndex child = work_.children.with_name(identity, context);
    child_of_cells_.emplace(scratch_, child);
    return say(row, child, std::move(identity), saying);
}

std::optional<ChildIndex> RowReader::child_of(std::size_t row, Saying saying) {
    if (kind_column_) {
        const std::string kind = text::fold(table_.cell(row, *kind_column_));
        for (const std::string_view grown :
             {"teacher", "staff", "adult", "parent", "guardian", "volunteer", "employee"}) {
            if (kind == grown) {
                sheet_.fates.ignore(table_, row, "not-a-child");
                return std::nullopt;
            }
        }
    }
    const std::string_view id = own_id(row);
    if (id.empty()) return child_by_name(row, saying);
    if (has_numbered_ids_ && is_heading(id)) {
        sheet_.fates.ignore(table_, row, guess_by_header(id).role == Role::Unmapped ? "section" : "header");
        return std::nullopt;
    }
    const auto known = work_.children.find(id);
    if (known && saying == Saying::Mentioned) return known;
    if (is_example(id, row)) {
        sheet_.fates.ignore(table_, row, "example-row");
        return std::nullopt;
    }
    table::Identity identity = read_identity(row);
    if (is_kept_out(row, identity)) return std::nullopt;
    return say(row, work_.children.with_id(id), std::move(identity), saying);
}

}  // namespace kith::intake
