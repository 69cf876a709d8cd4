// Any bytes are decoded or refused; what is decoded means the same after it was encoded again.

#include <cstdint>
#include <cstdlib>

#include "ledger/codec.h"

namespace {

using namespace kith;          // a program of one file
using namespace kith::ledger;  // likewise

void expect(bool holds) {
    if (!holds) std::abort();
}

template <class T>
std::vector<const T*> pointers(const std::vector<T>& things) {
    std::vector<const T*> all;
    for (const T& thing : things) all.push_back(&thing);
    return all;
}

void check_identity(ByteView bytes) {
    const auto first = decode_identity(bytes);
    if (first.is_error()) return;
    WireWriter out;
    encode_identity({first->local_id, first->has_own_id, first->digest, first->identity, first->origins}, out);
    const auto second = decode_identity(out.view());
    expect(second.is_ok() && second->identity == first->identity && second->local_id == first->local_id);
    expect(out.view().size() <= bytes.size());
}

void check_parts(ByteView bytes) {
    WireWriter out;
    if (const auto facts = decode_facts(bytes, "grades"); facts.is_ok()) {
        encode_facts(pointers(*facts), out);
        const auto again = decode_facts(out.view(), "grades");
        expect(again.is_ok() && *again == *facts);
    }
    out.clear();
    if (const auto strips = decode_strips(bytes, "attendance"); strips.is_ok()) {
        encode_strips(pointers(*strips), out);
        expect(out.view().size() == bytes.size());
    }
}

void check_papers(ByteView bytes) {
    WireWriter out;
    if (const auto entry = decode_audit(bytes); entry.is_ok()) {
        encode_audit(*entry, out);
        expect(out.view().size() == bytes.size());
    }
    out.clear();
    if (const auto body = decode_document(bytes); body.is_ok()) {
        encode_document(*body, out);
        expect(out.view().size() == bytes.size());
    }
    static_cast<void>(decode_problem(bytes));
    static_cast<void>(decode_files(bytes));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes = std::as_bytes(std::span(data, size));
    check_identity(bytes);
    check_parts(bytes);
    check_papers(bytes);
    return 0;
}
