#!/usr/bin/env python3
"""A catalogue of photos of 1 to 12 megapixels, from files to files: `hesscut batch` against `hesscut cut` on each file in
a shell loop and against a loop of cv::grabCut, all with the same outputs (mask, cut-out, white, overlay).

    bench/catalogue.py [FOLDER_OF_PHOTOS] [--photos 24] [--rounds 3] [--build build]

FOLDER_OF_PHOTOS (default: HESSCUT_PHOTOS/products/images): what the catalogue is made of, by crop and scale. The three take
turns; the table gives medians. Needs bench/grabcut_loop and tests/support/vary_photos of the build.
"""
import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

OUTPUTS = "mask,cutout,white,overlay"
CORES = len(os.sched_getaffinity(0))


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    photos = os.environ.get("HESSCUT_PHOTOS")
    parser.add_argument("folder", nargs="?", default=photos and os.path.join(photos, "products", "images"))
    parser.add_argument("--photos", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--build", default="build")
    arguments = parser.parse_args()
    if not arguments.folder:
        parser.error("name a folder of photos, or set HESSCUT_PHOTOS")
    return arguments


def timed(command, **more):
    """Wall-clock seconds of a command and the share of all cores that it and its children used."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **more)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu / (wall * CORES)


def contestants(build, photos, out):
    """What is compared, by name: (command, more for subprocess.run)."""
    files = sorted(str(path) for path in photos.rglob("*") if path.is_file())
    hesscut = str(Path(build, "hesscut").resolve())
    loop = 'for photo in "$@"; do "$HESSCUT" cut "$photo" --out "$OUT" || exit; done'
    return {
        "hesscut batch": ([hesscut, "batch", str(photos), "--out", str(out), "--write", OUTPUTS, "--quiet"], {}),
        "hesscut cut, a shell loop": (["sh", "-c", loop, "loop", *files],
                                      {"env": {**os.environ, "HESSCUT": hesscut, "OUT": str(out)}}),
        "cv::grabCut, a loop": ([str(Path(build, "bench", "grabcut_loop")), str(out), *files], {}),
    }


def main():
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory(prefix="hesscut-bench-") as folder:
        photos, out = Path(folder, "photos"), Path(folder, "out")
        vary = Path(arguments.build, "tests", "support", "vary_photos")
        subprocess.run([vary, photos, str(arguments.photos), "1000000", "12000000", arguments.folder], check=True)
        seconds, busy, reported = {}, {}, []
        for _ in range(arguments.rounds):
            for name, (command, more) in contestants(arguments.build, photos, out).items():
                shutil.rmtree(out, ignore_errors=True)
                wall, share = timed(command, **more)
                seconds.setdefault(name, []).append(wall)
                busy.setdefault(name, []).append(share)
                if name == "hesscut batch":
                    reported.append(json.loads(Path(out, "summary.json").read_text())["times"])
        print(f"{arguments.photos} photos of 1 to 12 megapixels, {CORES} cores, medians of {arguments.rounds} rounds\n")
        print(f"{'':28}{'photos/s':>10}{'cores busy':>12}{'batch is faster by':>20}")
        for name, walls in seconds.items():
            ratio = statistics.median(wall / own for wall, own in zip(walls, seconds["hesscut batch"]))
            print(f"{name:28}{arguments.photos / statistics.median(walls):10.2f}"
                  f"{statistics.median(busy[name]):12.0%}{ratio:20.2f}")
        own = statistics.median(times["cores_busy"] for times in reported)
        usage = statistics.median(times["cpu_seconds"] / (times["wall_seconds"] * times["cores"]) for times in reported)
        print(f"\nthe report says of its own run: cores {own:.1%} busy (by getrusage {usage:.1%}), "
              f"bottleneck {reported[-1]['bottleneck']}")
        if abs(own - usage) > 0.05:
            print("catalogue.py: the report's figure and getrusage's are far apart", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
