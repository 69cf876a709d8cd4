#include "text/names.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "text/fold.h"
#include "text/name_tables.h"

namespace kith::text {
namespace {

using Column = std::vector<std::string_view>;
using Words = std::vector<std::string>;

/// `given|surname|suffix|preferred`, parts joined by `+`.
std::string split(std::string_view text, NameOrder order = NameOrder::GivenFirst) {
    const NameTokens tokens = split_full_name(text, order);
    const auto joined = [](const Words& words) {
        std::string out;
        for (const auto& word : words) out += (out.empty() ? "" : "+") + word;
        return out;
    };
    return joined(tokens.given) + "|" + joined(tokens.surname) + "|" + tokens.suffix + "|" + tokens.preferred;
}

TEST(FullNames, AreSplitGivenFirst) {
    EXPECT_EQ(split("Ana Ruiz"), "Ana|Ruiz||");
    EXPECT_EQ(split("Robert J. Hill"), "Robert+J.|Hill||");
    EXPECT_EQ(split("Robert James Hill Jr."), "Robert+James|Hill|Jr.|");
    EXPECT_EQ(split("Robert Hill, III"), "Robert|Hill|III|");
    EXPECT_EQ(split("Robert \"Bobby\" Hill"), "Robert|Hill||Bobby");
    EXPECT_EQ(split("Robert (Bobby) Hill"), "Robert|Hill||Bobby");
    EXPECT_EQ(split("Cher"), "Cher|||");
    EXPECT_EQ(split(""), "|||");
    EXPECT_EQ(split(" , "), "|||");
}

TEST(FullNames, KeepParticlesAndHyphensWithTheSurname) {
    EXPECT_EQ(split("Ana de la Cruz"), "Ana|de la Cruz||");
    EXPECT_EQ(split("Ana María de la Cruz García"), "Ana+María|de la Cruz+García||");
    EXPECT_EQ(split("Luis Pérez y Gómez"), "Luis|Pérez+y Gómez||");
    EXPECT_EQ(split("Jan van der Berg"), "Jan|van der Berg||");
    EXPECT_EQ(split("Ana García-López"), "Ana|García-López||");
    EXPECT_EQ(split("Mary O'Brien"), "Mary|O'Brien||");
    EXPECT_EQ(split("Kevin Mc Donald"), "Kevin|Mc Donald||");
}

TEST(FullNames, MayHaveTwoSurnamesWithoutHyphen) {
    EXPECT_EQ(split("José Luis García Hernández"), "José+Luis|García+Hernández||");
    EXPECT_EQ(split("Ana López Ruiz"), "Ana|López+Ruiz||");
    EXPECT_EQ(split("William Whitehead Watts"), "William+Whitehead|Watts||");
    EXPECT_EQ(split("Emily Grace Parker"), "Emily+Grace|Parker||");
}

TEST(FullNames, AreSplitSurnameFirst) {
    EXPECT_EQ(split("Ruiz Ana", NameOrder::SurnameFirst), "Ana|Ruiz||");
    EXPECT_EQ(split("de la Cruz Ana María", NameOrder::SurnameFirst), "Ana+María|de la Cruz||");
    EXPECT_EQ(split("García Hernández José Luis", NameOrder::SurnameFirst), "José+Luis|García+Hernández||");
    EXPECT_EQ(split("Hill Robert J", NameOrder::SurnameFirst), "Robert+J|Hill||");
}

TEST(FullNames, FollowTheCommaWhateverTheOrder) {
    for (const auto order : {NameOrder::GivenFirst, NameOrder::SurnameFirst, NameOrder::SurnameCommaGiven}) {
        EXPECT_EQ(split("Hill, Robert J.", order), "Robert+J.|Hill||");
        EXPECT_EQ(split("Hill Jr., Robert", order), "Robert|Hill|Jr.|");
        EXPECT_EQ(split("Hill, Robert, Jr.", order), "Robert|Hill|Jr.|");
        EXPECT_EQ(split("Hill, Jr., Robert", order), "Robert|Hill|Jr.|");
        EXPECT_EQ(split("de la Cruz García, Ana", order), "Ana|de la Cruz+García||");
    }
}

TEST(FullNames, DropTitles) {
    EXPECT_EQ(split("Mrs. Ana Ruiz"), "Ana|Ruiz||");
    EXPECT_EQ(split("Ruiz, Dr. Ana"), "Ana|Ruiz||");
    EXPECT_EQ(split("Miss"), "Miss|||");
}

TEST(NameColumns, AreSolvedByTheEndThatHoldsGivenNames) {
    EXPECT_EQ(solve_name_order(Column{"Ana Ruiz", "Robert Hill", "Xyz Qwerty"}), NameOrder::GivenFirst);
    EXPECT_EQ(solve_name_order(Column{"Ruiz Ana", "Hill Robert", "Qwerty Xyz"}), NameOrder::SurnameFirst);
    EXPECT_EQ(solve_name_order(Column{"Ruiz, Ana", "Hill, Robert", "Cher"}), NameOrder::SurnameCommaGiven);
    EXPECT_EQ(solve_name_order(Column{"Garcia Hernandez Jose Luis", "Hill Robert J"}), NameOrder::SurnameFirst);
    EXPECT_EQ(solve_name_order(Column{"Robert Hill, Jr.", "Ana Ruiz"}), NameOrder::GivenFirst);
}

TEST(NameColumns, SayAmbiguousWhereNothingSettlesThem) {
    EXPECT_EQ(solve_name_order(Column{"Xyz Qwerty", "Asdf Ghjk"}), NameOrder::Ambiguous);
    EXPECT_EQ(solve_name_order(Column{"Ana Ruiz", "Hill Robert"}), NameOrder::Ambiguous);
    EXPECT_EQ(solve_name_order(Column{"Cher", ""}), NameOrder::Ambiguous);
    EXPECT_EQ(solve_name_order(Column{}), NameOrder::Ambiguous);
}

TEST(NameParts, AreFoldedAndWithoutParticles) {
    EXPECT_EQ(surname_parts("de la Cruz-García"), (Words{"cruz", "garcia"}));
    EXPECT_EQ(surname_parts("O'Brien"), Words{"obrien"});
    EXPECT_EQ(surname_parts("O Brien"), Words{"obrien"});
    EXPECT_EQ(surname_parts("Mc Donald Jr"), Words{"mcdonald"});
    EXPECT_EQ(surname_parts("St. John"), Words{"stjohn"});
    EXPECT_EQ(surname_parts("Pérez y Gómez"), (Words{"perez", "gomez"}));
    EXPECT_EQ(surname_parts("Le"), Words{"le"});
    EXPECT_EQ(surname_parts("De La"), (Words{"de", "la"}));
    EXPECT_EQ(surname_parts("--"), Words{});
    EXPECT_EQ(given_parts("Ma. del Carmen"), (Words{"maria", "carmen"}));
    EXPECT_EQ(given_parts("Mary-Jane"), (Words{"mary", "jane"}));
}

TEST(Nicknames, RelateShortAndFormalNamesBothWays) {
    for (const auto& [a, b] : {std::pair{"bob", "robert"},
                               {"lupita", "guadalupe"},
                               {"pepe", "jose"},
                               {"liz", "elizabeth"},
                               {"chuy", "jesus"},
                               {"bill", "william"},
                               {"memo", "guillermo"}}) {
        EXPECT_TRUE(are_nicknames(a, b)) << a;
        EXPECT_TRUE(are_nicknames(b, a)) << a;
    }
}

TEST(Nicknames, AreNotRelatedThroughAThirdName) {
    EXPECT_FALSE(are_nicknames("bob", "rob"));
    EXPECT_FALSE(are_nicknames("robert", "robert"));
    EXPECT_FALSE(are_nicknames("beto", "memo"));
    EXPECT_FALSE(are_nicknames("", ""));
    EXPECT_FALSE(are_nicknames("robert", ""));
}

TEST(Nicknames, ListEveryFormOnce) {
    const auto forms = nickname_forms("beto");
    EXPECT_EQ(forms, (std::vector<std::string_view>{"alberto", "gilberto", "humberto", "roberto"}));
    EXPECT_TRUE(nickname_forms("qwerty").empty());
}

TEST(Nicknames, OfEveryLineAreFoundAndListed) {
    for (const std::string_view line : nickname_lines()) {
        const std::string_view formal = line.substr(0, line.find(' '));
        for (std::string_view rest = line.substr(formal.size()); !rest.empty();) {
            rest.remove_prefix(1);
            const std::string_view form = rest.substr(0, rest.find(' '));
            EXPECT_TRUE(are_nicknames(formal, form)) << formal << ' ' << form;
            EXPECT_TRUE(are_nicknames(form, formal)) << formal << ' ' << form;
            const auto forms = nickname_forms(form);
            EXPECT_EQ(std::count(forms.begin(), forms.end(), formal), 1) << form;
            rest.remove_prefix(form.size());
        }
    }
}

TEST(NameTables, AreFoldedAndWithoutRepeats) {
    std::size_t relations = 0;
    for (const std::string_view line : nickname_lines()) {
        EXPECT_EQ(fold(line), line);
        relations += static_cast<std::size_t>(std::count(line.begin(), line.end(), ' '));
    }
    EXPECT_GE(relations, 400U);
    for (const std::string_view list : {common_given_names(), common_surnames(), spanish_surnames()}) {
        EXPECT_EQ(fold(list), list);
        const Words names = given_parts(list);
        EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
    }
    EXPECT_TRUE(is_common_given_name("guadalupe"));
    EXPECT_FALSE(is_common_given_name("guad"));
    EXPECT_TRUE(is_common_surname("nguyen"));
}

RC_GTEST_PROP(FullNames, LoseNoWord, ()) {
    static const std::vector<std::string> kWords = {"Ana", "Ruiz",         "de", "la",   "Mc", "J.",
                                                    "Jr.", "García-López", ",",  "Hill", "y",  "O'Brien"};
    const auto words = *rc::gen::container<Words>(rc::gen::elementOf(kWords));
    const auto order = *rc::gen::element(NameOrder::GivenFirst, NameOrder::SurnameFirst, NameOrder::Ambiguous);
    std::string text;
    for (const auto& word : words) text += word + " ";
    const NameTokens tokens = split_full_name(text, order);
    std::string all = tokens.suffix;
    for (const auto& part : tokens.given) all += part;
    for (const auto& part : tokens.surname) all += part;
    std::string letters = fold(text);
    std::string kept = fold(all);
    const auto without_spaces = [](std::string& t) {
        t.erase(std::remove(t.begin(), t.end(), ' '), t.end());
        std::sort(t.begin(), t.end());
    };
    without_spaces(letters);
    without_spaces(kept);
    RC_ASSERT(letters == kept);
}

}  // namespace
}  // namespace kith::text
