#!/usr/bin/env python3
"""Line coverage of kernels/cuda by the tests on the emulated GPU, as gcov counts it.

Usage: tools/dev/cuda_coverage.py [--build DIR]    (default: build/, which must have been configured)

Builds the emulated tests once more with the kernels instrumented, runs them, and prints a table of files. Exits with 1
and names the lines where one of them is never executed.
"""
import argparse
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KERNELS = ROOT / "kernels/cuda"
PROGRAMS = ("kernels_cuda_coverage_test", "solver_cuda_coverage_test", "device_cuda_coverage_test")


def run(*command, **options):
    return subprocess.run([str(word) for word in command], check=True, **options)


def counts_of(data):
    """Executions of every line of kernels/cuda that one .gcda file tells of: {file: {line: count}}."""
    report = run("gcov", "--json-format", "--stdout", data, cwd=data.parent, capture_output=True).stdout
    counts = defaultdict(dict)
    for line in report.splitlines():
        for file in json.loads(line)["files"]:
            path = (data.parent / file["file"]).resolve()
            if not path.is_relative_to(KERNELS):
                continue
            lines = counts[path]
            for entry in file["lines"]:  # a template has an entry for each of its instances
                number = entry["line_number"]
                lines[number] = lines.get(number, 0) + entry["count"]
    return counts


def coverage(build):
    total = defaultdict(lambda: defaultdict(int))
    for data in sorted(build.rglob("*.cu.gcda")) + sorted(build.rglob("check.cpp.gcda")):
        for path, lines in counts_of(data).items():
            for number, count in lines.items():
                total[path][number] += count
    return total


def ranges(numbers):
    """[3, 4, 5, 9] as "3-5, 9"."""
    out = []
    for number in sorted(numbers):
        if out and number == out[-1][1] + 1:
            out[-1][1] = number
        else:
            out.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=Path, default=ROOT / "build")
    build = parser.parse_args().build.resolve()
    for stale in build.rglob("*.gcda"):
        stale.unlink()
    run("cmake", "--build", build, "--target", *PROGRAMS, stdout=subprocess.DEVNULL)
    for program in PROGRAMS:
        run(next(build.rglob(program)), "--gtest_brief=1")
    total = coverage(build)
    if not total:
        sys.exit(f"cuda_coverage.py: no counts in {build}")
    missed = 0
    print(f"{'file':<32} {'lines':>6} {'run':>6}")
    for path, lines in sorted(total.items()):
        idle = [number for number, count in lines.items() if count == 0]
        missed += len(idle)
        note = f"   never run: {ranges(idle)}" if idle else ""
        print(f"{path.relative_to(ROOT).as_posix():<32} {len(lines):>6} {len(lines) - len(idle):>6}{note}")
    lines = sum(len(lines) for lines in total.values())
    print(f"{'all':<32} {lines:>6} {lines - missed:>6}   {100 * (lines - missed) / lines:.1f} %")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
