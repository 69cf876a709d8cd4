#!/usr/bin/env python3
"""Refuses an include that points up or sideways. ARCHITECTURE.md states the levels; this is their one machine-readable form."""
import pathlib
import re
import sys

LEVEL = {
    "base": 0,
    "text": 1, "crypto": 1, "table": 1,
    "intake": 2, "link": 2, "consent": 2, "govern": 2, "insight": 2, "town": 2,
    "ledger": 3, "room": 3,
    "service": 4,
    "http": 5, "cli": 5,
    "app": 6,
}
# Libraries that only these modules may speak to.
ONLY = {
    "sqlite3.h": {"ledger"}, "SQLiteCpp/": {"ledger"}, "pqxx/": {"ledger"}, "duckdb.h": {"room"},
    "sodium.h": {"crypto"}, "CLI/": {"cli"}, "restinio/": {"http"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def faults_of(path: pathlib.Path, source: pathlib.Path):
    module = path.relative_to(source).parts[0]
    if module not in LEVEL:
        yield f"{path}: module `{module}` has no level"
        return
    for quote, name in INCLUDE.findall(path.read_text(encoding="utf-8")):
        for prefix, allowed in ONLY.items():
            if name.startswith(prefix) and module not in allowed:
                yield f"{path}: `{name}` belongs to {', '.join(sorted(allowed))}"
        target = name.split("/")[0]
        if quote == '"' and target not in LEVEL:
            yield f'{path}: write "module/file.h", not "{name}"'
        elif quote == '"' and target != module and LEVEL[target] >= LEVEL[module]:
            yield f"{path}: {module} (level {LEVEL[module]}) includes {target} (level {LEVEL[target]})"


def main() -> int:
    source = pathlib.Path(__file__).resolve().parent.parent / "src"
    if len(sys.argv) > 1:
        source = pathlib.Path(sys.argv[1]).resolve()
    faults = [f for path in sorted(source.rglob("*")) if path.suffix in {".h", ".cpp"} for f in faults_of(path, source)]
    print("\n".join(faults) or "layers: every include points down")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
