"""A small U-Net: where in a photo is the product?

Everything happens at half of the photo's resolution and below, for the certified solver finds the edge: the network only
has to say which thing is meant.
"""
import torch
from torch import nn
from torch.nn import functional


def convolution(inputs, outputs, stride=1, dilation=1):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, stride, padding=dilation, dilation=dilation, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True))


class Residual(nn.Module):
    def __init__(self, channels, dilation=1):
        super().__init__()
        self.first = convolution(channels, channels, dilation=dilation)
        self.second = nn.Sequential(nn.Conv2d(channels, channels, 3, padding=1, bias=False),
                                    nn.BatchNorm2d(channels))

    def forward(self, x):
        return functional.relu(x + self.second(self.first(x)))


class ProductNet(nn.Module):
    """RGB in [0, 1], batch x 3 x height x width (multiples of 16), to the probability of product, batch x 1 x h x w."""

    WIDTHS = (20, 32, 56, 88)

    def __init__(self):
        super().__init__()
        half, quarter, eighth, deepest = self.WIDTHS
        self.down_half = nn.Sequential(convolution(3, half, stride=2), convolution(half, half))
        self.down_quarter = nn.Sequential(convolution(half, quarter, stride=2), convolution(quarter, quarter))
        self.down_eighth = nn.Sequential(convolution(quarter, eighth, stride=2), Residual(eighth))
        self.down_deepest = nn.Sequential(convolution(eighth, deepest, stride=2), Residual(deepest),
                                          Residual(deepest, dilation=2))
        self.to_eighth = nn.Conv2d(deepest, eighth, 1)
        self.up_eighth = convolution(eighth, eighth)
        self.to_quarter = nn.Conv2d(eighth, quarter, 1)
        self.up_quarter = convolution(quarter, quarter)
        self.to_half = nn.Conv2d(quarter, half, 1)
        self.up_half = convolution(half, half)
        self.logit = nn.Conv2d(half, 1, 3, padding=1)

    def logits(self, photo):
        half = self.down_half(photo - 0.5)
        quarter = self.down_quarter(half)
        eighth = self.down_eighth(quarter)
        deepest = self.down_deepest(eighth)
        x = self.up_eighth(eighth + twice(self.to_eighth(deepest)))
        x = self.up_quarter(quarter + twice(self.to_quarter(x)))
        x = self.up_half(half + twice(self.to_half(x)))
        return functional.interpolate(self.logit(x), scale_factor=2, mode="bilinear", align_corners=False)

    def forward(self, photo):
        return torch.sigmoid(self.logits(photo))


def twice(x):
    return functional.interpolate(x, scale_factor=2, mode="nearest")


def loss_of(logits, truth):
    """Cross-entropy, and what is missing to an intersection over union of 1, photo by photo."""
    entropy = functional.binary_cross_entropy_with_logits(logits, truth)
    found = torch.sigmoid(logits)
    shared = (found * truth).sum((1, 2, 3))
    union = (found + truth - found * truth).sum((1, 2, 3))
    return entropy + 0.5 * (1 - (shared + 1) / (union + 1)).mean()


def mean_iou(logits, truth):
    found, truth = logits > 0, truth > 0.5
    shared = (found & truth).sum((1, 2, 3)).float()
    union = (found | truth).sum((1, 2, 3)).float()
    return (shared / union.clamp(min=1)).mean().item()
