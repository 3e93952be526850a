#!/usr/bin/env python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Draw the sample images: seven lesions that nobody has, a cup of tea, a leaf and a planet.

Skin is a colour that pigments absorb from (Beer and Lambert): brown melanin near the surface, the same melanin deeper down, which
looks blue-grey, and blood. A lesion is a map of how much of each is where. Needs NumPy and Pillow; same bytes on each
run with the same versions of both.
"""
import argparse
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

W, H = 600, 450
Y, X = np.mgrid[0:H, 0:W].astype(float)
# How strongly one unit of each pigment takes away red, green, blue.
MELANIN = np.array([0.78, 1.12, 1.42])
DEEP_MELANIN = np.array([1.15, 0.95, 0.72])
BLOOD = np.array([0.22, 1.25, 0.85])
VENOUS_BLOOD = np.array([0.42, 1.45, 0.78])
KERATIN = np.array([0.10, 0.30, 0.85])


# ---- Fields: arrays [H, W] ---------------------------------------------------------------------------------------------

def smooth(field, sigma, sigma_y=None):
    """Gaussian blur with wrapped edges."""
    fy, fx = np.fft.fftfreq(H)[:, None], np.fft.rfftfreq(W)[None, :]
    kernel = np.exp(-2 * np.pi**2 * ((fx * sigma)**2 + (fy * (sigma_y or sigma))**2))
    return np.fft.irfft2(np.fft.rfft2(field) * kernel, s=(H, W))


def noise(rng, sigma, sigma_y=None):
    """Smooth noise of mean 0 and deviation 1."""
    field = smooth(rng.standard_normal((H, W)), sigma, sigma_y)
    return (field - field.mean()) / field.std()


def clouds(rng, sigma, octaves=4):
    """Noise with detail at all sizes below sigma, deviation about 1."""
    parts = [noise(rng, sigma / 2**i) * 0.55**i for i in range(octaves)]
    return sum(parts) / np.sqrt(sum(0.55**(2 * i) for i in range(octaves)))


def step(edge0, edge1, field):
    t = np.clip((field - edge0) / (edge1 - edge0), 0, 1)
    return t * t * (3 - 2 * t)


def cells(rng, size, jitter=0.8):
    """Distance to the nearest and the second nearest of jittered grid points, in units of the grid, and a random value per cell."""
    rows, columns = int(H / size) + 5, int(W / size) + 5
    at = rng.uniform(-jitter / 2, jitter / 2, (rows, columns, 2)) + 0.5
    values = rng.uniform(0, 1, (rows, columns))
    u = X / size + 2 + 0.16 * np.clip(noise(rng, size * 0.7), -2, 2)  # bent, so that no border is a straight line
    v = Y / size + 2 + 0.16 * np.clip(noise(rng, size * 0.7), -2, 2)
    i, j = np.floor(v).astype(int), np.floor(u).astype(int)
    first, second, value = np.full((H, W), 9.0), np.full((H, W), 9.0), np.zeros((H, W))
    for di in (-2, -1, 0, 1, 2):
        for dj in (-2, -1, 0, 1, 2):
            a, b = np.clip(i + di, 0, rows - 1), np.clip(j + dj, 0, columns - 1)
            d = np.hypot(v - a - at[a, b, 0], u - b - at[a, b, 1])
            nearer = d < first
            second = np.where(nearer, first, np.minimum(second, d))
            value = np.where(nearer, values[a, b], value)
            first = np.minimum(first, d)
    return first, second, value


def network(rng, size, line=0.16):
    """A net of lines around jittered holes, about 1 on the lines: soft, here thick and dark, there fading."""
    first, second, value = cells(rng, size)
    strength = 0.75 + 0.35 * np.clip(noise(rng, size * 2), -1.6, 1.6)
    return smooth(1 - step(0, line * (1.6 + 0.8 * strength), second - first), size / 9) * strength * 1.15


def blob(rng, x, y, radius, stretch=1.0, angle=0.0, lobes=0.08, ragged=0.05):
    """Distance field of a lesion's outline in units of its radius: negative inside, 0 on the border."""
    c, s = np.cos(angle), np.sin(angle)
    u, v = ((X - x) * c + (Y - y) * s) / stretch, (-(X - x) * s + (Y - y) * c) * stretch
    direction = np.arctan2(v, u)
    edge = 1 + sum(lobes / k**0.7 * rng.standard_normal() * np.sin(k * direction + rng.uniform(0, 6.3)) for k in range(2, 9))
    return np.hypot(u, v) / radius - edge + ragged * clouds(rng, radius / 5)


