#!/usr/bin/env python3
"""Says of printed values whether they can be distances of two pixels.

Usage: pixel_distance.py VALUE...     exits with 1 where none can be

Pixels lie on a grid, so the square of a distance between two of them is a sum of two integer squares, and so is the
square of every Hausdorff distance of two masks, which is one of these distances. A value printed with n decimals stands
for all that round to it. The larger the value, the more values pass by chance; how many of those near it would is said
with each.
"""
import math
import sys
from decimal import Decimal


def is_sum_of_two_squares(n):
    return any(math.isqrt(n - a * a) ** 2 == n - a * a for a in range(math.isqrt(n) + 1))


def pixel_distances(text):
    """Generates the squared pixel distances that are printed as `text`."""
    value = Decimal(text)
    if not value.is_finite() or value < 0:
        raise ValueError(f"{text} is no distance")
    half = Decimal((0, (5,), int(value.as_tuple().exponent) - 1))
    low = max(value - half, Decimal(0))
    high = value + half
    return (n for n in range(math.ceil(low * low), math.floor(high * high) + 1) if is_sum_of_two_squares(n))


def chance(text, neighbours=200):
    """The share of the `neighbours` printed values around `text` that can be pixel distances."""
    value = Decimal(text)
    step = Decimal((0, (1,), int(value.as_tuple().exponent)))
    first = max(value - neighbours // 2 * step, Decimal(0))
    return sum(any(pixel_distances(str(first + k * step))) for k in range(neighbours)) / neighbours


def main(arguments):
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__.strip())
        return 0 if arguments else 2
    possible = 0
    for text in arguments:
        try:
            found = list(pixel_distances(text))
        except (ValueError, ArithmeticError):
            print(f"pixel_distance.py: {text} is no distance", file=sys.stderr)
            return 2
        possible += bool(found)
        verdict = " ".join(f"sqrt({n})" for n in found) if found else "no pixel distance"
        print(f"{text:>10}  {verdict}  ({100 * chance(text):.0f} % of values here could be one)")
    print(f"{possible} of {len(arguments)} can be distances of two pixels")
    return 0 if possible else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
