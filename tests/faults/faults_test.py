#!/usr/bin/env python3
"""Faults against the real program: faults_test.py PROGRAM FAULT. Standard library only."""
import json
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile

PROGRAM = None
ROSTER = "member_id,first_name,last_name,birth_date\nN1,Ana,Garcia,2015-04-09\nN2,Frank,Baker,2012-03-03\n"
PAGE = 4096


class Fault(unittest.TestCase):
    def setUp(self):
        self.holder = tempfile.TemporaryDirectory(prefix="kith-fault-")
        self.folder = pathlib.Path(self.holder.name)

    def tearDown(self):
        self.holder.cleanup()

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def kith(self, *words, limit=None, stdout=subprocess.PIPE, timeout=300):
        environment = {k: v for k, v in os.environ.items() if not k.startswith("KITH_")}
        return subprocess.run([PROGRAM, *map(str, words)], cwd=self.folder, env=environment, stdout=stdout,
                              stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=timeout, check=False,
                              preexec_fn=limit, text=True, errors="replace")

    def done(self, *words, **options):
        result = self.kith(*words, **options)
        self.assertEqual(0, result.returncode, f"{words}: {result.stderr}")
        return result

    def refused(self, *words, error=None, **options):
        """Ends with an error of its own making: not by a signal, and with an id."""
        result = self.kith(*words, **options)
        self.assertGreater(result.returncode, 0, f"{words}: ended by signal or not refused: {result.stderr}")
        self.assertRegex(result.stderr, r"\[[a-z0-9.-]+\]", f"{words}: no error id")
        if error:
            self.assertIn(f"[{error}", result.stderr)
        return result

    def counts(self):
        return json.loads(self.done("doctor", "--json").stdout)["counts"]

    def held_ledger(self):
        self.done("init")
        self.write("club.csv", ROSTER)
        self.done("deliver", "club.csv", "--source", "club")


class BadFiles(Fault):
    """Every bad file is refused by every command that reads one, and the ledger stays as it was."""

    def check(self, name, error=None):
        before = self.counts()
        self.refused("sniff", name, error=error)
        self.refused("match", name, error=error)
        self.refused("deliver", name, "--source", "club", error=error)
        after = self.counts()
        self.assertEqual(before, after)

    def test_bad_files(self):
        self.held_ledger()
        self.write("empty.csv", b"")
        self.check("empty.csv", "intake.file.empty")
        self.write("binary.csv", bytes(range(256)) * 64)
        self.check("binary.csv", "intake.file.binary")
        self.write("zeros.csv", bytes(65536))
        self.check("zeros.csv")
        self.write("page.csv", "<!DOCTYPE html><html><body><table><tr><td>a</td></tr></table></body></html>")
        self.check("page.csv", "intake.file.html")

    def test_truncated_workbook(self):
        self.held_ledger()
        whole = self.workbook()
        for share in (0.1, 0.5, 0.9, 0.99):
            self.write("cut.xlsx", whole[: int(len(whole) * share)])
            self.check("cut.xlsx")
        self.write("archive.zip", self.archive({"a.txt": b"hello"}))
        self.check("archive.zip", "intake.file.zip")

    def test_json_that_is_none(self):
        self.held_ledger()
        self.write("community.json", '{"format":"kith-community","version":1,"members":[{"name":"no id"}]}')
        self.refused("community", "load", "community.json", error="community.no-id")
        self.write("deep.json", "[" * 100000)
        self.refused("community", "load", "deep.json", error="community.malformed")
        self.refused("consent", "load", "deep.json", error="consents.malformed")
        self.refused("deliver", "--manifest", "deep.json", error="manifest.malformed")
        self.refused("decide", "--policy", "deep.json", "--request", "deep.json")

    def archive(self, parts):
        path = self.folder / "made.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
            for name, content in parts.items():
                made.writestr(name, content)
        return path.read_bytes()

    def workbook(self, sheet=None):
        row = "".join(f'<row r="{i}"><c r="A{i}" t="inlineStr"><is><t>x{i * 7919 % 1013}</t></is></c></row>'
                      for i in range(1, 2000))
        main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        types = "http://schemas.openxmlformats.org/package/2006/content-types"
        links = "http://schemas.openxmlformats.org/package/2006/relationships"
        office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        return self.archive({
            "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="xml" ContentType="application/xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{links}"><Relationship Id="r1" Type="{office}/officeDocument" '
                           'Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="s" sheetId="1" r:id="r1"/>'
                               "</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{links}"><Relationship Id="r1" '
                                          f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": sheet or f"<worksheet {main}><sheetData>{row}</sheetData></worksheet>",
        })


