#include "service/ledger_access.h"

#include "ledger/sqlite_ledger.h"
#include "service/files.h"

namespace kith::service {
namespace {

Result<ledger::KeySource> key_source_of(const LedgerPlace& place) {
    if (!place.passphrase_file) return ledger::KeySource(ledger::KeyFile{place.key_file_or_default()});
    const InputFile file = TRY(InputFile::open(*place.passphrase_file));
    const std::string_view text = file.text();
    return ledger::KeySource(ledger::Passphrase{std::string(text.substr(0, text.find_first_of("\r\n"))), {}});
}

}  // namespace

Result<std::unique_ptr<ledger::Ledger>> open_ledger(const LedgerPlace& place) {
    return ledger::open_sqlite(place.path, TRY(key_source_of(place)));
}

Result<std::unique_ptr<ledger::Ledger>> create_ledger(const LedgerPlace& place, const std::string& name) {
    return ledger::create_sqlite(place.path, TRY(key_source_of(place)), name);
}

Result<void> restore_ledger(const std::string& from, const LedgerPlace& place) {
    return ledger::restore_sqlite(from, place.path, TRY(key_source_of(place)));
}

Result<std::unique_ptr<ledger::Transaction>> begin_as_operator(ledger::Ledger& ledger, const Clock& clock) {
    return ledger.begin_write({UserId(std::string(kOperator)), clock.now()});
}

}  // namespace kith::service