def spots(rng, density, count, size, softness=0.35):
    """Round dots where `density` is high; size is a range of radii in pixels."""
    result = np.zeros((H, W))
    chosen = rng.choice(H * W, count, p=(density / density.sum()).ravel())
    for y, x in zip(*np.unravel_index(chosen, (H, W))):
        r = rng.uniform(*size)
        top, left = max(0, int(y - 2 * r)), max(0, int(x - 2 * r))
        part = np.s_[top:int(y + 2 * r) + 1, left:int(x + 2 * r) + 1]
        squash, turn = rng.uniform(0.8, 1.25), rng.uniform(0, 3.2)
        u, v = (X[part] - x), (Y[part] - y)
        u, v = (u * np.cos(turn) + v * np.sin(turn)) * squash, (v * np.cos(turn) - u * np.sin(turn)) / squash
        result[part] = np.maximum(result[part], 1 - step(1 - softness, 1 + softness, np.hypot(u, v) / r))
    return result


# ---- Strokes ---------------------------------------------------------------------------------------------------------

def stroke_mask(strokes):
    """strokes: lists of (x, y, width) -> coverage [H, W]; drawn at three times the size."""
    image = Image.new("L", (W * 3, H * 3))
    draw = ImageDraw.Draw(image)
    for points in strokes:
        for x, y, width in points:
            r = width * 1.5
            draw.ellipse((x * 3 - r, y * 3 - r, x * 3 + r, y * 3 + r), fill=255)
    return np.asarray(image.resize((W, H), Image.BOX), float) / 255


def hair(rng, width, length, x=None, y=None):
    x, y = rng.uniform(0, W) if x is None else x, rng.uniform(0, H) if y is None else y
    angle, bend = rng.uniform(0, 6.3), rng.uniform(-0.006, 0.006)
    points = []
    for i in range(int(length * 1.5)):
        taper = min(1.0, 3 * (1 - i / (length * 1.5)))
        points.append((x, y, max(0.5, width * taper)))
        angle += bend / 1.5 + rng.standard_normal() * 0.004
        x, y = x + np.cos(angle) / 1.5, y + np.sin(angle) / 1.5
    return points


def vessel(rng, x, y, angle, width, length):
    """A branching vessel: a list of strokes."""
    points, strokes = [], []
    for i in range(int(length)):
        points.append((x, y, max(0.7, width * (1 - 0.75 * i / length))))
        angle += rng.standard_normal() * 0.09
        x, y = x + np.cos(angle), y + np.sin(angle)
        if width > 1 and i > 8 and rng.uniform() < 0.035:
            strokes += vessel(rng, x, y, angle + rng.choice([-1, 1]) * rng.uniform(0.5, 1.1), width * 0.62, length * 0.55)
    return strokes + [points]


# ---- Putting it together ---------------------------------------------------------------------------------------------------

def skin(rng, colour, redness=0.10, freckles=0.0):
    """Skin in even light: colour, blotches, the fine furrows between the plates, freckles."""
    image = np.ones((H, W, 3)) * np.array(colour) / 255
    blood = redness * np.clip(0.7 + 0.22 * clouds(rng, 60, 6), 0, None)
    melanin = 0.035 * np.clip(clouds(rng, 80, 6), -1.5, 2)
    warped, second, plate = cells(rng, 9, 0.95)
    furrows = 1 - step(0, 0.22, second - warped)
    if freckles:
        melanin = melanin + freckles * smooth(step(0.7, 2.4, clouds(rng, 15, 4)), 2)
    image = image * absorb(melanin, MELANIN) * absorb(blood, BLOOD)
    return image * (1 - 0.035 * furrows + 0.018 * (plate - 0.5))[..., None]


def absorb(amount, pigment):
    return np.exp(-np.clip(amount, -1, 8)[..., None] * pigment)


def mix(image, colour, amount):
    return image + (np.array(colour) / 255 - image) * np.clip(amount, 0, 1)[..., None]


def put_hair(rng, image, strokes, colour=(46, 30, 24), strength=0.9):
    mask = stroke_mask(strokes)
    shadow = smooth(np.roll(mask, (3, 2), (0, 1)), 2.2)
    image = image * (1 - 0.22 * np.clip(shadow, 0, 1))[..., None]
    image = mix(image, colour, strength * mask)
    shine = np.clip(mask - np.roll(mask, (1, 1), (0, 1)), 0, 1)
    return mix(image, (190, 160, 140), 0.22 * shine)


