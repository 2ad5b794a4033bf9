#!/usr/bin/env python3
"""Plants every error of mutations.toml, one at a time, in a copy of the tree and expects a test to fail.

run_mutations.py                 builds and runs; prints a table; exits with 1 if an error goes unnoticed
run_mutations.py --only colour   those whose file or reason contains the word
run_mutations.py --check         only that each text is found exactly once where it is said to be (a test does this)

The tree itself is not touched. --work keeps the copy and its build for the next run.
"""
import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PARTS = ("CMakeLists.txt", "cmake", "include", "kernels", "host", "tests", "LICENSE", "NOTICE")

# In the order in which they are asked: the first one to fail is enough. Other numbers of threads compute the same bits.
TESTS = ("tests/kernels/kernels_test", "tests/solver/solver_test")
FILTER = "--gtest_filter=-*three_threads*:CpuThreads*"
TEST_SECONDS = 120


def read_mutations():
    with open(HERE / "mutations.toml", "rb") as file:
        return tomllib.load(file)["mutation"]


def misplaced(mutations, root):
    """One line for each mutation whose text is not found exactly once."""
    for mutation in mutations:
        found = (root / mutation["file"]).read_text(encoding="utf-8").count(mutation["text"])
        if found != 1:
            yield f'{mutation["file"]}: {found} times: {mutation["text"].strip()}'


def copy_tree(target):
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, target / part, dirs_exist_ok=True, copy_function=copy_if_changed)
        else:
            copy_if_changed(source, target / part)


def copy_if_changed(source, target):
    """Keeps the time of an equal file, so that a build of the copy stays up to date."""
    source, target = Path(source), Path(target)
    if not target.is_file() or source.read_bytes() != target.read_bytes():
        shutil.copyfile(source, target)
        shutil.copymode(source, target)


def configure(tree, build):
    generator = ["-G", "Ninja"] if shutil.which("ninja") else []
    subprocess.run(["cmake", *generator, "-S", tree, "-B", build, "-DCMAKE_BUILD_TYPE=Release", "-DHESSCUT_TOOLS=OFF",
                    "-DHESSCUT_BENCH=OFF", "-DHESSCUT_CUDA=OFF"], check=True, stdout=subprocess.DEVNULL)


def compile_tests(build, jobs):
    targets = [Path(test).name for test in TESTS]
    result = subprocess.run(["cmake", "--build", build, "--parallel", str(jobs), "--target", *targets],
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    return None if result.returncode == 0 else result.stdout


def first_failure(build):
    """What noticed: the name of a failing test, or how its executable ended; None when everything passed."""
    for test in TESTS:
        try:
            result = subprocess.run([build / test, "--gtest_fail_fast", "--gtest_brief=1", FILTER], timeout=TEST_SECONDS,
                                    stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                                    check=False)
        except subprocess.TimeoutExpired:
            return f"{Path(test).name} does not end"
        if result.returncode != 0:
            failed = re.search(r"\[  FAILED  \] ([^,\s]+)", result.stdout)
            return failed[1] if failed else f"{Path(test).name} ends with {result.returncode}"
    return None


def run(mutations, work, jobs):
    tree, build = work / "tree", work / "build"
    tree.mkdir(parents=True, exist_ok=True)
    copy_tree(tree)
    configure(tree, build)
    if (errors := compile_tests(build, jobs)) is not None:
        sys.exit(f"{errors}\nthe tree does not build")
    if (failure := first_failure(build)) is not None:
        sys.exit(f"a test fails without any planted error: {failure}")

    unnoticed = 0
    for number, mutation in enumerate(mutations, 1):
        path = tree / mutation["file"]
        sound = path.read_text(encoding="utf-8")
        path.write_text(sound.replace(mutation["text"], mutation["with"]), encoding="utf-8")
        begin = time.monotonic()
        try:
            errors = compile_tests(build, jobs)
            noticed = first_failure(build) if errors is None else None
        finally:
            path.write_text(sound, encoding="utf-8")
        verdict = noticed or ("UNNOTICED" if errors is None else "DOES NOT COMPILE")
        unnoticed += noticed is None
        print(f'{number:3d} {mutation["file"]:34s} {mutation["why"]:66s} {verdict}  ({time.monotonic() - begin:.0f} s)',
              flush=True)
    print(f"{len(mutations)} planted errors, {len(mutations) - unnoticed} noticed, {unnoticed} not")
    return unnoticed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--work", type=Path)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments = parser.parse_args()

    everything = read_mutations()
    if lost := list(misplaced(everything, ROOT)):
        sys.exit("\n".join(lost))
    if arguments.check:
        print(f"{len(everything)} planted errors have their place")
        return 0
    chosen = [m for m in everything if arguments.only in m["file"] or arguments.only in m["why"]]
    if arguments.work:
        return 1 if run(chosen, arguments.work.resolve(), arguments.jobs) else 0
    with tempfile.TemporaryDirectory() as folder:
        return 1 if run(chosen, Path(folder), arguments.jobs) else 0


if __name__ == "__main__":
    sys.exit(main())
