#include <algorithm>

#include "service/decide.h"
#include "service/deliveries.h"
#include "service/find_child.h"
#include "service/json.h"
#include "service/ledger_fixture.h"
#include "service/merged_parts.h"
#include "service/review.h"
#include "service/show_child.h"
#include "service/upkeep.h"

namespace kith::service {
namespace {

class Child : public LedgerFixture {
  protected:
    Result<ChildView> show(const std::string& child, const std::string& viewer = "osei") {
        return show_child(*ledger_, {child, UserId(viewer), "care"}, clock_);
    }

    static bool shows(const ChildView& view, std::string_view category, std::string_view source) {
        return std::any_of(view.cells.begin(), view.cells.end(), [&](const Cell& cell) {
            return cell.category == category && cell.source == source && cell.is_shown();
        });
    }

    Result<std::string> give(std::vector<std::string> categories) {
        GiveRequest request;
        request.child = "roster:N1";
        request.authority = "a-1";
        request.terms.categories = std::move(categories);
        request.terms.recipients = {"club"};
        request.user = UserId("osei");
        clock_.set(Instant{clock_.now().unix_ms + 1000});
        return give_consent(*ledger_, request, clock_);
    }

    std::vector<ledger::AuditEntry> accounting_of(const PersonId& person) {
        const auto reader = ledger_->begin_read();
        return (*reader)->audit_entries_of(person).value();
    }
};

TEST_F(Child, IsShownOnlyAsFarAsConsentGoes) {
    bring_both_rosters();
    auto view = show("roster:N1");
    ASSERT_TRUE(view.is_ok()) << view.error().id;
    EXPECT_TRUE(shows(*view, "identity", "roster"));
    EXPECT_FALSE(shows(*view, "identity", "sis"));
    EXPECT_EQ(1U, view->helpers.size());

    const auto consent = give({"identity", "school_enrolment"});
    ASSERT_TRUE(consent.is_ok()) << consent.error().id;
    view = show("roster:N1");
    EXPECT_TRUE(shows(*view, "identity", "sis"));
    EXPECT_FALSE(shows(*view, "contact", "sis"));
    EXPECT_EQ(2U, view->helpers.size());
    EXPECT_EQ("Ms Rivera", view->helpers.back().contact + view->helpers.front().contact);

    clock_.set(Instant{clock_.now().unix_ms + 1000});
    ASSERT_TRUE(withdraw_consent(*ledger_, *consent, UserId("osei"), clock_).is_ok());
    view = show("roster:N1");
    EXPECT_FALSE(shows(*view, "identity", "sis"));
    EXPECT_EQ("consent.ended", withdraw_consent(*ledger_, *consent, UserId("osei"), clock_).error().id);
}

TEST_F(Child, HiddenCellsHoldNothingAndSayWhatWouldUnlockThem) {
    bring_both_rosters();
    const auto view = show("roster:N1");
    ASSERT_TRUE(view.is_ok());
    std::size_t hidden = 0;
    for (const Cell& cell : view->cells) {
        ASSERT_FALSE(cell.answer.reasons.empty());
        if (cell.is_shown()) continue;
        ++hidden;
        EXPECT_FALSE(cell.answer.unlock.empty());
        EXPECT_FALSE(cell.content.identity.has_value());
        EXPECT_TRUE(cell.content.facts.empty() && cell.content.strips.empty());
    }
    EXPECT_GT(hidden, 0U);
}

TEST_F(Child, HiddenCellsAreTheSameWhetherOrNotThereIsARecord) {
    bring_both_rosters();
    const auto hidden_of = [&](const std::string& child) {
        std::vector<std::pair<std::string, std::string>> hidden;
        const auto view = show(child);
        for (const Cell& cell : view->cells) {
            if (!cell.is_shown()) hidden.emplace_back(cell.category, cell.source);
        }
        return hidden;
    };
    // The school holds N1 and does not hold N2.
    EXPECT_EQ(hidden_of("roster:N1"), hidden_of("roster:N2"));
}

TEST_F(Child, WhoMayNotBeKnownIsLikeOneWhoDoesNotExist) {
    bring_both_rosters();
    const auto forbidden = show("sis:1002");
    const auto missing = show("sis:9999");
    ASSERT_TRUE(forbidden.is_error() && missing.is_error());
    EXPECT_EQ("child.unknown", forbidden.error().id);
    EXPECT_EQ(missing.error().id, forbidden.error().id);
    EXPECT_EQ(missing.error().message, forbidden.error().message);
    EXPECT_TRUE(show("roster:N1", "nobody").is_error());
}

TEST_F(Child, EveryLookIsInTheLogAlsoTheRefused) {
    bring_both_rosters();
    const auto view = show("roster:N1");
    ASSERT_TRUE(view.is_ok());
    const auto entries = accounting_of(view->person);
    ASSERT_FALSE(entries.empty());
    EXPECT_EQ("disclosure", entries.back().kind);
    const auto entry = parse_json(entries.back().json, "x", "");
    ASSERT_TRUE(entry.is_ok());
    for (const Cell& cell : view->cells) {
        const Json& decisions = list_at(*entry, "decisions");
        EXPECT_TRUE(std::any_of(decisions.begin(), decisions.end(), [&](const Json& each) {
            return text_at(each, "category") == cell.category && text_at(each, "source") == cell.source &&
                   (text_at(each, "decision") == "permit") == cell.is_shown();
        })) << cell.category;
    }
    const std::uint64_t before = counts().audit_entries;
    EXPECT_TRUE(show("sis:1002").is_error());
    EXPECT_EQ(before + 1, counts().audit_entries);
    EXPECT_TRUE(verify_audit(*ledger_)->report.holds());
}

TEST_F(Child, IsFoundOnlyByWhoMayKnow) {
    bring_both_rosters();
    const auto found = find_children(*ledger_, {"garcia", UserId("osei"), "care"}, clock_);
    ASSERT_TRUE(found.is_ok()) << found.error().id;
    ASSERT_EQ(1U, found->hits.size());
    EXPECT_EQ((std::vector<std::string>{"roster"}), found->hits.front().sources);
    EXPECT_TRUE(find_children(*ledger_, {"okafor", UserId("osei"), "care"}, clock_)->hits.empty());
    EXPECT_TRUE(find_children(*ledger_, {"garcia", UserId("nobody"), "care"}, clock_)->hits.empty());
    EXPECT_EQ("find.no-words", find_children(*ledger_, {"  ", UserId("osei"), "care"}, clock_).error().id);
}

TEST_F(Child, ConsentIsNarrowedNeverWidened) {
    bring_both_rosters();
    const auto consent = give({"identity", "school_enrolment"});
    ASSERT_TRUE(consent.is_ok()) << consent.error().id;
    clock_.set(Instant{clock_.now().unix_ms + 1000});
    ConsentTerms wider;
    wider.categories = {"identity", "contact"};
    EXPECT_EQ("consent.not-narrower", narrow_consent(*ledger_, *consent, wider, UserId("osei"), clock_).error().id);
    ConsentTerms narrower;
    narrower.categories = {"school_enrolment"};
    const auto version = narrow_consent(*ledger_, *consent, narrower, UserId("osei"), clock_);
    ASSERT_TRUE(version.is_ok()) << version.error().id;
    EXPECT_EQ(2U, *version);
    const auto view = show("roster:N1");
    EXPECT_FALSE(shows(*view, "identity", "sis"));
    EXPECT_TRUE(shows(*view, "school_enrolment", "sis"));
    const auto listed = list_consents(*ledger_, "sis:1001", UserId("osei"), clock_);
    ASSERT_TRUE(listed.is_ok());
    EXPECT_EQ(2U, listed->consents.size());
    EXPECT_EQ(1U, listed->authorities.size());
}

TEST_F(Child, ConsentToAllIsNotNarrowedToARestrictedSource) {
    bring_both_rosters();
    const auto consent = give({"identity"});
    ASSERT_TRUE(consent.is_ok()) << consent.error().id;
    ConsentTerms terms;
    terms.sources = {"welfare"};
    EXPECT_EQ("consent.not-narrower", narrow_consent(*ledger_, *consent, terms, UserId("osei"), clock_).error().id);
    terms.sources = {"sis"};
    EXPECT_TRUE(narrow_consent(*ledger_, *consent, terms, UserId("osei"), clock_).is_ok());
}

TEST_F(Child, ListedConsentsAreEnteredInTheLog) {
    bring_both_rosters();
    const auto listed = list_consents(*ledger_, "sis:1001", UserId("osei"), clock_);
    ASSERT_TRUE(listed.is_ok()) << listed.error().id;
    const auto entries = accounting_of(listed->person);
    ASSERT_FALSE(entries.empty());
    EXPECT_NE(std::string::npos, entries.back().json.find("consent.list"));
}

class Merged : public Child {
  protected:
    /// Makes the person of the second record the person of the first, as a run does that finds new evidence.
    void merge(const std::string& into_source, const std::string& into, const std::string& source,
               const std::string& local_id) {
        const auto transaction = begin_as_operator(*ledger_, clock_);
        ASSERT_TRUE(transaction.is_ok());
        ledger::Transaction& writes = **transaction;
        const auto kept = writes.find_record(SourceId(into_source), into);
        const auto moved = writes.find_record(SourceId(source), local_id);
        ASSERT_TRUE(kept.is_ok() && kept.value() && moved.is_ok() && moved.value());
        const PersonId person = writes.person_of(**kept).value().value();
        const PersonId gone = writes.person_of(**moved).value().value();
        std::vector<ledger::Link> links = writes.links().value();
        for (ledger::Link& link : links) {
            if (link.person == gone) link.person = person;
        }
        const std::vector<ledger::Tombstone> tombstones{{gone, person}};
        ASSERT_TRUE(writes.write_link_run({links, tombstones, {}, "{}"}).is_ok());
        ASSERT_TRUE(writes.commit().is_ok());
    }

