#!/usr/bin/env python3
"""How fast an iteration and a solve should be on a GPU: from what the emulated GPU has counted, and from assumptions.

Usage: gpu_prediction.py [options] LEDGER      LEDGER: the file that build/tests/cuda/cuda_ledger --json wrote

Prints the tables of docs/performance.md, "On a GPU: a prediction", in Markdown. A prediction is no measurement: all
that is not counted is an option here. Without --bandwidth three GPUs are predicted.

The model: kernels follow each other, so an iteration takes the time of its launches and, on top of it, the time in which
its bytes pass at the speed of memory (or of the L2 cache, where the whole batch fits into it). Arithmetic is taken to
be hidden behind the bytes. A ledger without scenes gives no table of photos.
"""
import argparse
import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))
import kernel_table  # noqa: E402
import markdown_tables  # noqa: E402
from gpu_ledger import FLOAT, Ledger, LedgerError  # noqa: E402

# Fields of a pixel that an iteration visits: z 6, weights and region term 3, u and right-hand side 2, the half spectrum
# and, as large, the work area of cuFFT.
WORKING_SET_FIELDS = 6 + 3 + 2 + 1 + 1
SECTION = "## On a GPU: a prediction"
SHOWN_ARCHITECTURES = ("sm_80", "sm_89", "sm_90")
COUNTED_TOLERANCE = 0.02  # another compiler may keep a value where this one reads it again
SCENES_TOLERANCE = 0.1    # rounding may bring a scene to its certificate a few iterations earlier or later


class Gpu(NamedTuple):
    name: str
    bandwidth: float  # GB/s, as the vendor states it
    l2: float         # MB, alike


GPUS = (Gpu("H100 SXM", 3350, 50), Gpu("A100 SXM 80 GB", 2039, 40), Gpu("L4", 300, 48))


class Assumption(NamedTuple):
    option: str
    default: float
    meaning: str
    check: str  # what tells it on a GPU


ASSUMPTIONS = (
    Assumption("--efficiency", 0.75, "share of the stated bandwidth that kernels reach: the stated one is the peak of the "
               "pins, and memory loses time whenever it turns from reading to writing", "`copy_of_memory`"),
    Assumption("--l2-speedup", 2, "times that the L2 cache is faster than memory, where the whole batch fits into it; "
               "where a part of it does, nothing is gained", "ncu, `lts__t_bytes.sum.per_second`"),
    Assumption("--graph-us", 1, "microseconds from the end of a kernel to the next one at full work, within a graph: one "
               "drains, the other waits for its first loads", "nsys, gaps within a graph"),
    Assumption("--launch-us", 3, "microseconds of a launch outside a graph, and of a graph: the host and the driver take "
               "part", "nsys, gaps outside"),
    Assumption("--sync-us", 10, "microseconds for a small download, until the host is awake and has answered",
               "nsys, gaps between graphs"),
    Assumption("--fft-passes", 2, "passes of a transform over its data: a row or column of 512 fits into a block's shared "
               "memory, so each axis is read and written once", "ncu, bytes of cuFFT's kernels"),
    Assumption("--fft-kernels", 2, "kernels of a transform, one a pass", "nsys, names of kernels"),
)


class Time(NamedTuple):
    """Microseconds in which bytes pass, and those in which none do."""
    bytes: float = 0
    launches: float = 0

    @property
    def total(self):
        return self.bytes + self.launches

    @property
    def bound(self):
        return "bytes" if self.bytes >= self.launches else "launches"

    def plus(self, other, times=1):
        return Time(self.bytes + times * other.bytes, self.launches + times * other.launches)


