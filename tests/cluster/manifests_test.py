#!/usr/bin/env python3
"""tools/kubernetes against what Kubernetes demands of such Jobs, what the exit codes mean, and the command itself.

HESSCUT names the command. Exits with 77, "skipped", without PyYAML.
"""
import copy
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

try:
    import yaml
except ImportError:
    print(f"skipped: PyYAML (python3-yaml) is not installed for {sys.executable}")
    sys.exit(77)

MANIFESTS = Path(__file__).resolve().parents[2] / "tools" / "kubernetes"
COUNT, FAIL_INDEX, FAIL_JOB = "Count", "FailIndex", "FailJob"
BATCH_CODES = {1: COUNT, 2: FAIL_JOB, 3: FAIL_INDEX, 75: COUNT, 137: COUNT, 143: COUNT}
# A merge that finds shards missing has written what there is; another try would find the same.
MERGE_CODES = {**BATCH_CODES, 3: FAIL_JOB, 75: FAIL_JOB}


def load(name, text=None):
    documents = list(yaml.safe_load_all(text or (MANIFESTS / name).read_text(encoding="utf-8")))
    assert len(documents) == 1, f"{name} holds {len(documents)} documents"
    return documents[0]


def action_for(job, code):
    """What the Job does about a pod that ended with this exit code and was not disrupted."""
    for rule in job["spec"]["podFailurePolicy"]["rules"]:
        codes = rule.get("onExitCodes")
        if codes and codes["operator"] == "In" and code in codes["values"]:
            return rule["action"]
    return None


def command_line(job, **variables):
    """The container's command as the kubelet makes it: $(NAME) is replaced where there is such a variable."""
    container = job["spec"]["template"]["spec"]["containers"][0]
    words = container["command"] + container["args"]
    return [re.sub(r"\$\((\w+)\)", lambda match: variables.get(match[1], match[0]), word) for word in words]


