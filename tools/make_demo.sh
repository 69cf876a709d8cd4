#!/usr/bin/env bash
# make_demo.sh KITH FOLDER: a sample community of 2,000 children that has worked together for a year, up to today.
# KITH_DEMO_CHILDREN and KITH_DEMO_UNTIL (a day) make another one; the same seed and day give the same community.
set -euo pipefail
kith="$1"
demo="$2"
children="${KITH_DEMO_CHILDREN:-2000}"
until="${KITH_DEMO_UNTIL:-$(date -u +%F)}"

step() { printf '\n\033[1m%s\033[0m\n' "$*" >&2; }

rm -rf "$demo"
mkdir -p "$demo"
export KITH_LEDGER="$demo/kith.db"
start="$(date +%s.%N)"

step "1/2  A community of $children children, and its year: deliveries month by month, votes, conversations, consents"
"$kith" town --children "$children" --seed 7 --until "$until" --live "$KITH_LEDGER" --out "$demo/town"
step "2/2  Which records are one child, measured against the truth of the sample"
"$kith" link --truth "$demo/town/truth/records.csv"

touch "$demo/done"
printf '\nThe whole pipeline took %.1f seconds.\n' "$(awk -v a="$start" -v b="$(date +%s.%N)" "BEGIN { print b - a }")"