class Model:
    """Times on one GPU."""

    def __init__(self, gpu, ledger, assumed):
        self.gpu, self.ledger, self.assumed = gpu, ledger, assumed

    def bytes_a_pixel(self):
        """Of an iteration."""
        return self.ledger.iteration.bytes + transform_bytes(self.ledger, self.assumed)

    def in_l2(self, images, pixels):
        return images * pixels * WORKING_SET_FIELDS * FLOAT <= self.gpu.l2 * 1e6

    def bytes_time(self, bytes_a_pixel, images, pixels):
        speedup = self.assumed.l2_speedup if self.in_l2(images, pixels) else 1
        return images * pixels * bytes_a_pixel / (self.gpu.bandwidth * 1e3 * self.assumed.efficiency * speedup)

    def transform_kernels(self, images):
        """One transform for each power of two in the batch."""
        return self.ledger.transform_calls * bin(images).count("1") * self.assumed.fft_kernels

    def iteration(self, images, pixels):
        """Within a graph."""
        kernels = self.ledger.iteration.launches + self.transform_kernels(images)
        return Time(self.bytes_time(self.bytes_a_pixel(), images, pixels), kernels * self.assumed.graph_us)

    def alone(self, bytes_a_pixel, kernels, images, pixels):
        """Kernels that the host launches and waits for."""
        return Time(self.bytes_time(bytes_a_pixel, images, pixels),
                    kernels * self.assumed.launch_us + self.assumed.sync_us)

    def certificate(self, images, pixels):
        certificate = self.ledger.certificate
        return self.alone(certificate.bytes, certificate.launches, images, pixels)

    def sweep(self, images, pixels):
        """As build/bench/operations measures it."""
        sweep = self.ledger.sweep
        return self.alone(sweep.bytes, sweep.launches, images, pixels)

    def spectral_solve(self, images, pixels):
        """As build/bench/operations measures it, with a copy of the right-hand side before it."""
        scaling = self.ledger.scaling
        return self.alone(scaling.bytes + transform_bytes(self.ledger, self.assumed) + 2 * FLOAT,
                          scaling.launches + self.transform_kernels(images) + 1, images, pixels)

    def solve(self, iterations, pixels):
        """Of a batch, from the iterations of each image: those that are done leave it at their certificate."""
        time = Time()
        done = 0
        while done < max(iterations):
            active = sum(count > done for count in iterations)
            steps = steps_to_check(done)
            time = time.plus(Time(0, self.assumed.launch_us))
            time = time.plus(self.iteration(active, pixels), steps)
            time = time.plus(self.certificate(active, pixels))
            done += steps
        return time


