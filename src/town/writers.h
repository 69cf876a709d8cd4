#pragma once

// One function per organisation: the files it exports, as its software writes them. The formats follow the specimens
// named in docs/formats/town.md.

#include "town/desk.h"
#include "town/output.h"

namespace kith::town {

Result<void> write_district_roster(const Desk& desk, Output& output);    // OneRoster 1.2
Result<void> write_district_extracts(const Desk& desk, Output& output);  // attendance, grades, assessments, incidents
Result<void> write_charter(const Desk& desk, Output& output);
Result<void> write_club(const Desk& desk, Output& output);
Result<void> write_sign_in(const Desk& desk, Output& output);
Result<void> write_mentors(const Desk& desk, Output& output);
Result<void> write_summer(const Desk& desk, Output& output);
Result<void> write_clinic(const Desk& desk, Output& output);
Result<void> write_hospital(const Desk& desk, Output& output);
Result<void> write_housing(const Desk& desk, Output& output);
Result<void> write_pantry(const Desk& desk, Output& output);
Result<void> write_child_care(const Desk& desk, Output& output);
Result<void> write_welfare(const Desk& desk, Output& output);

Result<void> write_community(const Desk& desk, Output& output);  // community.json and deliveries.json
Result<void> write_consents(const Desk& desk, Output& output);   // consents.json
Result<void> write_policy(const Desk& desk, Output& output);     // truth/policy.json
Result<void> write_decisions(const Desk& desk, Output& output);  // truth/decisions.jsonl
Result<void> write_records(const Desk& desk, Output& output);    // truth/records.csv
Result<void> write_effects(const Desk& desk, Output& output);    // truth/effects.json
Result<void> write_truth(const Desk& desk, Output& output);      // children, classes, effects, counts

}  // namespace kith::town
