#include "service/live_town.h"

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

#include "govern/configuration.h"
#include "service/community.h"
#include "service/consents.h"
#include "service/deliver.h"
#include "service/engagement.h"
#include "service/files.h"
#include "service/json.h"
#include "service/link_records.h"
#include "service/live_story.h"
#include "service/motions.h"
#include "service/next_steps.h"
#include "service/policy_source.h"
#include "service/readiness.h"
#include "service/show_child.h"
#include "service/write_town.h"

namespace kith::service {
namespace {

constexpr int kFoundedDay = -394;
constexpr int kConsentsDay = -20;
constexpr int kPurposeDays = 365;
constexpr int kSlipsDay = -10;
constexpr int kSlips = 14;
constexpr std::int64_t kMorningMs = 15LL * 3'600'000;  // 15:00 UTC: a morning where the town lies
constexpr std::int64_t kStepMs = 60'000;

/// A clock that only the story moves: to a morning, and a minute on with every step.
class SteppedClock final : public Clock {
  public:
    explicit SteppedClock(CivilDate town_day) : town_day_(town_day) {}
    Instant now() const override { return now_; }
    void step_to(int day) {
        const Instant morning{Instant::at_midnight_utc(town_day_.plus_days(day)).unix_ms + kMorningMs};
        now_ = now_ < morning ? morning : Instant{now_.unix_ms + kStepMs};
    }

  private:
    CivilDate town_day_;
    Instant now_;
};

struct Step {
    int day = 0;
    std::function<Result<void>()> act;
};

/// `{"kind":"several","changes":[...]}`: everything the community file says, voted for by those who founded it. The
/// purpose of the story says in addition what it wants to know, what would show it, and from when to when.
std::string founding_change(const Json& community, CivilDate town_day) {
    Json changes = Json::array();
    for (const Json& member : list_at(community, "members")) {
        changes.push_back({{"kind", "admit_member"}, {"member", member}});
    }
    for (Json purpose : list_at(community, "purposes")) {
        if (text_at(purpose, "id") == kStoryPurpose) {
            purpose["question"] = "Do children come to school, and those who did not, again?";
            purpose["measures"] = Json::array({"chronic-absence"});
            purpose["from"] = town_day.plus_days(-kPurposeDays).to_iso();
            purpose["to"] = town_day.plus_days(kPurposeDays).to_iso();
        }
        changes.push_back({{"kind", "put_purpose"}, {"purpose", std::move(purpose)}});
    }
    for (const Json& agreement : list_at(community, "agreements")) {
        changes.push_back({{"kind", "put_agreement"}, {"agreement", agreement}});
    }
    return dump_json(Json{{"kind", "several"}, {"changes", std::move(changes)}});
}

class Story {
  public:
    Story(ledger::Ledger& ledger, const town::Town& town, std::string folder, ThreadPool& pool, Progress& progress)
        : ledger_(ledger),
          town_(town),
          folder_(std::move(folder)),
          pool_(pool),
          progress_(progress),
          clock_(town.options.now) {}

    Result<LiveTown> play(Instant made_at) {
        clock_.step_to(kFoundedDay - 1);
        TRY(mark_as_sample(made_at));
        TRY(found());
        add_motions();
        add_plan();
        add_answers();
        add_deliveries();
        add_families();
        add_promises();
        std::stable_sort(steps_.begin(), steps_.end(), [](const Step& a, const Step& b) { return a.day < b.day; });
        for (std::size_t i = 0; i < steps_.size(); ++i) {
            progress_.report("living a year", i, steps_.size());
            clock_.step_to(steps_[i].day);
            TRY(steps_[i].act());
        }
        return count();
    }

  private:
    UserId steward() const { return UserId(std::string(kStorySteward)); }
    CivilDate day_of(int day) const { return town_.options.now.plus_days(day); }
    void at(int day, std::function<Result<void>()> act) { steps_.push_back({day, std::move(act)}); }

