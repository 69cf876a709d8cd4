#include "service/init.h"

#include "service/files.h"
#include "service/json.h"

namespace kith::service {

Result<Initialised> init(const LedgerPlace& place, const std::string& community_file, const std::string& name,
                         const Clock& clock) {
    Initialised initialised;
    if (community_file.empty()) {
        initialised.name = slug_of(name);
        TRY(create_ledger(place, initialised.name));
        return initialised;
    }
    const InputFile file = TRY(InputFile::open(community_file));
    const Json json = TRY(parse_json(file.text(), "community.malformed", community_file));
    initialised.name = slug_of(name.empty() ? text_at(json, "name") : name);
    const auto ledger = TRY(create_ledger(place, initialised.name));
    initialised.community = TRY(load_community(*ledger, file.text(), clock));
    return initialised;
}

}  // namespace kith::service
