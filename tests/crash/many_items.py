#!/usr/bin/env python3
"""Memory and descriptors of `hesscut batch` do not grow with the number of photos.

Usage: many_items.py [--items 10000] [--from 1000]

Compares what the process holds when the first items are done with what it holds when all are, and at its most between.
HESSCUT and VARY_PHOTOS name the programs, SCENES a folder of photos.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import run_folder

DIFFERENT_PHOTOS = 36
MOST_GROWTH = 0.05
SECONDS_BETWEEN_LOOKS = 0.1


def make_catalogue(folder, items):
    """So many names of a few small photos."""
    some = folder / "some"
    subprocess.run([os.environ["VARY_PHOTOS"], some, str(DIFFERENT_PHOTOS), "2500", "3500", os.environ["SCENES"]],
                   check=True)
    photos = sorted(some.rglob("*.*"))
    for i in range(items):
        place = folder / "photos" / f"shelf {i // 500}"
        place.mkdir(parents=True, exist_ok=True)
        os.link(photos[i % len(photos)], place / f"{i:06}{photos[i % len(photos)].suffix}")
    return folder / "photos"


class JournalCount:
    """Lines of a journal, counted as they come."""

    def __init__(self, file):
        self.file = file
        self.read = 0
        self.lines = 0

    def now(self):
        if self.file.exists():
            with open(self.file, "rb") as stream:
                stream.seek(self.read)
                new = stream.read()
            self.read += len(new)
            self.lines += new.count(b"\n")
        return self.lines


def look(process):
    """Resident memory in KiB and the number of open descriptors; nothing once it has ended."""
    folder = Path("/proc", str(process.pid))
    try:
        status = (folder / "status").read_text()
        descriptors = len(os.listdir(folder / "fd"))
    except (FileNotFoundError, ProcessLookupError):
        return None
    resident = [line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")]
    return (int(resident[0]), descriptors) if resident else None


def watch(process, items, journal):
    """(lines, KiB, descriptors) again and again, until all items are done and the report is begun."""
    looks = []
    while process.poll() is None:
        lines, seen = journal.now(), look(process)
        if seen and lines <= items:
            looks.append((lines, *seen))
        time.sleep(SECONDS_BETWEEN_LOOKS)
    return looks


def faults(looks, arguments, out):
    """One line for each thing that is not as it should be."""
    done = run_folder.times_done(out)
    if len(done) != arguments.items or set(done.values()) != {1}:
        yield f"{sum(done.values())} times done, of {len(done)} items, {arguments.items} expected"
    later = [(kib, descriptors) for lines, kib, descriptors in looks if lines >= arguments.first]
    if len(later) < 10:
        yield f"only {len(later)} looks"
        return
    at_first, at_last, most = later[0][0], later[-1][0], max(kib for kib, _ in later)
    print(f"{at_first} KiB at {arguments.first} items, {at_last} KiB at the end, {most} KiB at most; "
          f"descriptors: {min(d for _, d in later)} to {max(d for _, d in later)}")
    if max(most, at_last) > (1 + MOST_GROWTH) * at_first:
        yield "memory has grown"
    half = len(later) // 2  # a look catches more or fewer files on their way, so the middle of each half is compared
    if statistics.median(d for _, d in later[half:]) > statistics.median(d for _, d in later[:half]) + 2:
        yield "open descriptors have grown"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=10000)
    parser.add_argument("--from", type=int, default=1000, dest="first")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hesscut-many-") as folder:
        folder = Path(folder)
        photos, out = make_catalogue(folder, arguments.items), folder / "out"
        began = time.monotonic()
        process = subprocess.Popen([os.environ["HESSCUT"], "batch", photos, "--out", out, "--write", "mask", "--set",
                                    "working_side=32", "--quiet"])
        looks = watch(process, arguments.items, JournalCount(out / "journal" / "0-of-1.journal"))
        print(f"{arguments.items} items in {time.monotonic() - began:.1f} s, {len(looks)} looks")
        found = list(faults(looks, arguments, out))
        if process.returncode != 0:
            found.append(f"exit code {process.returncode}")
    print("\n".join(found) if found else "memory and descriptors stay as they are")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