    Result<void> mark_as_sample(Instant made_at) {
        const auto transaction = TRY(begin_as_operator(ledger_, clock_));
        const Json entry{{"sample", true},
                         {"note", "a synthetic community; the times of this log are made"},
                         {"made_at", made_at.to_iso()}};
        TRY(transaction->append_audit({"sample", std::nullopt, dump_json(entry)}));
        return transaction->commit();
    }

    /// The community file, then the vote that gives each of its values a motion.
    Result<void> found() {
        const InputFile file = TRY(InputFile::open(path_within(folder_, "community.json")));
        TRY(load_community(ledger_, file.text(), clock_));
        const Json community = TRY(parse_json(file.text(), "community.malformed", ""));
        for (const Json& user : list_at(community, "users")) {
            const Json& caseload = list_at(user, "caseload");
            if (text_at(user, "id") == "ms-rivera" && !caseload.empty()) caseload_ = caseload;
            if (text_at(user, "id") == "parent-demo") holder_ = text_at(user, "holder");
        }
        founding_ = founding_change(community, town_.options.now);
        StoryMotion motion;
        motion.proposed_day = kFoundedDay;
        motion.closes_day = kFoundedDay + 7;
        motion.motion_class = govern::MotionClass::Membership;
        motion.title = "Found the Riverton Promise";
        motion.text =
            "The members, the purposes they work for and the agreements they signed become the community's "
            "configuration. "
            "From here on every change of it is put to a vote.";
        motion.change = founding_;
        motion.votes = "fffffffffffff";
        add_motion(motion);
        return {};
    }

    void add_motions() {
        for (const StoryMotion& motion : story_motions()) add_motion(motion);
    }

    void add_motion(const StoryMotion& motion) {
        const std::string id = "m-" + std::to_string(++motions_);
        at(motion.proposed_day, [this, motion]() -> Result<void> {
            ProposeRequest request;
            request.motion_class = motion.motion_class;
            request.title = motion.title;
            request.text = motion.text;
            request.change = motion.change;
            request.closes_on = day_of(motion.closes_day);
            request.review_on = day_of(motion.closes_day + 365);
            TRY(propose_motion(ledger_, request, steward(), clock_));
            return {};
        });
        if (motion.end == StoryEnd::Tabled) return;
        at(motion.proposed_day + 1, [this, id] { return open_motion(ledger_, id, {}, steward(), clock_); });
        for (std::size_t i = 0; i < motion.votes.size(); ++i) add_ballot(motion, id, i);
        if (motion.end == StoryEnd::Open) return;
        at(motion.closes_day + 1, [this, id]() -> Result<void> {
            TRY(close_motion(ledger_, id, steward(), clock_));
            return {};
        });
    }

    void add_ballot(const StoryMotion& motion, const std::string& id, std::size_t lead) {
        const char vote = motion.votes[lead];
        if (vote == ' ') return;
        const govern::Choice choice = vote == 'f'   ? govern::Choice::For
                                      : vote == 'a' ? govern::Choice::Against
                                                    : govern::Choice::Abstain;
        const int day = std::min(motion.proposed_day + 2 + static_cast<int>(lead % 3), -1);
        at(day, [this, id, choice, lead] {
            return cast_ballot(ledger_, {id, choice, ""}, UserId(std::string(story_leads()[lead].user)), clock_);
        });
    }

    void add_plan() {
        for (const StoryProspect& entry : story_plan()) {
            at(entry.stages.front().day, [this, &entry]() -> Result<void> {
                ProspectChange change;
                change.organisation = std::string(entry.organisation);
                change.member = std::string(entry.member);
                change.contact = std::string(entry.contact);
                change.owner = std::string(entry.owner);
                change.stage = entry.stages.front().stage;
                change.benefit = std::string(entry.benefit);
                change.fears = std::string(entry.fears);
                change.next_step = std::string(entry.next_step);
                if (entry.due_day != kNoDay) change.due = day_of(entry.due_day);
                change.hours_given = entry.hours_given;
                change.hours_saved = entry.hours_saved;
                TRY(add_prospect(ledger_, change, steward(), clock_));
                return {};
            });
            for (const StoryStage& stage : entry.stages.subspan(1)) add_stage(entry, stage);
        }
    }

