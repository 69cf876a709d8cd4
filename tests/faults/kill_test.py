#!/usr/bin/env python3
"""Kills the program (SIGKILL) at random moments, at least a hundred times, during deliveries and links. After a kill
the ledger opens and verifies, the work is finished, and what is held then equals a run nobody disturbed.

    kill_test.py PROGRAM [SEED]
"""
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

KILLS = 100
KILLS_OF_A_STEP = 6
WEEKS = 6


def weeks(folder):
    """Growing rosters of two sources, some children in both."""
    names = ["Ana", "Ben", "Chloe", "Daniel", "Elena", "Frank", "Grace", "Henry", "Iris", "Jon"]
    surnames = ["Garcia", "Lee", "Okafor", "Nguyen", "Ruiz", "Baker", "Hill", "Ito", "Jones", "Kaya"]
    files = []
    for week in range(WEEKS):
        for source, share in (("school", 3), ("club", 2)):
            rows = []
            for child in range(150 * (week + 1)):
                if child % share == 1:
                    continue
                name = names[child % 10] + "abcdefghij"[child // 10 % 10]
                surname = surnames[child // 10 % 10] + "klmnopqrst"[child % 7]
                birth = f"20{10 + child % 8}-{child % 12 + 1:02}-{child % 28 + 1:02}"
                rows.append(f"{source}{child},{name},{surname},{birth},{5552010000 + child}")
            path = folder / f"{source}{week}.csv"
            path.write_text("id,first_name,last_name,birth_date,phone\n" + "\n".join(rows) + "\n", encoding="utf-8")
            files.append((source, path.name))
    return files


class Ledger:
    def __init__(self, program, folder):
        self.program = program
        self.folder = folder

    def command(self, *words):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("KITH_")}
        return subprocess.Popen([self.program, *words], cwd=self.folder, env=environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def done(self, *words):
        running = self.command(*words)
        out, err = running.communicate(timeout=120)
        assert running.returncode == 0, f"{words}: {running.returncode} {err}"
        return out

    def counts(self):
        counts = json.loads(self.done("doctor", "--json"))["counts"]
        return {key: counts[key] for key in ("records", "records_suspected_gone", "persons", "deliveries",
                                             "deliveries_unfinished", "sources", "members")}


def steps(files):
    for source, name in files:
        yield ["deliver", name, "--source", source]
        if source == "club":
            yield ["link"]


def settle(ledger, step, draw, duration):
    """Runs a step, killing it several times before it is let through. Returns how often it was killed."""
    kills = 0
    for _ in range(KILLS_OF_A_STEP):
        running = ledger.command(*step)
        time.sleep(draw.uniform(0, duration))
        if running.poll() is not None:
            _, err = running.communicate()
            assert running.returncode == 0, f"{step}: {running.returncode} {err}"
            return kills
        running.send_signal(signal.SIGKILL)
        running.communicate()
        kills += 1
        if kills % 3 == 0:
            ledger.done("audit", "verify")
    ledger.done(*step)
    return kills


def wild_run(program, folder, draw, durations):
    """All the work with kills; returns how many, and what the ledger holds at the end."""
    ledger = Ledger(program, folder)
    files = weeks(folder)
    ledger.done("init")
    kills = sum(settle(ledger, step, draw, durations[number]) for number, step in enumerate(steps(files)))
    ledger.done("audit", "verify")
    for source, name in files:
        assert json.loads(ledger.done("deliver", name, "--source", source, "--json"))["end"] == "already_held"
    return kills, ledger.counts()


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(1 << 30)
    print(f"seed {seed}")
    draw = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="kith-kill-") as holder:
        folder = pathlib.Path(holder, "calm")
        folder.mkdir()
        calm = Ledger(program, folder)
        calm.done("init")
        durations = []
        for step in steps(weeks(folder)):
            started = time.monotonic()
            calm.done(*step)
            durations.append(time.monotonic() - started)
        expected = calm.counts()

        kills = 0
        runs = 0
        while kills < KILLS:
            runs += 1
            folder = pathlib.Path(holder, f"wild{runs}")
            folder.mkdir()
            more, counts = wild_run(program, folder, draw, durations)
            kills += more
            assert counts == expected, f"{counts} != {expected}"
        print(f"killed {kills} times in {runs} runs; each ended with {expected}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