def finish(rng, image, vignette=0.30, light=(0.0, 0.0), grain=0.007, bubbles=0):
    """The dermatoscope: its lens, its lamp, its gel, its sensor."""
    u, v = (X - W / 2) / (W / 2) - light[0], (Y - H / 2) / (H / 2) - light[1]
    image = image * (1.03 - vignette * 0.5 * (u * u + v * v)**1.25)[..., None]
    if bubbles:
        at = spots(rng, np.ones((H, W)), bubbles, (2, 9), 0.12)
        inner = np.roll(at, (1, 1), (0, 1))
        image = mix(image, (255, 250, 245), 0.45 * np.clip(at - inner, 0, 1) + 0.05 * at)
        image = image * (1 - 0.25 * np.clip(inner - at, 0, 1))[..., None]
    sensor = noise(rng, 0.9)[..., None] + 0.5 * np.stack([noise(rng, 1.3) for _ in range(3)], -1)
    return np.clip(smooth_colours(image, 0.45) + grain * sensor, 0, 1)


def smooth_colours(image, sigma):
    padded = [np.pad(image[..., i], 8, mode="edge") for i in range(3)]
    return np.stack([smooth_any(field, sigma)[8:-8, 8:-8] for field in padded], -1)


def smooth_any(field, sigma):
    fy, fx = np.fft.fftfreq(field.shape[0])[:, None], np.fft.rfftfreq(field.shape[1])[None, :]
    return np.fft.irfft2(np.fft.rfft2(field) * np.exp(-2 * (np.pi * sigma)**2 * (fx * fx + fy * fy)), s=field.shape)


# ---- The lesions ------------------------------------------------------------------------------------------------------------

def nevus(rng):
    """Round, one brown, a regular net that thins out towards the border."""
    image = skin(rng, (228, 184, 164), 0.12)
    d = blob(rng, 305, 226, 112, 1.14, 0.4, 0.04, 0.05)
    body = 1 - step(-0.45, 0.22, d)
    net = network(rng, 9.5, 0.2) * (1 - step(-0.25, 0.28, d))
    melanin = body * (0.52 + 0.10 * clouds(rng, 24)) + 0.36 * net + 0.30 * (1 - step(-1.0, -0.3, d))
    image = image * absorb(melanin, MELANIN) * absorb(0.12 * body, BLOOD)
    image = put_hair(rng, image, [hair(rng, 1.7, 260, 90, 60), hair(rng, 1.4, 200, 470, 90)])
    return finish(rng, image, 0.34)


def keratosis(rng):
    """Sharp border, stuck on, yellow-brown, pale cysts and dark plugs."""
    image = skin(rng, (224, 200, 184), 0.09, 0.22)
    d = blob(rng, 296, 228, 146, 1.18, -0.5, 0.07, 0.09)
    body = 1 - step(-0.07, 0.05, d)
    first, second, value = cells(rng, 15, 1.0)
    ridges = smooth(step(0, 0.6, second - first), 1.4)
    melanin = body * (0.15 + 0.13 * clouds(rng, 34, 6) + 0.14 * (1 - ridges) + 0.10 * value)
    melanin = melanin + 0.14 * body * step(-0.35, -0.04, d)
    image = image * absorb(melanin, MELANIN) * absorb(body * 0.5, KERATIN)
    inside = np.clip(1 - step(-0.35, -0.1, d), 0, 1) + 1e-9
    image = image * absorb(1.1 * spots(rng, inside, 26, (2.5, 6), 0.4), MELANIN)
    image = mix(image, (238, 218, 178), 0.75 * spots(rng, inside, 30, (2, 5.5), 0.5))
    return finish(rng, image, 0.26, bubbles=6)


