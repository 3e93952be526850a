# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""The training loop: one recipe, one net, the running average of its weights."""
import copy
import dataclasses
import time

import numpy as np
import torch
from torch.nn import functional

import augment
import winograd

N_CLASSES = 7


@dataclasses.dataclass
class Recipe:
    """What a training run does. The classes' shares are those of its own training images."""
    epochs: int = 40
    batch: int = 128
    rate: float = 3e-3  # the highest of the one-cycle schedule
    decay: float = 0.05
    prior: float = 0.5  # this times the log share of each class is added to the logits in the loss: rare classes get higher logits
    common: float = 1.0  # share of the nevi that an epoch draws; the loss makes good for it
    mixup: float = 0.0  # parameter of the beta distribution, 0: none
    smoothing: float = 0.0
    warp: float = 0.0  # share of the images that are turned by any angle and zoomed; the others keep their exact pixels
    soft: float = 0.0  # weight of the teachers' answers in the loss
    seed: int = 1


class Pixels:
    """Images as bytes: `exact` [n, 3, side, side] or None, `source` larger ones that views are sampled from or None."""

    def __init__(self, side, exact=None, source=None):
        self.side = side
        self.exact, self.source = (None if a is None else torch.from_numpy(np.ascontiguousarray(a)) for a in (exact, source))

    def take(self, chosen):
        """The images as they are."""
        if self.exact is not None:
            return self.exact[chosen].float() / 255
        return augment.upright(self.source[chosen].float() / 255, self.side)

    def draw(self, chosen, warp):
        """Random views of the images; the share `warp` of them is turned by any angle and zoomed."""
        n_warped = len(chosen) if self.exact is None else round(warp * len(chosen))
        parts = []
        if n_warped:
            parts.append(augment.turn_and_zoom(self.source[chosen[:n_warped]].float() / 255, self.side))
        if n_warped < len(chosen):
            parts.append(augment.shift_and_mirror(self.exact[chosen[n_warped:]].float() / 255))
        return augment.light(torch.cat(parts))


def shares(labels):
    counts = torch.bincount(labels, minlength=N_CLASSES).clamp(min=1).double()
    return (counts / counts.sum()).float()


def order_of(labels, recipe):
    """A random order of the images of one epoch."""
    drawn = torch.rand(len(labels)) < 1
    if recipe.common < 1:
        nevi = torch.nonzero(labels == int(torch.bincount(labels).argmax()))[:, 0]
        drawn[nevi[torch.randperm(len(nevi))[round(recipe.common * len(nevi)):]]] = False
    chosen = torch.nonzero(drawn)[:, 0]
    return chosen[torch.randperm(len(chosen))]


def loss_of(logits, hard, soft, offset, recipe):
    """Cross entropy with the labels (logits moved by `offset`), mixed with that with the teachers' answers."""
    loss = -(hard * functional.log_softmax(logits + offset, 1)).sum(1)
    if soft is not None:
        loss = (1 - recipe.soft) * loss - recipe.soft * (soft * functional.log_softmax(logits, 1)).sum(1)
    return loss.mean()


def mixed(x, t, q, share):
    """Each image and its targets, mixed with its neighbour's."""
    return (None if a is None else share * a + (1 - share) * a.roll(1, 0) for a in (x, t, q))


@torch.no_grad()
def follow(average, net, step):
    """Move the averaged weights towards the trained ones: slowly, but quickly in the first steps."""
    share = max(0.005, 9 / (step + 10))
    for kept, new in zip(average.state_dict().values(), net.state_dict().values()):
        if kept.is_floating_point():
            kept.lerp_(new, share)


def train(net, pixels, labels, recipe, device, soft=None, on_epoch=None):
    """Return the averaged net. `soft` [n, classes]: the teachers' scores; on_epoch (epoch, seconds, loss, net) is called after each."""
    labels = torch.from_numpy(labels)
    net = winograd.accelerate(net, device).to(device, memory_format=torch.channels_last).train()
    average = copy.deepcopy(net)
    order = order_of(labels, recipe)
    steps = len(order) // recipe.batch
    if not steps:
        raise SystemExit(f"{len(order)} training images are fewer than one batch of {recipe.batch}")
    common = torch.ones(N_CLASSES)
    common[int(torch.bincount(labels).argmax())] = recipe.common
    offset = (recipe.prior * torch.log(shares(labels)) + torch.log(common)).to(device)
    hard = functional.one_hot(labels, N_CLASSES).float() * (1 - recipe.smoothing) + recipe.smoothing / N_CLASSES
    soft = None if soft is None else torch.from_numpy(soft).float()
    optimizer = torch.optim.AdamW(net.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=recipe.rate, epochs=recipe.epochs, pct_start=0.2,
                                                   steps_per_epoch=steps)
    start = time.time()
    for epoch in range(1, recipe.epochs + 1):
        total = 0.0
        for chosen in order.split(recipe.batch)[:steps]:  # a last odd batch would upset batch norm
            x, t = pixels.draw(chosen, recipe.warp).to(device), hard[chosen].to(device)
            q = None if soft is None else soft[chosen].to(device)
            if recipe.mixup:
                x, t, q = mixed(x, t, q, float(np.random.beta(recipe.mixup, recipe.mixup)))
            loss = loss_of(net(x.contiguous(memory_format=torch.channels_last)), t, q, offset, recipe)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
            follow(average, net, schedule.last_epoch)
            total += loss.item()
        order = order_of(labels, recipe)
        if on_epoch:
            on_epoch(epoch, time.time() - start, total / steps, average)
    return average.eval()


@torch.no_grad()
def logits_of(net, pixels, device, chosen=None, n_views=8):
    """Logits [n, classes] in double, the mean over the eight flips and turns of each image (or one view)."""
    net.eval()
    chosen = torch.arange(len(pixels.exact if pixels.exact is not None else pixels.source)) if chosen is None else torch.as_tensor(chosen)
    parts = []
    for some in chosen.split(256):
        x = pixels.take(some).to(device)
        answers = [net(view.contiguous(memory_format=torch.channels_last)).cpu().double()
                   for view in (augment.views(x) if n_views == 8 else [x])]
        parts.append(torch.stack(answers).mean(0))
    return torch.cat(parts).numpy()
