#!/usr/bin/env python3
"""The random walker of scikit-image as a peer of build/bench/speed, which starts it and talks to it.

    bench/random_walker.py    Usage: by a program, through standard input and output

Says its version in one line. Then, for every picture it is given (a line "WIDTH HEIGHT", the pixels as bytes red green
blue, the labels as bytes: 255 product, 0 background, else unmarked), it answers with a line "MODE MILLISECONDS": how long
random_walker took, and nothing else. One thread. The mode is the one that takes the least CPU time on the first picture.
Ends with its input; exits with 3 where scikit-image is not installed.
"""
import os
import sys
import time
import warnings

for library in ("OMP", "OPENBLAS", "MKL"):  # read when they are loaded
    os.environ[library + "_NUM_THREADS"] = "1"
try:
    import numpy
    import skimage
    from skimage.segmentation import random_walker
except ImportError:
    sys.exit(3)

MODES = ("cg", "cg_j", "bf")  # cg_mg needs PyAMG, which Debian does not have


def walk(picture, labels, mode):
    """Milliseconds on the clock, and of CPU time."""
    began, cpu = time.perf_counter(), time.process_time()
    random_walker(picture, labels, mode=mode, channel_axis=-1)
    return 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - cpu)


def read_pictures(source):
    """Picture (height, width, 3) and labels (1 product, 2 background, 0 unmarked) until the input ends."""
    while header := source.readline():
        width, height = map(int, header.split())
        picture = numpy.frombuffer(source.read(3 * width * height), numpy.uint8).reshape(height, width, 3)
        marked = numpy.frombuffer(source.read(width * height), numpy.uint8).reshape(height, width)
        yield picture, numpy.select([marked == 255, marked == 0], [1, 2], 0)


def main():
    warnings.simplefilter("ignore")  # it recommends what Debian does not have
    print("scikit-image", skimage.__version__, flush=True)
    mode = None
    for picture, labels in read_pictures(sys.stdin.buffer):
        if mode is None:
            mode = min(MODES, key=lambda name: walk(picture, labels, name)[1])
        print(mode, walk(picture, labels, mode)[0], flush=True)


if __name__ == "__main__":
    main()
