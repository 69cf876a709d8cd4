#pragma once

// With which members something about a child is shared at this moment: every user of the community is asked about as if
// they served the child, under every purpose, so that the answer rests on agreements and consents alone. Decisions of
// the engine, not a reading of the consents. Nothing is shown by it: it tells a family whom they have let in.

#include <string>
#include <vector>

#include "consent/snapshot.h"

namespace kith::service {

class Sharing {
  public:
    /// `policy` as assembled for the child, the way decisions see it.
    Sharing(const consent::Policy& policy, std::string child, Instant now);

    /// Members other than the source's own that any of the smaller actions is permitted to.
    std::vector<std::string> members_seeing(const std::string& category, const std::string& source) const;

  private:
    consent::Snapshot snapshot_;
    std::string child_;
    Instant now_;
};

}  // namespace kith::service
