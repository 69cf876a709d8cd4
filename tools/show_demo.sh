#!/usr/bin/env bash
# show_demo.sh KITH FOLDER: one child of the sample community, as a teacher who serves the child may see them.
set -euo pipefail
kith="$1"
demo="$2"
export KITH_LEDGER="$demo/kith.db"

# The first user with a caseload, and the first child in it.
read -r user child < <(python3 - "$demo/town/community.json" <<'PY'
import json
import sys

users = json.load(open(sys.argv[1], encoding="utf-8"))["users"]
viewer = next(user for user in users if user.get("caseload"))
first = viewer["caseload"][0]
print(viewer["id"], f"{first['source']}:{first['local_id']}")
PY
)
show=(show "$child" --as "$user" --purpose care-coordination)

printf '\n$ kith %s\n\n' "${show[*]}"
"$kith" "${show[@]}"
printf '$ kith motion list --as lead-santos\n\n'
"$kith" motion list --as lead-santos
cat <<EOF

Next, with KITH_LEDGER=$KITH_LEDGER:
  $kith serve --print-links     the pages, and a sign-in link for everybody in the sample
  $kith find --help             search for a child
  $kith review list             pairs the program is not sure of
  $kith motion show m-8 --as lead-santos
  $kith register --as steward-hayes    every decision replayed from the first
  $kith sniff YOUR-FILE         what it understands of a file of yours
  $kith audit verify            check every entry ever made
EOF
