#!/usr/bin/env python3
"""One run on two machines with tools/slurm, on a Slurm cluster of the test's own, compared with the same run on one.

Usage: cluster_test.py lost_node|retried

HESSCUT and HESSCUT_SCENES name the commands. Exits with 77, "skipped", where there can be no such cluster.
"""
import json
import os
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import slurm_cluster
from slurm_cluster import Cluster, wait_until

SUBMIT = Path(__file__).resolve().parents[2] / "tools" / "slurm" / "submit.sh"
SHARDS = 8
ORIENTATIONS = (1, 2, 3, 6, 8)  # of EXIF: as stored, mirrored, turned
OUTPUTS = ("--write", "mask,cutout")


def check(condition, what):
    if not condition:
        raise AssertionError(what)


def turned(photo, orientation):
    """The JPEG with a note that it is stored turned: the same scene to look at, but another one to cut."""
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    exif = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + entry + bytes(4)
    return photo[:2] + b"\xff\xe1" + struct.pack(">H", 2 + len(exif)) + exif + photo[2:]


def draw_photos(folder):
    """60 photos with names that need quoting; returns their ids."""
    subprocess.run([os.environ["HESSCUT_SCENES"], folder / "drawn", "--size", "120x90"], check=True,
                   stdout=subprocess.DEVNULL)
    ids = []
    for orientation in ORIENTATIONS:
        for photo in sorted((folder / "drawn" / "images").iterdir()):
            name = f"season {orientation}/it's \"{photo.stem}\" no. {orientation}.jpg"
            place = folder / "photos of 'May'" / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(turned(photo.read_bytes(), orientation))
            ids.append(name)
    check(len(ids) == 60, f"{len(ids)} photos")
    return ids


