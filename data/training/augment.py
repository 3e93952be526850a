# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""The same lesion seen otherwise: turned, mirrored, moved, nearer, in another light. Batches are [n, 3, s, s] in 0…1."""
import math

import torch
from torch.nn import functional


def views(x):
    """The eight flips and quarter turns of a batch, one after the other."""
    for turned in (x, x.transpose(2, 3)):
        for mirrored in (turned, turned.flip(3)):
            yield mirrored
            yield mirrored.flip(2)


def shift_and_mirror(x, reach=2):
    """Shifted by up to `reach` pixels, mirrored and transposed at random; what leaves the image is reflected back in."""
    n, _, side, _ = x.shape
    at = torch.arange(side, device=x.device)

    def places():
        shifted = at + torch.randint(-reach, reach + 1, (n, 1), device=x.device)
        shifted = (side - 1) - ((side - 1) - shifted.abs()).abs()
        return torch.where(torch.rand(n, 1, device=x.device) < 0.5, side - 1 - shifted, shifted)

    image = torch.arange(n, device=x.device)[:, None, None]
    x = x.permute(0, 2, 3, 1)[image, places()[:, :, None], places()[:, None, :]].permute(0, 3, 1, 2)
    return torch.where(torch.rand(n, 1, 1, 1, device=x.device) < 0.5, x.transpose(2, 3), x)


def light(x, brightness=0.1, contrast=0.15, colour=0.05):
    def around_one(spread, channels):
        return 1 + spread * (2 * torch.rand(len(x), channels, 1, 1, device=x.device) - 1)

    mean = x.mean((1, 2, 3), keepdim=True)
    x = (x - mean) * around_one(contrast, 1) + mean * around_one(brightness, 1)
    return (x * around_one(colour, 3)).clamp(0, 1)


def sample(x, side, matrix):
    grid = functional.affine_grid(matrix, (len(x), 3, side, side), align_corners=False)
    return functional.grid_sample(x, grid, mode="bilinear", padding_mode="reflection", align_corners=False)


def upright(x, side):
    """What `turn_and_zoom` gives of an image that is neither turned nor zoomed."""
    return sample(x, side, torch.eye(2, 3, device=x.device).expand(len(x), 2, 3))


def turn_and_zoom(x, side, zoom=0.2, squeeze=0.1, shift=0.08):
    """Turned by any angle, mirrored, zoomed, squeezed and shifted, sampled at side×side."""
    n = len(x)

    def spread(by):
        return by * (2 * torch.rand(n, device=x.device) - 1)

    angle = math.pi * spread(1)
    scale, ratio = torch.exp(spread(zoom)), torch.exp(spread(squeeze))
    mirror = torch.where(torch.rand(n, device=x.device) < 0.5, -1.0, 1.0)
    across, down = torch.cos(angle) * scale, torch.sin(angle) * scale
    matrix = torch.stack([torch.stack([across * ratio * mirror, -down / ratio, spread(shift)], 1),
                          torch.stack([down * ratio * mirror, across / ratio, spread(shift)], 1)], 1)
    return sample(x, side, matrix)

