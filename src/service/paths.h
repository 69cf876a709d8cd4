#pragma once

// Same path, not yet helped: groups of children whose attendance took the same course, what became of those in the
// group who had the programme, and who has not had it.
//
// Aggregates only from k children up, "association, not proof". Names only of children whom the viewer may see in
// detail for the purpose, each look entered; otherwise a count. Reasons in the record's words, never a score, in the
// order of the names, never a ranking.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "insight/trajectories.h"
#include "service/attendance_panel.h"
#include "service/population.h"

namespace kith::service {

struct PathPoint {
    Month month;
    double mean = 0;
    double low = 0;
    double high = 0;
};

struct PathReason {
    std::string key;  // reason.missed_recent {n, of}, reason.path {shape, since}
    std::vector<std::pair<std::string, std::string>> parameters;
};

struct PathChild {
    PersonId person;
    std::string given;
    std::string surname;
    std::vector<PathReason> reasons;
};

struct PathHelped {
    std::optional<std::uint64_t> n;  // none below k, as all below
    std::optional<double> back_on_track;
    std::optional<double> low;
    std::optional<double> high;
};

struct PathGroup {
    std::string id;
    insight::ShapeOf shape;
    std::optional<CivilDate> since;
    std::optional<std::uint64_t> n;
    std::vector<PathPoint> series;
    PathHelped helped;
    std::optional<std::uint64_t> not_yet_helped;
    std::optional<std::vector<PathChild>> children;  // none where the viewer may see no names
};

struct PathsView {
    std::string programme;
    std::string purpose;
    Instant as_of;
    std::vector<PathGroup> groups;
    std::uint64_t k = 11;
};

/// Entered in the audit log. Errors: programme.unknown, viewer.unknown; paths.too-few (fewer than k children).
Result<PathsView> show_paths(ledger::Ledger& ledger, const std::string& programme, const std::string& purpose,
                             const UserId& viewer, const Clock& clock);

}  // namespace kith::service
