#!/usr/bin/env python3
"""`hesscut batch` on disks that are full, cannot be written, are slow or hang."""
import os
import signal
import subprocess
import time
import unittest
from pathlib import Path

import run_folder
from rig import (PHOTOS, RunCase, batch, clean, item_records, left_over, photos, run, start, wait_for_items, wait_until)

# So long may a process take that was asked to stop: service managers kill after more.
STOP_SECONDS = 5

# Runs "$@" twice in a small file system at $OUT, the second time after it has grown, and copies what is there to $KEPT.
ON_A_SMALL_DISK = """
mount -t tmpfs -o size=$SMALL tmpfs "$OUT" || exit 90
"$@"; first=$?
cp -a "$OUT" "$KEPT/first"
mount -o remount,size=64m "$OUT" || exit 91
"$@"; second=$?
cp -a "$OUT" "$KEPT/second"
echo "codes $first $second"
"""
ON_A_READ_ONLY_DISK = """
mount --bind "$OUT" "$OUT" && mount -o remount,ro,bind "$OUT" || exit 90
"$@"
"""


def may_mount(folder):
    """Whether there can be file systems of the test's own."""
    return os.geteuid() == 0 and subprocess.run(["unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", folder],
                                                capture_output=True).returncode == 0


def run_mounted(script, command, **variables):
    return subprocess.run(["unshare", "--mount", "sh", "-c", script, "sh", *command],
                          env={**os.environ, **{name: str(value) for name, value in variables.items()}},
                          capture_output=True, text=True, timeout=100)


class Disk(RunCase):
    def expect_no_space(self, errors):
        reasons = [line for line in errors.splitlines() if line.endswith("No space left on device")]
        self.assertTrue(reasons, errors)
        self.assertTrue(any(f"hesscut: {self.out}/" in line for line in reasons), errors)

    def needs_mounts(self):
        self.out.mkdir()
        if not may_mount(self.out):
            self.skipTest("only root may mount, and not in every container")


class Full(Disk):
    def run_with_room(self, room):
        result = self.expect_code(75, run(batch(photos(), self.out), room=room))
        self.expect_no_space(result.stderr)
        self.assertEqual(left_over(self.out), [])

    def test_from_the_first_byte(self):
        self.run_with_room(0)
        self.expect_goes_on()

    def test_in_the_settings(self):
        self.run_with_room(100)
        self.expect_goes_on()

    def test_in_the_middle(self):
        whole = sum(file.stat().st_size for part in ("images", "thumbnails") for file in (clean() / part).rglob("*.*"))
        for share in (0.25, 0.5, 0.75):
            with self.subTest(share=share):
                self.out = self.folder / f"out-{share}"
                self.run_with_room(int(share * whole))
                done = len(run_folder.times_done(self.out))
                self.assertGreater(done, 0)
                self.assertLess(done, PHOTOS)
                self.expect_missing("0\n")
                self.expect_goes_on()

    def test_in_the_report(self):
        """All photos are done, and only the report is missing, when there is no room for it."""
        whole = sum(file.stat().st_size for file in clean().rglob("*") if file.is_file())
        self.run_with_room(whole - (clean() / "report.html").stat().st_size // 2)
        self.assertEqual(len(run_folder.times_done(self.out)), PHOTOS)
        self.assertFalse((self.out / "report.html").exists())
        self.expect_goes_on()
        self.assertTrue((self.out / "report.html").exists())

    def test_that_is_real(self):
        self.needs_mounts()
        block = 4096
        blocks = sum(-(-file.stat().st_size // block) for file in clean().rglob("*") if file.is_file())
        result = run_mounted(ON_A_SMALL_DISK, batch(photos(), self.out), OUT=self.out, KEPT=self.folder,
                             SMALL=blocks // 2 * block)
        self.assertTrue(result.stdout.endswith("codes 75 0\n"), result.stdout + result.stderr)
        self.expect_no_space(result.stderr)
        done = len(run_folder.times_done(self.folder / "first"))
        self.assertGreater(done, 0)
        self.assertLess(done, PHOTOS)
        self.out.rmdir()
        (self.folder / "second").rename(self.out)
        self.expect_as_clean()


class NotWritable(Disk):
    def test_a_file_in_the_place_of_the_folder(self):
        self.out.write_text("in the way")
        result = self.expect_code(75, run(batch(photos(), self.out)))
        self.assertIn(f"hesscut: {self.out}/", result.stderr)
        self.assertIn("Not a directory", result.stderr)
        self.assertEqual(self.out.read_text(), "in the way")

    def test_a_file_in_the_place_of_a_folder_of_outputs(self):
        self.out.mkdir()
        (self.out / "images").write_text("in the way")
        result = self.expect_code(75, run(batch(photos(), self.out)))
        self.assertIn(f"{self.out}/images", result.stderr)
        self.assertIn("Not a directory", result.stderr)
        self.assertIn("given up", result.stderr)
        (self.out / "images").unlink()
        self.expect_goes_on()

    def test_a_read_only_file_system(self):
        self.needs_mounts()
        result = run_mounted(ON_A_READ_ONLY_DISK, batch(photos(), self.out), OUT=self.out)
        self.expect_code(75, result)
        self.assertIn(f"hesscut: {self.out}/", result.stderr)
        self.assertIn("Read-only file system", result.stderr)


class Slow(Disk):
    def stop(self, process):
        """Standard output and error of the process, which must end in time."""
        process.send_signal(signal.SIGTERM)
        began = time.monotonic()
        code, output, errors = self.end(process, 60)
        self.assertEqual(code, 143, errors)
        self.assertLess(time.monotonic() - began, STOP_SECONDS, errors)
        return output, errors

    def is_quiet(self, seconds):
        before = left_over(self.out), len(item_records(self.out))
        time.sleep(seconds)
        return before[0] and before == (left_over(self.out), len(item_records(self.out)))

    def test_a_slow_disk(self):
        process = start(batch(photos(), self.out), fsync_ms=300)
        wait_for_items(self.out, 2)
        output, _ = self.stop(process)
        self.assertIn("stopped on request", output)
        self.assertLess(len(item_records(self.out)), PHOTOS)
        self.expect_whole_journals()
        self.expect_goes_on()

    def test_a_disk_that_hangs_from_the_beginning(self):
        process = start(batch(photos(), self.out), fsync_ms=20000)
        wait_until(lambda: any(file.is_file() for file in self.out.rglob("*")), "something is being written")
        _, errors = self.stop(process)
        self.assertIn("the next run does them", errors)
        self.expect_goes_on()

    def test_a_disk_that_hangs_in_the_middle(self):
        process = start(batch(photos(), self.out), fsync_ms=20000, quick=60)
        wait_for_items(self.out, 2)
        wait_until(lambda: self.is_quiet(seconds=0.5), "nothing moves any more")
        _, errors = self.stop(process)
        self.assertIn("the next run does them", errors)
        self.assertLess(len(item_records(self.out)), PHOTOS)
        self.expect_whole_journals()
        self.expect_goes_on()

    def test_photos_on_a_disk_that_hangs(self):
        process = start(batch(photos(), self.out), list_ms=20000)
        time.sleep(0.5)
        self.stop(process)
        self.expect_goes_on()

    def test_counting_the_photos_does_not_hold_up_the_end(self):
        process = start(batch(photos(), self.out), list_ms=1500)
        wait_for_items(self.out, 1)
        output, errors = self.stop(process)
        self.assertEqual(errors.count("the next run does them"), 0, errors)
        self.assertIn("stopped on request", output)


if __name__ == "__main__":
    unittest.main()
