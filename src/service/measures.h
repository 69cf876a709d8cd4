#pragma once

// Measures over the children a purpose permits: the cards, one measure by groups behind disclosure control, and the
// monthly course that the first page shows.
//
// A row is shown only when those in the numerator, those not in it and all of them may be; so a share never gives away
// a small count. Every look at a measure is entered in the audit log with how many children it counted.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "insight/disclosure.h"
#include "insight/measure_card.h"
#include "service/attendance_panel.h"
#include "service/home.h"
#include "service/population.h"

namespace kith::service {

struct MeasureRow {
    std::string group;  // `all`, or the name of the group
    std::optional<std::uint64_t> n;
    std::optional<std::uint64_t> d;
    std::optional<double> ratio;
    std::optional<double> low;
    std::optional<double> high;
    insight::Shown shown = insight::Shown::Yes;
};

struct MeasureView {
    insight::MeasureCard card;
    std::string purpose;
    std::string group;
    Instant as_of;
    CivilDate from;
    CivilDate to;
    std::optional<std::uint64_t> permitted;  // none where a difference would be small
    std::optional<std::uint64_t> of;
    std::optional<double> coverage;
    std::vector<MeasureRow> rows;  // the groups, then all
    std::string method;
    std::uint64_t k = 11;
};

/// The children behind a row: only for the sealed part of a release.
struct MeasureSets {
    std::vector<PersonId> in;
    std::vector<PersonId> out;
};
struct MeasureTable {
    MeasureView view;
    std::vector<MeasureSets> sets;  // one a row
};

struct MeasureAsked {
    std::string card;
    std::string group = "none";  // none, school, grade
    std::string purpose;         // empty: the first that fits
};

/// What is counted and hidden by, as configured. Errors: configuration.malformed.
Result<insight::DisclosureRule> disclosure_rule(ledger::Reader& reader);

/// The purpose that was asked for, else `preferred`, else the first that names the category.
Result<std::string> purpose_for(ledger::Reader& reader, const std::string& asked, const std::string& preferred,
                                const std::string& category);

/// Errors: measure.unknown (NotFound), measure.group, viewer.unknown.
Result<MeasureTable> measure_table(ledger::Reader& reader, const MeasureAsked& asked, const UserId& viewer, Instant now,
                                   consent::Action action);

/// The table as this viewer may see it, entered in the audit log.
Result<MeasureView> show_measure(ledger::Ledger& ledger, const MeasureAsked& asked, const UserId& viewer,
                                 const Clock& clock);

/// A card by month, counted as the community's analyst may: the first active user whose role is `analyst`. No points
/// where there is none, or where fewer than k children may be counted.
Result<std::vector<HomePoint>> monthly_points(ledger::Reader& reader, const std::string& card,
                                              const std::string& purpose, CivilDate from, CivilDate to);

}  // namespace kith::service
