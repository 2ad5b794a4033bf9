#!/usr/bin/env python3
"""What each choice of `product` is worth: mean IoU of every task with one choice undone at a time.

    bench/ablation.py build/hesscut PHOTOS [--prior MODEL] [--threads 2]

With --prior the choices are those of the network.
"""
import argparse
import sys

from accuracy_tasks import TASKS, add_arguments, evaluate, mean

CHOICES = {
    "as it is": [],
    "colours: grey means instead of histograms": ["--set", "data=grey"],
    "colours: Lab means instead of histograms": ["--set", "data=lab"],
    "colours: fitted once": ["--set", "refits=1"],
    "colours: fitted six times": ["--set", "refits=6"],
    "no distances": ["--set", "selective=none"],
    "distances from the foreground alone": ["--set", "selective=one_sided"],
    "weights: constant": ["--set", "weights=constant"],
    "weights: those of YZD": ["--set", "weights=yzd"],
    "no second order": ["--set", "beta=0"],
    "no first order": ["--set", "alpha=0"],
    "one grid": ["--set", "levels=1"],
    "three grids": ["--set", "levels=3"],
    "long side 256": ["--set", "working_side=256"],
    "long side 1024": ["--set", "working_side=1024"],
    "gap 1e-2": ["--set", "tolerance=1e-2"],
    "gap 1e-4": ["--set", "tolerance=1e-4"],
}
PRIOR_CHOICES = {
    "as it is": [],
    "no term in r (mu 0)": ["--set", "mu=0"],
    "half of it (mu 0.05)": ["--set", "mu=0.05"],
    "twice (mu 0.2)": ["--set", "mu=0.2"],
    "one look": ["--prior-set", "looks=once"],
    "mirrored, not closer": ["--prior-set", "looks=mirrored"],
    "the network alone": ["--method", "network"],
}


def main():
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    arguments = parser.parse_args()
    choices = PRIOR_CHOICES if arguments.prior else CHOICES
    print("| mean IoU | " + " | ".join(TASKS) + " |")
    print("|---" * (len(TASKS) + 1) + "|")
    for name, options in choices.items():
        cells = [f"{mean(list(evaluate(arguments, task, options).values())):.3f}" for task in TASKS]
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
