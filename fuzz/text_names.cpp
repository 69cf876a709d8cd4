// Splitting a name, folding, phones and addresses end on any bytes; folding and the similarities equal their judges.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "text/address.h"
#include "text/fold.h"
#include "text/names.h"
#include "text/phone.h"
#include "text/similarity.h"
#include "text/sound.h"

namespace {

void check_similarity(std::string_view a, std::string_view b) {
    using namespace kith::text;
    KITH_CHECK(jaro_winkler(a, b) == textbook::jaro_winkler(a, b));
    KITH_CHECK(levenshtein(a, b) == textbook::levenshtein(a, b));
    KITH_CHECK(damerau_levenshtein(a, b) == textbook::damerau_levenshtein(a, b));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace kith::text;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string folded = fold(text);
    KITH_CHECK(folded == fold_by_icu(text));
    KITH_CHECK(sound_key(folded).size() <= 8);
    for (const auto order :
         {NameOrder::GivenFirst, NameOrder::SurnameFirst, NameOrder::SurnameCommaGiven, NameOrder::Ambiguous}) {
        static_cast<void>(split_full_name(text, order));
    }
    static_cast<void>(solve_name_order(std::span(&text, 1)));
    static_cast<void>(surname_parts(text));
    static_cast<void>(given_parts(text));
    static_cast<void>(split_phones(text));
    static_cast<void>(parse_address(text));
    check_similarity(text.substr(0, size / 2), text.substr(size / 2));
    return 0;
}
