#include "consent/compile.h"

#include <memory>
#include <unordered_set>

#include "consent/snapshot.h"
#include "table/category.h"

namespace kith::consent {

std::uint8_t permitted_bits(ActionSet actions) {
    unsigned bits = 0;
    for (int action = 0; action < kActionCount; ++action) {
        if (actions.permits(static_cast<Action>(action))) bits |= 1U << action;
    }
    return static_cast<std::uint8_t>(bits);
}

std::uint8_t denied_bits(ActionSet actions) {
    unsigned bits = 0;
    for (int action = 0; action < kActionCount; ++action) {
        if (actions.denies(static_cast<Action>(action))) bits |= 1U << action;
    }
    return static_cast<std::uint8_t>(bits);
}

Compiler::Compiler(CompiledPolicy* out)
    : out_(*out),
      policy_(out->policy),
      members_(policy_.members),
      sources_(policy_.sources),
      purposes_(policy_.purposes),
      roles_(policy_.roles),
      users_(policy_.users),
      children_(policy_.children),
      agreements_(policy_.agreements),
      authorities_(policy_.authorities) {}

void Compiler::run() {
    compile_members_and_sources();
    compile_purposes_and_roles();
    compile_children();
    compile_parts();
    compile_users();
    compile_statutes();
    compile_agreements();
    compile_dsa_rows();
    compile_dul_items();
    compile_authorities();
    compile_consents();
    // Lists may have named what nobody declared.
    out_.source_entries.resize(out_.sources.size());
    out_.purpose_entries.resize(out_.purposes.size());
    out_.is_school_category.resize(out_.categories.size());
    for (const auto category : table::category::kAll) {
        const std::uint32_t number = out_.categories.find(category);
        if (number == kNone) continue;
        out_.is_school_category[number] = record_kind_of(Source{}, category) == RecordKind::Education ? 1 : 0;
    }
}

CompiledSet Compiler::set_of(const NameSet& names, NameTable* table) {
    CompiledSet set;
    set.is_all = names.is_all;
    std::vector<std::uint32_t> high;
    for (const std::string& name : names.names) {
        const std::uint32_t number = table->add(name);
        if (number < 64) {
            set.low |= std::uint64_t{1} << number;
        } else {
            high.push_back(number);
        }
    }
    if (!high.empty()) {
        std::sort(high.begin(), high.end());
        out_.high_names.push_back(std::move(high));
        set.high = out_.high_names.back().data();
        set.high_count = static_cast<std::uint32_t>(out_.high_names.back().size());
    }
    return set;
}

// The school categories are numbered first, so that they have numbers even where no list names them.
void Compiler::compile_members_and_sources() {
    for (const auto category : table::category::kAll) out_.categories.add(category);
    for (const Member& member : policy_.members) out_.members.add(member.id);
    for (const Source& source : policy_.sources) {
        out_.members.add(source.member);
        out_.sources.add(source.id);
    }
    out_.source_entries.resize(out_.sources.size());
    for (const Source& source : policy_.sources) {
        const std::uint32_t index = sources_.find(source.id);
        if (index == kNone || !members_.has(source.member)) continue;
        CompiledSource& entry = out_.source_entries[out_.sources.find(source.id)];
        entry.index = index;
        entry.member = out_.members.find(source.member);
        entry.reach = source.reach;
        entry.kind = record_kind_of(source, {});
        const bool is_part2 = source.has(Regime::Part2);
        entry.has_strict_recipients = is_part2 || source.has(Regime::Vawa);
        entry.needs_end = source.has(Regime::Vawa);
        const auto oblige = [&entry](ObligationKind kind) {
            entry.obligations = static_cast<std::uint8_t>(entry.obligations | (1U << static_cast<unsigned>(kind)));
        };
        if (is_part2 || source.has(Regime::Hipaa)) oblige(ObligationKind::RedactNotes);
        if (source.has(Regime::Ferpa)) oblige(ObligationKind::RedisclosureNotice9933);
        if (is_part2) oblige(ObligationKind::RedisclosureNotice232);
    }
}

void Compiler::compile_purposes_and_roles() {
    for (const Purpose& purpose : policy_.purposes) out_.purposes.add(purpose.id);
    out_.purpose_entries.resize(out_.purposes.size());
    for (const Purpose& purpose : policy_.purposes) {
        const std::uint32_t index = purposes_.find(purpose.id);
        CompiledPurpose& entry = out_.purpose_entries[out_.purposes.find(purpose.id)];
        if (index == kNone || entry.index != kNone) continue;
        entry = {index, set_of(purpose.categories, &out_.categories), purpose.window, purpose.data_use_license, {}};
    }
    for (const Role& role : policy_.roles) out_.roles.add(role.id);
    out_.role_entries.resize(out_.roles.size());
    for (const Role& role : policy_.roles) {
        const std::uint32_t index = roles_.find(role.id);
        CompiledRole& entry = out_.role_entries[out_.roles.find(role.id)];
        if (index == kNone || entry.index != kNone) continue;
        entry = {index, permitted_bits(role.actions), set_of(role.categories, &out_.categories), role.caseload};
    }
}

void Compiler::compile_children() {
    for (const Child& child : policy_.children) {
        out_.children.add(child.id);
        for (const std::string& part : child.parts) out_.children.add(part);
    }
    out_.child_entries.resize(out_.children.size());
    std::unordered_set<std::string_view> spoken_of;
    for (const Consent& consent : policy_.consents) spoken_of.insert(consent.child);
    for (const Child& child : policy_.children) {
        const std::uint32_t number = out_.children.find(child.id);
        CompiledChild& entry = out_.child_entries[number];
        entry.number = number;
        entry.is_merged = !child.parts.empty();
        if (!children_.has(child.id)) continue;
        if (entry.is_merged && spoken_of.count(child.id) != 0) continue;
        entry.index = children_.find(child.id);
        const auto dates = [&](RecordKind kind) {
            return hand_over_of(child, kind, policy_.majority_age, policy_.timezone_offset_minutes);
        };
        entry.education = dates(RecordKind::Education);
        entry.other = dates(RecordKind::Other);
    }
}

void Compiler::compile_parts() {
    std::vector<std::uint8_t> is_done(out_.child_entries.size());
    for (const Child& child : policy_.children) {
        const std::uint32_t number = out_.children.find(child.id);
        CompiledChild& entry = out_.child_entries[number];
        if (entry.index == kNone || child.parts.empty() || is_done[number] != 0) continue;
        is_done[number] = 1;
        std::vector<std::string_view> parts(child.parts.begin(), child.parts.end());
        std::sort(parts.begin(), parts.end());
        entry.parts.begin = static_cast<std::uint32_t>(out_.part_children.size());
        entry.parts.count = static_cast<std::uint32_t>(parts.size());
        for (const std::string_view part : parts) out_.part_children.push_back(out_.children.find(part));
    }
}

void Compiler::compile_users() {
    for (const User& user : policy_.users) out_.users.add(user.id);
    out_.user_entries.resize(out_.users.size());
    for (const User& user : policy_.users) {
        const std::uint32_t number = out_.users.find(user.id);
        CompiledUser& entry = out_.user_entries[number];
        const std::uint32_t index = users_.find(user.id);
        if (index == kNone || entry.index != kNone) continue;
        if (!members_.has(user.member) || !roles_.has(user.role)) continue;
        entry.index = index;
        entry.number = number;
        entry.member = out_.members.find(user.member);
        entry.role = out_.roles.find(user.role);
        entry.window = user.window;
        entry.account = user.account;
        std::vector<std::uint32_t> caseload;
        for (const std::string& child : user.caseload) caseload.push_back(out_.children.add(child));
        std::sort(caseload.begin(), caseload.end());
        entry.caseload.begin = static_cast<std::uint32_t>(out_.caseload_children.size());
        entry.caseload.count = static_cast<std::uint32_t>(caseload.size());
        out_.caseload_children.insert(out_.caseload_children.end(), caseload.begin(), caseload.end());
    }
    out_.child_entries.resize(out_.children.size());  // children only known from caseloads stay undeclared
}

void Compiler::place_rows(std::vector<std::pair<std::uint32_t, RecipientRow>>* rows, std::vector<RecipientRow>* out,
                          Span CompiledChild::*member) {
    std::sort(rows->begin(), rows->end(), [](const auto& a, const auto& b) {
        if (a.first != b.first) return a.first < b.first;
        if (a.second.bucket != b.second.bucket) return a.second.bucket < b.second.bucket;
        return a.second.item < b.second.item;
    });
    for (const auto& [child, row] : *rows) {
        Span& span = out_.child_entries[child].*member;
        if (span.count == 0) span.begin = static_cast<std::uint32_t>(out->size());
        ++span.count;
        out->push_back(row);
    }
    rows->clear();
}

std::vector<RecipientRow> Compiler::rows_of(const RecipientSet& set, std::uint32_t item, Reading reading) {
    RecipientRow everyone;
    everyone.item = item;
    everyone.bucket = bucket_of(BucketKind::All, 0);
    if (set.is_all) return {everyone};
    std::vector<RecipientRow> rows;
    for (const Recipient& recipient : set.recipients) {
        const bool is_undeclared = (!recipient.member.empty() && !members_.has(recipient.member)) ||
                                   (!recipient.role.empty() && !roles_.has(recipient.role)) ||
                                   (!recipient.user.empty() && !users_.has(recipient.user));
        if (is_undeclared && reading == Reading::Forbid) return {everyone};
        if (is_undeclared) continue;
        RecipientRow row = everyone;
        if (!recipient.member.empty()) {
            row.member = out_.members.find(recipient.member);
            row.bucket = bucket_of(BucketKind::Member, row.member);
        }
        if (!recipient.role.empty()) {
            row.role = out_.roles.find(recipient.role);
            if (row.member == kNone) row.bucket = bucket_of(BucketKind::Role, row.role);
        }
        if (!recipient.user.empty()) {
            row.user = out_.users.find(recipient.user);
            row.bucket = bucket_of(BucketKind::User, row.user);
        }
        rows.push_back(row);
    }
    return rows;
}

Snapshot::Snapshot(std::unique_ptr<const CompiledPolicy> compiled) : compiled_(std::move(compiled)) {}
Snapshot::Snapshot(Snapshot&&) noexcept = default;
Snapshot& Snapshot::operator=(Snapshot&&) noexcept = default;
Snapshot::~Snapshot() = default;
const Policy& Snapshot::policy() const {
    return compiled_->policy;
}

Snapshot Snapshot::compile(Policy policy) {
    auto compiled = std::make_unique<CompiledPolicy>();
    compiled->policy = std::move(policy);
    Compiler(compiled.get()).run();
    return Snapshot(std::move(compiled));
}

}  // namespace kith::consent
