// The definitions of test_ledgers.h; named so that the build takes it for the test program.

#include "ledger/test_ledgers.h"

#include <cstdlib>

#include "crypto/hash.h"

namespace kith::ledger::testing {

Folder::Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "kith-ledger-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

KeySource key_in(const Folder& folder) {
    return KeyFile{folder / "community.key"};
}

std::vector<Backend> backends() {
    return {{"Sqlite",
             [](const Folder& folder) { return create_sqlite(folder / "kith.ledger", key_in(folder), "riverbend"); },
             [](const Folder& folder) { return open_sqlite(folder / "kith.ledger", key_in(folder)); }}};
}

table::Record child(int number, int edition) {
    const std::string tail = std::to_string(number);
    table::Record record;
    record.local_id = "L" + tail;
    record.identity.given = "Zanthippe" + tail;
    record.identity.surname = edition == 1 ? "Quillfeather" : "Quillfeather-Obuya";
    record.identity.birth_date = {2015, static_cast<std::int8_t>(1 + number % 12), 9};
    record.identity.sex = table::Sex::Female;
    record.identity.contacts = {{table::ContactKind::Phone, "+12025550" + std::to_string(100 + number % 900), "home"}};
    record.identity.addresses = {{tail + " Marmalade Crescent", "Riverbend", "MO", "63101"}};
    record.identity.guardians = {{"Peregrine Quillfeather", "father", "+12025550199", "G" + tail}};
    record.identity.identifiers = {{"state", "S" + tail}};
    const auto day = CivilDate::from_ymd(2025, 9, 1);
    record.facts = {{"school_enrolment", "enrolment", "2025", day, std::nullopt, {{"grade_level", "4"}}},
                    {"assessment", "score", "reading", day, day, {{"score", std::to_string(200 + edition)}}}};
    record.strips = {{"school_attendance", "Lincoln", *CivilDate::from_ymd(2025, 7, 1), "PPA-P" + tail}};
    record.origins = {{0, static_cast<std::uint64_t>(number) + 2}};
    return record;
}

std::string digest_of(const table::Record& record) {
    const std::string text = record.local_id + record.identity.surname + record.facts.back().attributes[0].value;
    return to_hex(crypto::sha256(as_bytes(text))).substr(0, 32);
}

std::vector<std::string> terms_of(const table::Record& record) {
    return {record.identity.given, record.identity.surname, record.identity.birth_date.to_text()};
}

void add_community(Ledger& ledger) {
    auto transaction = must(ledger.begin_write(writer_at(1000)));
    must(transaction->put_member({MemberId{"school"}, R"({"name":"Lincoln Schools"})"}));
    must(transaction->put_member({MemberId{"clinic"}, R"({"name":"Clinic"})"}));
    must(transaction->put_source({SourceId{"school-sis"}, MemberId{"school"}, R"({"policy":"full"})"}));
    must(transaction->put_source({SourceId{"clinic-shots"}, MemberId{"clinic"}, "{}"}));
    must(transaction->append_audit({"init", std::nullopt, "{}"}));
    must(transaction->commit());
}

Result<Delivered> deliver_within(Transaction& transaction, const SourceId& source, int first, int last, int edition) {
    const std::string name = std::to_string(first) + "-" + std::to_string(last) + "-" + std::to_string(edition);
    const DeliveredFile file{name + ".csv", crypto::sha256(as_bytes(name)), 100};
    Delivered delivered;
    delivered.id = TRY(transaction.add_delivery(source, std::span(&file, 1)));
    for (int number = first; number < last; ++number) {
        const table::Record record = child(number, edition);
        const auto terms = terms_of(record);
        delivered.written.push_back(
            TRY(transaction.put_record(delivered.id, {&record, digest_of(record), terms, Unmentioned::Ended})));
    }
    TRY(transaction.commit_delivery(delivered.id, "{\"records\":" + std::to_string(last - first) + "}"));
    TRY(transaction.append_audit({"delivery", std::nullopt, "{}"}));
    return delivered;
}

Delivered deliver(Ledger& ledger, const SourceId& source, int first, int last, int edition) {
    auto transaction = must(ledger.begin_write(writer_at(2000)));
    Delivered delivered = must(deliver_within(*transaction, source, first, last, edition));
    must(transaction->commit());
    return delivered;
}

}  // namespace kith::ledger::testing