class ManifestsTest(unittest.TestCase):
    def setUp(self):
        self.batch = load("batch.yaml")
        self.merge = load("merge.yaml")

    def test_what_a_job_must_have(self):
        for job in (self.batch, self.merge):
            with self.subTest(job=job["metadata"]["name"]):
                self.assertEqual((job["apiVersion"], job["kind"]), ("batch/v1", "Job"))
                self.assertRegex(job["metadata"]["name"], r"^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$")
                pod = job["spec"]["template"]["spec"]
                self.assertEqual(pod["restartPolicy"], "Never")  # podFailurePolicy demands it
                self.assertEqual(pod["terminationGracePeriodSeconds"], 30)
                self.assertEqual(len(pod["containers"]), 1)
                container = pod["containers"][0]
                volumes = {volume["name"] for volume in pod["volumes"]}
                self.assertEqual({mount["name"] for mount in container["volumeMounts"]}, volumes)
                self.assertTrue(all("persistentVolumeClaim" in volume for volume in pod["volumes"]))
                self.assertTrue(all(isinstance(word, str) for word in container["command"] + container["args"]))
                resources = container["resources"]
                self.assertEqual(resources["limits"]["memory"], resources["requests"]["memory"])
                self.assertEqual(job["metadata"]["labels"], job["spec"]["template"]["metadata"]["labels"])

    def test_rules_are_such_as_kubernetes_takes(self):
        for job in (self.batch, self.merge):
            name = job["spec"]["template"]["spec"]["containers"][0]["name"]
            seen = set()
            for rule in job["spec"]["podFailurePolicy"]["rules"]:
                with self.subTest(job=job["metadata"]["name"], rule=rule):
                    self.assertEqual(len(rule.keys() & {"onExitCodes", "onPodConditions"}), 1)
                    self.assertIn(rule["action"], (COUNT, FAIL_INDEX, FAIL_JOB, "Ignore"))
                    if rule["action"] == FAIL_INDEX:
                        self.assertIn("backoffLimitPerIndex", job["spec"])
                    if "onExitCodes" in rule:
                        codes = rule["onExitCodes"]
                        self.assertEqual(codes["containerName"], name)
                        self.assertEqual(codes["values"], sorted(set(codes["values"])))
                        self.assertNotIn(0, codes["values"])
                        self.assertFalse(seen & set(codes["values"]), "a code in two rules")
                        seen |= set(codes["values"])
                    else:
                        self.assertTrue(all(isinstance(one["status"], str) for one in rule["onPodConditions"]))

    def test_every_exit_code_is_mapped(self):
        for job, expected in ((self.batch, BATCH_CODES), (self.merge, MERGE_CODES)):
            self.assertEqual({code: action_for(job, code) for code in expected}, expected)
            disrupted = [rule["action"] for rule in job["spec"]["podFailurePolicy"]["rules"]
                         if {"type": "DisruptionTarget", "status": "True"} in rule.get("onPodConditions", [])]
            self.assertEqual(disrupted, ["Ignore"])

    def test_readme_has_every_exit_code(self):
        table = re.findall(r"^\| (\d+) \|", (MANIFESTS / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
        self.assertEqual(sorted(map(int, table)), sorted([0, *BATCH_CODES]))

    def test_a_pod_for_every_shard(self):
        spec = self.batch["spec"]
        self.assertEqual(spec["completionMode"], "Indexed")
        self.assertLessEqual(spec["parallelism"], spec["completions"])
        self.assertGreater(spec["backoffLimitPerIndex"], 0)
        shards = {word for index in range(spec["completions"])
                  for word in command_line(self.batch, JOB_COMPLETION_INDEX=str(index)) if word.startswith("--shard")}
        self.assertEqual(shards, {f"--shard={index}/{spec['completions']}" for index in range(spec["completions"])})

    def test_both_jobs_see_the_same_run(self):
        out = [word.removeprefix("--out=") for word in command_line(self.batch) if word.startswith("--out=")]
        self.assertEqual(command_line(self.merge), ["hesscut", "merge", *out])
        pods = [job["spec"]["template"]["spec"] for job in (self.batch, self.merge)]
        self.assertIn(pods[1]["volumes"][0], pods[0]["volumes"])
        self.assertEqual(pods[1]["securityContext"], pods[0]["securityContext"])
        self.assertEqual(pods[1]["containers"][0]["image"], pods[0]["containers"][0]["image"])

    def test_with_gpus(self):
        text = (MANIFESTS / "batch.yaml").read_text(encoding="utf-8")
        self.assertEqual(text.count("# nvidia.com/gpu"), 1)
        with_gpu = load("", text.replace("# nvidia.com/gpu", "nvidia.com/gpu"))
        limits = with_gpu["spec"]["template"]["spec"]["containers"][0]["resources"]["limits"]
        self.assertEqual(limits.pop("nvidia.com/gpu"), 1)
        self.assertEqual(with_gpu, self.batch)

    def test_the_command_takes_the_arguments(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("photos", "results"):
                Path(folder, name).mkdir()
            for name in ("a.jpg", "b.jpg"):
                Path(folder, "photos", name).write_bytes(b"\xff\xd8\xff\xd9")
            self.assertEqual(self.dry_run(self.batch, folder).returncode, 0)
            wrong = copy.deepcopy(self.batch)
            wrong["spec"]["template"]["spec"]["containers"][0]["args"].append("--no-such-option")
            self.assertEqual(self.dry_run(wrong, folder).returncode, 2)

    def dry_run(self, job, folder):
        words = command_line(job, JOB_COMPLETION_INDEX=str(job["spec"]["completions"] - 1))
        self.assertEqual(words[:2], ["hesscut", "batch"])
        words = [re.sub(r"^(--out=)?(/photos|/results)", rf"\g<1>{folder}\g<2>", word) for word in words[1:]]
        return subprocess.run([os.environ["HESSCUT"], *words, "--dry-run"], capture_output=True, text=True, check=False)


if __name__ == "__main__":
    if "HESSCUT" not in os.environ:
        sys.exit("HESSCUT must name the command")
    unittest.main()
