"""The tasks that accuracy is measured by: photos, markers, and `hesscut evaluate` on them."""
import csv
import subprocess
import tempfile
from pathlib import Path

TASKS = {
    "strokes1": ("interactive", "truth", ["--markers", "{photos}/interactive/strokes1"]),
    "strokes2": ("interactive", "truth", ["--markers", "{photos}/interactive/strokes2"]),
    "interactive, box": ("interactive", "truth", ["--box"]),
    "products, 5 points": ("products", "masks", ["--points", "5"]),
    "products, box": ("products", "masks", ["--box"]),
    "products, nothing marked": ("products", "masks", ["--auto"]),
}


def mean(values):
    return sum(values) / len(values)


def add_arguments(parser):
    parser.add_argument("hesscut", help="the command")
    parser.add_argument("photos", help="folder with interactive/ and products/")
    parser.add_argument("--prior", help="network (ONNX)")
    parser.add_argument("--threads", type=int, default=2)


def evaluate(arguments, task, options):
    """IoU of each photo. options: more of `hesscut evaluate`."""
    data, truth, markers = TASKS[task]
    folder = Path(arguments.photos) / data
    with tempfile.NamedTemporaryFile(suffix=".csv") as table:
        command = [arguments.hesscut, "evaluate", "--images", folder / "images", "--truth", folder / truth,
                   *[part.format(photos=arguments.photos) for part in markers], "--threads", str(arguments.threads),
                   "--csv", table.name, *(["--prior", arguments.prior] if arguments.prior else []), *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with open(table.name, newline="") as rows:
            return {row["image"]: float(row["iou"]) for row in csv.DictReader(rows) if row["image"] != "mean"}


def set_options(setting):
    """--set options of (name, value) pairs."""
    return [part for name, value in setting for part in ("--set", f"{name}={value}")]
