#!/usr/bin/env python3
"""Packs files into one blob and a C++ table of them: embed_pages.py OUT.cpp OUT.bin FOLDER [PATH=FILE...]

FOLDER (web/dist) may be missing; the program then says how to build it. Each file is kept as it is and, where that is
smaller, compressed by gzip; its ETag is its hash. Same files, same bytes out."""
import gzip
import hashlib
import pathlib
import re
import sys

TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
    ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon",
    ".woff2": "font/woff2", ".txt": "text/plain; charset=utf-8", ".webmanifest": "application/manifest+json",
    ".map": "application/json",
}
# Vite writes `name-<8 letters of the content's hash>.ext` into assets/.
HASHED = re.compile(r"^/assets/.*-[A-Za-z0-9_-]{8}\.[a-z0-9]+$")


def files_of(folder: pathlib.Path, extra: list[str]):
    found = {}
    if folder.is_dir():
        for path in folder.rglob("*"):
            if path.is_file():
                found["/" + path.relative_to(folder).as_posix()] = path
    for word in extra:
        name, _, path = word.partition("=")
        found[name] = pathlib.Path(path)
    return sorted(found.items())


def main() -> int:
    table_path, blob_path, folder = (pathlib.Path(word) for word in sys.argv[1:4])
    blob = bytearray()
    rows = []

    def put(data: bytes) -> tuple[int, int]:
        blob.extend(data)
        return len(blob) - len(data), len(data)

    for name, path in files_of(folder, sys.argv[4:]):
        data = path.read_bytes()
        packed = gzip.compress(data, 9, mtime=0)
        packed = packed if len(packed) < len(data) else b""
        at, size = put(data)
        packed_at, packed_size = put(packed)
        kind = TYPES.get(path.suffix, "application/octet-stream")
        etag = hashlib.sha256(data).hexdigest()[:24]
        hashed = "true" if HASHED.match(name) else "false"
        rows.append(f'    {{.path = "{name}",\n     .type = "{kind}",\n     .etag = "\\"{etag}\\"",\n'
                    f"     .bytes = piece({at}, {size}),\n     .gzip = piece({packed_at}, {packed_size}),\n"
                    f"     .is_hashed = {hashed}}},\n")
    blob_path.write_bytes(bytes(blob) + b"\0")
    table_path.write_text(f"""// Made by tools/embed_pages.py of a blob with SHA-256 {hashlib.sha256(blob).hexdigest()}.
#include <array>

#include "http/pages.h"

__asm__(".pushsection .rodata\\n.balign 16\\n.global kith_pages_blob\\nkith_pages_blob:\\n"
        ".incbin \\"{blob_path.resolve()}\\"\\n.popsection\\n");
extern "C" const char kith_pages_blob[];

namespace kith::http {{
namespace {{

std::string_view piece(std::size_t at, std::size_t size) {{ return {{kith_pages_blob + at, size}}; }}

}}  // namespace

std::span<const PageFile> page_files() {{
    static const std::array<PageFile, {len(rows)}> kFiles = {{{{
{"".join(rows)}    }}}};
    return kFiles;
}}

}}  // namespace kith::http
""", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
