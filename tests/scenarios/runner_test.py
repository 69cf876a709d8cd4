#!/usr/bin/env python3
"""The scenario runner against a program that echoes: what holds passes, what does not is refused."""
import os
import stat
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
import run_scenario  # noqa: E402

PROGRAM = """#!/usr/bin/env python3
import sys
print('{"words": ' + str(sys.argv[1:]).replace("'", '"') + ', "f1": 0.98}')
print('a complaint', file=sys.stderr)
sys.exit(3 if 'fail' in sys.argv else 0)
"""


class Runner(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.program = os.path.join(self.folder.name, "program")
        with open(self.program, "w", encoding="utf-8") as file:
            file.write(PROGRAM)
        os.chmod(self.program, os.stat(self.program).st_mode | stat.S_IXUSR)

    def tearDown(self):
        self.folder.cleanup()

    def play(self, text):
        return run_scenario.play(self.program, text, self.folder.name)

    def test_what_holds_passes(self):
        self.assertEqual(0, self.play('$ kith a b\nout words\nerr complaint\nnot-out zebra\njson words.1 = "b"\n'
                                      'json words.# = 2\njson f1 >= 0.97\nset W json words.0\n$ kith {W}\n'
                                      'json words.0 = "a"\n$ kith fail\nexit 3\n'))

    def test_what_does_not_hold_is_refused(self):
        for text in ("$ kith fail\n", "$ kith a\nexit 3\n", "$ kith a\nout zebra\n", "$ kith a\nnot-err complaint\n",
                     "$ kith a\njson f1 > 0.99\n", "$ kith a\njson nothing.here = 1\n", "$ rm x\n", "$ kith a\nbogus 1\n",
                     "$ kith fail\n$ kith a\n"):
            with self.subTest(text=text), self.assertRaises(run_scenario.Failure):
                self.play(text)

    def test_files_are_written_and_compared(self):
        self.assertEqual(0, self.play("< a.txt\nx\n>\n< b.txt\nx\n>\nsame a.txt b.txt\nlines a.txt = 1\n"))
        with self.assertRaises(run_scenario.Failure):
            self.play("< a.txt\nx\n>\n< b.txt\ny\n>\nsame a.txt b.txt\n")

    def test_a_missing_corpus_skips(self):
        self.assertEqual(run_scenario.SKIPPED, self.play("corpus no/such/file\n$ kith fail\n"))


if __name__ == "__main__":
    unittest.main()
