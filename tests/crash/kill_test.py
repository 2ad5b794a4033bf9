#!/usr/bin/env python3
"""Kills `hesscut batch` with SIGKILL at random moments, again and again, and goes on each time.

Usage: kill_test.py [--photos 300] [--kills 200] [--seed 1] [SOURCE...]

The catalogue is varied from the photos in the SOURCEs; without any from $SCENES and the products in $HESSCUT_PHOTOS,
where those are. HESSCUT, VARY_PHOTOS and OPEN_IMAGES name the programs. At the end every output must be there, be
decodable and equal that of a run that was left alone, byte for byte, and no item may have been done again after it was
journalled.
"""
import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import run_folder

OPTIONS = ["--write", "mask,cutout,white,crop,overlay", "--max-side", "320", "--set", "working_side=160", "--quiet"]


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", type=int, default=300)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("sources", nargs="*")
    arguments = parser.parse_args()
    arguments.sources = arguments.sources or list(known_sources())
    return arguments


def known_sources():
    yield os.environ["SCENES"]
    products = Path(os.environ.get("HESSCUT_PHOTOS", ""), "products", "images")
    if products.is_dir():
        yield products


def batch(photos, out):
    return [os.environ["HESSCUT"], "batch", str(photos), "--out", str(out), *OPTIONS]


def run_killed(command, seconds):
    """Whether the command was killed, which it is after so many seconds, or had ended before."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    code = process.wait()
    if code not in (0, -signal.SIGKILL):
        raise AssertionError(f"exit code {code}: {' '.join(command)}")
    return code != 0


def check(arguments, clean, run):
    """One line for each thing that is not as it should be."""
    for part in ("images", "thumbnails"):
        yield from run_folder.differences(run_folder.tree(clean / part), run_folder.tree(run / part))
    for name, count in run_folder.times_done(run).items():
        if count != 1:
            yield f"done {count} times: {name}"
    if len(run_folder.times_done(run)) != arguments.photos:
        yield f"{len(run_folder.times_done(run))} items done, {arguments.photos} expected"
    yield from (f"left over: {file}" for file in run.rglob("*") if ".part" in file.name or ".tmp-" in file.name)
    for command in ([os.environ["OPEN_IMAGES"], run / "images", run / "thumbnails"],
                    [os.environ["HESSCUT"], "verify", run]):
        if subprocess.run([str(word) for word in command], stdout=subprocess.DEVNULL).returncode != 0:
            yield f"failed: {command}"


def main():
    arguments = parse_arguments()
    moments = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory(prefix="hesscut-kill-") as folder:
        folder = Path(folder)
        photos, clean = folder / "photos", folder / "clean"
        subprocess.run([os.environ["VARY_PHOTOS"], photos, str(arguments.photos), "20000", "120000", *arguments.sources],
                       check=True)
        began = time.monotonic()
        subprocess.run(batch(photos, clean), check=True, stdout=subprocess.DEVNULL)
        whole = time.monotonic() - began
        kills = rounds = 0
        faults = []
        while kills < arguments.kills and not faults:
            run = folder / f"run-{rounds}"
            rounds += 1
            killed = True
            while killed and kills < arguments.kills:
                # From the first instruction to beyond the time that a fair part of the run takes.
                killed = run_killed(batch(photos, run), moments.uniform(0, 4 * whole / arguments.kills + 0.2))
                kills += killed
            subprocess.run(batch(photos, run), check=True, stdout=subprocess.DEVNULL)
            faults = list(check(arguments, clean, run))
        print(f"{kills} kills in {rounds} runs of {arguments.photos} photos; a run left alone takes {whole:.1f} s")
        print("\n".join(faults) if faults else "every output is there and equals that of the run left alone")
        return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