def melanoma(rng):
    """Lopsided, several colours, a blue-grey veil, uneven dots, streaks at one side."""
    image = skin(rng, (226, 180, 166), 0.20)
    d = np.minimum(blob(rng, 275, 235, 128, 1.22, 0.7, 0.12, 0.11), blob(rng, 385, 178, 78, 1.1, 0.0, 0.12, 0.11))
    body = 1 - step(-0.24, 0.14, d)
    patches = clouds(rng, 38)
    melanin = body * (0.62 + 0.42 * np.clip(patches, -1, 1.6)) + 0.30 * network(rng, 14, 0.3) * (1 - step(-0.2, 0.12, d))
    veil = body * smooth(step(-0.1, 1.5, clouds(rng, 46, 5)), 5) * (1 - step(-0.45, -0.05, d))
    deep = 0.75 * veil + 0.85 * body * np.exp(-((X - 250)**2 + (Y - 262)**2) / 52**2)
    rim = step(-0.3, 0.0, d) * (1 - step(0.0, 0.2, d)) + 1e-9
    dots = spots(rng, rim + 0.35 * body, 80, (1.2, 4.2), 0.5)
    image = image * absorb(melanin, MELANIN) * absorb(deep, DEEP_MELANIN)
    image = image * absorb(0.30 * body + 0.35 * body * step(0.6, 1.6, -patches), BLOOD) * absorb(0.9 * dots, MELANIN)
    image = mix(image, (170, 180, 204), 0.24 * veil)
    image = put_hair(rng, image, [hair(rng, 1.9, 330, 60, 380), hair(rng, 1.6, 300, 560, 60), hair(rng, 1.5, 220, 520, 420)])
    return finish(rng, image, 0.36, (0.05, -0.05))


def angioma(rng):
    """Red and purple lakes with pale walls between them."""
    image = skin(rng, (236, 198, 200), 0.14)
    d = blob(rng, 300, 222, 104, 1.06, 0.9, 0.05, 0.02)
    body = 1 - step(-0.12, 0.05, d)
    halo = (1 - step(0.0, 0.5, d)) * 0.22
    first, second, value = cells(rng, 36, 1.0)
    lakes = smooth(step(0.0, 0.36, second - first), 3.0) * np.clip(0.72 + 0.3 * clouds(rng, 22), 0, 1.3)
    depth = np.sqrt(np.clip(-d, 0, 1))
    blood = body * (0.62 + 0.60 * lakes + 0.30 * value + 0.25 * depth) + halo
    image = image * absorb(blood, VENOUS_BLOOD) * absorb(body * 0.16 * lakes * value, DEEP_MELANIN)
    image = mix(image, (232, 168, 180), 0.16 * body * (1 - np.clip(lakes, 0, 1)))
    glints = spots(rng, np.clip(1 - step(-0.7, -0.2, d), 0, 1) + 1e-9, 9, (1.2, 2.6), 0.6)
    image = mix(image, (255, 244, 240), 0.75 * glints)
    return finish(rng, image, 0.24)


def basal_cell(rng):
    """Pearly pink, branching vessels in focus, blue-grey nests towards the border, a small crust."""
    image = skin(rng, (232, 196, 184), 0.12)
    d = blob(rng, 298, 228, 130, 1.25, 0.2, 0.10, 0.10)
    body = 1 - step(-0.35, 0.16, d)
    image = image * absorb(body * (0.26 + 0.09 * clouds(rng, 20)), BLOOD)
    image = mix(image, (246, 214, 214), 0.26 * body * step(0.1, 1.3, clouds(rng, 22)))
    nests = spots(rng, step(-0.75, -0.25, d) * (1 - step(-0.2, 0.0, d)) + 1e-9, 9, (7, 17), 0.7)
    nests = smooth(np.clip(nests * (0.75 + 0.3 * clouds(rng, 9)), 0, 1), 1.6)
    image = image * absorb(0.62 * nests, DEEP_MELANIN) * absorb(0.22 * nests, MELANIN)
    vessels = []
    for _ in range(6):
        turn = rng.uniform(0, 6.3)
        vessels += vessel(rng, 298 + 140 * np.cos(turn), 228 + 100 * np.sin(turn), turn + np.pi + rng.uniform(-0.6, 0.6), 2.6, 130)
    mask = stroke_mask(vessels) * (1 - step(-0.1, 0.35, d))
    image = image * absorb(0.5 * smooth(mask, 1.0), BLOOD)
    crust = np.exp(-((X - 322)**2 + (Y - 205)**2) / 17**2) * (0.7 + 0.3 * clouds(rng, 4))
    image = image * absorb(1.0 * np.clip(crust, 0, 2), MELANIN) * absorb(0.7 * np.clip(crust, 0, 2), BLOOD)
    return finish(rng, image, 0.28, bubbles=4)