    void add_stage(const StoryProspect& entry, const StoryStage& stage) {
        const std::string id = slug_of(entry.organisation);
        at(stage.day, [this, id, stage]() -> Result<void> {
            ProspectChange change;
            change.stage = stage.stage;
            TRY(update_prospect(ledger_, id, change, steward(), clock_));
            return {};
        });
    }

    void add_answers() {
        for (const StoryAnswers& answers : story_answers()) {
            at(answers.day, [this, &answers]() -> Result<void> {
                const auto items = govern::readiness_items();
                for (std::size_t i = 0; i < items.size() && i < answers.levels.size(); ++i) {
                    govern::ReadinessAnswer answer;
                    answer.item = items[i].id;
                    answer.level = answers.levels[i] - '0';
                    answer.confidence = 1 + static_cast<int>(i % 3);
                    TRY(answer_readiness(ledger_, answer, UserId(std::string(answers.lead)), clock_));
                }
                return {};
            });
        }
    }

    void add_deliveries() {
        for (const StoryDelivery& delivery : story_deliveries()) {
            at(delivery.day, [this, &delivery] { return bring(delivery); });
        }
        for (const int day : story_links()) {
            at(day, [this]() -> Result<void> {
                NoProgress quiet;
                TRY(link_records(ledger_, {}, clock_, pool_, quiet));
                return {};
            });
        }
    }

    /// The feed's files as they stood on that day, in a folder of that day, then delivered.
    Result<void> bring(const StoryDelivery& delivery) {
        NoProgress quiet;
        town::Town then = town_;
        then.options.as_of = day_of(delivery.day);
        const std::string source(town::source_id_of(delivery.feed));
        const std::string folder = path_within(folder_, "history/" + then.options.as_of.to_iso() + "-" + source);
        // The district's three feeds are exports of one system.
        const bool is_district = delivery.feed == town::Feed::Assessment || delivery.feed == town::Feed::Incidents;
        const std::array feeds = {is_district ? town::Feed::District : delivery.feed};
        TRY(write_exports(then, feeds, folder, pool_, quiet));
        if (delivery.feed == town::Feed::SignIn && delivery.day == kSlipsDay) TRY(add_slips(folder));
        std::vector<DeliverRequest> requests = TRY(read_manifest(path_within(folder_, "deliveries.json")));
        for (DeliverRequest& request : requests) {
            if (request.source.value() != source) continue;
            request.folder = folder;
            std::erase_if(request.files, [&](const std::string& file) { return !is_file(path_within(folder, file)); });
            const Delivered delivered = TRY(deliver(ledger_, request, clock_, pool_, quiet));
            deliveries_ += delivered.end == DeliverEnd::Committed ? 1 : 0;
        }
        return {};
    }

    /// A substitute kept the sheet for two afternoons and wrote the time in words: those rows will be held back.
    Result<void> add_slips(const std::string& folder) {
        const std::string path = path_within(folder, "harbor-house/signin_1.csv");
        if (!is_file(path)) return {};
        std::string text(TRY(InputFile::open(path)).text());
        std::string slips;
        std::size_t end = text.size();
        for (int i = 0; i < kSlips && end > 1; ++i) {
            const std::size_t begin = text.rfind('\n', end - 2) + 1;
            const std::size_t comma = text.find(',', begin);
            if (begin == 0 || comma >= end) break;
            slips += (i % 2 == 0 ? "Monday after school" : "Tuesday half past three") + text.substr(comma, end - comma);
            end = begin;
        }
        return write_file(path, text + slips);
    }

