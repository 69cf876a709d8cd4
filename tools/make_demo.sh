#!/usr/bin/env bash
# make_demo.sh KITH FOLDER: a sample community of 2,000 children, from the files its organisations export to one linked ledger.
set -euo pipefail
kith="$1"
demo="$2"
children="${KITH_DEMO_CHILDREN:-2000}"

step() { printf '\n\033[1m%s\033[0m\n' "$*" >&2; }

rm -rf "$demo"
mkdir -p "$demo"
export KITH_LEDGER="$demo/kith.db"
start="$(date +%s.%N)"

step "1/5  A community of $children children and the files its organisations export"
"$kith" town --children "$children" --seed 7 --out "$demo/town"
step "2/5  An empty ledger, with the community's members, agreements and users"
"$kith" init --community "$demo/town/community.json"
step "3/5  Delivering every organisation's files, as they are"
"$kith" deliver --manifest "$demo/town/deliveries.json"
step "4/5  Which records are one child, measured against the truth of the sample"
"$kith" link --truth "$demo/town/truth/records.csv"
step "5/5  Consents of the families"
"$kith" consent load "$demo/town/consents.json"

touch "$demo/done"
printf '\nThe whole pipeline took %.1f seconds.\n' "$(awk -v a="$start" -v b="$(date +%s.%N)" "BEGIN { print b - a }")"
