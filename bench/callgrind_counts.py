#!/usr/bin/env python3
"""Instructions that the hot steps of a cut take on one fixed problem, counted by valgrind's callgrind.

Usage: callgrind_counts.py [--check | --update] [--baseline FILE] BUILD
  BUILD            a Release build folder with bench/hot_steps
  --check          compares with the baseline: exits with 1 where a step takes over 3 % more or is not in it, and says
                   where one takes over 3 % less. Exits with 77, "skipped", where valgrind is missing or the baseline was
                   recorded with another compiler, library or vector unit
  --update         writes the baseline anew
  --baseline FILE  instead of bench/baseline/callgrind.txt
Without either the counts are printed.

Counts do not depend on what else the machine does; the time of an instruction they do not know. valgrind 3.19 has no
AVX-512: where the processor has it, the kernels' clones for AVX2 are what is counted.
"""
import re
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path

BASELINE = Path(__file__).resolve().parent / "baseline/callgrind.txt"
TOLERANCE = 0.03
SKIPPED = 77

HEAD = """\
# Instructions of the hot steps of a cut, and what they were counted with. bench/callgrind_counts.py writes this file and
# compares with it.
"""


class Unusable(Exception):
    """Nothing can be compared, and nothing is wrong."""


def count(build):
    """Environment and counts of a build, both by name."""
    program = build / "bench/hot_steps"
    if not program.is_file():
        sys.exit(f"callgrind_counts.py: BUILD: there is no {program}")
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        raise Unusable("valgrind is not installed")
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run([valgrind, "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={folder}/dump",
                              program], capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f"callgrind_counts.py: valgrind failed:\n{run.stderr}")
        dumps = [file.read_text() for file in Path(folder).iterdir()]
    environment = dict(re.findall(r"^# (\w+): (.*)$", run.stdout, re.MULTILINE))
    environment["valgrind"] = subprocess.run([valgrind, "--version"], capture_output=True, text=True).stdout.strip()
    counted = counts_of(dumps)
    steps = re.findall(r"^\w+$", run.stdout, re.MULTILINE)
    if not counted:
        raise Unusable("hot_steps was built without valgrind's headers")
    return environment, {step: counted[step] for step in steps}


def counts_of(dumps):
    """Instructions by step, of the texts of callgrind's dumps; those without a step's name are left out."""
    counts = {}
    for text in dumps:
        step = re.search(r"^desc: Trigger: Client Request: (\w+)$", text, re.MULTILINE)
        if step:
            counts[step[1]] = int(re.search(r"^totals: (\d+)$", text, re.MULTILINE)[1])
    return counts


def write(environment, counts):
    """The text of a baseline."""
    lines = [f"# {name}: {value}" for name, value in environment.items()]
    return HEAD + "\n".join(lines + [f"{step} {instructions}" for step, instructions in counts.items()]) + "\n"


def read(text):
    """Environment and counts of a baseline."""
    environment = dict(re.findall(r"^# (\w+): (.*)$", text, re.MULTILINE))
    return environment, {step: int(number) for step, number in re.findall(r"^(\w+) (\d+)$", text, re.MULTILINE)}


def differences(recorded, found):
    """What two environments do not have in common, for people."""
    return [f"{name}: {found.get(name, 'none')} here, {recorded.get(name, 'none')} in the baseline"
            for name in sorted({*recorded, *found}) if recorded.get(name) != found.get(name)]


def compare(recorded, found):
    """(what is wrong, what is merely worth a new baseline) of two sets of counts, a line each."""
    wrong, better = [], []
    for step, now in found.items():
        if step not in recorded:
            wrong.append(f"{step}: not in the baseline; --update writes it")
            continue
        change = now / recorded[step] - 1
        line = f"{step}: {now} instructions, {abs(change):.1%} {{}} than the {recorded[step]} of the baseline"
        if change > TOLERANCE:
            wrong.append(line.format("more"))
        elif change < -TOLERANCE:
            better.append(line.format("fewer") + "; --update keeps that")
    wrong += [f"{step}: in the baseline, and not counted; --update drops it" for step in recorded if step not in found]
    return wrong, better


def check(baseline, environment, counts):
    recorded_environment, recorded = read(baseline.read_text())
    different = differences(recorded_environment, environment)
    if different:
        raise Unusable("the baseline does not hold here\n  " + "\n  ".join(different))
    wrong, better = compare(recorded, counts)
    print("\n".join(wrong + better) if wrong or better else f"all {len(counts)} steps within 3 % of the baseline")
    return 1 if wrong else 0


def main():
    parser = ArgumentParser(description="Instructions of the hot steps of a cut, counted by callgrind")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--check", action="store_true", help="compare with the baseline")
    mode.add_argument("--update", action="store_true", help="write the baseline anew")
    parser.add_argument("--baseline", type=Path, default=BASELINE, metavar="FILE", help="default: %(default)s")
    parser.add_argument("build", type=Path, metavar="BUILD", help="a Release build folder with bench/hot_steps")
    options = parser.parse_args()
    if options.check and not options.baseline.is_file():
        parser.error(f"--baseline: there is no {options.baseline}")
    try:
        environment, counts = count(options.build)
        if options.check:
            return check(options.baseline, environment, counts)
    except Unusable as reason:
        print(f"callgrind_counts.py: {reason}", file=sys.stderr)
        return SKIPPED
    if options.update:
        options.baseline.write_text(write(environment, counts))
    else:
        print(write(environment, counts), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