    void add_families() {
        at(kConsentsDay, [this]() -> Result<void> {
            const InputFile file = TRY(InputFile::open(path_within(folder_, "consents.json")));
            TRY(load_consents(ledger_, file.text(), clock_));
            return {};
        });
        at(kConsentsDay + 1, [this] { return give_short_consent(); });
        constexpr std::array<std::pair<int, std::string_view>, 4> kLooks = {
            {{-12, "ms-rivera"}, {-6, "ms-rivera"}, {-3, "nurse-okafor"}, {-1, "coach-daniels"}}};
        for (const auto& look : kLooks) {
            const int day = look.first;
            const std::string user(look.second);
            at(day, [this, user]() -> Result<void> {
                const Result<ChildView> shown =
                    show_child(ledger_, {child_name(), UserId(user), "care-coordination"}, clock_);
                // Not every one of them serves the child in every town: a refused look is in the log all the same.
                if (shown.is_error() && shown.error().id != "child.unknown") return shown.error();
                return {};
            });
        }
    }

    /// The child at this place of the teacher's caseload, as people write it.
    std::string child_name(std::size_t place = 0) const {
        const Json& child = caseload_[std::min(place, caseload_.size() - 1)];
        return text_at(child, "source") + ":" + text_at(child, "local_id");
    }

    void add_promises() {
        struct Promise {
            std::size_t place;
            int due_day;
            std::string_view text;
        };
        constexpr std::array<Promise, 3> kPromises = {{{0, 1, "Call home about the bus"},
                                                       {1, -1, "Ask the club whether she can stay on Tuesdays"},
                                                       {2, 4, "Look at the reading plan together"}}};
        for (const Promise& promise : kPromises) {
            at(-9, [this, promise]() -> Result<void> {
                NewStep step;
                {
                    const auto reader = TRY(ledger_.begin_read());
                    const Result<PersonId> person = find_person(*reader, child_name(promise.place));
                    if (person.is_error()) return {};
                    step.child = person->value();
                }
                step.text = promise.text;
                step.due = day_of(promise.due_day);
                TRY(add_next_step(ledger_, step, UserId("ms-rivera"), clock_));
                return {};
            });
        }
    }

    /// The parent of the story gave consent for a month, which ends soon after the town's day.
    Result<void> give_short_consent() {
        GiveRequest request;
        request.child = child_name();
        request.user = UserId("parent-demo");
        request.terms.categories = {"school_attendance", "programme_attendance"};
        request.terms.purposes = {std::string(kStoryPurpose)};
        request.terms.to = day_of(9).to_iso();
        {
            const auto reader = TRY(ledger_.begin_read());
            const Json& child = caseload_.front();
            const auto record =
                TRY(reader->find_record(SourceId(text_at(child, "source")), text_at(child, "local_id")));
            if (!record) return {};
            const std::array records = {*record};
            const auto authorities = TRY(reader->documents_of(ledger::DocumentKind::Authority, records));
            for (const ledger::Document& authority : authorities) {
                const Json json = TRY(parse_json(authority.json, "policy.document", authority.id));
                if (text_at(json, "holder") == holder_) request.authority = authority.id;
            }
        }
        if (request.authority.empty()) return {};
        TRY(give_consent(ledger_, request, clock_));
        return {};
    }

    Result<LiveTown> count() {
        const auto reader = TRY(ledger_.begin_read());
        const ledger::Counts counts = TRY(reader->counts());
        return LiveTown{deliveries_, motions_, counts.persons, counts.reviews_open, counts.audit_entries};
    }

    ledger::Ledger& ledger_;
    const town::Town& town_;
    std::string folder_;
    ThreadPool& pool_;
    Progress& progress_;
    SteppedClock clock_;
    std::vector<Step> steps_;
    std::string founding_;
    Json caseload_;  // of the teacher
    std::string holder_;
    std::uint64_t motions_ = 0;
    std::uint64_t deliveries_ = 0;
};

}  // namespace

Result<LiveTown> make_live_town(const town::Options& options, const std::string& folder, const LedgerPlace& place,
                                const Clock& clock, ThreadPool& pool, Progress& progress) {
    if (clock.now().date_utc() < options.now) {
        return make_error(ErrorCode::InvalidInput, "town.day-in-the-future",
                          "expected a day that has come: a log does not tell of days ahead");
    }
    const town::Town town = TRY(town::generate(options, pool));
    const auto ledger = TRY(create_ledger(place, "sample-riverton"));
    return Story(*ledger, town, folder, pool, progress).play(clock.now());
}

}  // namespace kith::service
