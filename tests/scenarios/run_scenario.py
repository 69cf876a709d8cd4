#!/usr/bin/env python3
"""Runs one scenario file against the real program, in a folder of its own.

A scenario is a list of steps, each begun by a line that starts with `$`:

    # a comment
    < name.csv                  the lines up to a line with only `>` become the file `name.csv`
    a,b
    1,2
    >
    $ kith sniff name.csv --json
    exit 0                      the exit code; 0 where nothing is said
    out loaded                  standard output holds this text
    err file.not-found          standard error holds this text
    out-is {SOURCE}/docs/kith.1 standard output is this file; `{SOURCE}` is the repository
    not-out secret              standard output does not hold this text
    not-err secret
    json rows.loaded = 1        the value at a path of the JSON on standard output (lists by number, `#` is the length)
    json columns.0.name = "a"
    json f1 >= 0.97             also <=, >, <, !=
    set NAME json hits.0.child  the value is `{NAME}` in later lines
    corpus linkage/x.csv        skips the scenario where the corpora lack this; `{CORPORA}` is their folder
    same a.csv b.csv            the two files are equal, byte for byte
    lines clusters.csv = 5      the number of lines of a file

Commands are split as a shell does, without a shell; only `kith` may be called. `>` and `<` are not known there: files are
written by the program itself. The ledger is ./kith.db of the folder.
"""
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

COMPARE = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
}
SKIPPED = 77


class Failure(Exception):
    pass


def corpora_folder():
    default = pathlib.Path(__file__).resolve().parents[3] / "shared" / "data"
    return pathlib.Path(os.environ.get("KITH_CORPORA", default))


def value_at(text, path):
    try:
        value = json.loads(text)
    except ValueError as fault:
        raise Failure(f"standard output is no JSON: {fault}") from fault
    for step in path.split("."):
        try:
            if step == "#":
                value = len(value)
            elif isinstance(value, list):
                value = value[int(step)]
            else:
                value = value[step]
        except (KeyError, IndexError, ValueError, TypeError) as fault:
            raise Failure(f"there is nothing at `{path}` (stopped at `{step}`)") from fault
    return value


class Scenario:
    def __init__(self, program, folder):
        self.program = program
        self.folder = pathlib.Path(folder)
        self.names = {"CORPORA": str(corpora_folder()), "SOURCE": str(pathlib.Path(__file__).resolve().parents[2])}
        self.result = None
        self.expects_exit = True

    def fill(self, text):
        return re.sub(r"\{([A-Z_]+)\}", lambda m: self.names.get(m.group(1), m.group(0)), text)

    def settle_exit(self):
        """A step that says nothing about its exit code expects 0."""
        if self.result is not None and self.expects_exit and self.result.returncode != 0:
            raise Failure(f"exit code {self.result.returncode}, expected 0\n{self.result.stderr}")

    def run(self, command):
        self.settle_exit()
        words = shlex.split(self.fill(command))
        if not words or words[0] != "kith":
            raise Failure("only `kith` may be called")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("KITH_")}
        self.result = subprocess.run([self.program, *words[1:]], cwd=self.folder, env=environment, text=True,
                                     errors="replace", capture_output=True, stdin=subprocess.DEVNULL, timeout=240)
        self.expects_exit = True

    def expect(self, verb, rest):
        rest = self.fill(rest)
        if verb == "exit":
            self.expects_exit = False
            if self.result.returncode != int(rest):
                raise Failure(f"exit code {self.result.returncode}, expected {rest}\n{self.result.stderr}")
        elif verb in ("out", "err", "not-out", "not-err"):
            text = self.result.stdout if verb.endswith("out") else self.result.stderr
            if (rest in text) == verb.startswith("not-"):
                raise Failure(f"{verb} `{rest}` does not hold in:\n{text[:4000]}")
        elif verb == "out-is":
            if self.result.stdout != pathlib.Path(rest).read_text(encoding="utf-8"):
                raise Failure(f"standard output is not what {rest} holds")
        elif verb == "json":
            path, sign, expected = re.fullmatch(r"(\S+)\s*(!=|>=|<=|=|>|<)\s*(.*)", rest).groups()
            value = value_at(self.result.stdout, path)
            if not COMPARE[sign](value, json.loads(expected)):
                raise Failure(f"`{path}` is {json.dumps(value)[:500]}, expected {sign} {expected}")
        elif verb == "set":
            name, kind, path = rest.split(None, 2)
            if kind != "json":
                raise Failure("expected `set NAME json PATH`")
            self.names[name] = str(value_at(self.result.stdout, path))
        elif verb == "same":
            a, b = rest.split()
            if (self.folder / a).read_bytes() != (self.folder / b).read_bytes():
                raise Failure(f"`{a}` and `{b}` differ")
        elif verb == "lines":
            name, sign, expected = rest.split()
            count = len((self.folder / name).read_bytes().splitlines())
            if not COMPARE[sign](count, int(expected)):
                raise Failure(f"`{name}` has {count} lines, expected {sign} {expected}")
        else:
            raise Failure(f"no such line: `{verb}`")


def play(program, text, folder):
    """Runs the scenario; returns 0, or SKIPPED. Raises Failure with the number of the line that does not hold."""
    scenario = Scenario(program, folder)
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        line = lines[number].rstrip()
        number += 1
        try:
            if not line or line.startswith("#"):
                continue
            if line.startswith("$ "):
                scenario.run(line[2:])
            elif line.startswith("< "):
                end = lines.index(">", number)
                target = scenario.folder / line[2:].strip()
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(scenario.fill("\n".join(lines[number:end]) + "\n"), encoding="utf-8")
                number = end + 1
            elif line.startswith("corpus "):
                if not (corpora_folder() / line[7:].strip()).exists():
                    print(f"skipped: {corpora_folder() / line[7:].strip()} is not there")
                    return SKIPPED
            else:
                verb, _, rest = line.partition(" ")
                scenario.expect(verb, rest)
        except Failure as failure:
            raise Failure(f"line {number}: {line}\n{failure}") from failure
    scenario.settle_exit()
    return 0


def main():
    program, case = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory(prefix="kith-scenario-") as folder:
        try:
            return play(str(program), case.read_text(encoding="utf-8"), folder)
        except Failure as failure:
            print(f"{case.name}: {failure}")
            return 1


if __name__ == "__main__":
    sys.exit(main())
