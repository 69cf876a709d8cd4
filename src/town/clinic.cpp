#include "town/streams.h"
#include "town/writers.h"

namespace kith::town {
namespace {

/// One column of the wide sheet and the age at which the dose is due (CDC child schedule, in months).
struct Dose {
    std::string_view column;
    int due_months;
};
constexpr std::array<Dose, 21> kDoses = {{
    {"DTaP 1", 2}, {"DTaP 2", 4}, {"DTaP 3", 6},  {"DTaP 4", 16}, {"DTaP 5", 56},  {"IPV 1", 2},   {"IPV 2", 4},
    {"IPV 3", 12}, {"IPV 4", 56}, {"MMR 1", 13},  {"MMR 2", 56},  {"HepB 1", 0},   {"HepB 2", 2},  {"HepB 3", 9},
    {"Var 1", 13}, {"Var 2", 56}, {"HepA 1", 14}, {"HepA 2", 21}, {"Tdap 1", 134}, {"HPV 1", 134}, {"HPV 2", 141},
}};

std::string header() {
    std::string text = "MRN,Last Name,First Name,MI,DOB,Sex,Parent/Guardian,Phone,Address,City,State,ZIP";
    for (const Dose& dose : kDoses) text.append(",").append(dose.column);
    return text + "\n";
}

void append_doses(const Town& town, std::uint32_t index, std::string& out) {
    const Child& child = town.children[index];
    Random random = stream_of(town.options.seed, Stream::Visits, (2ULL << 40U) + index);
    const double refuses = random.chance(0.03) ? 0.9 : 0.05;
    const bool had_chickenpox = random.chance(0.01);
    for (const Dose& dose : kDoses) {
        out += ',';
        const std::int32_t day = child.born + dose.due_months * 304 / 10 + random.between(0, 45);
        const bool is_missed = random.chance(refuses);
        const bool is_exempt = random.chance(0.1);
        if (day >= town.options.now.days()) continue;
        if (dose.column.starts_with("Var") && had_chickenpox) {
            out += "had disease";
        } else if (!is_missed) {
            append_us(out, ymd_of(day));
        } else if (refuses > 0.5 && is_exempt) {
            out += "exempt";
        }
    }
}

void append_patient(const Desk& desk, std::uint32_t child, std::uint32_t local, const AsWritten& row, Piece& piece) {
    std::string& out = piece.text;
    append_local_id(out, Feed::Clinic, local);
    out += ',';
    append_cell(out, shouted(row.surname));
    out += ',';
    append_cell(out, shouted(row.given));
    out += ',';
    out += row.middle == "NULL" ? std::string("NULL") : shouted(row.middle).substr(0, 1);
    out += ',';
    if (row.born.year != 0) append_us(out, row.born);
    out += row.sex == table::Sex::Female ? ",F," : ",M,";
    append_cell(out, shouted(row.guardian.surname) + ", " + shouted(row.guardian.given));
    out += ',';
    if (row.phone.size() == 10)
        out.append("(").append(row.phone, 0, 3).append(") ").append(row.phone, 3, 3).append("-").append(row.phone, 6);
    else
        out += row.phone;
    out += ',';
    append_cell(out, row.street);
    out += ",Riverton,MN,";
    append_number(out, row.postcode);
    append_doses(desk.town, child, out);
    piece.end_line();
}

void append_test_patient(std::uint32_t local, Piece& piece) {
    ++piece.errors[static_cast<std::size_t>(ErrorKind::TestRow)];
    piece.mention(kNobody, local);
    append_local_id(piece.text, Feed::Clinic, local);
    piece.text += ",TEST,PATIENT,,1/1/2000,F,,,1 TEST ST,,,";
    piece.text.append(kDoses.size(), ',');
    piece.end_line();
}

}  // namespace

Result<void> write_clinic(const Desk& desk, Output& output) {
    const Roster& roster = desk.roster(Feed::Clinic);
    output.deliver(Feed::Clinic, "valley-clinic/immunizations.csv");
    return output.rows(Feed::Clinic, "valley-clinic/immunizations.csv", header(), roster.size(),
                       [&](std::size_t begin, std::size_t end, Piece& piece) {
                           AsWritten row;
                           for (std::size_t i = begin; i < end; ++i) {
                               const auto local = static_cast<std::uint32_t>(i);
                               desk.scribe.write(Feed::Clinic, roster[i], 0, row, piece.errors);
                               piece.mention(roster[i], local);
                               append_patient(desk, roster[i], local, row, piece);
                               if (is_test_row(desk.town, Feed::Clinic, i))
                                   append_test_patient(static_cast<std::uint32_t>(2 * roster.size() + i), piece);
                           }
                       });
}

}  // namespace kith::town
