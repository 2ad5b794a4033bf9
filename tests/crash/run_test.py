#!/usr/bin/env python3
"""`hesscut batch`, `retry`, `verify` and `merge` as others see them: exit codes, what is said, what is on disk."""
import json
import os
import pty
import re
import shutil
import subprocess
import unittest
from pathlib import Path

import run_folder
from rig import (HESSCUT, PHOTOS, RunCase, batch, clean, environment, item_records, photos, run, start, wait_for_items)


TIMES = ("finished", "milliseconds", "stage_milliseconds")


def results(out):
    """What the results say of every item, but for when and how fast."""
    lines = [json.loads(line) for line in (out / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    return [{key: value for key, value in line.items() if key not in TIMES} for line in lines]


class Run(RunCase):
    def run_batch(self, code, *options):
        return self.expect_code(code, run(batch(photos(), self.out, *options)))

    def copy_of_clean(self):
        shutil.copytree(clean(), self.out)


class Beginning(Run):
    def test_two_processes_on_one_folder(self):
        first = start(batch(photos(), self.out), fsync_ms=100)
        wait_for_items(self.out, 1)
        second = self.run_batch(75)
        self.assertIn("0-of-1.journal: another process is at work on this part of the run", second.stderr)
        self.assertIsNone(first.poll(), "it was still at work")
        self.assertEqual(self.end(first, 60)[0], 0)
        self.expect_as_clean()

    def test_other_settings(self):
        self.copy_of_clean()
        before = run_folder.tree(self.out)
        errors = self.run_batch(2, "--quality", 80, "--square", "--margin", 0.25).stderr
        self.assertIn("begun with other settings: margin was 0.05, now 0.25; quality was 92, now 80; "
                      "square was no, now yes", errors)
        self.assertEqual(run_folder.tree(self.out), before)

    def test_dry_run(self):
        lines = self.run_batch(0, "--dry-run").stdout.splitlines()
        self.assertEqual(lines[-1], f"{PHOTOS} items, 0 of them cannot be used")
        self.assertFalse(self.out.exists())
        announced = [line.split("\t") for line in lines[:-1]]
        ids = sorted(path.relative_to(photos()).as_posix() for path in photos().rglob("*.*"))
        self.assertEqual([name for _, name, _ in announced], ids)
        self.assertEqual({state for state, _, _ in announced}, {"new"})
        outputs = {path for _, name, paths in announced for path in re.split(r" (?=images/)", paths)}
        self.assertEqual(outputs, {f"images/{name}" for name in run_folder.tree(clean() / "images")})

    def test_dry_run_of_a_run_that_is_there(self):
        self.run_batch(0, "--limit", 7)
        before = run_folder.tree(self.out)
        lines = self.run_batch(0, "--dry-run").stdout.splitlines()
        self.assertEqual(sum(line.startswith("done\t") for line in lines), 7)
        self.assertEqual(sum(line.startswith("new\t") for line in lines), PHOTOS - 7)
        self.assertEqual(run_folder.tree(self.out), before)

    def test_limit(self):
        for done in (7, 14):
            self.run_batch(0, "--limit", 7)
            self.assertEqual(len(item_records(self.out)), done)
            self.expect_missing("0\n")
        self.expect_goes_on()

    def test_shards_that_cannot_be(self):
        for shard in ("3/3", "-1/3", "1/0", "1", "a/b", "1/2/3", "0/1000001"):
            errors = self.run_batch(2, f"--shard={shard}").stderr
            self.assertIn(f"--shard {shard}: a shard is I/N with I from 0 to N - 1", errors)
        self.assertFalse(self.out.exists())

    def test_results_among_the_photos(self):
        errors = self.expect_code(2, run(batch(photos(), photos() / "results"))).stderr
        self.assertIn("lies in", errors)
        self.assertFalse((photos() / "results").exists())


class AfterTheRun(Run):
    def test_shards_one_after_the_other(self):
        for order in ((0, 1, 2), (2, 0, 1)):
            with self.subTest(order=order):
                self.out = self.folder / "".join(map(str, order))
                for place, shard in enumerate(order):
                    self.run_batch(0, "--shard", f"{shard}/3")
                    self.expect_missing("".join(f"{','.join(map(str, sorted(order[place + 1:])))}\n"
                                                for _ in order[place + 1:][:1]))
                    self.assertFalse((self.out / "report.html").exists())
                    code = 0 if place == 2 else 75
                    self.expect_code(code, run([HESSCUT, "merge", self.out]))
                    for written in ("results.jsonl", "summary.json", "metrics.prom", "report.html"):
                        self.assertTrue((self.out / written).exists(), written)
                    (self.out / "report.html").unlink()
                self.expect_as_clean()
                self.assertEqual(results(self.out), results(clean()))

    def test_verify(self):
        self.copy_of_clean()
        files = len(run_folder.tree(self.out / "images")) + len(run_folder.tree(self.out / "thumbnails"))
        said = self.expect_code(0, run([HESSCUT, "verify", self.out])).stdout
        self.assertEqual(said, f"{files} files of {PHOTOS} photos read, 0 damaged\n")
        masks = sorted((self.out / "images").rglob("*.mask.png"))
        content = bytearray(masks[3].read_bytes())
        content[len(content) // 2] ^= 1
        masks[3].write_bytes(content)
        masks[8].unlink()
        result = self.expect_code(75, run([HESSCUT, "verify", self.out]))
        self.assertEqual(result.stdout, f"{files} files of {PHOTOS} photos read, 2 damaged\n")
        self.assertEqual(sorted(result.stderr.splitlines()),
                         [f"hesscut: {mask}: missing, or not as it was written" for mask in (masks[3], masks[8])])

        errors = self.run_batch(0).stderr
        for mask in (masks[3], masks[8]):
            self.assertIn(f"{mask.relative_to(self.out)}: was not as it had been written, done again", errors)
        self.assertEqual(run_folder.tree(self.out / "images"), run_folder.tree(clean() / "images"))
        again = {name for name, count in run_folder.times_done(self.out).items() if count != 1}
        self.assertEqual(again, {str(mask.relative_to(self.out / "images"))[:-len(".mask.png")]
                                 for mask in (masks[3], masks[8])})

    def test_commands_on_a_folder_without_a_run(self):
        self.out.mkdir()
        for command in (["retry", "--failed"], ["verify"], ["merge"], ["merge", "--missing"]):
            result = self.expect_code(2, run([HESSCUT, *command, self.out]))
            self.assertEqual(result.stderr, f"hesscut: {self.out}: holds no run (there is no run.json in it)\n")
        self.assertEqual(list(self.out.iterdir()), [])


class BadPhoto(Run):
    def setUp(self):
        super().setUp()
        self.photos = self.folder / "photos"
        shutil.copytree(photos(), self.photos)
        self.bad = sorted(self.photos.rglob("*.jpg"))[5]
        self.good = self.bad.read_bytes()
        self.bad.write_bytes(self.good[:len(self.good) // 2])

    def batch(self):
        return self.expect_code(3, run(batch(self.photos, self.out)))

    def test_costs_only_itself(self):
        result = self.batch()
        self.assertIn(f"hesscut: {self.bad}: ", result.stderr)
        self.assertIn(f"{PHOTOS - 1} done, 1 failed in ", result.stdout)
        statuses = [(record["status"], record["id"]) for record in item_records(self.out)]
        self.assertEqual([name for status, name in statuses if status == "failed"],
                         [self.bad.relative_to(self.photos).as_posix()])
        self.assertEqual(len(statuses), PHOTOS)
        self.expect_missing("")

        again = self.batch()
        self.assertIn(f"0 done, {PHOTOS - 1} done before, 1 failed before in ", again.stdout)
        self.assertEqual(len(item_records(self.out)), PHOTOS, "nothing was done again")

    def test_retry(self):
        self.batch()
        usage = self.expect_code(2, run([HESSCUT, "retry", self.out]))
        self.assertIn("--failed", usage.stderr)
        self.expect_code(3, run([HESSCUT, "retry", self.out, "--failed"]))
        self.bad.write_bytes(self.good)
        done = self.expect_code(0, run([HESSCUT, "retry", self.out, "--failed"]))
        self.assertIn("1 done in ", done.stdout)
        self.expect_missing("")
        self.expect_as_clean()
        self.assertEqual(self.expect_code(0, run([HESSCUT, "retry", self.out, "--failed"])).stdout, "")

    def test_mended_is_seen(self):
        self.batch()
        self.bad.write_bytes(self.good)
        self.expect_code(0, run(batch(self.photos, self.out)))
        self.expect_as_clean()

    def test_log_of_objects(self):
        result = self.expect_code(3, run(batch(self.photos, self.out, "--log", "json")))
        lines = [json.loads(line) for line in result.stderr.splitlines()]
        self.assertEqual(sorted(line["event"] for line in lines), ["done"] * (PHOTOS - 1) + ["failed"])
        self.assertEqual({line["id"] for line in lines},
                         {path.relative_to(self.photos).as_posix() for path in self.photos.rglob("*.*")})
        for line in lines:
            self.assertRegex(line["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        failed = [line for line in lines if line["event"] == "failed"]
        self.assertTrue(failed[0]["reason"].startswith(f"{self.bad}: "), failed)
        again = self.expect_code(3, run(batch(self.photos, self.out, "--log", "json")))
        events = sorted(json.loads(line)["event"] for line in again.stderr.splitlines())
        self.assertEqual(events, ["skipped"] * (PHOTOS - 1))


class Said(Run):
    def test_quiet(self):
        for options in (("--quiet",), ("--quiet", "--log", "json")):
            result = self.run_batch(0, *options)
            self.assertEqual((result.stdout, result.stderr), ("", ""))

    def test_bar_on_a_terminal(self):
        terminal, side = pty.openpty()
        process = subprocess.Popen(batch(photos(), self.out), env=environment({"fsync_ms": 20}), stderr=side,
                                   stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        os.close(side)
        shown = b""
        try:
            while part := os.read(terminal, 4096):
                shown += part
        except OSError:  # the other side is closed
            pass
        os.close(terminal)
        self.assertEqual(process.wait(timeout=60), 0)
        drawn = shown.decode().split("\r")
        bars = [re.fullmatch(r"\[(#*)(\.*)\] (\d+) of (\d+) photos, \d+\.\d/s(, \d+ s left)?\x1b\[K", text)
                for text in drawn[1:-1]]
        self.assertTrue(all(bars), drawn)
        counts = [int(bar[3]) for bar in bars]
        self.assertGreater(len(bars), 3)
        self.assertEqual(counts, sorted(counts))
        for bar in bars:
            self.assertEqual(int(bar[4]), PHOTOS)
            self.assertEqual(len(bar[1] + bar[2]), 24)
            self.assertEqual(len(bar[1]), 24 * int(bar[3]) // PHOTOS)
            self.assertEqual(bar[5] is not None, int(bar[3]) < PHOTOS)
        self.assertEqual(drawn[-1], "\x1b[K", "at the end the line is clear")


if __name__ == "__main__":
    unittest.main()