    void say_same(const std::string& a_source, const std::string& a, const std::string& b_source,
                  const std::string& b) {
        const auto transaction = begin_as_operator(*ledger_, clock_);
        ledger::Transaction& writes = **transaction;
        const RecordId first = writes.find_record(SourceId(a_source), a).value().value();
        const RecordId second = writes.find_record(SourceId(b_source), b).value().value();
        ASSERT_TRUE(writes.add_verdict(first, second, ledger::VerdictKind::Same).is_ok());
        ASSERT_TRUE(writes.commit().is_ok());
    }
};

TEST_F(Merged, ChildrenPermitNoMoreThanEachUntilSomebodySaysTheyAreOne) {
    bring_both_rosters();
    ASSERT_TRUE(give({"*"}).is_ok());
    ASSERT_TRUE(shows(*show("roster:N1"), "identity", "sis"));
    // Benjamin, 1002, is in nobody's caseload and nobody permitted anything for him.
    merge("sis", "1001", "sis", "1002");
    EXPECT_EQ("child.unknown", show("roster:N1").error().id);
    EXPECT_TRUE(find_children(*ledger_, {"garcia", UserId("osei"), "care"}, clock_)->hits.empty());
    EXPECT_TRUE(find_children(*ledger_, {"benjamin", UserId("osei"), "care"}, clock_)->hits.empty());

    say_same("roster", "N1", "sis", "1002");
    const auto view = show("roster:N1");
    ASSERT_TRUE(view.is_ok()) << view.error().id;
    EXPECT_TRUE(shows(*view, "identity", "sis"));
}

TEST_F(Merged, ChildrenOfOneCaseloadShowOwnRecordsAndNoOthers) {
    bring_both_rosters();
    ASSERT_TRUE(give({"*"}).is_ok());
    merge("roster", "N1", "roster", "N2");
    const auto view = show("roster:N1");
    ASSERT_TRUE(view.is_ok()) << view.error().id;
    EXPECT_TRUE(shows(*view, "identity", "roster"));
    EXPECT_FALSE(shows(*view, "identity", "sis"));
}

TEST_F(Merged, RunsAskAboutChildrenWhoBecameOne) {
    ASSERT_TRUE(bring("sis", "sis.csv", kSchool).is_ok());
    ASSERT_TRUE(bring("roster", "roster.csv", kClub).is_ok());
    ASSERT_TRUE(link_all().is_ok());
    const std::uint64_t persons = counts().persons;
    say_same("sis", "1002", "roster", "N2");
    ASSERT_TRUE(link_all().is_ok());
    EXPECT_EQ(persons - 1, counts().persons);
    const std::vector<OpenReview> reviews = list_reviews(*ledger_, 20, UserId("osei"), clock_).value();
    for (const OpenReview& open : reviews) {
        EXPECT_NE("merged", open.review.pair.reason);
    }

    const auto transaction = begin_as_operator(*ledger_, clock_);
    ASSERT_TRUE((*transaction)->revoke_verdict((*transaction)->verdicts()->back().id).is_ok());
    const Merges merges = Merges::read(**transaction).value();
    const auto record = (*transaction)->find_record(SourceId("sis"), "1002").value().value();
    const PersonId person = (*transaction)->person_of(record).value().value();
    EXPECT_TRUE(merges.is_merged(person));
    std::vector<RecordId> records;
    const ledger::Person held = (*transaction)->person(person).value();
    for (const ledger::Link& link : held.links) records.push_back(link.record);
    EXPECT_EQ(2U, merges.parts_of(**transaction, person, records)->size());
}

TEST_F(Child, OrdersBindWhenTheirRecordWasUndone) {
    bring_both_rosters();
    constexpr std::string_view kOrder =
        R"({"format":"kith-consents","version":1,"authorities":[],"consents":[],"forbids":[
            {"id":"f-1","kind":"court_order","child":{"source":"sis","local_id":"1001"},"citation":"order 7"}]})";
    ASSERT_TRUE(load_consents(*ledger_, kOrder, clock_).is_ok());
    EXPECT_FALSE(shows(*show("roster:N1"), "identity", "roster"));
    ASSERT_TRUE(undo_delivery(*ledger_, DeliveryId{1}, clock_).is_ok());
    EXPECT_FALSE(shows(*show("roster:N1"), "identity", "roster"));
}

