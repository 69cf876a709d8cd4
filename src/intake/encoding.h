#pragma once

// Which characters the bytes of a text file stand for, and their UTF-8 form.
//
// Order of proof: byte-order mark; valid UTF-8; zero bytes at every other place (UTF-16); mostly valid UTF-8 with a few
// stray bytes (files pasted together by spreadsheets); else the single-byte code page whose letters fit best. Nothing
// is ever replaced by `?`: a byte that a code page leaves open keeps its number as a control character
// (U+0080..U+009F).
//
// Not for workbooks: those name their own encoding.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace kith::intake {

enum class Encoding : std::uint8_t {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1250,
    Windows1251,
    Windows1252,
    Windows1253,
    Windows1254,
    Latin1,
    MacRoman,
    Cp850,
};

/// `utf-8`, `windows-1252`, ...: the names of the WHATWG Encoding Standard where it has one.
std::string_view name_of(Encoding encoding);

struct EncodingGuess {
    Encoding encoding = Encoding::Utf8;
    std::uint8_t bom_bytes = 0;     // to skip
    bool is_ascii = false;          // every candidate gives the same text
    std::uint64_t stray_bytes = 0;  // bytes of a UTF-8 text that are not UTF-8; decoded as windows-1252
};

EncodingGuess detect_encoding(ByteView bytes);

/// The whole text, byte-order mark left out. Never fails and never loses a byte: see above.
std::string to_utf8(ByteView bytes, const EncodingGuess& guess);

/// True for strictly valid UTF-8 (no surrogates, no overlong forms).
bool is_valid_utf8(std::string_view text);

}  // namespace kith::intake
