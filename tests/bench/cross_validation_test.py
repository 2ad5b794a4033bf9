#!/usr/bin/env python3
"""Folds, and what is chosen on them, on tables whose answer is plain."""
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "bench"))
import cross_validation as validation  # noqa: E402

PHOTOS = [f"photo{i:02}" for i in range(10)]


class CrossValidation(unittest.TestCase):
    def test_folds_share_the_photos_out(self):
        folds = [validation.in_fold(PHOTOS[::-1], k, 3) for k in range(3)]
        self.assertEqual(sorted(photo for fold in folds for photo in fold), PHOTOS)
        self.assertEqual(folds[1], {"photo01", "photo04", "photo07"})

    def test_a_setting_that_is_best_everywhere_is_always_chosen(self):
        results = {"good": {"a": dict.fromkeys(PHOTOS, 0.9)}, "bad": {"a": dict.fromkeys(PHOTOS, 0.8)}}
        found, chosen = validation.cross_validated(results, 5)
        self.assertAlmostEqual(found["a"], 0.9)
        self.assertEqual(chosen, ["good"] * 5)

    def test_what_suits_the_photos_set_aside_alone_does_not_count(self):
        """Setting k is perfect on fold k and useless elsewhere: never chosen for its own fold."""
        results = {k: {"a": {photo: float(photo in validation.in_fold(PHOTOS, k, 2)) for photo in PHOTOS}}
                   for k in range(2)}
        found, chosen = validation.cross_validated(results, 2)
        self.assertEqual(chosen, [1, 0])
        self.assertEqual(found["a"], 0)

    def test_tasks_count_alike_and_are_told_apart(self):
        results = {"x": {"a": dict.fromkeys(PHOTOS, 0.9), "b": dict.fromkeys(PHOTOS[:5], 0.5)},
                   "y": {"a": dict.fromkeys(PHOTOS, 0.8), "b": dict.fromkeys(PHOTOS[:5], 0.7)}}
        found, chosen = validation.cross_validated(results, 5)
        self.assertEqual(set(chosen), {"y"})
        self.assertAlmostEqual(found["b"], 0.7)

    def test_the_default_is_in_the_grid(self):
        for grid in (validation.GRID, validation.PRIOR_GRID):
            self.assertIn(validation.default_of(grid), validation.settings(grid))


if __name__ == "__main__":
    unittest.main()
