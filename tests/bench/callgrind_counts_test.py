#!/usr/bin/env python3
"""Counts compared with a baseline, on texts whose answer is plain."""
import sys
import tempfile
import unittest
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))
import callgrind_counts as callgrind  # noqa: E402

ENVIRONMENT = {"compiler": "12.2.0", "fftw": "fftw-3.3.10-sse2-avx"}
COUNTS = {"admm_sweep": 1000, "certificate": 2000}


class CallgrindCounts(unittest.TestCase):
    def check(self, environment, counts):
        """Exit code and output of a check against a baseline of ENVIRONMENT and COUNTS."""
        with tempfile.TemporaryDirectory() as folder, redirect_stdout(StringIO()) as out:
            baseline = Path(folder, "baseline.txt")
            baseline.write_text(callgrind.write(ENVIRONMENT, COUNTS))
            return callgrind.check(baseline, environment, counts), out.getvalue()

    def test_a_baseline_is_read_as_it_was_written(self):
        self.assertEqual(callgrind.read(callgrind.write(ENVIRONMENT, COUNTS)), (ENVIRONMENT, COUNTS))

    def test_small_changes_pass(self):
        code, text = self.check(ENVIRONMENT, {"admm_sweep": 1029, "certificate": 1941})
        self.assertEqual(code, 0)
        self.assertIn("all 2 steps", text)

    def test_a_dearer_step_fails_and_is_named_alone(self):
        code, text = self.check(ENVIRONMENT, COUNTS | {"admm_sweep": 1031})
        self.assertEqual(code, 1)
        self.assertIn("admm_sweep: 1031 instructions, 3.1% more than the 1000", text)
        self.assertNotIn("certificate", text)

    def test_a_cheaper_step_passes_and_is_named(self):
        code, text = self.check(ENVIRONMENT, COUNTS | {"certificate": 1000})
        self.assertEqual(code, 0)
        self.assertIn("certificate: 1000 instructions, 50.0% fewer than the 2000", text)

    def test_steps_must_be_the_same(self):
        self.assertEqual(self.check(ENVIRONMENT, COUNTS | {"new": 1})[0], 1)
        self.assertEqual(self.check(ENVIRONMENT, {"admm_sweep": 1000})[0], 1)

    def test_another_compiler_is_no_comparison(self):
        with self.assertRaisesRegex(callgrind.Unusable, "compiler: 13.1 here, 12.2.0 in the baseline"):
            self.check(ENVIRONMENT | {"compiler": "13.1"}, COUNTS)

    def test_dumps_are_told_by_the_name_of_the_step(self):
        dump = "part: 1\ndesc: Trigger: Client Request: admm_sweep\n\nsummary: 0\n\ntotals: 17\n"
        end = "part: 2\ndesc: Trigger: Program termination\n\ntotals: 3\n"
        self.assertEqual(callgrind.counts_of([end, dump]), {"admm_sweep": 17})


if __name__ == "__main__":
    unittest.main()
