#!/usr/bin/env python3
"""bench/table1/pixel_distance.py against all distances of a small grid, and its command line."""
import math
import subprocess
import sys
import unittest
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[3] / "bench/table1/pixel_distance.py"
sys.path.insert(0, str(SCRIPT.parent))
import pixel_distance  # noqa: E402

SIDE = 12


class PixelDistance(unittest.TestCase):
    def test_knows_every_distance_of_a_grid_and_no_other(self):
        distances = {f"{math.hypot(dx, dy):.2f}" for dx in range(SIDE) for dy in range(SIDE)}
        for hundredths in range(100 * (SIDE - 1)):
            text = f"{hundredths / 100:.2f}"
            self.assertEqual(bool(list(pixel_distance.pixel_distances(text))), text in distances, text)

    def test_names_the_squares(self):
        self.assertEqual(list(pixel_distance.pixel_distances("5")), [n for n in range(21, 31) if n in (25, 26, 29)])
        self.assertEqual(list(pixel_distance.pixel_distances("2.2361")), [5])

    def test_counts_what_passes_by_chance(self):
        self.assertEqual(pixel_distance.chance("20", 20), 1)
        self.assertLess(pixel_distance.chance("3.00", 100), 0.1)

    def run_script(self, *values):
        return subprocess.run([sys.executable, SCRIPT, *values], capture_output=True, text=True, check=False)

    def test_exits_with_what_it_found(self):
        self.assertEqual(self.run_script("1.41", "1.73").returncode, 0)
        nothing = self.run_script("1.73", "3.17")
        self.assertEqual(nothing.returncode, 1)
        self.assertIn("0 of 2 can be", nothing.stdout)
        for bad in ("-1", "wide", "nan"):
            self.assertEqual(self.run_script(bad).returncode, 2, bad)
        self.assertEqual(self.run_script().returncode, 2)


if __name__ == "__main__":
    unittest.main()
