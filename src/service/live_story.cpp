#include "service/live_story.h"

#include <array>

namespace kith::service {
namespace {

using govern::MotionClass;
using govern::Stage;
using town::Feed;

constexpr std::array<StoryLead, 13> kLeads = {{
    {"lead-moore", "riverton-promise"},
    {"lead-nguyen", "lincoln-schools"},
    {"lead-oyelaran", "riverside-charter"},
    {"lead-santos", "northside-club"},
    {"lead-brandt", "harbor-house"},
    {"lead-silva", "bright-mentors"},
    {"lead-kowalski", "summer-reach"},
    {"lead-chen", "valley-clinic"},
    {"lead-amari", "mercy-hospital"},
    {"lead-fontaine", "homefirst"},
    {"lead-yang", "plenty-pantry"},
    {"lead-hassan", "little-steps"},
    {"lead-whitcomb", "county-welfare"},
}};

constexpr std::array<StoryMotion, 8> kMotions = {{
    {-383, -376, MotionClass::Measure, "Publish nothing about fewer than 11 children",
     "Rhode Island and the clinic's own rules both use 11. We start there.",
     R"({"kind":"set_minimum_cell","value":11})", "ffffffffffff ", StoryEnd::Closed},
    {-370, -363, MotionClass::Measure, "Aim for 15 in 100 children chronically absent, no more",
     "Last year it was nearly one in five. The schools believe 15 in 100 can be reached in two years.",
     R"({"kind":"put_measure_target","target":{"card":"chronic-absence","value":0.15}})", "ffffff fof  f",
     StoryEnd::Closed},
    {-290, -283, MotionClass::Measure, "Show zeros in published tables",
     "Funders ask for them. The clinic and the county say a zero can point at a child.",
     R"({"kind":"publish_zeros","value":true})", "affaafaaaoafa", StoryEnd::Closed},
    {-200, -193, MotionClass::Request, "Answer the university's request for attendance by street",
     "Nothing about single streets leaves the community without a vote.", R"({"kind":"none"})", "f  a   f     ",
     StoryEnd::Closed},
    {-150, -143, MotionClass::Incident, "Write to families about the register left on a bus",
     "A printed club register was lost and found again. Families of the page are told within a week.",
     R"({"kind":"none"})", "fff f  ff    ", StoryEnd::Closed},
    {-75, -68, MotionClass::Measure, "Ask for 12 in 100 by next summer",
     "We were faster than we thought. The new aim replaces the one of last year.",
     R"({"kind":"put_measure_target","target":{"card":"chronic-absence","value":0.12}})", "fffff ffaf ff",
     StoryEnd::Closed},
    {-4, 5, MotionClass::Membership, "Admit the City Library",
     "The library runs homework help in three branches and asks to see whom its readers also meet. It brings its "
     "sign-in "
     "sheet and signs the memorandum.",
     R"({"kind":"admit_member","member":{"id":"city-library","name":"Riverton City Library","kind":"library","phone":"+16125550180","contact":"Branch services"}})",
     "f f   a ff   ", StoryEnd::Open},
    {-2, 12, MotionClass::ConsentPolicy, "A purpose for summer reading",
     "Reading scores fall over the summer. The purpose needs enrolment, assessment and programme data, nothing else.",
     R"({"kind":"put_purpose","purpose":{"id":"summer-reading","name":"Keep children reading in summer","question":"Do fewer children fall behind over the summer?","categories":["school_enrolment","assessment","programme"],"measures":["children-served"]}})",
     "", StoryEnd::Tabled},
}};

constexpr std::array<StoryStage, 7> kFounder = {{{Stage::Identified, -394},
                                                 {Stage::Met, -392},
                                                 {Stage::Mou, -386},
                                                 {Stage::Dsa, -384},
                                                 {Stage::FirstData, -330},
                                                 {Stage::FirstBenefitSeen, -290},
                                                 {Stage::Champion, -200}}};
constexpr std::array<StoryStage, 6> kActive = {{{Stage::Identified, -394},
                                                {Stage::Met, -391},
                                                {Stage::Mou, -386},
                                                {Stage::Dsa, -380},
                                                {Stage::FirstData, -300},
                                                {Stage::Active, -240}}};
constexpr std::array<StoryStage, 5> kFirstData = {
    {{Stage::Identified, -394}, {Stage::Met, -388}, {Stage::Mou, -386}, {Stage::Dsa, -300}, {Stage::FirstData, -120}}};
constexpr std::array<StoryStage, 4> kLawyers = {
    {{Stage::Identified, -394}, {Stage::Met, -389}, {Stage::Mou, -386}, {Stage::Interested, -100}}};
constexpr std::array<StoryStage, 5> kPaused = {{{Stage::Identified, -394},
                                                {Stage::Mou, -386},
                                                {Stage::Dsa, -350},
                                                {Stage::FirstData, -330},
                                                {Stage::Paused, -60}}};
constexpr std::array<StoryStage, 3> kLibrary = {
    {{Stage::Identified, -150}, {Stage::Met, -90}, {Stage::Interested, -20}}};
constexpr std::array<StoryStage, 1> kParks = {{{Stage::Identified, -40}}};
constexpr std::array<StoryStage, 3> kBus = {{{Stage::Identified, -220}, {Stage::Met, -190}, {Stage::Left, -110}}};

constexpr std::array<StoryProspect, 11> kPlan = {{
    {"Lincoln Public Schools", "lincoln-schools", "Student services", kStorySteward,
     "Sees which absent children a club or clinic already meets", "Parents hear of it from the newspaper first",
     "Show the first-quarter attendance to principals", 9, 120, 310, kFounder},
    {"Northside Boys & Girls Club", "northside-club", "Site director", kStorySteward,
     "Whom to call at school; one register instead of three reports", "Another form to fill in",
     "Walk through the fix-it sheet together", 4, 60, 140, kFounder},
    {"Valley Community Clinic", "valley-clinic", "Nurse line", kStorySteward,
     "Vaccination gaps of children it has not seen for a year", "Health data seen by schools",
     "Renew the data agreement with counsel", 21, 40, 35, kActive},
    {"HomeFirst Housing", "homefirst", "Family case manager", kStorySteward,
     "Knows within days when a moved family's school changes", "Addresses in the wrong hands",
     "Agree who may see living situation", -3, 25, 20, kActive},
    {"Harbor House Tutoring", "harbor-house", "Program desk", kStorySteward,
     "Mathematics grades of its pupils without asking teachers", "", "Add birth dates to the sign-in form", 14, 12, 45,
     kActive},
    {"Mercy Children's Hospital", "mercy-hospital", "Screening desk", "", "Screenings that were missed",
     "Its lawyers: an agreement in review for three months", "Ask for a date from the legal department", kNoDay, 8, 0,
     kLawyers},
    {"Table of Plenty", "plenty-pantry", "Volunteer coordinator", kStorySteward,
     "Fewer families asked the same questions twice", "Volunteers change every month",
     "Send the list again: the last one is old", -12, 5, 4, kFirstData},
    {"Summer Reach", "summer-reach", "Camp office", kStorySteward, "Who came back after the summer",
     "Did not see what it got for its list", "Show what the evaluation found, then ask again", 30, 6, 0, kPaused},
    {"Riverton City Library", "", "Branch services", kStorySteward, "Whom its homework readers also meet",
     "Readers' privacy", "Vote on membership", 5, 4, 0, kLibrary},
    {"Parks and Recreation", "", "", "", "", "", "Find out whom to ask", kNoDay, 0, 0, kParks},
    {"Bus company", "", "Dispatcher", kStorySteward, "Pupils who miss the bus", "Contract with the district only", "",
     0, 2, 0, kBus},
}};

constexpr std::array<StoryAnswers, 6> kAnswers = {{
    {"lead-nguyen", -52, "332312233322222231122121"},
    {"lead-santos", -51, "223203123113321222110132"},
    {"lead-chen", -49, "213122022221113233221111"},
    {"lead-fontaine", -47, "322110121320112133111021"},
    {"lead-moore", -45, "333323333333232232211222"},
    {"lead-yang", -30, "211011012110001010000010"},
}};

constexpr std::array<int, 3> kLinks = {-327, -180, -1};

/// Month by month the schools and the club; what comes seldom, once or twice; the pantry and the hospital are late.
constexpr std::array<StoryDelivery, 36> kDeliveries = {{
    {Feed::District, -332}, {Feed::Club, -330},     {Feed::Charter, -329},  {Feed::Summer, -328},
    {Feed::District, -302}, {Feed::Club, -299},     {Feed::Mentors, -50},   {Feed::District, -271},
    {Feed::Club, -268},     {Feed::District, -241}, {Feed::Club, -238},     {Feed::District, -210},
    {Feed::Club, -207},     {Feed::SignIn, -206},   {Feed::District, -180}, {Feed::Club, -177},
    {Feed::District, -149}, {Feed::Club, -146},     {Feed::Pantry, -120},   {Feed::District, -100},
    {Feed::Hospital, -95},  {Feed::District, -72},  {Feed::Club, -70},      {Feed::Assessment, -65},
    {Feed::District, -44},  {Feed::Club, -41},      {Feed::Housing, -38},   {Feed::Welfare, -36},
    {Feed::Incidents, -28}, {Feed::ChildCare, -22}, {Feed::Charter, -21},   {Feed::District, -14},
    {Feed::SignIn, -10},    {Feed::Clinic, -47},    {Feed::Club, -5},       {Feed::District, -2},
}};

}  // namespace

std::span<const StoryLead> story_leads() {
    return kLeads;
}
std::span<const StoryMotion> story_motions() {
    return kMotions;
}
std::span<const StoryProspect> story_plan() {
    return kPlan;
}
std::span<const StoryAnswers> story_answers() {
    return kAnswers;
}
std::span<const StoryDelivery> story_deliveries() {
    return kDeliveries;
}
std::span<const int> story_links() {
    return kLinks;
}

}  // namespace kith::service
