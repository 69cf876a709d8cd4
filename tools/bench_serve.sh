#!/usr/bin/env bash
# The child's page under load: 50 requests at a time on a ledger of 100,000 children. Takes the ledger of
# KITH_BENCH_LEDGER, else makes one in build/bench-serve (once: some minutes). Ends with 1 when the 99th percentile is 50 ms
# or more, or a request fails.
set -euo pipefail
cd "$(dirname "$0")/.."
kith="$PWD/build/release/src/app/kith"
work="$PWD/build/bench-serve"
mkdir -p "$work"
ledger="${KITH_BENCH_LEDGER:-$work/sample/kith.db}"
if [ ! -e "$ledger" ]; then
    KITH_DEMO_CHILDREN=100000 tools/make_demo.sh "$kith" "$work/sample"
fi
g++ -std=c++20 -O2 -pthread -o "$work/load" bench/serve/load.cpp
"$kith" serve --ledger "$ledger" --port 0 --print-links --requests-a-second 0 >"$work/links" 2>"$work/log" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true' EXIT
for _ in $(seq 100); do
    grep -q '^coordinator-vang ' "$work/links" && break
    sleep 0.1
done
line="$(grep '^coordinator-vang ' "$work/links")"
port="$(sed -E 's/.*:([0-9]+)\/enter#.*/\1/' <<<"$line")"
token="${line##*#}"
printf '%s\n' garcia lee smith johnson martinez nguyen brown davis wilson anderson hernandez lopez thomas moore jackson |
    "$work/load" "$port" "$token" "${KITH_BENCH_CONNECTIONS:-50}" "${KITH_BENCH_SECONDS:-10}" care-coordination