def keratosis_actinic(rng):
    """Red net around pale follicles, yellow-white scale, tan at the border, on skin that saw much sun."""
    image = skin(rng, (224, 178, 160), 0.20, 0.34)
    d = blob(rng, 306, 222, 140, 1.2, -0.3, 0.12, 0.16)
    body = 1 - step(-0.4, 0.26, d)
    first, second, value = cells(rng, 21, 0.95)
    follicles = smooth(1 - step(0.08 + 0.18 * value, 0.2 + 0.3 * value, first), 1.8)
    image = image * absorb(body * (0.30 + 0.10 * clouds(rng, 30, 6)) * (1 - 0.7 * follicles), BLOOD)
    image = image * absorb(body * 0.30 * step(-0.2, 1.2, clouds(rng, 34)) + 0.2 * body * step(-0.5, 0.0, d), MELANIN)
    image = mix(image, (244, 224, 196), 0.30 * body * follicles * (0.3 + 0.7 * value))
    scale = body * smooth(step(0.7, 1.7, clouds(rng, 24, 6)), 0.8) * np.clip(0.7 + 0.3 * clouds(rng, 4), 0, 1)
    image = mix(image, (242, 226, 198), 0.62 * scale)
    image = image * absorb(0.5 * body * step(1.1, 2.0, clouds(rng, 12, 4)), MELANIN)
    image = put_hair(rng, image, [hair(rng, 1.1, 120) for _ in range(9)], (120, 88, 60), 0.6)
    return finish(rng, image, 0.30)


def dermatofibroma(rng):
    """A white scar in the middle, a faint net around it."""
    image = skin(rng, (238, 178, 156), 0.30)
    d = blob(rng, 300, 228, 88, 1.1, 1.1, 0.05, 0.06)
    body = 1 - step(-0.5, 0.32, d)
    ring = body * step(-0.95, -0.45, d)
    net = network(rng, 10.5, 0.2) * ring
    image = image * absorb(0.20 * ring + 0.16 * net + 0.06 * body * clouds(rng, 20), MELANIN) * absorb(0.55 * body, BLOOD)
    core = 1 - step(-0.92, -0.46, d + 0.10 * clouds(rng, 10))
    turn = np.arctan2(Y - 228, X - 300)
    fibres = 0.6 * clouds(rng, 7) + 0.5 * np.sin(11 * turn + 2.2 * noise(rng, 24))
    image = mix(image, (246, 222, 216), smooth(core, 5) * np.clip(0.46 + 0.13 * fibres, 0, 0.9))
    image = put_hair(rng, image, [hair(rng, 1.6, 280) for _ in range(3)])
    return finish(rng, image, 0.32, (-0.04, 0.03))


