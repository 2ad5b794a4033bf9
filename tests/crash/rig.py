"""What the tests of this folder share: photos, a run left alone to compare with, and the command in a process."""
import functools
import os
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

import run_folder

HESSCUT = os.environ["HESSCUT"]
PHOTOS = 40
SETTINGS = ("--write", "mask,cutout", "--set", "working_side=64", "--max-side", "160")


@functools.cache
def shared():
    """A folder for what all tests use; gone with the process."""
    return tempfile.TemporaryDirectory(prefix="hesscut-crash-")


@functools.cache
def photos():
    folder = Path(shared().name, "photos")
    subprocess.run([os.environ["VARY_PHOTOS"], folder, str(PHOTOS), "3000", "20000", os.environ["SCENES"]], check=True)
    return folder


@functools.cache
def clean():
    """The folder of a run that was left alone."""
    out = Path(shared().name, "clean")
    subprocess.run(batch(photos(), out, "--quiet"), check=True)
    return out


def batch(source, out, *options):
    return [HESSCUT, "batch", str(source), "--out", str(out), *SETTINGS, *map(str, options)]


def environment(faults):
    """Of a process with a faulty disk: faults are named as in faulty_disk.cpp, room=1000."""
    if not faults:
        return None
    named = {f"FAULTY_DISK_{name.upper()}": str(value) for name, value in faults.items()}
    return {**os.environ, "LD_PRELOAD": os.environ["FAULTY_DISK"], **named}


def run(command, **faults):
    return subprocess.run(list(map(str, command)), env=environment(faults), stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=100)


def start(command, stdin=subprocess.DEVNULL, **faults):
    return subprocess.Popen(command, env=environment(faults), stdin=stdin, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True)


def wait_until(condition, what, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain until {what}")
        time.sleep(0.005)


def wait_for_items(out, count):
    wait_until(lambda: len(item_records(out)) >= count, f"{count} items were journalled")


def item_records(out):
    return [record for _, record in run_folder.journal_records(out) if "id" in record]


def left_over(out):
    """Files that are on their way to their final names."""
    return [str(file) for file in Path(out).rglob("*") if ".part" in file.name or ".tmp-" in file.name]


class RunCase(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="hesscut-crash-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.out = self.folder / "out"

    def end(self, process, seconds):
        """Exit code, standard output and standard error of a process that must end in so many seconds."""
        try:
            output, errors = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            self.fail(f"still there after {seconds} s")
        return process.returncode, output, errors

    def expect_code(self, code, result):
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)
        return result

    def expect_whole_journals(self):
        for journal in (self.out / "journal").glob("*.journal"):
            self.assertTrue(journal.read_bytes().endswith(b"\n"), journal)
        list(run_folder.journal_records(self.out))

    def expect_missing(self, text):
        self.assertEqual(self.expect_code(0, run([HESSCUT, "merge", self.out, "--missing"])).stdout, text)

    def expect_as_clean(self):
        """Every output is there and as in the run that was left alone, nothing else is, and none was done twice."""
        for part in ("images", "thumbnails"):
            tree = run_folder.tree(self.out / part)
            self.assertEqual(list(run_folder.differences(run_folder.tree(clean() / part), tree)), [])
        done = run_folder.times_done(self.out)
        self.assertEqual(len(done), PHOTOS)
        self.assertEqual({name: count for name, count in done.items() if count != 1}, {})
        self.assertEqual(left_over(self.out), [])
        self.expect_code(0, run([HESSCUT, "verify", self.out]))

    def expect_goes_on(self):
        """The same command again, without faults, completes the run."""
        self.expect_code(0, run(batch(photos(), self.out)))
        self.expect_missing("")
        self.expect_as_clean()