TEST_F(Child, OrdersOfACommunityFileBindTheirChildOnly) {
    bring_both_rosters();
    const auto load = [&](const std::string& source, const std::string& local_id) {
        const Json order{{"id", "f-1"},
                         {"kind", "court_order"},
                         {"child", {{"source", source}, {"local_id", local_id}}},
                         {"citation", "order 7"}};
        const Json file{{"format", "kith-community"}, {"version", 1}, {"forbids", Json::array({order})}};
        ASSERT_TRUE(load_community(*ledger_, dump_json(file), clock_).is_ok());
    };
    load("sis", "1002");
    EXPECT_TRUE(shows(*show("roster:N1"), "identity", "roster"));
    load("sis", "1001");
    EXPECT_FALSE(shows(*show("roster:N1"), "identity", "roster"));
}

TEST_F(Child, DecisionsNameTheChildAsItWasAsked) {
    bring_both_rosters();
    const auto ask = [&](const std::string& child) {
        const Json request{{"viewer", "osei"},  {"child", child},     {"category", "identity"}, {"source", "sis"},
                           {"purpose", "care"}, {"action", "detail"}, {"at", "2026-03-02"}};
        EXPECT_TRUE(write_file(path_of("request.json"), dump_json(request)).is_ok());
        return decide_on_ledger(*ledger_, path_of("request.json"), clock_).value().answer.unlock;
    };
    const auto hidden = ask("sis:1002");
    const auto missing = ask("sis:9999");
    ASSERT_EQ(1U, hidden.size());
    ASSERT_EQ(1U, missing.size());
    EXPECT_EQ("sis:1002", hidden.front().id);
    EXPECT_EQ("sis:9999", missing.front().id);
}