class HugeFiles(BadFiles):
    def test_bad_files(self):
        """A hundred thousand columns are a table; they are read, and quickly enough."""
        header = ",".join(f"column {i}" for i in range(100_000))
        row = ",".join(str(i) for i in range(100_000))
        self.write("wide.csv", f"{header}\n{row}\n{row}\n")
        answer = json.loads(self.done("sniff", "wide.csv", "--json").stdout)
        self.assertEqual(100_000, len(answer["columns"]))
        self.assertEqual(2, answer["rows"]["loaded"])

    def test_truncated_workbook(self):
        """A zip bomb: a sheet that inflates a thousandfold."""
        self.held_ledger()
        main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
        cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>'
        bomb = self.workbook(f"<worksheet {main}><sheetData>{cell}" + "A" * (300 << 20) + "</t></is></c></row></sheetData></worksheet>")
        self.write("bomb.xlsx", bomb)
        self.check("bomb.xlsx")

    def test_json_that_is_none(self):
        """One line of 1 GiB."""
        if shutil.disk_usage(self.folder).free < 3 << 30:
            self.skipTest("needs 3 GB in the temporary folder")
        self.held_ledger()
        with open(self.folder / "line.csv", "wb") as file:
            file.write(b"a,b\n")
            block = b"x" * (1 << 20)
            for _ in range(1024):
                file.write(block)
        self.check("line.csv", "intake.csv.line-too-long")


class WrongKey(Fault):
    def test_wrong_key(self):
        self.held_ledger()
        self.done("init", "--ledger", "other.db")
        self.refused("doctor", "--key-file", "other.db.key", error="ledger.key.wrong")
        self.refused("link", "--key-file", "other.db.key", error="ledger.key.wrong")
        self.refused("doctor", "--key-file", "nothing.key", error="ledger.key.missing")
        self.write("garbage.key", "not a key\n")
        os.chmod(self.folder / "garbage.key", 0o600)
        self.refused("doctor", "--key-file", "garbage.key")
        self.assertEqual(2, self.counts()["records"])

    def test_key_file_is_private(self):
        self.held_ledger()
        self.assertEqual(0o600, (self.folder / "kith.db.key").stat().st_mode & 0o777)


