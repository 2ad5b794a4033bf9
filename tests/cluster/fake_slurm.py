#!/usr/bin/env python3
"""Stands for Slurm's commands and for hesscut in submit_test.py, by the name it is called by: writes down what it is
called with, one JSON object a call in FAKE_FOLDER/calls, and answers from the files in FAKE_FOLDER."""
import json
import os
import sys
from pathlib import Path

folder = Path(os.environ["FAKE_FOLDER"])
name = Path(sys.argv[0]).name


def answer(file, default):
    path = folder / file
    return path.read_text(encoding="utf-8") if path.exists() else default


calls = folder / "calls"
script = sys.stdin.read() if name == "sbatch" else ""
with open(calls, "a", encoding="utf-8") as log:
    log.write(json.dumps({"name": name, "arguments": sys.argv[1:], "script": script, "folder": os.getcwd()}) + "\n")

if name == "scontrol":
    print("Configuration data as of now\nMaxArraySize            = " + answer("max_array_size", "1001"))
elif name == "sinfo":
    print(answer("gres", "(null)") if any(word.startswith("--partition") for word in sys.argv) else
          "small gpu:1\nwork* " + answer("gres", "(null)"))
elif name == "squeue":
    print(answer("queue", ""), end="")
elif name == "sbatch":
    taken = sum(json.loads(line)["name"] == "sbatch" for line in calls.read_text(encoding="utf-8").splitlines())
    if taken > int(answer("sbatch_limit", "1000")):
        sys.exit("sbatch: error: Batch job submission failed: Job violates accounting/QOS policy")
    print(f"{100 + taken};cluster")
elif name == "hesscut":
    if "--dry-run" in sys.argv:
        print("hesscut: fake message", file=sys.stderr)
        sys.exit(int(answer("dry_run", "0")))
    if "--missing" in sys.argv:
        print(answer("missing", ""), end="")
        sys.exit(int(answer("missing_status", "0")))
    sys.exit(int(answer("merge", "0")))
