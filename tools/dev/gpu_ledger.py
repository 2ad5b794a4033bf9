"""What build/tests/cuda/cuda_ledger --json has written."""
import json
from typing import NamedTuple

FLOAT = 4


class LedgerError(Exception):
    """A file that cannot be read, or is none of these."""


class Moved(NamedTuple):
    """Launches, and bytes a pixel and image."""
    launches: float = 0
    loaded: float = 0
    stored: float = 0

    @property
    def bytes(self):
        return self.loaded + self.stored

    @property
    def fields(self):
        return self.bytes / FLOAT


def total(kernels):
    return Moved(*map(sum, zip(Moved(), *kernels.values())))


def is_transform(name):
    return name.startswith("cufft")


class Ledger(NamedTuple):
    """Of square images of one size, and of the scenes, which are the same for every size."""
    side: int
    iteration_kernels: dict    # {name: Moved}, beside the transforms
    transform_calls: float     # of an iteration, for a batch that is a power of two
    certificate_kernels: dict
    photo_kernels: dict
    finest_iterations: int     # of that photo
    coarse_iterations: int
    scenes: list               # (iterations on the finest grid, coarse ones) of each; may be empty
    scene_pixels: int          # of their finest grid

    @property
    def iteration(self):
        return total(self.iteration_kernels)

    @property
    def scaling(self):
        """Of the spectrum, between the transforms."""
        return self.iteration_kernels["scale_spectrum"]

    @property
    def sweep(self):
        return total({name: moved for name, moved in self.iteration_kernels.items() if name != "scale_spectrum"})

    @property
    def certificate(self):
        return total(self.certificate_kernels)

    @property
    def rest_of_photo(self):
        """What the photo takes beside iterations and certificates; copies and fills are not counted."""
        solve = (*self.iteration_kernels, *self.certificate_kernels)
        return total({name: moved for name, moved in self.photo_kernels.items()
                      if name not in solve and not is_transform(name)})

    @staticmethod
    def read(path):
        """One for each size, as they stand in the file."""
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
            scenes = document.get("scenes", {"width": 0, "height": 0, "iterations": []})
            sides = [ledger_of(side, scenes) for side in document["sides"]]
        except OSError as error:
            raise LedgerError(error.strerror) from error
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise LedgerError("is no ledger of cuda_ledger --json") from error
        if not sides:
            raise LedgerError("has no image in it")
        return sides


def ledger_of(side, scenes):
    iteration = kernels_of(side["iteration"])
    photo = side["photo"]
    certificate = {name: moved for name, moved in kernels_of(side["around"]).items()
                   if name in ("certify_tiles", "add_tiles")}
    return Ledger(
        side=side["side"],
        iteration_kernels={name: moved for name, moved in iteration.items() if not is_transform(name)},
        transform_calls=sum(moved.launches for name, moved in iteration.items() if is_transform(name)),
        certificate_kernels=certificate,
        photo_kernels=kernels_of(photo["kernels"]),
        finest_iterations=photo["iterations"]["finest"],
        coarse_iterations=photo["iterations"]["coarse"],
        scenes=[(scene["finest"], scene["coarse"]) for scene in scenes["iterations"]],
        scene_pixels=scenes["width"] * scenes["height"])


def kernels_of(kernels):
    return {name: Moved(one["launches"], one["loaded"], one["stored"]) for name, one in kernels.items()}