TEST_F(Child, ConsentNeedsAnAuthorityThatIsThere) {
    bring_both_rosters();
    GiveRequest request;
    request.child = "roster:N1";
    request.authority = "a-99";
    EXPECT_EQ("consent.no-authority", give_consent(*ledger_, request, clock_).error().id);
    request.child = "k-000000000000";
    EXPECT_EQ("child.unknown", give_consent(*ledger_, request, clock_).error().id);
    EXPECT_EQ("consent.unknown", withdraw_consent(*ledger_, "c-99", UserId("osei"), clock_).error().id);
}

TEST_F(Child, ConsentsThatWouldStopEveryDecisionAreRefused) {
    bring_both_rosters();
    constexpr std::string_view kNoVersion =
        R"({"format":"kith-consents","version":1,
            "consents":[{"id":"c-1","child":{"source":"sis","local_id":"1001"}}]})";
    EXPECT_TRUE(load_consents(*ledger_, kNoVersion, clock_).is_error());
    constexpr std::string_view kNoId = R"({"format":"kith-community","version":1,"purposes":[{"id":"*"}]})";
    EXPECT_TRUE(load_community(*ledger_, kNoId, clock_).is_error());
    EXPECT_TRUE(show("roster:N1").is_ok());
}

TEST_F(Child, ConsentThatWouldBeBrokenIsRefused) {
    bring_both_rosters();
    GiveRequest request;
    request.child = "roster:N1";
    request.authority = "a-1";
    request.terms.to = "next summer";
    EXPECT_EQ("consent.malformed", give_consent(*ledger_, request, clock_).error().id);
    request.terms.to = "2027-06-30";
    EXPECT_TRUE(give_consent(*ledger_, request, clock_).is_ok());
}

TEST_F(Child, ConsentsWithoutAChildAreRefusedWhole) {
    constexpr std::string_view kNoChild =
        R"({"format":"kith-consents","version":1,"authorities":[{"id":"a-2","child":{"source":"sis","local_id":"1"}}],
            "consents":[{"id":"c-1","child":"everybody"}]})";
    EXPECT_EQ("consents.no-child", load_consents(*ledger_, kNoChild, clock_).error().id);
    const auto reader = ledger_->begin_read();
    EXPECT_FALSE((*reader)->document(ledger::DocumentKind::Authority, "a-2")->has_value());
}

}  // namespace
}  // namespace kith::service
