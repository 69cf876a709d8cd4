#!/usr/bin/env python3
"""A town through the whole pipeline, against its truth: town_test.py PROGRAM [CHILDREN]."""
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

PROGRAM = None
CHILDREN = 300


class Town(unittest.TestCase):
    """Tests run in the order of their names, on one ledger."""

    @classmethod
    def setUpClass(cls):
        cls.holder = tempfile.TemporaryDirectory(prefix="kith-town-")
        cls.folder = pathlib.Path(cls.holder.name)
        cls.done("town", "--children", CHILDREN, "--seed", 7, "--out", "town")

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    @classmethod
    def kith(cls, *words):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("KITH_")}
        return subprocess.run([PROGRAM, *map(str, words)], cwd=cls.folder, env=environment, capture_output=True,
                              text=True, errors="replace", stdin=subprocess.DEVNULL, timeout=300, check=False)

    @classmethod
    def done(cls, *words):
        result = cls.kith(*words, "--json")
        if result.returncode != 0:
            raise AssertionError(f"{words}: {result.returncode} {result.stderr}")
        return json.loads(result.stdout)

    def test_1_same_seed_same_bytes(self):
        self.done("town", "--children", CHILDREN, "--seed", 7, "--out", "again")
        names = sorted(str(path.relative_to(self.folder / "town")) for path in (self.folder / "town").rglob("*")
                       if path.is_file())
        self.assertGreater(len(names), 10)
        for name in names:
            self.assertEqual((self.folder / "town" / name).read_bytes(), (self.folder / "again" / name).read_bytes(), name)

    def test_2_every_line_is_accounted_for(self):
        self.done("init", "--community", "town/community.json")
        for delivered in self.done("deliver", "--manifest", "town/deliveries.json"):
            self.assertEqual("committed", delivered["end"])
            for file in delivered["files"]:
                self.assertEqual(file["input_lines"], file["loaded"] + file["quarantined"] + file["ignored"], file["file"])
                path = self.folder / "town" / file["file"]
                if path.suffix == ".csv":
                    self.assertEqual(len(path.read_bytes().splitlines()), file["input_lines"], file["file"])
            self.assertGreater(delivered["new"], 0, delivered["source"])
        for delivered in self.done("deliver", "--manifest", "town/deliveries.json"):
            self.assertEqual("already_held", delivered["end"])

    def test_3_twins_stay_apart(self):
        truth = self.done("link", "--truth", "town/truth/records.csv")["truth"]
        groups = {group["name"]: group for group in truth["groups"]}
        self.assertEqual(0, truth["twins_merged"])
        self.assertGreater(groups["twins"]["records"], 0)
        self.assertGreater(groups["all"]["precision"], 0.97)
        self.assertGreater(groups["all"]["recall"], 0.80)
        for name in ("twins", "siblings", "double surnames"):
            self.assertGreater(groups[name]["precision"], 0.95, name)

    def test_4_linking_again_changes_nothing(self):
        before = self.done("doctor")["counts"]["persons"]
        again = self.done("link")
        self.assertEqual(before, again["persons"])
        self.assertEqual(0, again["new_persons"])
        self.assertEqual(0, again["merged_persons"])

    def test_5_every_decision_is_the_expected_one(self):
        answer = self.done("decide", "--policy", "town/truth/policy.json", "--requests", "town/truth/decisions.jsonl")
        self.assertGreater(answer["expected"], 50)
        self.assertEqual(answer["expected"], answer["as_expected"])
        self.assertEqual(0, answer["faults"])

    def test_6_consents_reach_the_view(self):
        self.assertGreater(self.done("consent", "load", "town/consents.json")["consents"], 0)
        community = json.loads((self.folder / "town/community.json").read_text(encoding="utf-8"))
        purposes = [purpose["id"] for purpose in community["purposes"]]
        shown = hidden = 0
        for user in community["users"]:
            for anchor in user["caseload"][:5]:
                child = f"{anchor['source']}:{anchor['local_id']}"
                result = self.kith("show", child, "--as", user["id"], "--purpose", purposes[0], "--json")
                if result.returncode != 0:
                    continue
                for cell in json.loads(result.stdout)["cells"]:
                    self.assertTrue(cell["answer"]["reasons"])
                    if cell["shown"]:
                        shown += 1
                        self.assertIsNone(cell["answer"]["unlock"])
                    else:
                        hidden += 1
                        self.assertTrue(cell["answer"]["unlock"]["steps"])
                        self.assertFalse({"identity", "facts", "strips"} & set(cell))
        self.assertGreater(shown, 0)
        self.assertGreater(hidden, 0)

    def test_7_the_ledger_is_sound(self):
        self.assertTrue(self.done("audit", "verify")["holds"])
        health = self.done("doctor")
        self.assertTrue(health["sound"])
        with open(self.folder / "town/truth/records.csv", encoding="utf-8", newline="") as file:
            told = {(row["source"], row["child"]) for row in csv.DictReader(file)}
        # A child may have two records of a source, and a row may wait in quarantine.
        self.assertGreater(health["counts"]["records"], len(told) * 0.95)
        self.assertLess(health["counts"]["records"], len(told) * 1.1)


if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
    if len(sys.argv) > 2:
        CHILDREN = int(sys.argv[2])
    unittest.main(argv=sys.argv[:1], verbosity=2, failfast=False)
