#pragma once

// Every label under which a subkey is derived, once. A label names one use and is never used for a second one; a new
// form of a use gets a new version in its label. The test refuses duplicates and labels that begin one another.

#include <array>
#include <string_view>

namespace kith::crypto::label {

inline constexpr std::string_view kMemberWrap = "kith/v1/member-wrap";          // wraps the keys of members
inline constexpr std::string_view kRecordWrap = "kith/v1/record-wrap";          // from a member key: wraps record keys
inline constexpr std::string_view kDeliveryWrap = "kith/v1/delivery-wrap";      // from a member key: problem keys
inline constexpr std::string_view kLocalIdToken = "kith/v1/local-id-token";     // from a member key
inline constexpr std::string_view kSearchToken = "kith/v1/search-token";        // from a member key
inline constexpr std::string_view kFileToken = "kith/v1/file-token";            // hashes of delivered files
inline constexpr std::string_view kDocument = "kith/v1/document";               // seals documents and file names
inline constexpr std::string_view kItem = "kith/v1/short-lived";                // seals sessions, links, uploads
inline constexpr std::string_view kItemToken = "kith/v1/item-token";            // hashes of their keys
inline constexpr std::string_view kAuditBody = "kith/v1/audit-body";            // seals entries about no child
inline constexpr std::string_view kDisclosureWrap = "kith/v1/disclosure-wrap";  // wraps a child's disclosure key
inline constexpr std::string_view kCheckpointSeed = "kith/v1/checkpoint-seed";  // Ed25519 seed of checkpoints
inline constexpr std::string_view kExport = "kith/v1/export";                   // seals what leaves as a file
inline constexpr std::string_view kKeyId = "kith/v1/key-id";                    // a key's own name

inline constexpr std::array kAll = {
    kMemberWrap, kRecordWrap, kDeliveryWrap, kLocalIdToken,   kSearchToken,    kFileToken, kDocument,
    kItem,       kItemToken,  kAuditBody,    kDisclosureWrap, kCheckpointSeed, kExport,    kKeyId,
};

}  // namespace kith::crypto::label
