#!/usr/bin/env python3
"""Whether the constants of `product` fit more than the photos that they were chosen on.

    bench/cross_validation.py build/hesscut PHOTOS [--prior MODEL] [--folds 5] [--threads 2]

Cuts every photo with every setting of a grid around the defaults. Then
each fold in turn is set aside (every fifth photo by name), the one setting with the greatest mean IoU of all tasks on
the other photos is chosen, and counts on the photos set aside. Prints for each task the mean IoU of the defaults, the
cross-validated one and their difference.
"""
import argparse
import itertools
import sys

from accuracy_tasks import TASKS, add_arguments, evaluate, mean, set_options

GRID = {"lambda": ["0.2", "0.3", "0.45"], "theta": ["0.2", "0.3", "0.45"]}
PRIOR_GRID = {"mu": ["0.07", "0.1", "0.14"], "theta": ["0.2", "0.3", "0.45"]}
DEFAULTS = {"lambda": "0.3", "theta": "0.3", "mu": "0.1"}


def settings(grid):
    """All settings of a grid, each a tuple of (name, value)."""
    return [tuple(zip(grid, values)) for values in itertools.product(*grid.values())]


def default_of(grid):
    return tuple((name, DEFAULTS[name]) for name in grid)


def in_fold(photos, fold, folds):
    """Every folds-th photo by name, from the fold-th on."""
    return set(sorted(photos)[fold::folds])


def cross_validated(results, folds):
    """results[setting][task][photo] = IoU. The mean IoU of each task, each photo cut with the setting that is best on
    the photos of the other folds; and the settings chosen."""
    tasks = next(iter(results.values()))
    found = {task: [] for task in tasks}
    chosen = []
    for fold in range(folds):
        aside = {task: in_fold(photos, fold, folds) for task, photos in tasks.items()}

        def on_others(setting):
            return mean([mean([iou for photo, iou in results[setting][task].items() if photo not in aside[task]])
                         for task in tasks])

        best = max(results, key=on_others)
        chosen.append(best)
        for task in tasks:
            found[task] += [results[best][task][photo] for photo in sorted(aside[task])]
    return {task: mean(values) for task, values in found.items()}, chosen


def main():
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    parser.add_argument("--folds", type=int, default=5)
    arguments = parser.parse_args()
    grid = PRIOR_GRID if arguments.prior else GRID
    results = {setting: {task: evaluate(arguments, task, set_options(setting)) for task in TASKS}
               for setting in settings(grid)}
    validated, chosen = cross_validated(results, arguments.folds)
    default = results[default_of(grid)]
    print(f"{'mean IoU':26}{'defaults':>10}{'validated':>11}{'difference':>12}")
    for task, iou in validated.items():
        own = mean(list(default[task].values()))
        print(f"{task:26}{own:10.3f}{iou:11.3f}{iou - own:+12.3f}")
    print("chosen: " + "; ".join(" ".join(f"{name}={value}" for name, value in setting) for setting in chosen))
    return 0


if __name__ == "__main__":
    sys.exit(main())