class CorruptedPage(Fault):
    def test_corrupted_page(self):
        """Whatever page is damaged: an error or a report, never a crash, and never silence from the doctor."""
        self.done("init")
        rows = "".join(f"N{i},Ana{i},Garcia{i},2015-04-{i % 28 + 1:02}\n" for i in range(400))
        self.write("club.csv", "member_id,first_name,last_name,birth_date\n" + rows)
        self.done("deliver", "club.csv", "--source", "club")
        self.done("link")
        self.done("backup", "good.db")
        path = self.folder / "kith.db"
        for left in ("kith.db-wal", "kith.db-shm"):
            (self.folder / left).unlink(missing_ok=True)
        whole = path.read_bytes()
        pages = len(whole) // PAGE
        noticed = 0
        for page in range(0, pages, max(1, pages // 24)):
            damaged = bytearray(whole)
            for i in range(page * PAGE + 16, min(len(whole), page * PAGE + 2000)):
                damaged[i] ^= 0x5A
            path.write_bytes(damaged)
            for command in (["doctor"], ["link"], ["audit", "verify"]):
                result = self.kith(*command)
                self.assertGreaterEqual(result.returncode, 0, f"page {page}: {command} ended by a signal")
                if command == ["doctor"] and result.returncode != 0:
                    noticed += 1
            for left in ("kith.db-wal", "kith.db-shm"):
                (self.folder / left).unlink(missing_ok=True)
        self.assertGreater(noticed, 0)
        path.write_bytes(whole)
        self.done("restore", "good.db")
        self.assertEqual(400, self.counts()["records"])

    def test_a_file_that_is_no_ledger(self):
        self.write("kith.db", "this is no ledger" * 1000)
        self.write("kith.db.key", "kith-key-1 " + "A" * 43 + "=\n")
        os.chmod(self.folder / "kith.db.key", 0o600)
        self.refused("doctor")
        self.write("kith.db", b"")
        self.refused("doctor")


class FullDisk(Fault):
    def test_full_disk(self):
        """A delivery that does not fit is refused whole; with room again the same command finishes."""
        self.held_ledger()
        rows = "".join(f"M{i},Ana{i},Garcia{i},2015-04-{i % 28 + 1:02}\n" for i in range(20000))
        self.write("big.csv", "member_id,first_name,last_name,birth_date\n" + rows)
        before = self.counts()

        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))

        self.refused("deliver", "big.csv", "--source", "other", limit=small_files)
        self.assertEqual(before, self.counts())
        self.done("deliver", "big.csv", "--source", "other")
        self.assertEqual(20002, self.counts()["records"])

    def test_full_disk_while_writing_a_table(self):
        self.write("old.csv", "what stood here\n")
        rows = "".join(f"M{i},Ana{i},Garcia{i},2015-04-{i % 28 + 1:02}\n" for i in range(20000))
        self.write("big.csv", "member_id,first_name,last_name,birth_date\n" + rows)

        def small_files():
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, 1 << 16))

        self.refused("sniff", "big.csv", "--csv", "old.csv", error="file.disk-full", limit=small_files)
        self.assertEqual("what stood here\n", (self.folder / "old.csv").read_text())
        self.assertEqual(["big.csv", "old.csv"], sorted(os.listdir(self.folder)))

    @unittest.skipUnless(os.geteuid() == 0, "mounting a small disk needs root")
    def test_small_disk(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], check=False,
                                 capture_output=True)
        if mounted.returncode != 0:
            self.skipTest("a small disk cannot be mounted here")
        try:
            self.done("init", "--ledger", "disk/kith.db", "--key-file", "key")
            rows = "".join(f"M{i},Ana{i},Garcia{i},2015-04-{i % 28 + 1:02}\n" for i in range(20000))
            self.write("big.csv", "member_id,first_name,last_name,birth_date\n" + rows)
            where = ["--ledger", "disk/kith.db", "--key-file", "key"]
            self.refused("deliver", "big.csv", "--source", "club", *where)
            self.write("club.csv", ROSTER)
            self.done("deliver", "club.csv", "--source", "club", *where)
            self.done("doctor", *where)
        finally:
            subprocess.run(["umount", disk], check=False)


class ClosedOutput(Fault):
    def test_closed_output(self):
        self.write("club.csv", ROSTER)
        reading, writing = os.pipe()
        os.close(reading)
        result = self.kith("man", stdout=writing)
        os.close(writing)
        self.assertEqual(141, result.returncode)
        self.assertEqual("", result.stderr)

    def test_full_output(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("there is no /dev/full")
        with open("/dev/full", "w", encoding="utf-8") as full:
            result = self.kith("man", stdout=full)
        self.assertEqual(9, result.returncode)
        self.assertIn("[output.unwritable]", result.stderr)


class Interrupts(Fault):
    def test_interrupts(self):
        """An interrupted delivery leaves nothing half done and says so."""
        self.held_ledger()
        rows = "".join(f"M{i},Ana{i},Garcia{i},2015-04-{i % 28 + 1:02}\n" for i in range(60000))
        self.write("big.csv", "member_id,first_name,last_name,birth_date\n" + rows)
        before = self.counts()
        running = subprocess.Popen([PROGRAM, "deliver", "big.csv", "--source", "other"], cwd=self.folder,
                                   stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        time.sleep(0.25)
        running.send_signal(signal.SIGINT)
        _, complaint = running.communicate(timeout=60)
        if running.returncode == 0:
            self.skipTest("the delivery was done before it could be interrupted")
        self.assertEqual(130, running.returncode)
        self.assertIn("[interrupted]", complaint)
        self.assertEqual(before, self.counts())
        self.done("deliver", "big.csv", "--source", "other")
        self.assertEqual(60002, self.counts()["records"])


FAULTS = {
    "bad_files": BadFiles,
    "huge_files": HugeFiles,
    "wrong_key": WrongKey,
    "corrupted_page": CorruptedPage,
    "full_disk": FullDisk,
    "closed_output": ClosedOutput,
    "interrupts": Interrupts,
}

if __name__ == "__main__":
    PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
    chosen = unittest.defaultTestLoader.loadTestsFromTestCase(FAULTS[sys.argv[2]])
    result = unittest.TextTestRunner(verbosity=2).run(chosen)
    sys.exit(0 if result.wasSuccessful() and result.testsRun > 0 else 1)
