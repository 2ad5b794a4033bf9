#!/usr/bin/env python3
"""What tools/slurm hands to Slurm, looked at from the other side: a fake sbatch writes it down. Needs no Slurm."""
import json
import os
import shlex
import subprocess
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
SLURM_TOOLS = HERE.parents[1] / "tools" / "slurm"


class SubmitTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        programs = self.folder / "programs"
        programs.mkdir()
        for name in ("sbatch", "scontrol", "squeue", "sinfo", "scancel", "hesscut"):
            (programs / name).symlink_to(HERE / "fake_slurm.py")
        self.environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "FAKE_FOLDER": str(self.folder)}
        self.environment.pop("HESSCUT", None)
        self.out = self.folder / "run of 5%"

    def run_tool(self, tool, *arguments, **environment):
        return subprocess.run([SLURM_TOOLS / tool, *arguments], env={**self.environment, **environment},
                              cwd=self.folder, capture_output=True, text=True, check=False, timeout=60)

    def submit(self, *options, batch=None, status=0):
        """Runs submit.sh and returns what it says."""
        batch = ["photos", "--out", str(self.out)] if batch is None else batch
        result = self.run_tool("submit.sh", *options, "--", *batch)
        self.assertEqual(result.returncode, status, result)
        return result.stdout + result.stderr

    def answer(self, name, text):
        (self.folder / name).write_text(text, encoding="utf-8")

    def begin_run(self, shards):
        self.out.mkdir(exist_ok=True)
        text = json.dumps({"preset": "product", "shards": str(shards)}, indent=2)
        (self.out / "run.json").write_text(text, encoding="utf-8")

    def calls(self, name):
        lines = (self.folder / "calls").read_text(encoding="utf-8").splitlines()
        return [call for call in map(json.loads, lines) if call["name"] == name]

    def arrays(self):
        """The shards of each array job: (offset, indices)."""
        found = []
        for call in self.calls("sbatch"):
            indices = [word.removeprefix("--array=") for word in call["arguments"] if word.startswith("--array=")]
            if indices:
                found.append((int(shlex.split(call["script"])[-1]), indices[0]))
        return found

    def latest(self):
        return self.out / "slurm" / "latest"

    def test_one_window(self):
        said = self.submit("--shards", "4")
        self.assertEqual(self.arrays(), [(0, "0,1,2,3")])
        tasks, merge = self.calls("sbatch")
        self.assertIn("--requeue", tasks["arguments"])
        self.assertIn("--signal=B:TERM@60", tasks["arguments"])
        self.assertIn("--dependency=afterany:101", merge["arguments"])
        self.assertNotIn("--signal=B:TERM@60", merge["arguments"])
        self.assertIn("job(s) 101, merge in job 102", said)
        self.assertEqual((self.latest() / "jobs").read_text(encoding="utf-8").split("\n")[1], "102 merge 1")

    def test_windows_hold_fewer_tasks_than_the_controller_allows(self):
        self.answer("max_array_size", "5")
        self.submit("--shards=11")
        self.assertEqual(self.arrays(), [(0, "0,1,2,3,4"), (5, "0,1,2,3,4"), (10, "0")])
        self.assertIn("--dependency=afterany:101:102:103", self.calls("sbatch")[-1]["arguments"])

    def test_default_and_standing_number_of_shards(self):
        self.submit()
        self.assertEqual(self.arrays()[0][1], ",".join(map(str, range(64))))
        self.begin_run(7)
        self.submit()
        self.assertEqual(self.arrays()[1], (0, "0,1,2,3,4,5,6"))
        self.submit("--shards", "7")
        self.assertIn("--shards: the run in", self.submit("--shards", "8", status=2))

    def test_options_reach_sbatch(self):
        self.submit("--shards", "2", "--partition", "small", "--time", "1-12:30", "--cpus", "6", "--mem=12G", "--gpus",
                    "--sbatch", "--account=shop --qos=\"night run\"", "--sbatch=--nice")
        tasks, merge = (call["arguments"] for call in self.calls("sbatch"))
        for word in ("--partition=small", "--time=1-12:30", "--account=shop", "--qos=night run", "--nice"):
            self.assertIn(word, tasks)
            self.assertIn(word, merge)
        for word in ("--cpus-per-task=6", "--mem=12G", "--gres=gpu:1"):
            self.assertIn(word, tasks)
            self.assertNotIn(word, merge)

    def test_gpus_where_every_node_has_some(self):
        for gres, options, expected in (
            ("gpu:2", [], True),
            ("gpu:a100:4(S:0-1)", ["--partition", "work"], True),
            ("(null)", [], False),
            ("gpu:2\nwork* (null)", [], False),
            ("gpu:2\n(null)", ["--partition", "work"], False),
            ("gpu:2", ["--no-gpus"], False),
            ("(null)", ["--gpus"], True),
        ):
            with self.subTest(gres=gres, options=options):
                self.answer("gres", gres)
                (self.folder / "calls").unlink(missing_ok=True)
                self.submit("--shards", "1", *options)
                self.assertEqual("--gres=gpu:1" in self.calls("sbatch")[0]["arguments"], expected)

    def test_arguments_reach_the_command_as_they_are(self):
        arguments = ["photos of 'May'", "a \"quoted\" $HOME `x`", "back\\slash", "two\nlines", "*", "", "ü", "--set",
                     "a=b c", "--out", str(self.out)]
        self.submit("--shards", "9", batch=arguments)
        script = self.calls("sbatch")[0]["script"]
        for name, more in (("CPUS_ON_NODE", ["--threads", "3000"]), ("MEM_PER_NODE", ["--max-memory", "1500M"]),
                           ("", [])):
            with self.subTest(name=name):
                environment = {**self.environment, "SLURM_ARRAY_TASK_ID": "8", f"SLURM_{name}": "3000"}
                result = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True,
                                        check=False)
                self.assertEqual(result.returncode, 0, result)
                self.assertEqual(self.calls("hesscut")[-1]["arguments"], ["batch", "--shard", "8/9", *more, *arguments])

    def test_threads_and_memory_given_stay(self):
        self.submit("--shards", "1", batch=["photos", "--threads=2", "--max-memory", "1G", "--out", str(self.out)])
        self.run_tool("task.sh", str(self.latest()), "0", SLURM_ARRAY_TASK_ID="0", SLURM_CPUS_ON_NODE="7",
                      SLURM_MEM_PER_NODE="9000")
        self.assertEqual(self.calls("hesscut")[-1]["arguments"][:4], ["batch", "--shard", "0/1", "photos"])

    def test_a_window_is_an_offset(self):
        self.answer("max_array_size", "5")
        self.submit("--shards", "12")
        self.run_tool("task.sh", str(self.latest()), "10", SLURM_ARRAY_TASK_ID="1")
        self.assertEqual(self.calls("hesscut")[-1]["arguments"][:3], ["batch", "--shard", "11/12"])

    def test_wrong_usage_names_the_option(self):
        for options, batch, named in (
            (["--shards", "0"], None, "--shards: "),
            (["--shards", "many"], None, "--shards: "),
            (["--cpus", "-1"], None, "--cpus: "),
            (["--mem", "lots"], None, "--mem: "),
            (["--time", "soon"], None, "--time: "),
            (["--tries", "0"], None, "--tries: "),
            (["--tries"], None, "--tries: needs a value"),
            (["--partition="], None, "--partition: "),
            (["--sbatch", "--qos='open"], None, "--sbatch: "),
            (["--out", "x"], None, "--out: no option of submit.sh"),
            (["photos"], None, "photos: no option of submit.sh"),
            ([], ["photos"], "--out: is missing"),
            ([], ["photos", "--out"], "--out: is missing"),
            ([], ["photos", "--out", "x", "--shard", "1/2"], "--shard: "),
            ([], ["-", "--out", "x"], "INPUT: standard input"),
        ):
            with self.subTest(options=options, batch=batch):
                self.assertIn(named, self.submit(*options, batch=batch, status=2))
        self.assertFalse((self.folder / "calls").exists())
        self.assertEqual(self.run_tool("submit.sh", "--shards", "2").returncode, 2)

    def test_what_the_command_refuses_is_not_submitted(self):
        self.answer("dry_run", "2")
        self.assertIn("fake message", self.submit("--shards", "2", status=2))
        self.assertEqual(self.calls("sbatch"), [])
        self.answer("dry_run", "75")  # no device here, say, but there may be one on the nodes
        self.submit("--shards", "2")

    def test_a_command_that_is_not_there(self):
        result = self.run_tool("submit.sh", "--", "photos", "--out", "x", HESSCUT="/no/such")
        self.assertEqual((result.returncode, result.stderr), (2, "submit.sh: HESSCUT: no such command: /no/such\n"))

    def test_not_while_jobs_are_in_the_queue(self):
        self.submit("--shards", "2")
        self.answer("queue", "101\n102\n101\n")
        self.assertIn("still in the queue: 101 102", self.submit("--shards", "2", status=75))
        self.assertEqual(len(self.calls("sbatch")), 2)

    def test_what_slurm_does_not_take_is_taken_back(self):
        self.answer("max_array_size", "2")
        self.answer("sbatch_limit", "2")
        self.assertIn("QOS policy", self.submit("--shards", "6", status=75))
        self.assertEqual(self.calls("scancel")[0]["arguments"], ["101", "102"])
        self.answer("sbatch_limit", "6")  # three more arrays are taken, the merge is not
        self.submit("--shards", "6", status=75)
        self.assertEqual(self.calls("scancel")[1]["arguments"], ["104", "105", "106"])

    def merge(self, attempt, status, **environment):
        result = self.run_tool("merge.sh", str(self.latest()), str(attempt), **environment)
        self.assertEqual(result.returncode, status, result)
        return result.stdout + result.stderr

    def test_merge_submits_only_what_is_missing(self):
        self.answer("max_array_size", "5")
        self.submit("--shards", "12", "--tries", "2", "--cpus", "3")
        self.begin_run(12)
        self.answer("missing", "1,4,5,11\n")
        before = len(self.calls("sbatch"))
        self.merge(1, 0, SLURM_JOB_ID="104")
        self.assertEqual(self.arrays()[3:], [(0, "1,4"), (5, "0"), (10, "1")])
        self.assertIn("--cpus-per-task=3", self.calls("sbatch")[before]["arguments"])
        self.assertIn("--dependency=afterany:105:106:107", self.calls("sbatch")[-1]["arguments"])
        self.assertFalse((self.latest() / "status").exists())
        self.merge(1, 0)  # begun anew after its node was lost: submits nothing twice
        self.assertEqual(len(self.calls("sbatch")), before + 4)
        self.answer("merge", "75")  # all tries are over: merges what there is
        self.merge(2, 75)
        self.assertEqual(len(self.calls("sbatch")), before + 4)
        self.assertEqual((self.latest() / "status").read_text(encoding="utf-8"), "75\n")

    def test_merge_of_a_run_that_no_task_began(self):
        self.submit("--shards", "3", "--tries", "2")
        self.merge(1, 0)
        self.assertEqual(self.arrays()[1], (0, "0,1,2"))
        self.assertIn("no task has begun the run", self.merge(2, 75))

    def test_status_of_the_merge(self):
        self.submit("--shards", "3")
        self.begin_run(3)
        for status in (0, 3):
            self.answer("merge", str(status))
            self.answer("missing", "")
            (self.folder / "calls").unlink()
            self.merge(1, status)
            self.assertEqual(self.calls("hesscut")[-1]["arguments"], ["merge", str(self.out)])

    def test_merge_where_nobody_can_tell_what_is_missing(self):
        self.submit("--shards", "3")
        self.begin_run(3)
        self.answer("missing_status", "75")
        self.answer("merge", "75")
        self.assertIn("cannot tell", self.merge(1, 75))
        self.assertEqual((self.latest() / "status").read_text(encoding="utf-8"), "75\n")

    def test_help(self):
        for tool in ("submit.sh", "task.sh", "merge.sh"):
            result = self.run_tool(tool, "--help")
            self.assertEqual((result.returncode, result.stderr), (0, ""))
            self.assertTrue(result.stdout.startswith(f"Usage: tools/slurm/{tool} "))


if __name__ == "__main__":
    unittest.main()