def steps_to_check(iteration):
    """Iterations until the next certificate, as solver::Options has them."""
    return 4 if iteration == 0 else max(2, min(8, 1 << ((iteration // 4).bit_length() - 1)))


def transform_bytes(ledger, assumed):
    """A pixel and iteration; a half spectrum is as large as a field."""
    return ledger.transform_calls * assumed.fft_passes * 2 * FLOAT


def kernel_rows(ledger, assumed):
    blocks, usages = kernel_table.read_table()
    by_name = {name.split(" ")[1].split("<")[0]: name for name in blocks}

    def row(name, moved, launches):
        usage = [usages[by_name[name]][architecture] for architecture in SHOWN_ARCHITECTURES]
        block = blocks[by_name[name]]
        occupancy = [kernel_table.occupancy(architecture, block, one)
                     for architecture, one in zip(SHOWN_ARCHITECTURES, usage)]
        return [f"`{name}`", launches, f"{moved.loaded:.2f}", f"{moved.stored:.2f}", f"{moved.fields:.2f}", block,
                ", ".join(str(one.registers) for one in usage), usage[0].shared, ", ".join(map(str, occupancy))]

    largest_first = sorted(ledger.iteration_kernels.items(), key=lambda kernel: -kernel[1].bytes)
    rows = [row(name, moved, f"{moved.launches:g}") for name, moved in largest_first]
    own = ledger.iteration
    rows.append(["beside the transforms", f"{own.launches:g}", f"{own.loaded:.2f}", f"{own.stored:.2f}",
                 f"{own.fields:.2f}", "", "", "", ""])
    fft = transform_bytes(ledger, assumed)
    rows.append(["cuFFT, assumed", f"{ledger.transform_calls * assumed.fft_kernels:g}", f"{fft / 2:.2f}",
                 f"{fft / 2:.2f}", f"{fft / FLOAT:.2f}", "", "", "", ""])
    rows += [row(name, moved, f"{moved.launches:g} a certificate")
             for name, moved in ledger.certificate_kernels.items()]
    return rows


def size_rows(sides):
    return [[f"{side.side} x {side.side}", f"{side.iteration.fields:.2f}", f"{side.certificate.fields:.2f}",
             f"{side.finest_iterations} ({side.coarse_iterations})", f"{side.rest_of_photo.bytes:.0f}",
             f"{side.rest_of_photo.launches:g}"] for side in sides]


def iteration_rows(gpus, ledger, assumed):
    pixels = assumed.side ** 2
    for gpu in gpus:
        model = Model(gpu, ledger, assumed)
        for images in assumed.images:
            time = model.iteration(images, pixels)
            yield [gpu.name, images, f"{images * pixels * model.bytes_a_pixel() / 1e6:.0f}",
                   "yes" if model.in_l2(images, pixels) else "no", f"{time.bytes:.1f}", f"{time.launches:.1f}",
                   f"{time.total:.1f}", f"{time.total / images:.1f}", time.bound]


def step_rows(gpus, ledger, assumed):
    pixels = assumed.side ** 2
    for gpu in gpus:
        model = Model(gpu, ledger, assumed)
        for images in assumed.images:
            steps = [step(images, pixels) for step in (model.sweep, model.spectral_solve, model.certificate)]
            yield [gpu.name, images, *(f"{time.total:.1f}" for time in steps)]


def solve_rows(gpus, ledger, assumed):
    pixels = ledger.scene_pixels
    for gpu in gpus:
        model = Model(gpu, ledger, assumed)
        for images in assumed.images:
            batch = [ledger.scenes[i % len(ledger.scenes)] for i in range(images)]
            time = model.solve([finest for finest, _ in batch], pixels)
            time = time.plus(model.solve([coarse for _, coarse in batch], pixels / 4))
            yield [gpu.name, images, f"{time.bytes / 1e3:.2f}", f"{time.launches / 1e3:.2f}",
                   f"{time.total / 1e3:.2f}", f"{images / time.total * 1e6:.0f}", time.bound]


def tables(gpus, sides, assumed):
    """The tables of the document, each with the tolerance that its figures are held to."""
    ledger = sides[-1]
    Table = markdown_tables.Table
    wanted = [
        Table(["kernel", "launches", "loaded, bytes a pixel", "stored", "fields", "threads a block",
               f"registers ({', '.join(SHOWN_ARCHITECTURES)})", "shared bytes", "occupancy, % (alike)"],
              kernel_rows(ledger, assumed), COUNTED_TOLERANCE),
        Table(["image", "fields an iteration, beside the transforms", "fields a certificate",
               "iterations of the photo (coarse ones)", "all its other kernels, bytes a pixel", "their launches"],
              size_rows(sides), SCENES_TOLERANCE),
        Table(["option", "value", "what is assumed", "what tells it on a GPU"],
              [[f"`{one.option}`", f"{getattr(assumed, destination(one.option)):g}", one.meaning, one.check]
               for one in ASSUMPTIONS], 0),
        Table(["GPU", "images", "MB moved", "fits into L2", "bytes, us", "launches, us", "iteration, us", "an image, us",
               "bound by"], list(iteration_rows(gpus, ledger, assumed)), COUNTED_TOLERANCE),
        Table(["GPU", "images", "`admm_sweep`, us", "`spectral_solve`, us", "`certificate`, us"],
              list(step_rows(gpus, ledger, assumed)), COUNTED_TOLERANCE),
    ]
    if ledger.scenes:
        wanted.append(Table(["GPU", "photos in a batch", "bytes, ms", "launches and waiting, ms", "solve, ms",
                             "photos a second", "bound by"], list(solve_rows(gpus, ledger, assumed)), SCENES_TOLERANCE))
    return wanted


def destination(option):
    return option.lstrip("-").replace("-", "_")


def positive(text):
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return value


def share(text):
    value = positive(text)
    if value > 1:
        raise argparse.ArgumentTypeError(f"{text} is not in (0, 1]")
    return value


def side(text):
    if not text.isdecimal() or not 32 <= int(text) <= 4096:
        raise argparse.ArgumentTypeError(f"{text} is not in 32..4096")
    return int(text)


def batches(text):
    try:
        values = [int(part) for part in text.split(",")]
    except ValueError:
        values = [0]
    if min(values) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no list of whole numbers from 1, as 1,16,64")
    return values


def read_arguments(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger", metavar="LEDGER", type=Path)
    parser.add_argument("--check", metavar="DOCUMENT", type=Path,
                        help="prints how its section differs from these tables; exits with 1 if it does")
    parser.add_argument("--bandwidth", type=positive, help="GB/s: predicts this GPU alone")
    parser.add_argument("--l2", type=positive, help="its L2 cache, MB; with --bandwidth")
    parser.add_argument("--name", default="this GPU", help="what to call it")
    parser.add_argument("--images", type=batches, default=[1, 16, 64], help="batches, as 1,16,64 (the default)")
    parser.add_argument("--side", type=side, default=512,
                        help="pixels, of the square images whose iteration is predicted, 32..4096; default 512")
    for one in ASSUMPTIONS:
        parser.add_argument(one.option, type=share if one.option == "--efficiency" else positive, default=one.default,
                            help=f"{one.meaning.replace('%', '%%')}; default {one.default:g}")
    options = parser.parse_args(arguments)
    if (options.bandwidth is None) != (options.l2 is None):
        parser.error("--bandwidth and --l2 belong together")
    return options


def main(arguments):
    options = read_arguments(arguments)
    gpus = GPUS if options.bandwidth is None else (Gpu(options.name, options.bandwidth, options.l2),)
    try:
        sides = Ledger.read(options.ledger)
    except LedgerError as error:
        print(f"gpu_prediction.py: {options.ledger}: {error}", file=sys.stderr)
        return 2
    wanted = tables(gpus, sides, options)
    if options.check is None:
        print("\n".join(table.text() for table in wanted), end="")
        return 0
    found = list(markdown_tables.differences(options.check, SECTION, wanted))
    print("\n".join(found) if found else f"{options.check.name}: the section is as counted")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
