#pragma once

// The first page: are we getting there, and what needs this viewer today? And the guided first five minutes of each
// persona: steps that end at a page, ticked off when the viewer has done them, gone when dismissed.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "ledger/ledger.h"

namespace kith::service {

struct HomePoint {
    CivilDate from;
    CivilDate to;
    std::uint64_t n = 0;
    double value = 0;
    double low = 0;
    double high = 0;
    double coverage = 0;
    bool is_suppressed = false;
};

struct HomeMeasure {
    std::string card;
    std::string question;
    std::string unit;    // `share`, `count`
    std::string better;  // `lower`, `higher`
    std::optional<double> target;
    std::vector<HomePoint> points;
};

struct HomePurpose {
    std::string id;
    std::string name;
    std::string question;
    std::string state;  // `ahead`, `running`, `over`
    std::optional<CivilDate> from;
    std::optional<CivilDate> to;
    std::optional<int> progress_percent;
};

/// The first sentence: a key of the pages' texts and its parameters.
struct HomeSentence {
    std::string key;
    std::vector<std::pair<std::string, std::string>> parameters;
};

struct Need {
    std::string kind;  // reviews, problems, motion, consent_expiring, stale_source, handover, next_step
    std::uint64_t count = 0;
    std::string page;
    std::optional<CivilDate> due;
    std::vector<std::pair<std::string, std::string>> parameters;
};

struct Home {
    HomeSentence sentence;
    std::optional<HomePurpose> purpose;
    std::vector<HomeMeasure> measures;
    std::vector<Need> needs;  // most urgent first
    Instant as_of;
};
Result<Home> show_home(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);

struct TourStep {
    std::string key;
    std::string page;
    bool is_done = false;
};
struct Tour {
    bool is_dismissed = false;
    std::vector<TourStep> steps;
};
Result<Tour> tour_of(ledger::Ledger& ledger, const UserId& viewer, const Clock& clock);
/// Remembered as a preference of the viewer. Errors: viewer.*; tour.unknown-step.
Result<void> finish_tour_step(ledger::Ledger& ledger, const std::string& key, const UserId& viewer, const Clock& clock);
enum class TourShown : std::uint8_t { Shown, Dismissed };
Result<void> set_tour(ledger::Ledger& ledger, TourShown shown, const UserId& viewer, const Clock& clock);

}  // namespace kith::service
