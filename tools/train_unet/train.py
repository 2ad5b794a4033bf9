#!/usr/bin/env python3
"""Trains the small network that says where in a photo the product is, on rendered scenes alone, and writes it as ONNX.

    hesscut-scenes SCENES --random 1000 --seed 1 --size 160x160 --shares
    hesscut-scenes BACKDROPS --random 400 --seed 2 --size 160x160 --backdrops
    train.py SCENES BACKDROPS product_unet.onnx

One thread, one seed, deterministic algorithms: the same machine makes the same file.
"""
import argparse
import copy
import hashlib
import math
import time
from pathlib import Path

import numpy
import torch
from PIL import Image

from augment import Maker
from network import ProductNet, loss_of, mean_iou

HELD_OUT = 200  # of the scenes, the last ones: watched, never trained on


def read_pictures(folder, with_truth):
    pictures = []
    for path in sorted((folder / "images").iterdir()):
        layers = [numpy.array(Image.open(path))]
        if with_truth:
            layers.append(numpy.array(Image.open(folder / "truth" / (path.stem + ".png")))[..., None])
        pictures.append(numpy.concatenate(layers, -1))
    return torch.from_numpy(numpy.stack(pictures)).permute(0, 3, 1, 2).contiguous()


def worth_training_on(scenes):
    """Products that cover at least 3 % of the picture and are not mostly hidden or outside."""
    return scenes[:, 3].float().mean((1, 2)) > 0.03 * 255


def evaluate(network, scenes):
    network.eval()
    with torch.no_grad():
        photos, truth = scenes[:, :3].float() / 255, scenes[:, 3:].float() / 255
        return mean_iou(torch.cat([network.logits(part) for part in photos.split(32)]), truth)


def follow(average, network, steps):
    """A moving average of the weights, the network that is shipped."""
    decay = min(0.999, (1 + steps) / (10 + steps))
    with torch.no_grad():
        for kept, now in zip(average.state_dict().values(), network.state_dict().values()):
            if kept.dtype.is_floating_point:
                kept.mul_(decay).add_(now, alpha=1 - decay)
            else:
                kept.copy_(now)


def train(options, scenes, backdrops):
    random = numpy.random.default_rng(options.seed)
    maker = Maker(random, scenes[:-HELD_OUT], backdrops, options.textures)
    network = ProductNet()
    average = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=1e-4)
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / 200) * (0.01 + 0.5 * (1 + math.cos(math.pi * step / options.steps))))
    seconds, total = time.monotonic(), 0.0
    last = options.stop or options.steps
    for step in range(1, last + 1):
        network.train()
        maker.side = options.first_side if step <= options.steps * options.first_share else scenes.shape[-1]
        with torch.no_grad():
            pictures, truth = maker.batch(options.batch)
        loss = loss_of(network.logits(pictures), truth)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        plan.step()
        follow(average, network, step)
        total += loss.item()
        if step % options.report == 0 or step == last:
            print(f"step {step:6d}  loss {total / options.report:.4f}  held-out scenes IoU "
                  f"{evaluate(average, scenes[-HELD_OUT:]):.4f}  {time.monotonic() - seconds:.0f} s", flush=True)
            total = 0.0
            export(average, options.onnx, scenes.shape[-1])
    return average


def export(network, path, side):
    network.eval()
    torch.onnx.export(network, torch.zeros(1, 3, side, side), str(path), opset_version=11, input_names=["photo"],
                      output_names=["probability"], do_constant_folding=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenes", type=Path)
    parser.add_argument("backdrops", type=Path)
    parser.add_argument("onnx", type=Path)
    parser.add_argument("--steps", type=int, default=3500)
    parser.add_argument("--stop", type=int, default=0, help="end after this step of the plan, 0: at its end")
    parser.add_argument("--first-side", type=int, default=128, help="pixels a side to begin with, for speed")
    parser.add_argument("--first-share", type=float, default=0.65, help="of the steps at that size")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--textures", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--report", type=int, default=100)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(options.seed)
    scenes = read_pictures(options.scenes, with_truth=True)
    scenes = scenes[worth_training_on(scenes)]
    backdrops = read_pictures(options.backdrops, with_truth=False)
    print(f"{len(scenes)} scenes ({HELD_OUT} held out), {len(backdrops)} backdrops", flush=True)
    network = train(options, scenes, backdrops)
    export(network, options.onnx, scenes.shape[-1])
    content = options.onnx.read_bytes()
    print(f"{options.onnx.name}: {len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main()