def cup_of_tea(rng):
    """Seen from above on a checked cloth: round and brown, and plainly no lesion."""
    thread = 1 + 0.02 * np.sin(X * 2.1) + 0.02 * np.sin(Y * 2.1)
    bands = ((X // 50 % 2) + (Y // 50 % 2)) / 2
    image = np.array([0.93, 0.94, 0.95]) + bands[..., None] * (np.array([0.24, 0.45, 0.68]) - np.array([0.93, 0.94, 0.95]))
    image = image * thread[..., None]
    r = np.hypot(X - 290, Y - 225)
    handle = np.maximum(np.abs(X - 425) - 38, np.abs(Y - 225) - 1) - 13

    def disc(image, edge, colour, distance=r):
        return mix(image, colour, 1 - step(edge - 0.8, edge + 0.8, distance))

    image = image * (1 - 0.42 * (1 - step(150, 235, np.hypot(X - 302, Y - 240))))[..., None]
    image = disc(image, 190, (236, 234, 228))
    image = image * (1 - 0.10 * np.exp(-((r - 186) / 3)**2) - 0.08 * np.exp(-((r - 140) / 8)**2))[..., None]
    image = disc(image, 165, (196, 64, 52), np.abs(r - 174) + 163)
    image = image * (1 - 0.32 * (1 - step(95, 150, np.hypot(X - 302, Y - 238))))[..., None]
    image = disc(image, 0, (226, 224, 218), handle)
    image = image * (1 - 0.16 * np.exp(-(handle / 4)**2) * (r > 118))[..., None]
    image = disc(image, 118, (248, 247, 243))
    image = disc(image, 108, (214, 211, 203))
    image = disc(image, 103, (138, 66, 24))
    tea = 1 - step(102, 103.6, r)
    image = image * (1 - tea * (0.32 * (1 - step(30, 104, 104 - r)) + 0.12 * step(-60, 90, X - 290 + Y - 225)))[..., None]
    image = mix(image, (255, 236, 206), tea * 0.8 * (1 - step(0.8, 1.1, np.hypot((X - 250) / 30, (Y - 180) / 15))))
    steam = np.exp(-((X - 300 - 26 * np.sin(Y / 38))**2) / 18**2) * step(20, 120, Y) * (1 - step(180, 260, Y))
    image = mix(image, (255, 255, 255), 0.22 * steam)
    return finish(rng, image, 0.20, grain=0.004)


def leaf(rng):
    """On pale stone: an outline, veins like vessels, and no skin."""
    image = np.array([0.80, 0.79, 0.76]) * (1 + 0.05 * clouds(rng, 24) + 0.02 * noise(rng, 1.2))[..., None]
    c, s = np.cos(-0.42), np.sin(-0.42)
    u, v = (X - 300) * c + (Y - 225) * s, -(X - 300) * s + (Y - 225) * c
    along = np.clip((u + 215) / 430, 0, 1)
    half = 128 * np.sin(np.pi * along**0.8)**0.9 * (1 + 0.025 * np.sin(u / 5.5))
    body = (1 - step(-1.2, 1.2, np.abs(v) - half)) * (along > 0) * (along < 1)
    shadow = smooth(np.roll(body, (9, 7), (0, 1)), 7)
    image = image * (1 - 0.45 * shadow)[..., None]
    stem = (1 - step(2.2, 4.2, np.abs(v + 0.0012 * (u + 215)**2))) * (u > -275) * (u < -200)
    veins = np.exp(-(v / 2.6)**2)
    for k in range(-5, 6):
        bent = u - 36 * k - 0.62 * np.abs(v) - 0.0016 * v**2
        veins = np.maximum(veins, 0.75 * np.exp(-(bent / 1.9)**2))
    green = np.array([0.22, 0.46, 0.14]) * (1 + 0.10 * clouds(rng, 30) + 0.05 * noise(rng, 2) + 0.10 * np.sign(v))[..., None]
    green = green + veins[..., None] * np.array([0.28, 0.25, 0.16])
    image = image * (1 - body[..., None]) + green * body[..., None]
    image = mix(image, (92, 116, 48), stem * (1 - body))
    return finish(rng, image, 0.22, grain=0.004)


def planet(rng):
    """A red disc among stars: round, with a border and a structure, and beyond all skin."""
    image = np.full((H, W, 3), 0.02) + np.maximum(0, 0.03 * clouds(rng, 70))[..., None] * np.array([0.5, 0.6, 1.0])
    stars = spots(rng, np.ones((H, W)), 150, (0.5, 1.5))
    image = image + stars[..., None] * rng.uniform(0.5, 1.0, (H, W))[..., None]
    x, y = (X - 305) / 150, (Y - 228) / 150
    r = np.hypot(x, y)
    body = 1 - step(0.992, 1.008, r)
    height = np.sqrt(np.clip(1 - r**2, 0, 1))
    light = np.clip(0.10 + 1.05 * (height * 0.72 - x * 0.52 - y * 0.44), 0.02, 1.1)
    land = step(-0.3, 0.9, clouds(rng, 34) + 0.5 * np.sin(5 * y + 1.2 * noise(rng, 50)))
    ground = np.array([0.80, 0.42, 0.24]) * (1 - land[..., None]) + np.array([0.42, 0.20, 0.13]) * land[..., None]
    ice = step(0.80, 0.90, -y + 0.05 * clouds(rng, 16)) + step(0.88, 0.95, y + 0.04 * clouds(rng, 16))
    ground = mix(ground, (236, 228, 220), np.clip(ice, 0, 1))
    image = image * (1 - body[..., None]) + ground * light[..., None] * body[..., None]
    return finish(rng, image, 0.0, grain=0.004)


SAMPLES = {"drawn-01": (nevus, 11), "drawn-02": (keratosis, 24), "drawn-03": (melanoma, 33), "drawn-04": (angioma, 44),
           "drawn-05": (basal_cell, 55), "drawn-06": (keratosis_actinic, 66), "drawn-07": (dermatofibroma, 78),
           "drawn-08-tea": (cup_of_tea, 88), "drawn-09-leaf": (leaf, 99), "drawn-10-planet": (planet, 111)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent, help="folder to write to (default: this one)")
    arguments = parser.parse_args()
    for name, (draw, seed) in SAMPLES.items():
        pixels = draw(np.random.default_rng(seed))
        path = arguments.out / f"{name}.jpg"
        Image.fromarray(np.round(pixels * 255).astype(np.uint8)).save(path, quality=92, comment="Drawn by a program (Dermlens), CC0-1.0")
        print(f"{path.name}: {draw.__name__}, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
