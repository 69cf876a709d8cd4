#!/usr/bin/env bash
# Compiles every header alone: a header that needs another one first is a trap for the next reader.
set -euo pipefail
cd "$(dirname "$0")/.."
flags="$(pkg-config --cflags libsodium expat libzip sqlite3 icu-uc 2>/dev/null)"
find src -name '*.h' | sort | xargs -P "$(nproc)" -I{} bash -c '
    echo "#include \"${1#src/}\"" | g++ -std=gnu++20 -Isrc -DKITH_SOURCE_DIR=\"\" $2 -fsyntax-only -Wall -Wextra -x c++ - || { echo "$1 does not stand alone" >&2; exit 255; }' _ {} "$flags"
echo "headers: each compiles alone"
