#!/usr/bin/env python3
"""`hesscut batch` when it is asked to stop, and with a list on standard input that comes slowly."""
import re
import shutil
import signal
import subprocess
import time
import unittest
from pathlib import Path

from rig import (HESSCUT, PHOTOS, RunCase, batch, item_records, photos, run, start, wait_for_items, wait_until)

STOP_SECONDS = 5
CATCHES = re.compile(r"^SigCgt:\s*([0-9a-f]+)$", re.MULTILINE)


def catches(process, number):
    """Whether the process still has a handler for the signal."""
    mask = CATCHES.search(Path(f"/proc/{process.pid}/status").read_text())
    return bool(int(mask[1], 16) >> (number - 1) & 1)


class Signals(RunCase):
    def stop_in_the_middle(self, number):
        process = start(batch(photos(), self.out), fsync_ms=20)
        wait_for_items(self.out, 3)
        process.send_signal(number)
        code, output, errors = self.end(process, STOP_SECONDS)
        self.assertEqual(code, 143, errors)
        self.assertIn("stopped on request", output)
        self.assertEqual(errors.count("still in work"), 0, errors)
        self.assertLess(len(item_records(self.out)), PHOTOS)
        self.expect_whole_journals()
        self.expect_missing("0\n")
        self.assertFalse((self.out / "report.html").exists())
        self.expect_goes_on()

    def test_sigterm(self):
        self.stop_in_the_middle(signal.SIGTERM)

    def test_sigint(self):
        self.stop_in_the_middle(signal.SIGINT)

    def test_stopped_again_and_again(self):
        for _ in range(20):
            process = start(batch(photos(), self.out), fsync_ms=10)
            items = len(item_records(self.out))
            wait_until(lambda: process.poll() is not None or len(item_records(self.out)) > items, "one more is done")
            process.send_signal(signal.SIGTERM)
            code, _, errors = self.end(process, STOP_SECONDS)
            self.assertIn(code, (0, 143), errors)
            self.expect_whole_journals()
        self.expect_goes_on()

    def test_the_second_signal_ends_at_once(self):
        process = start(batch(photos(), self.out), fsync_ms=1000, quick=60)
        wait_for_items(self.out, 2)
        process.send_signal(signal.SIGTERM)
        wait_until(lambda: not catches(process, signal.SIGTERM), "the first one is noticed")
        process.send_signal(signal.SIGTERM)
        code, _, errors = self.end(process, 1)
        self.assertIn(code, (-signal.SIGTERM, 143), errors)
        self.expect_goes_on()

    def test_killed(self):
        process = start(batch(photos(), self.out), fsync_ms=20)
        wait_for_items(self.out, 3)
        process.kill()
        self.assertEqual(self.end(process, 1)[0], -signal.SIGKILL)
        self.expect_missing("0\n")
        self.expect_goes_on()


class StandardInput(RunCase):
    def setUp(self):
        super().setUp()
        self.names = sorted(photos().rglob("*.jpg"))
        self.process = None

    def begin(self, *options, **faults):
        self.process = start(batch("-", self.out, *options), stdin=subprocess.PIPE, **faults)
        wait_until(lambda: any((self.out / "journal").glob("*.journal")), "it has begun")

    def give(self, *names):
        self.process.stdin.write("".join(f"{name}\n" for name in names))
        self.process.stdin.flush()

    def statuses(self):
        return [record["status"] for record in item_records(self.out)]

    def ended_in(self, seconds):
        """Code and standard error, while standard input stays open."""
        wait_until(lambda: self.process.poll() is not None, "it has ended", seconds)
        self.addCleanup(self.process.communicate)
        return self.process.returncode, self.process.stderr.read()

    def test_photos_are_done_while_it_waits_for_more(self):
        """Also those that wait for others to be solved with."""
        gone = self.folder / "gone.jpg"
        shutil.copy(self.names[2], gone)
        self.begin("--batch", 16, "--batch-wait", 200)
        self.give(self.names[0], self.names[1])
        wait_until(lambda: self.statuses() == ["done", "done"], "both are done")
        gone.unlink()
        self.give(gone)
        wait_until(lambda: self.statuses()[2:] == ["failed"], "the one that is gone has failed")
        self.give(self.names[3])
        self.process.stdin.close()
        wait_until(lambda: self.process.poll() is not None, "it has ended")
        errors = self.process.stderr.read()
        self.process.stdin = None
        self.addCleanup(self.process.communicate)
        self.assertEqual(self.process.returncode, 3, errors)
        self.assertIn(f"{gone}: No such file or directory", errors)
        self.assertEqual(self.statuses(), ["done", "done", "failed", "done"])

    def test_stop_while_it_waits(self):
        for i in range(5):
            with self.subTest(i):
                self.out = self.folder / f"out-{i}"
                self.begin()
                self.give(self.names[i])
                wait_for_items(self.out, 1)
                self.process.send_signal(signal.SIGTERM)
                code, errors = self.ended_in(STOP_SECONDS)
                self.assertEqual(code, 143, errors)
                self.assertEqual(errors.count("still in work"), 0, errors)
                self.assertEqual(self.statuses(), ["done"])
                self.expect_missing("0\n")

    def test_no_more_is_waited_for_than_is_wanted(self):
        self.begin("--limit", 1)
        self.give(self.names[0], self.names[1])
        code, errors = self.ended_in(STOP_SECONDS)
        self.assertEqual(code, 0, errors)
        self.assertEqual(self.statuses(), ["done"])

    def test_a_full_disk_ends_the_waiting(self):
        self.begin(room=4000)
        self.give(self.names[0])
        code, errors = self.ended_in(STOP_SECONDS)
        self.assertEqual(code, 75, errors)
        self.assertIn("No space left on device", errors)

    def test_giving_up_ends_the_waiting(self):
        (self.out).mkdir()
        (self.out / "images").write_text("in the way")
        self.begin()
        self.give(*self.names[:10])
        code, errors = self.ended_in(STOP_SECONDS)
        self.assertEqual(code, 75, errors)
        self.assertIn("given up", errors)


if __name__ == "__main__":
    unittest.main()
