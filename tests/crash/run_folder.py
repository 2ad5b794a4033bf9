"""What tests of whole runs look at in a run's folder."""
import hashlib
import json
from pathlib import Path


def journal_records(run):
    """Every whole line of the journals, as (shard file, parsed JSON); a torn last line is left out."""
    for journal in sorted(Path(run, "journal").glob("*.journal")):
        for line in journal.read_bytes().split(b"\n")[:-1]:
            digest, content = line[:16], line[17:]
            if hashlib.sha256(content).hexdigest()[:16].encode() != digest:
                raise AssertionError(f"{journal}: a line is not what was written: {line[:80]!r}")
            yield journal.name, json.loads(content)


def times_done(run):
    """How often each id was journalled as done."""
    counts = {}
    for _, record in journal_records(run):
        if record.get("status") == "done":
            counts[record["id"]] = counts.get(record["id"], 0) + 1
    return counts


def tree(folder):
    """Every file below a folder by its relative path, with the digest of its bytes."""
    folder = Path(folder)
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differences(expected, actual):
    """One line for each file in which two trees differ."""
    for name in sorted(expected.keys() | actual.keys()):
        if name not in actual:
            yield f"missing: {name}"
        elif name not in expected:
            yield f"not expected: {name}"
        elif expected[name] != actual[name]:
            yield f"differs: {name}"
