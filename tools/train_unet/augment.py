"""Training pictures from rendered scenes, backdrops and textures, a batch at a time, all drawn from one generator.

A network that has seen renderings only takes photos for something else, unless it has learned to rely on nothing but
"one thing that stands out from what lies around it". So most pictures are put together anew: products in other colours
and textures on backdrops they were not rendered with, before and behind other things, in and out of focus.
"""
import io

import numpy
import torch
from PIL import Image
from torch.nn import functional

from textures import pool


def uniform(random, count, lo, hi):
    return torch.from_numpy(random.uniform(lo, hi, (count, 1, 1, 1)).astype(numpy.float32))


def chosen(random, count, share):
    return torch.from_numpy((random.random((count, 1, 1, 1)) < share).astype(numpy.float32))


def blurred(pictures, sigma):
    """Gaussian blur, of each picture by its own sigma (at most 4)."""
    count, channels, height, width = pictures.shape
    reach = torch.arange(-8, 9, dtype=torch.float32)
    kernel = torch.exp(-0.5 * (reach / sigma.view(count, 1).clamp(min=0.05)) ** 2)
    kernel = (kernel / kernel.sum(1, keepdim=True)).repeat_interleave(channels, 0)
    flat = pictures.reshape(1, count * channels, height, width)
    flat = functional.conv2d(functional.pad(flat, (8, 8, 0, 0), "replicate"), kernel.view(-1, 1, 1, 17),
                             groups=count * channels)
    flat = functional.conv2d(functional.pad(flat, (0, 0, 8, 8), "replicate"), kernel.view(-1, 1, 17, 1),
                             groups=count * channels)
    return flat.view(pictures.shape)


def recoloured(random, pictures, strength=1.0):
    """Brightness, contrast, gamma, saturation and tint of each picture."""
    count = len(pictures)
    grey = pictures.mean(1, keepdim=True)
    pictures = grey + (pictures - grey) * (1 + strength * uniform(random, count, -0.95, 0.3))
    tint = torch.from_numpy(random.uniform(-1, 1, (count, 3, 1, 1)).astype(numpy.float32))
    pictures = pictures * (1 + 0.25 * strength * tint)
    middle = pictures.mean((1, 2, 3), keepdim=True)
    pictures = middle + (pictures - middle) * (1 + strength * uniform(random, count, -0.5, 0.5))
    pictures = pictures + strength * uniform(random, count, -0.2, 0.2)
    return pictures.clamp(0, 1) ** torch.exp(strength * uniform(random, count, -0.5, 0.5))


def moved(random, layers, side, scale, shift, turn=0.3, padding="border"):
    """Each picture scaled, turned, mirrored and shifted, side x side pixels large: torch's affine grids."""
    count = len(layers)
    angle = random.uniform(-turn, turn, count)
    stretch = numpy.exp(random.uniform(-0.15, 0.15, count))
    mirror = random.choice([-1.0, 1.0], count)
    matrix = numpy.zeros((count, 2, 3), numpy.float32)
    matrix[:, 0, 0] = numpy.cos(angle) * mirror * stretch / scale
    matrix[:, 0, 1] = -numpy.sin(angle) / scale
    matrix[:, 1, 0] = numpy.sin(angle) * mirror / scale
    matrix[:, 1, 1] = numpy.cos(angle) / stretch / scale
    # Where the picture's own point `centre` goes: to `target`.
    centre, target = shift
    matrix[:, :, 2] = centre - numpy.einsum("nij,nj->ni", matrix[:, :, :2], target)
    grid = functional.affine_grid(torch.from_numpy(matrix), [count, 1, side, side], align_corners=False)
    return functional.grid_sample(layers, grid, padding_mode=padding, align_corners=False)


