#!/usr/bin/env python3
"""Checks that the tree keeps its shape: the direction of includes, twin kernels, where CUDA may be spoken of, file length.

Usage: structure.py [ROOT]    prints one line an offence and exits with 1 if there is any.
"""
import re
import sys
from pathlib import Path

CODE_FOLDERS = ("include", "kernels", "host", "tools", "tests", "bench", "cmake")
CODE_NAMES = re.compile(r".*\.(cpp|hpp|cu|cuh|cmake|py|sh)|CMakeLists\.txt")
MAX_LINES = 350

# From the bottom up: a file may include its own layer and those below it. The longest prefix names the layer.
LAYERS = ("kernels/formulas", "kernels", "host/device", "host/solver", "host/segment", "host/network", "host/catalogue/text",
          "host/catalogue/output", "host/catalogue/input", "host/catalogue/journal", "host/catalogue/report",
          "host/catalogue/work", "tools")
IMAGE = "host/image"  # stands beside the tower: codecs and files, for the layers from the segmenter upwards
PUBLIC = "include/hesscut"
IMAGE_USERS = LAYERS[LAYERS.index("host/segment"):]
CUDA_WORD = re.compile(r"cuda|cufft|nvcc", re.IGNORECASE)
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def layer_of(path):
    """The layer that a path relative to the root belongs to, None for tests, benches and the build."""
    known = (*LAYERS, IMAGE, PUBLIC)
    return max((layer for layer in known if path.startswith(layer + "/")), key=len, default=None)


def may_include(layer, target):
    if target == layer:
        return True
    if target == PUBLIC:
        return layer != "kernels/formulas"
    if target == IMAGE:
        return layer in IMAGE_USERS
    if layer in (PUBLIC, IMAGE):
        return False
    return target in LAYERS and LAYERS.index(target) < LAYERS.index(layer)


def resolve(root, path, bracket, name):
    """The file of the tree that an #include means, as a path relative to the root; None for a system header."""
    places = [root, root / "include"]
    if bracket == '"':
        places.insert(0, (root / path).parent)
    for place in places:
        if (place / name).is_file():
            return (place / name).resolve().relative_to(root).as_posix()
    return None


def include_offences(root, path, lines):
    layer = layer_of(path)
    if layer is None:
        return
    for number, line in enumerate(lines, 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        target = resolve(root, path, *match.groups())
        if target is None:
            if match[1] == '"':
                yield f'{path}:{number}: "{match[2]}" is no file of the tree'
        elif not may_include(layer, layer_of(target)):
            yield f"{path}:{number}: {layer} must not include {target}"


def word_offences(path, lines):
    if path.startswith("host/") and not path.startswith("host/device/"):
        for number, line in enumerate(lines, 1):
            if CUDA_WORD.search(line):
                yield f"{path}:{number}: a word of CUDA outside host/device"


def twin_offences(root):
    """Every kernel exists under one name for both devices, once there are two."""
    cpu, cuda = root / "kernels/cpu", root / "kernels/cuda"
    if not cuda.is_dir():
        return
    cpu_stems = {file.stem for file in cpu.glob("*.cpp")}
    cuda_stems = {file.stem for file in cuda.glob("*.cu")}
    for stem in sorted(cpu_stems - cuda_stems):
        yield f"kernels/cpu/{stem}.cpp has no twin in kernels/cuda"
    for stem in sorted(cuda_stems - cpu_stems):
        yield f"kernels/cuda/{stem}.cu has no twin in kernels/cpu"


def offences(root):
    root = Path(root).resolve()
    for folder in CODE_FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            if not file.is_file() or not CODE_NAMES.fullmatch(file.name):
                continue
            path = file.relative_to(root).as_posix()
            lines = file.read_text(encoding="utf-8").splitlines()
            if len(lines) > MAX_LINES:
                yield f"{path}: {len(lines)} lines, more than {MAX_LINES}"
            yield from include_offences(root, path, lines)
            yield from word_offences(path, lines)
    yield from twin_offences(root)


def main(arguments):
    root = arguments[1] if len(arguments) > 1 else Path(__file__).resolve().parents[2]
    found = list(offences(root))
    print("\n".join(found) if found else "the tree keeps its shape")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
