"""Textures made of nothing but random numbers: what products are pasted onto, and what they are covered with."""
import numpy


def clouds(random, side, channels=1):
    """Noise of a random spectrum, smooth to rough, in one direction or all; 0..1."""
    slope = random.uniform(0.4, 2.6)
    stretch = random.choice([1.0, random.uniform(0.1, 1.0)])
    angle = random.uniform(0, numpy.pi)
    y, x = numpy.meshgrid(numpy.fft.fftfreq(side), numpy.fft.rfftfreq(side), indexing="ij")
    u = x * numpy.cos(angle) + y * numpy.sin(angle)
    v = stretch * (y * numpy.cos(angle) - x * numpy.sin(angle))
    weight = (u * u + v * v + (random.uniform(0.5, 3) / side) ** 2) ** (-0.5 * slope)
    planes = []
    for _ in range(channels):
        spectrum = numpy.fft.rfft2(random.standard_normal((side, side))) * weight
        plane = numpy.fft.irfft2(spectrum, (side, side))
        lo, hi = numpy.quantile(plane, (0.02, 0.98))
        planes.append(numpy.clip((plane - lo) / (hi - lo + 1e-9), 0, 1))
    return numpy.stack(planes, -1)


def warped_plane(random, side):
    """Two coordinates over the picture, seen from the side now and then: the far end is smaller."""
    y, x = numpy.mgrid[0:side, 0:side] / side
    depth = 1 + (random.uniform(0, 2.5) if random.random() < 0.5 else 0) * (1 - y)
    angle = random.uniform(0, numpy.pi)
    x, y = (x - 0.5) * depth, depth * depth * 0.5
    u = x * numpy.cos(angle) - y * numpy.sin(angle)
    v = x * numpy.sin(angle) + y * numpy.cos(angle)
    bend = random.choice([0.0, 0.1]) * (clouds(random, side)[..., 0] - 0.5)
    return u + bend, v + bend


def stripes(random, side):
    u, v = warped_plane(random, side)
    size = random.uniform(3, 25)
    pattern = numpy.modf(u * size + 1000)[0] < random.uniform(0.2, 0.8)
    if random.random() < 0.5:
        pattern = pattern ^ (numpy.modf(v * size + 1000)[0] < random.uniform(0.2, 0.8))
    return pattern.astype(float)[..., None]


def bricks(random, side):
    u, v = warped_plane(random, side)
    size = random.uniform(3, 14)
    u, v = u * size + 1000, v * size * random.uniform(1, 4) + 1000
    u = u + 0.5 * numpy.floor(v) * random.choice([0, 1])
    joint = random.uniform(0.03, 0.15)
    shade = random.random((64, 64))[numpy.floor(u).astype(int) % 64, numpy.floor(v).astype(int) % 64]
    gap = (numpy.modf(u)[0] < joint) | (numpy.modf(v)[0] < joint)
    return numpy.where(gap, random.random(), shade)[..., None]


def flakes(random, side):
    """Cells around random points, each of its own shade."""
    count = int(random.integers(20, 400))
    points = random.random((count, 2))
    y, x = numpy.mgrid[0:side:2, 0:side:2] / side
    near = numpy.argmin((x[..., None] - points[:, 0]) ** 2 + (y[..., None] - points[:, 1]) ** 2, -1)
    return random.random(count)[near].repeat(2, 0).repeat(2, 1)[..., None]


def colour(random):
    grey = numpy.full(3, random.uniform(0.03, 1.0))
    return numpy.clip(grey + random.uniform(0, 0.4) * random.uniform(-1, 1, 3), 0, 1)


def coloured(random, shades):
    """Shades 0..1 between two or three colours."""
    a, b = colour(random), colour(random)
    if random.random() < 0.5:
        b = numpy.clip(a + random.uniform(-0.25, 0.25, 3), 0, 1)
    return a + (b - a) * shades


def texture(random, side):
    """RGB, side x side x 3 bytes."""
    kinds = (clouds, clouds, clouds, stripes, bricks, flakes)
    picture = coloured(random, kinds[random.integers(len(kinds))](random, side))
    if random.random() < 0.5:  # something coarser over it: light, stains
        picture = picture * (1 + random.uniform(0.1, 0.8) * (clouds(random, side) - 0.5))
    if random.random() < 0.4:
        other = coloured(random, kinds[random.integers(len(kinds))](random, side))
        y, x = numpy.mgrid[0:side, 0:side] / side - 0.5
        if random.random() < 0.5:  # floor and wall
            seam = (y > random.uniform(-0.4, 0.3) + random.uniform(-0.3, 0.3) * x).astype(float)[..., None]
        else:
            seam = random.uniform(0.2, 0.6)
        picture = picture * seam + other * (1 - seam)
    return (255 * numpy.clip(picture, 0, 1)).astype(numpy.uint8)


def pool(random, count, side):
    return numpy.stack([texture(random, side) for _ in range(count)])
