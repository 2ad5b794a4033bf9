#!/usr/bin/env python3
"""Registers, shared memory, spills and theoretical occupancy of every CUDA kernel, from what ptxas said in a build.

Usage: kernel_table.py [--check | --update] BUILD
  BUILD      a build folder with HESSCUT_CUDA; without kernels in it the exit code is 77, "skipped"
  --check    compares with the table kept in the tree: exits with 1 for a spill, a kernel that the table does not know,
             or registers or shared memory that have grown by more than a tenth
  --update   writes the table anew. The threads a block, which ptxas does not know, stay as they are in it; a kernel new
             to it gets 256, to be corrected by hand
Without either the table of the build is printed.
"""
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).resolve().parents[2] / "kernels/cuda/limits.txt"
USUAL_BLOCK = 256
TOLERATED_GROWTH = 1.1
SKIPPED = 77

HEAD = """\
# What every CUDA kernel takes on each architecture: registers a thread / static shared memory a block in bytes /
# occupancy in percent, as far as these two bound it. No kernel spills. tools/dev/kernel_table.py checks and updates it;
# the threads a block are entered by hand.
"""


class Multiprocessor(NamedTuple):
    """What blocks share (CUDA C++ Programming Guide, "Compute Capabilities")."""
    warps: int
    blocks: int
    shared: int
    reserved: int  # shared memory that the system takes of each block
    registers: int = 65536


MULTIPROCESSORS = {
    "sm_75": Multiprocessor(32, 16, 64 << 10, 0),
    "sm_80": Multiprocessor(64, 32, 164 << 10, 1024),
    "sm_86": Multiprocessor(48, 16, 100 << 10, 1024),
    "sm_89": Multiprocessor(48, 24, 100 << 10, 1024),
    "sm_90": Multiprocessor(64, 32, 228 << 10, 1024),
}


class Usage(NamedTuple):
    registers: int
    shared: int
    spilled: int = 0


def occupancy(architecture, block, usage):
    """Percent of the warps that a multiprocessor can hold."""
    limits = MULTIPROCESSORS[architecture]
    warps = -(-block // 32)
    registers_a_warp = -(-usage.registers * 32 // 256) * 256
    blocks = min(limits.blocks, limits.warps // warps, limits.registers // registers_a_warp // warps)
    if usage.shared:
        blocks = min(blocks, limits.shared // (-(-usage.shared // 128) * 128 + limits.reserved))
    return 100 * blocks * warps // limits.warps


def readable(names):
    """Kernels' own names, with template arguments: without return type, namespaces and parameters."""
    plain = subprocess.run(["c++filt"], input="\n".join(names), capture_output=True, text=True, check=True).stdout
    for name in plain.splitlines():
        name = name.replace("(anonymous namespace)::", "").removeprefix("void ")
        name = name.split("(")[0]
        yield re.sub(r"hesscut::(\w+::)*", "", name).replace(", ", ",")


def read_report(path):
    """{(mangled name, architecture): Usage} of one ptxas report."""
    found, current, spilled = {}, None, 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if match := re.search(r"Compiling entry function '(\w+)' for '(\w+)'", line):
            current, spilled = match.groups(), 0
        elif match := re.search(r"(\d+) bytes spill stores, (\d+) bytes spill loads", line):
            spilled += int(match[1]) + int(match[2])
        elif current and (match := re.search(r"Used (\d+) registers", line)):
            shared = re.search(r"(\d+) bytes smem", line)
            found[current] = Usage(int(match[1]), int(shared[1]) if shared else 0, spilled)
            current = None
    return found


def read_build(build):
    """{kernel: {architecture: Usage}}; a kernel is called "file kernel"."""
    kernels = {}
    for path in sorted(Path(build).glob("kernels/CMakeFiles/hesscut_cuda.dir/cuda/*.ptxas")):
        if not path.with_suffix("").exists():
            continue  # of a file that is gone
        stem = path.name.split(".")[0]
        found = read_report(path)
        for ((_, architecture), usage), name in zip(found.items(), readable([name for name, _ in found])):
            if architecture in MULTIPROCESSORS:
                kernels.setdefault(f"{stem} {name}", {})[architecture] = usage
    return kernels


def read_table():
    """({kernel: threads a block}, {kernel: {architecture: Usage}}) of the tree."""
    blocks, kernels, columns = {}, {}, []
    for line in TABLE.read_text(encoding="utf-8").splitlines() if TABLE.exists() else []:
        if line.startswith("#") or not line.strip():
            continue
        file, kernel, block, *cells = line.split()
        if kernel == "kernel":
            columns = cells
            continue
        blocks[f"{file} {kernel}"] = int(block)
        usages = {column: Usage(*map(int, cell.split("/")[:2])) for column, cell in zip(columns, cells)}
        kernels[f"{file} {kernel}"] = usages
    return blocks, kernels


def table_text(kernels, blocks):
    rows = [["file", "kernel", "block", *MULTIPROCESSORS]]
    for name, usages in sorted(kernels.items()):
        block = blocks.get(name, USUAL_BLOCK)
        cells = []
        for architecture in MULTIPROCESSORS:
            usage = usages.get(architecture)
            cells.append(f"{usage.registers}/{usage.shared}/{occupancy(architecture, block, usage)}" if usage else "-")
        rows.append([*name.split(" "), str(block), *cells])
    widths = [max(map(len, column)) for column in zip(*rows)]
    return "".join("  ".join(map(str.ljust, row, widths)).rstrip() + "\n" for row in rows)


def complaints(kernels, kept):
    for name in sorted(kept.keys() - kernels.keys()):
        yield f"{name}: in the table, not in the build"
    for name, usages in sorted(kernels.items()):
        if name not in kept:
            yield f"{name}: not in the table"
        for architecture, usage in usages.items():
            if usage.spilled:
                yield f"{name}, {architecture}: spills {usage.spilled} bytes"
            known = kept.get(name, {}).get(architecture)
            if known is None:
                continue
            for what in ("registers", "shared"):
                now, before = getattr(usage, what), getattr(known, what)
                if now > TOLERATED_GROWTH * before:
                    yield f"{name}, {architecture}: {what} {before} -> {now}"


def main(arguments):
    options = [argument for argument in arguments if argument.startswith("-")]
    folders = [argument for argument in arguments if not argument.startswith("-")]
    if len(folders) != 1 or options not in ([], ["--check"], ["--update"]):
        print(__doc__, file=sys.stderr)
        return 2
    kernels = read_build(folders[0])
    if not kernels:
        print("skipped: this build has no CUDA kernels")
        return SKIPPED
    blocks, kept = read_table()
    if options == ["--check"]:
        found = list(complaints(kernels, kept))
        print("\n".join(found) if found else f"{len(kernels)} kernels are as the table says")
        return 1 if found else 0
    text = table_text(kernels, blocks)
    if options == ["--update"]:
        missing = [name for name in MULTIPROCESSORS if any(name not in usages for usages in kernels.values())]
        if missing:
            print(f"the table needs a build for all architectures; missing: {', '.join(missing)}", file=sys.stderr)
            return 1
        TABLE.write_text(HEAD + text, encoding="utf-8")
    else:
        print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
