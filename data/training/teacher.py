# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""The teacher: a small residual net that sees the lesion at 56×56. It is never shipped; SkinCNN learns from its answers."""
from torch import nn
from torch.nn import functional

from skincnn import N_CLASSES, conv

SIDE = 56
SOURCE_SIDE = 84  # what its views are sampled from


class Residual(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.step = nn.Sequential(conv(n, n), nn.BatchNorm2d(n))

    def forward(self, x):
        return functional.relu(x + self.step(x))


def widen(n_in, n_out):
    return [conv(n_in, n_out), nn.BatchNorm2d(n_out), nn.ReLU()]


class Teacher(nn.Module):
    """3×56×56 in, 7 logits out."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 32, 3, stride=2, padding=1), nn.BatchNorm2d(32), nn.ReLU(),
            *widen(32, 32), nn.MaxPool2d(2),
            *widen(32, 64), Residual(64), nn.MaxPool2d(2),
            *widen(64, 128), Residual(128), Residual(128), nn.MaxPool2d(2, ceil_mode=True),
            *widen(128, 256), Residual(256), nn.AdaptiveAvgPool2d(1))
        self.classifier = nn.Sequential(nn.Flatten(), nn.Dropout(0.3), nn.Linear(256, N_CLASSES))

    def forward(self, x):
        return self.classifier(self.features(x))