class Run:
    """A run by submit.sh of the photos in folder/"photos of 'May'" into folder/"its results"."""

    def __init__(self, cluster, folder, command):
        self.cluster = cluster
        self.folder = folder
        self.command = command
        self.photos = folder / "photos of 'May'"
        self.out = folder / "its results"
        self.process = None

    def submit(self, *options):
        """Begins submit.sh --wait, from the folder, with relative paths."""
        with open(self.folder / "submit.log", "ab") as log:
            command = [SUBMIT, "--shards", str(SHARDS), "--cpus", "1", "--wait", *options, "--", self.photos.name,
                       "--out", self.out.name, *OUTPUTS]
            environment = {**self.cluster.environment, "HESSCUT": str(self.command)}
            self.process = subprocess.Popen(command, env=environment, cwd=self.folder, stdin=subprocess.DEVNULL,
                                            stdout=log, stderr=log)

    def expect_status(self, status):
        try:
            ended = self.process.wait(timeout=90)
        except subprocess.TimeoutExpired as error:
            raise AssertionError(f"submit.sh --wait did not end; queue: {self.cluster.queue()}") from error
        check(ended == status, f"submit.sh --wait ended with {ended}, not with {status}")

    def tasks(self):
        """The tasks that run: (shard, job and index, node). A window of an array job has an offset."""
        offsets = {fields[0]: int(fields[4]) for fields in self.jobs() if fields[1] == "tasks"}
        found = []
        for line in self.cluster.queue():
            fields = line.split()
            job, _, index = fields[0].partition("_")
            if len(fields) == 3 and fields[1] == "RUNNING" and job in offsets:
                found.append((offsets[job] + int(index), fields[0], fields[2]))
        return found

    def jobs(self):
        file = self.out / "slurm" / "latest" / "jobs"
        return [line.split() for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []

    def tried(self, attempt):
        """The shards that were submitted for this try, as (offset, indices) of its array jobs."""
        return [(fields[4], fields[6]) for fields in self.jobs() if fields[1:3] == ["tasks", str(attempt)]]

    def missing(self):
        listed = self.cluster.run(os.environ["HESSCUT"], "merge", str(self.out), "--missing").stdout.strip()
        return [int(shard) for shard in listed.split(",") if shard]

    def lines_done(self, shard):
        journal = self.out / "journal" / f"{shard}-of-{SHARDS}.journal"
        return journal.read_bytes().count(b"\n") if journal.exists() else 0

    def log(self, attempt, shard):
        return (self.out / f"slurm/latest/logs/try-{attempt}-shard-{shard}.log").read_text(encoding="utf-8")

    def results(self):
        lines = (self.out / "results.jsonl").read_text(encoding="utf-8").splitlines()
        return sorted((record["id"], record["status"]) for record in map(json.loads, lines))

    def print_logs(self):
        for log in (self.folder / "submit.log", *sorted(self.out.glob("slurm/*/logs/*.log"))):
            print(f"--- {log.name}", *log.read_text(encoding="utf-8", errors="replace").splitlines()[-10:], sep="\n")


def begin_reference(run):
    """The same without shards and without a cluster, at the same time."""
    return subprocess.Popen([os.environ["HESSCUT"], "batch", run.photos, "--out", run.folder / "reference", *OUTPUTS],
                            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)


def images(out):
    return {str(file.relative_to(out)): file.read_bytes() for file in (out / "images").rglob("*") if file.is_file()}


def expect_same_images(run, reference, status):
    ended = reference.wait(timeout=90)
    check(ended == status, f"the run on one machine ended with {ended}, not with {status}")
    ours, theirs = images(run.out), images(run.folder / "reference")
    check(len(theirs) >= 60, f"the run on one machine wrote {len(theirs)} images")
    check(ours.keys() == theirs.keys(), f"other images: {ours.keys() ^ theirs.keys()}")
    different = [name for name, content in ours.items() if theirs[name] != content]
    check(not different, f"images differ from those of the run on one machine: {different}")


def processes(*words):
    """Processes that have all these words in their command line, one after the other."""
    wanted = "\0".join(words).encode()
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and wanted in (entry / "cmdline").read_bytes():
                found.append(int(entry.name))
        except OSError:  # has just ended
            pass
    return found


def freeze_amid(run, choose):
    """Stops the command amid a shard whose task `choose` takes; returns the task, as in Run.tasks, and the process.

    However fast the command is: it runs in short slices from the moment it is seen."""
    def frozen():
        for task in filter(choose, run.tasks()):
            for process in processes("--shard", f"{task[0]}/{SHARDS}"):
                if amid(run, task[0], process):
                    return task, process
        return None
    return wait_until(frozen, 30, "a shard is amid its photos")


def amid(run, shard, process):
    while True:
        try:
            os.kill(process, signal.SIGSTOP)
            if run.lines_done(shard) > 0:
                if shard in run.missing():
                    return True
                os.kill(process, signal.SIGCONT)  # it had just finished its last photo
                return False
            os.kill(process, signal.SIGCONT)
        except ProcessLookupError:
            return False
        time.sleep(0.005)


def lost_node(folder):
    ids = draw_photos(folder)
    with Cluster(folder / "cluster") as cluster:
        run = Run(cluster, folder, os.environ["HESSCUT"])
        try:
            run.submit()
            wait_until(lambda: {"n1", "n2"} <= {task[2] for task in run.tasks()}, 30, "shards run on both nodes")
            (shard, _, _), _ = freeze_amid(run, lambda task: task[2] == "n2")
            done_before = run.lines_done(shard)
            cluster.lose("n2")
            print(f"lost n2 amid shard {shard}, after {done_before} lines of its journal", flush=True)
            reference = begin_reference(run)
            run.expect_status(0)
            check(run.results() == sorted((name, "done") for name in ids), "results.jsonl is not each id once, done")
            expect_same_images(run, reference, 0)
            begun = [line for line in run.log(1, shard).splitlines() if line.startswith("task.sh: ")]
            check(len(begun) == 2 and "on n2" in begun[0] and "on n1" in begun[1] and "anew 1 times" in begun[1],
                  f"shard {shard} did not go over from n2 to n1: {begun}")
            check(not run.tried(2), "a lost node took a try: Slurm itself begins its tasks anew")
        except BaseException:
            run.print_logs()
            raise


# Stands before the command: what befalls the first tries, and what GPU each task has.
WRAPPER = """\
#!/bin/bash
shard=
[[ $1 != batch || $2 != --shard || " $* " == *" --dry-run "* ]] || shard=${{3%/*}}
if [[ -n $shard ]]; then
  echo "$shard" "$CUDA_VISIBLE_DEVICES" >>{folder}/gpus
  echo begun >>{folder}/begun-$shard
  case $shard:$(wc -l <{folder}/begun-$shard) in
    1:1 | 1:2) kill -KILL $$ ;;
    3:1) exit 75 ;;
  esac
fi
exec {command} "$@"
"""


def retried(folder):
    ids = draw_photos(folder)
    with Cluster(folder / "cluster", gpus=2, max_array_size=5) as cluster:
        wrapper = folder / "wrapper"
        wrapper.write_text(WRAPPER.format(folder=folder, command=os.environ["HESSCUT"]), encoding="utf-8")
        wrapper.chmod(0o755)
        run = Run(cluster, folder, wrapper)
        (run.photos / "no photo.jpg").write_text("not at all", encoding="utf-8")
        try:
            # Try 1: shard 1 is killed, 3 defers, 6 is told to stop in time. Try 2, the last: 1 is killed again.
            run.submit("--tries", "2")
            (_, task, _), process = freeze_amid(run, lambda task: task[0] == 6)
            cluster.run("scancel", "--signal=TERM", "--batch", task)
            time.sleep(0.5)  # the signal is on its way through slurmd
            os.kill(process, signal.SIGCONT)
            reference = begin_reference(run)
            run.expect_status(75)
            ended = cluster.run("scontrol", "show", "job", task).stdout
            check("ExitCode=143:0" in ended, f"the signal did not reach the command, which stops with 143:\n{ended}")
            check(run.tried(1) == [("0", "0,1,2,3,4"), ("5", "0,1,2")], f"windows of 5 shards: {run.jobs()}")
            check(run.tried(2) == [("0", "1,3"), ("5", "1")], f"only what was missing is tried again: {run.jobs()}")
            check(run.missing() == [1], f"missing after two tries: {run.missing()}")
            check(0 < len(run.results()) < len(ids), "what there is was merged")
            # The same command again resumes.
            run.submit("--tries", "2")
            run.expect_status(3)
            check(not run.tried(2), f"nothing was left to try again: {run.jobs()}")
            expected = sorted([*((name, "done") for name in ids), ("no photo.jpg", "failed")])
            check(run.results() == expected, "results.jsonl is not each id once, done but for the broken photo")
            expect_same_images(run, reference, 3)
            devices = [line.split()[1:] for line in (folder / "gpus").read_text(encoding="utf-8").splitlines()]
            check(all(device in (["0"], ["1"]) for device in devices), f"a task did not have one GPU: {devices}")
            check(len(devices) == SHARDS + 3 + SHARDS, f"{len(devices)} tasks")
        except BaseException:
            run.print_logs()
            raise


def main(arguments):
    scenarios = {"lost_node": lost_node, "retried": retried}
    if len(arguments) != 2 or arguments[1] not in scenarios:
        print(__doc__, file=sys.stderr)
        return 2
    if slurm_cluster.INSIDE not in os.environ:
        why = slurm_cluster.missing_part()
        if why:
            print(f"skipped: {why}")
            return slurm_cluster.SKIPPED
        return slurm_cluster.run_inside(arguments)
    begun = time.monotonic()
    try:
        scenarios[arguments[1]](slurm_cluster.prepare_namespace())
    except AssertionError as error:
        print(f"{arguments[1]} FAILED: {error}")
        return 1
    print(f"{arguments[1]} passed in {time.monotonic() - begun:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