def extent(alpha):
    """Centre and half size of each product, in -1..1 across the picture."""
    count, _, height, width = alpha.shape
    centres, halves = numpy.zeros((count, 2)), numpy.ones(count)
    for i in range(count):
        rows = numpy.flatnonzero(alpha[i, 0].amax(1).numpy() > 0.5)
        columns = numpy.flatnonzero(alpha[i, 0].amax(0).numpy() > 0.5)
        if len(rows):
            centres[i] = ((columns[0] + columns[-1] + 1) / width - 1, (rows[0] + rows[-1] + 1) / height - 1)
            halves[i] = max((columns[-1] + 1 - columns[0]) / width, (rows[-1] + 1 - rows[0]) / height)
    return centres, halves


def recompressed(random, pictures, share):
    for i in numpy.flatnonzero(random.random(len(pictures)) < share):
        buffer = io.BytesIO()
        pixels = (255 * pictures[i]).byte().permute(1, 2, 0).numpy()
        Image.fromarray(pixels).save(buffer, "JPEG", quality=int(random.integers(25, 92)))
        pictures[i] = torch.from_numpy(numpy.array(Image.open(buffer))).permute(2, 0, 1) / 255
    return pictures


class Maker:
    """scenes: N x 4 x height x width bytes (RGB and the product's share), backdrops: M x 3 x height x width bytes.
    side: of the pictures made, pixels."""

    def __init__(self, random, scenes, backdrops, texture_count):
        self.random, self.scenes, self.side = random, scenes, scenes.shape[-1]
        textures = torch.from_numpy(pool(random, texture_count, self.side)).permute(0, 3, 1, 2).contiguous()
        self.backdrops, self.textures = backdrops, textures

    def draw(self, pictures, count):
        return pictures[self.random.integers(0, len(pictures), count)].float() / 255

    def grounds(self, count):
        """Backdrops: rendered ones, textures, and scenes' surroundings far out of focus."""
        random = self.random
        grounds = self.draw(self.backdrops, count)
        textured = numpy.flatnonzero(random.random(count) < 0.5)
        grounds[textured] = self.draw(self.textures, len(textured))
        zero = numpy.zeros((count, 2))
        scale = random.uniform(1.0, 2.0, count)
        grounds = moved(random, grounds, self.side, scale, (random.uniform(-0.3, 0.3, (count, 2)), zero), padding="reflection")
        return recoloured(random, grounds)

    def products(self, count, scale_of, target_of):
        """Products alone, in other colours and now and then another texture: RGB and share."""
        random = self.random
        layers = self.draw(self.scenes, count)
        centre, half = extent(layers[:, 3:])
        scale = scale_of(count) / half
        layers = moved(random, layers, self.side, scale, (centre, target_of(count)), padding="zeros")
        colours, share = layers[:, :3], layers[:, 3:]
        colours = recoloured(random, colours)
        covered = numpy.flatnonzero(random.random(count) < 0.3)
        if len(covered):
            light, own = colours[covered].mean(1, keepdim=True), share[covered]
            bright = (light * own).sum((2, 3), keepdim=True) / own.sum((2, 3), keepdim=True).clamp(min=1)
            texture = self.draw(self.textures, len(covered))[:, :, :self.side, :self.side]
            texture = (texture * light / bright.clamp(min=0.1)).clamp(0, 1)
            part = uniform(random, len(covered), 0.2, 1.0)
            colours[covered] = colours[covered] * (1 - part) + texture * part
        return colours, share

    def laid(self, ground, colours, share):
        """Products onto grounds, with a soft dark spot beneath and beside them."""
        random, count = self.random, len(ground)
        down, aside = random.integers(0, 14), random.integers(-14, 15)
        spot = torch.roll(blurred(share, uniform(random, count, 1.5, 4)), (int(down), int(aside)), (2, 3))
        dark = spot * chosen(random, count, 0.7) * uniform(random, count, 0.1, 0.7)
        return ground * (1 - dark) * (1 - share) + colours * share

    def pasted(self, count):
        random = self.random
        picture = self.grounds(count)
        picture = self.sometimes_blurred(picture, 0.5, 4)
        for _ in range(2):  # things beside it, mostly cut by the frame
            some = numpy.flatnonzero(random.random(count) < 0.3)
            if len(some):
                colours, share = self.products(len(some), lambda n: random.uniform(0.15, 0.6, n), self.beside)
                out_of_focus = chosen(random, len(some), 0.5) * uniform(random, len(some), 0.3, 3)
                layers = blurred(torch.cat((colours * share, share), 1), out_of_focus)
                picture[some] = picture[some] * (1 - layers[:, 3:]) + layers[:, :3]
        colours, share = self.products(count, lambda n: random.uniform(0.3, 0.95, n),
                                       lambda n: random.uniform(-0.25, 0.25, (n, 2)))
        camouflage = chosen(random, count, 0.15) * uniform(random, count, 0.3, 0.7)
        mean = picture.mean((2, 3), keepdim=True)
        product_mean = (colours * share).sum((2, 3), keepdim=True) / share.sum((2, 3), keepdim=True).clamp(min=1)
        colours = (colours + camouflage * (mean - product_mean)).clamp(0, 1)
        return self.laid(picture, colours, share), share

    def beside(self, count):
        side = self.random.choice([-1.0, 1.0], count)
        away = side * self.random.uniform(0.75, 1.1, count)
        along = self.random.uniform(-1, 1, count)
        swap = self.random.random(count) < 0.5
        return numpy.stack((numpy.where(swap, along, away), numpy.where(swap, away, along)), 1)

    def rendered(self, count):
        """Scenes as they were rendered, nearer or farther, product and surroundings recoloured each by itself."""
        random = self.random
        layers = self.draw(self.scenes, count)
        centre, half = extent(layers[:, 3:])
        wanted = random.uniform(0.35, 1.0, count)
        scale = numpy.clip(wanted / half, 1.0, 2.5)
        layers = moved(random, layers, self.side, scale, (centre, random.uniform(-0.2, 0.2, (count, 2))), padding="reflection")
        picture, share = layers[:, :3], layers[:, 3:]
        apart = numpy.flatnonzero(random.random(count) < 0.5)
        if len(apart):
            own, theirs = share[apart], recoloured(random, picture[apart])
            picture[apart] = recoloured(random, picture[apart]) * own + theirs * (1 - own)
        unsharp = self.sometimes_blurred(picture, 0.35, 4)
        return picture * share + unsharp * (1 - share), share

    def sometimes_blurred(self, pictures, share, most):
        result, some = pictures.clone(), numpy.flatnonzero(self.random.random(len(pictures)) < share)
        if len(some):
            result[some] = blurred(pictures[some], uniform(self.random, len(some), 0.2, most))
        return result

    def batch(self, count, pasted_share=0.6):
        """Pictures in [0, 1] and the truth: count x 3 x side x side, count x 1 x side x side."""
        random = self.random
        first = int(round(count * pasted_share))
        a, a_share = self.pasted(first)
        b, b_share = self.rendered(count - first)
        pictures, share = torch.cat((a, b)), torch.cat((a_share, b_share))
        light = torch.from_numpy(random.uniform(-1, 1, (count, 2, 1, 1)).astype(numpy.float32))
        ramp = torch.linspace(-0.5, 0.5, pictures.shape[-1])
        slope = light[:, :1] * ramp.view(1, 1, 1, -1) + light[:, 1:] * ramp.view(1, 1, -1, 1)
        pictures = (pictures * (1 + 0.5 * slope)).clamp(0, 1)
        pictures = recoloured(random, pictures, 0.5)
        pictures = self.sometimes_blurred(pictures, 0.3, 1.2)
        noise = torch.from_numpy(random.standard_normal(pictures.shape, dtype=numpy.float32))
        pictures = pictures + noise * chosen(random, count, 0.5) * uniform(random, count, 0, 0.05)
        return recompressed(random, pictures.clamp(0, 1), 0.3), share
