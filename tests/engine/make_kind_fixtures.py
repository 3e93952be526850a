#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Write an image of each kind that engine/image/formats.md decides on, for test-image-kinds.

Run it without arguments, with Pillow 9.4 or newer. It writes into fixtures/kinds/ beside itself; expected.txt there has one line a file:

  NAME pillow WIDTH HEIGHT ORIENTATION SHA256   the upright RGB bytes that Pillow makes of it, and so do we
  NAME ours WIDTH HEIGHT ORIENTATION SHA256     we make these bytes of it, Pillow makes others or none
  NAME damaged                                  we refuse it as damaged
  NAME refused                                  we say that such images are not read
"""
import hashlib
import io
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, ImageOps

OUT = Path(__file__).resolve().parent / "fixtures" / "kinds"
lines = []


def picture(width=21, height=16, channels=3, seed=1, most=255):
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(float)
    planes = []
    for c in range(channels):
        plane = 0.5 + 0.35 * np.sin(x / (3 + c) + c) * np.cos(y / (6 - c) + c / 2)
        plane[(x - width / 2) ** 2 + (y - height / 2) ** 2 < (min(width, height) / 4) ** 2] = 0.1 + 0.2 * c
        planes.append(plane + rng.normal(0, 0.04, plane.shape))
    return np.clip(np.rint(np.stack(planes, -1) * most), 0, most).astype(np.uint8 if most < 256 else np.uint16)


def decode(data):
    image = Image.open(io.BytesIO(data))
    orientation = image.getexif().get(0x0112, 1)
    image.load()
    plain = image.convert("RGB")
    return plain if image.format == "TIFF" else ImageOps.exif_transpose(image).convert("RGB"), orientation


def digest(pixels):
    return hashlib.sha256(np.ascontiguousarray(pixels).tobytes()).hexdigest()


def pillow(name, data):
    (OUT / name).write_bytes(data)
    image, orientation = decode(data)
    orientation = orientation if orientation in range(1, 9) else 1
    lines.append(f"{name} pillow {image.width} {image.height} {orientation} {digest(image)}")


def ours(name, data, pixels, orientation=1):
    """pixels: as they are to be seen."""
    (OUT / name).write_bytes(data)
    try:
        assert not np.array_equal(np.asarray(decode(data)[0]), pixels), f"{name}: this is what Pillow does"
    except (OSError, ValueError, SyntaxError):
        pass
    lines.append(f"{name} ours {pixels.shape[1]} {pixels.shape[0]} {orientation} {digest(pixels)}")


def no(kind, name, data):
    (OUT / name).write_bytes(data)
    lines.append(f"{name} {kind}")


def damaged(name, data, by_pillow=True):
    try:
        decode(data)
        taken = True
    except Exception:  # OSError, SyntaxError, struct.error: all of them mean no
        taken = False
    assert taken != by_pillow, f"{name}: Pillow {'takes' if taken else 'refuses'} it"
    no("damaged", name, data)


def refused(name, data):
    no("refused", name, data)


def encode(pixels, kind, mode=None, **options):
    out = io.BytesIO()
    (pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels, mode)).save(out, kind, **options)
    return out.getvalue()


TYPES = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i"}


def exif(orientation, kind=3, order="<"):
    """EXIF with one tag, of that type of TIFF's."""
    mark = b"II*\0" if order == "<" else b"MM\0*"
    value = struct.pack(order + TYPES[kind], orientation).ljust(4, b"\0")
    return mark + struct.pack(order + "IH", 8, 1) + struct.pack(order + "HHI", 0x0112, kind, 1) + value + bytes(4)


def turn_6(pixels):
    return np.rot90(pixels, -1)


# ---- JPEG ----

def with_exif(jpeg, data):
    segment = b"Exif\0\0" + data
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + jpeg[2:]


def jpegs():
    plain = encode(picture(), "JPEG", quality=90, subsampling=0)
    sos = plain.index(b"\xff\xda")
    end_of_header = sos + 2 + struct.unpack(">H", plain[sos + 2:sos + 4])[0]
    pillow("jpeg-samsung.jpg", plain[:end_of_header - 2] + b"\0" + plain[end_of_header - 1:])
    pillow("jpeg-stray-bytes.jpg", plain[:-2] + b"\x11\x22\x33" + plain[-2:])
    at = plain.index(b"JFIF") + 5
    pillow("jpeg-jfif-9.jpg", plain[:at] + b"\x09" + plain[at + 1:])
    adobe = b"\xff\xee\x00\x0eAdobe\0\x64\0\0\0\0"
    start = 4 + struct.unpack(">H", plain[4:6])[0]
    pillow("jpeg-adobe-7.jpg", b"\xff\xd8" + adobe + b"\x07" + plain[start:])
    progressive = encode(picture(), "JPEG", quality=90, progressive=True)
    scans = [i for i in range(len(progressive)) if progressive[i:i + 2] == b"\xff\xda"]
    lost = progressive.index(b"\xff\xc4", scans[1])  # with it, the next ones refine what was not sent
    pillow("jpeg-odd-progression.jpg", progressive[:scans[1]] + progressive[lost:])
    middle = end_of_header + (len(plain) - end_of_header) // 2
    damaged("jpeg-lost-bytes.jpg", plain[:middle] + b"\xff\xd9", by_pillow=False)
    damaged("jpeg-noise-inside.jpg", plain[:middle] + bytes([0x5a, 0x3c, 0xff, 0, 0xff, 0]) * 6 + plain[middle + 20:], by_pillow=False)
    stored = np.asarray(decode(plain)[0])
    for kind, name in (1, "byte"), (4, "long"), (6, "signed-byte"), (8, "signed-short"), (9, "signed-long"):
        for order in "<>":
            data = with_exif(plain, exif(6, kind, order))
            file = f"jpeg-orientation-{name}-{'little' if order == '<' else 'big'}.jpg"
            try:
                pillow(file, data) if decode(data)[1] == 6 else ours(file, data, turn_6(stored), 6)
            except TypeError:
                ours(file, data, turn_6(stored), 6)
    pillow("jpeg-orientation-long-0.jpg", with_exif(plain, exif(0, 4)))
    pillow("jpeg-orientation-long-many.jpg", with_exif(plain, exif(0x10006, 4)))


# ---- PNG ----

def chunk(kind, data, is_wrong=False):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data) ^ is_wrong)


def rows_of(pixels):
    return b"".join(b"\0" + row.astype(row.dtype.newbyteorder(">")).tobytes() for row in pixels)


def png(width, height, depth, color, rows, before=b"", after=b"", end=True, pack=None, is_wrong=False):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, 0))
    data = pack if pack is not None else zlib.compress(rows, 9)
    return (b"\x89PNG\r\n\x1a\n" + head + before + chunk(b"IDAT", data, is_wrong) + after
            + (chunk(b"IEND", b"") if end else b""))


def pngs():
    p, deep = picture(), picture(most=65535, channels=4)
    rows, packed = rows_of(p), zlib.compress(rows_of(p), 9)
    rgb = (21, 16, 8, 2, rows)
    pillow("png-16-rgba.png", png(21, 16, 16, 6, rows_of(deep)))
    pillow("png-16-grey-alpha.png", png(21, 16, 16, 4, rows_of(deep[:, :, :2])))
    ours("png-16-grey.png", png(21, 16, 16, 0, rows_of(deep[:, :, 0])), np.repeat((deep[:, :, :1] >> 8).astype(np.uint8), 3, 2))
    for depth in 1, 2, 4:
        bits = b"".join(b"\0" + bytes(row) for row in np.random.default_rng(depth).integers(0, 256, (9, (21 * depth + 7) // 8), dtype=np.uint8))
        pillow(f"png-grey-{depth}.png", png(21, 9, depth, 0, bits))
        pillow(f"png-palette-{depth}.png", png(21, 9, depth, 3, bits, chunk(b"PLTE", bytes(range(10, 10 + 3 * 2 ** depth)))))
    indices = np.arange(21 * 16).reshape(16, 21).astype(np.uint8)
    pillow("png-palette-short.png", png(21, 16, 8, 3, rows_of(indices), chunk(b"PLTE", bytes(range(30, 60)))))
    pillow("png-transparent-colour.png", png(*rgb, chunk(b"tRNS", b"\0\1\0\2\0\3")))
    pillow("png-no-end.png", png(*rgb, end=False))
    pillow("png-pixels-sum.png", png(*rgb, is_wrong=True))
    pillow("png-more-rows.png", png(21, 16, 8, 2, rows + bytes(200)))
    pillow("png-text-sum-behind.png", png(*rgb, after=chunk(b"tEXt", b"a\0b", True)))
    damaged("png-text-sum-before.png", png(*rgb, chunk(b"tEXt", b"a\0b", True)))
    damaged("png-header-sum.png", png(*rgb).replace(struct.pack(">I", zlib.crc32(png(*rgb)[12:29])), b"abcd"))
    damaged("png-half-coded.png", png(*rgb, pack=packed[:len(packed) // 2]))
    damaged("png-half-rows.png", png(21, 16, 8, 2, rows[:len(rows) // 2]), by_pillow=False)
    damaged("png-half-a-row.png", png(21, 16, 8, 2, rows[:len(rows) // 2 + 9]))
    damaged("png-wrong-adler.png", png(*rgb, pack=packed[:-1] + bytes([packed[-1] ^ 1])))
    damaged("png-text-cut.png", png(*rgb, after=chunk(b"tEXt", b"a\0" + b"b" * 30)[:20], end=False))
    for kind, name in (4, "long"), (3, "short"):
        pillow(f"png-exif-{name}.png", png(*rgb, chunk(b"eXIf", exif(6, kind, ">"))))
    ours("png-exif-headed.png", png(*rgb, chunk(b"eXIf", b"Exif\0\0" + exif(6))), turn_6(p), 6)
    pillow("png-exif-behind.png", png(*rgb, after=chunk(b"eXIf", exif(6))))
    ours("png-exif-byte.png", png(*rgb, chunk(b"eXIf", exif(6, 1))), turn_6(p), 6)
    text = ("\nexif\n%8d\n" % 32 + (b"Exif\0\0" + exif(6)).hex() + "\n").encode()
    pillow("png-exif-text.png", png(*rgb, chunk(b"tEXt", b"Raw profile type exif\0" + text)))
    pillow("png-exif-packed.png", png(*rgb, chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(text))))
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
    pillow("png-xmp.png", png(*rgb, chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp)))
    pillow("png-xmp-and-exif.png", png(*rgb, chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp) + chunk(b"eXIf", exif(3))))
    frame = struct.pack(">IIIIIHHBB", 0, 21, 16, 0, 0, 1, 10, 0, 0)
    more = struct.pack(">IIIIIHHBB", 1, 21, 16, 0, 0, 1, 10, 0, 0)
    pillow("png-animated.png", png(*rgb, chunk(b"acTL", struct.pack(">II", 2, 0)) + chunk(b"fcTL", frame),
                                   chunk(b"fcTL", more) + chunk(b"fdAT", b"\0\0\0\2" + zlib.compress(bytes(len(rows))))))


# ---- GIF ----

def lzw(indices, bits=8):
    """Codes of single pixels, with the table cleared before codes would grow."""
    out, n_bits, acc = bytearray(), 0, 0
    codes = []
    for i, index in enumerate(indices):
        if i % (2 ** bits - 3) == 0:
            codes.append(1 << bits)
        codes.append(int(index))
    for code in codes + [(1 << bits) + 1]:
        acc |= code << n_bits
        n_bits += bits + 1
        while n_bits >= 8:
            out.append(acc & 255)
            acc >>= 8
            n_bits -= 8
    if n_bits:
        out.append(acc & 255)
    blocks = b"".join(bytes([len(out[i:i + 255])]) + bytes(out[i:i + 255]) for i in range(0, len(out), 255))
    return bytes([bits]) + blocks + b"\0"


def gif(canvas, frame, palette, indices, before=b"", local=b"", flags=0, after=b"\x3b"):
    bits = max(1, (len(palette) // 3 - 1).bit_length())
    head = b"GIF89a" + struct.pack("<HHBBB", *canvas, 0x80 | bits - 1 if palette else 0, 0, 0) + palette.ljust(3 << bits if palette else 0, b"\0")
    if local:
        flags |= 0x80 | (len(local) // 3 - 1).bit_length() - 1
    return head + before + b"," + struct.pack("<HHHHB", *frame, flags) + local + lzw(indices) + after


def gifs():
    indices = np.random.default_rng(5).integers(0, 16, 12 * 9)
    palette = bytes(np.random.default_rng(6).integers(0, 256, 48, dtype=np.uint8))
    fits = (0, 0, 12, 9)
    control = b"!\xf9\x04\x01\x00\x00\x03\x00"
    pillow("gif-canvas.gif", gif((21, 16), (4, 5, 12, 9), palette, indices))
    pillow("gif-canvas-transparent.gif", gif((21, 16), (4, 5, 12, 9), palette, indices, control))
    pillow("gif-transparent-pixels.gif", gif((12, 9), fits, palette, indices, control))
    pillow("gif-beyond-canvas.gif", gif((8, 6), (2, 3, 12, 9), palette, indices))
    pillow("gif-no-canvas.gif", gif((0, 0), fits, palette, indices))
    pillow("gif-local-palette.gif", gif((21, 16), (4, 5, 12, 9), palette, indices, local=palette[::-1]))
    pillow("gif-no-palette.gif", gif((12, 9), fits, b"", indices * 9))
    pillow("gif-palette-short.gif", gif((12, 9), fits, palette[:12], indices))
    pillow("gif-interlaced.gif", gif((12, 9), fits, palette, indices, flags=0x40))
    pillow("gif-two-frames.gif", gif((12, 9), fits, palette, indices, after=b"," + struct.pack("<HHHHB", *fits, 0) + lzw(indices[::-1]) + b"\x3b"))
    pillow("gif-no-trailer.gif", gif((12, 9), fits, palette, indices, after=b""))
    pillow("gif-comment.gif", gif((12, 9), fits, palette, indices, b"!\xfe\x05hello\x03you\0"))
    damaged("gif-early-end.gif", gif((12, 9), fits, palette, indices[:60]))
    damaged("gif-cut-block.gif", gif((12, 9), fits, palette, indices, after=b"")[:-20])
    damaged("gif-no-frame.gif", gif((12, 9), fits, palette, indices)[:61] + b"\x3b")


# ---- BMP ----

def bmp(width, height, bits, data, compression=0, palette=b"", masks=b"", n_colors=None, size=40, offset=None):
    n_colors = len(palette) // 4 if n_colors is None else n_colors
    if size == 12:
        head = struct.pack("<IHHHH", 12, width, height, 1, bits)
    else:
        head = struct.pack("<IiiHHIIiiII", size, width, height, 1, bits, compression, len(data), 2835, 2835, n_colors, 0)
        head += masks
        head = head.ljust(size, b"\0")
    where = 14 + len(head) + len(palette) if offset is None else offset
    return b"BM" + struct.pack("<IHHI", where + len(data), 0, 0, where) + head + palette + data


def padded(rows):
    return b"".join(row + bytes(-len(row) % 4) for row in rows)


def bmps():
    p = picture()
    rng = np.random.default_rng(8)
    words = rng.integers(0, 65536, (16, 21), dtype=np.uint16)
    wide = padded([row.astype("<u2").tobytes() for row in words])
    long = rng.integers(0, 2 ** 32, (16, 21), dtype=np.uint32).astype("<u4").tobytes()
    bgr = padded([row[:, ::-1].tobytes() for row in p[::-1]])
    pillow("bmp-555.bmp", bmp(21, 16, 16, wide))
    pillow("bmp-555-masks.bmp", bmp(21, 16, 16, wide, 3, masks=struct.pack("<III", 0x7c00, 0x3e0, 0x1f)))
    pillow("bmp-565.bmp", bmp(21, 16, 16, wide, 3, masks=struct.pack("<III", 0xf800, 0x7e0, 0x1f)))
    pillow("bmp-32.bmp", bmp(21, 16, 32, long))
    pillow("bmp-32-masks.bmp", bmp(21, 16, 32, long, 3, masks=struct.pack("<III", 0xff000000, 0xff0000, 0xff00)))
    pillow("bmp-32-alpha.bmp", bmp(21, 16, 32, long, 3, masks=struct.pack("<IIII", 0xff, 0xff00, 0xff0000, 0xff000000), size=108))
    pillow("bmp-top-down.bmp", bmp(21, -16, 24, bgr))
    pillow("bmp-top-down-555.bmp", bmp(21, -16, 16, wide))
    pillow("bmp-last-padding.bmp", bmp(21, 16, 24, bgr)[:-1])
    colors = bytes(rng.integers(0, 256, 64, dtype=np.uint8))
    small = padded([bytes(row) for row in rng.integers(0, 256, (16, 11), dtype=np.uint8)])
    pillow("bmp-4.bmp", bmp(21, 16, 4, small, palette=colors))
    pillow("bmp-1.bmp", bmp(21, 16, 1, padded([bytes(row) for row in rng.integers(0, 256, (16, 3), dtype=np.uint8)]), palette=colors[:8]))
    pillow("bmp-os2.bmp", bmp(21, 16, 24, bgr, size=12))
    pillow("bmp-os2-palette.bmp", bmp(21, 16, 4, small, palette=bytes(rng.integers(0, 256, 48, dtype=np.uint8)), size=12))
    eight = padded([bytes(row) for row in rng.integers(0, 24, (16, 21), dtype=np.uint8)])
    pillow("bmp-palette-short.bmp", bmp(21, 16, 8, eight, palette=colors))
    pillow("bmp-8.bmp", bmp(21, 16, 8, eight, palette=bytes(rng.integers(0, 256, 1024, dtype=np.uint8))))
    runs = b"".join(bytes([9, i, 12, 16 + i, 0, 0]) for i in range(15)) + bytes([0, 21]) + bytes(range(21)) + b"\0" + b"\0\1"
    pillow("bmp-runs-8.bmp", bmp(21, 16, 8, runs, 1, palette=colors))
    pillow("bmp-runs-8-top-down.bmp", bmp(21, -16, 8, runs, 1, palette=colors))
    nibbles = b"".join(bytes([21, 16 * i + 15 - i, 0, 0]) for i in range(15)) + bytes([0, 8, 0x12, 0x34, 0x56, 0x78, 13, 0x9a]) + b"\0\1"
    pillow("bmp-runs-4.bmp", bmp(21, 16, 4, nibbles, 2, palette=colors))
    table = np.frombuffer(colors, np.uint8).reshape(16, 4)[:, 2::-1]
    odd = b"".join(bytes([21, 16 * i + 15 - i, 0, 0]) for i in range(15)) + bytes([0, 5, 0x12, 0x34, 0x50, 0, 16, 0x9a]) + b"\0\1"
    index = np.array([[i, 15 - i] * 10 + [i] for i in range(15)] + [[1, 2, 3, 4, 5] + [9, 10] * 8])
    ours("bmp-runs-4-odd.bmp", bmp(21, 16, 4, odd, 2, palette=colors), table[index[::-1]])
    jumps = bytes([9, 1, 0, 2, 2, 1]) + bytes([10, 2, 0, 0]) + b"".join(bytes([21, i, 0, 0]) for i in range(14)) + b"\0\1"
    index = np.array([[1] * 9 + [0] * 12, [0] * 11 + [2] * 10] + [[i] * 21 for i in range(14)])
    ours("bmp-runs-jump.bmp", bmp(21, 16, 8, jumps, 1, palette=colors), table[index[::-1]])
    damaged("bmp-runs-cut.bmp", bmp(21, 16, 8, runs, 1, palette=colors)[:-40])
    damaged("bmp-runs-early-end.bmp", bmp(21, 16, 8, runs[:30] + b"\0\1", 1, palette=colors))
    damaged("bmp-runs-none.bmp", bmp(21, 16, 8, b"\0\1", 1, palette=colors))
    damaged("bmp-cut-row.bmp", bmp(21, 16, 24, bgr)[:-2])
    damaged("bmp-cut-565.bmp", bmp(21, 16, 16, wide, 3, masks=struct.pack("<III", 0xf800, 0x7e0, 0x1f))[:-60])
    refused("bmp-masks-444.bmp", bmp(21, 16, 16, wide, 3, masks=struct.pack("<III", 0xf00, 0xf0, 0xf)))
    refused("bmp-jpeg-inside.bmp", bmp(21, 16, 24, bgr, 4))
    refused("bmp-2.bmp", bmp(21, 16, 2, small, palette=colors[:16]))


# ---- TIFF ----

def tiff(tags, data, order="<", big=False):
    """tags: {tag: (type, values)}; 273 (StripOffsets) or 324 (TileOffsets) gets the places of the blocks of `data`."""
    mark = (b"II" if order == "<" else b"MM") + struct.pack(order + "H", 43 if big else 42)
    word, entry = ("Q", 20) if big else ("I", 12)
    first = 16 if big else 8
    offsets, at = [], first
    for block in data:
        offsets.append(at)
        at += len(block)
    at += at % 2
    tiles = 322 in tags
    tags = dict(tags)
    tags[324 if tiles else 273] = (16 if big else 4, offsets)
    tags[325 if tiles else 279] = (16 if big else 4, [len(block) for block in data])
    codes = {**TYPES, 16: "Q", 11: "f", 12: "d"}
    extra, out = b"", b""
    beyond = at + (8 if big else 2) + entry * len(tags) + (8 if big else 4)
    for tag in sorted(tags):
        kind, values = tags[tag]
        packed = struct.pack(order + codes[kind] * len(values), *values)
        room = 8 if big else 4
        if len(packed) > room:
            place = struct.pack(order + word, beyond + len(extra))
            extra += packed + bytes(len(packed) % 2)
        else:
            place = packed.ljust(room, b"\0")
        out += struct.pack(order + "HH" + word, tag, kind, len(values)) + place
    head = mark + (struct.pack(order + "HHQ", 8, 0, at) if big else struct.pack(order + "I", at))
    body = b"".join(data)
    body += bytes((first + len(body)) % 2)
    return head + body + struct.pack(order + ("Q" if big else "H"), len(tags)) + out + bytes(8 if big else 4) + extra


def tags_of(width, height, bits, photometric, samples=1, **more):
    tags = {256: (3, [width]), 257: (3, [height]), 258: (3, [bits] * samples), 259: (3, [1]), 262: (3, [photometric]),
            277: (3, [samples]), 278: (3, [height])}
    names = {"extra": 338, "format": 339, "planar": 284, "orientation": 274, "compression": 259, "colors": 320, "rows": 278}
    for name, value in more.items():
        tags[names[name]] = (3, value if isinstance(value, list) else [value])
    return tags


def raw(pixels, order="<"):
    return pixels.astype(pixels.dtype.newbyteorder(order)).tobytes()


def tiffs_of_8_bits():
    p, four = picture(), picture(channels=4)
    four[:4, :, 3] = 0
    four[4:8, :, 3] = 255
    size = (21, 16)
    pillow("tiff-alpha-apart.tif", tiff(tags_of(*size, 8, 2, 4, extra=2), [raw(four)]))
    pillow("tiff-alpha-unsaid.tif", tiff(tags_of(*size, 8, 2, 4), [raw(four)]))
    pillow("tiff-alpha-other.tif", tiff(tags_of(*size, 8, 2, 4, extra=0), [raw(four)]))
    pillow("tiff-alpha-multiplied.tif", tiff(tags_of(*size, 8, 2, 4, extra=1), [raw(four)]))
    refused("tiff-alpha-missing.tif", tiff(tags_of(*size, 8, 2, 3, extra=1), [raw(p)]))
    pillow("tiff-grey-alpha.tif", tiff(tags_of(*size, 8, 1, 2, extra=2), [raw(four[:, :, :2])]))
    pillow("tiff-white-is-0.tif", tiff(tags_of(*size, 8, 0), [raw(p[:, :, 0])]))
    pillow("tiff-planes.tif", tiff(tags_of(*size, 8, 2, 3, planar=2), [raw(p[:, :, c]) for c in range(3)]))
    pillow("tiff-big.tif", tiff(tags_of(*size, 8, 2, 3), [raw(p)], big=True))
    ours("tiff-big-big-endian.tif", tiff(tags_of(*size, 8, 2, 3), [raw(p)], ">", True), p)
    pillow("tiff-big-endian.tif", tiff(tags_of(*size, 8, 2, 3), [raw(p)], ">"))
    pillow("tiff-strips.tif", tiff(tags_of(*size, 8, 2, 3, rows=5), [raw(p[y:y + 5]) for y in range(0, 16, 5)]))
    pillow("tiff-cmyk.tif", tiff(tags_of(*size, 8, 5, 4), [raw(four)]))
    for compression in "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg":
        pillow(f"tiff-{compression.replace('tiff_', '').replace('_', '-')}.tif", encode(p, "TIFF", compression=compression))
    pillow("tiff-group4.tif", encode(Image.fromarray(p[:, :, 1]).convert("1"), "TIFF", compression="group4"))
    tile = np.zeros((32, 32, 3), np.uint8)
    tile[:16, :21] = p
    tiles = [raw(tile[y:y + 16, x:x + 16]) for y, x in ((0, 0), (0, 16))]
    tags = tags_of(*size, 8, 2, 3)
    del tags[278]
    tags.update({322: (3, [16]), 323: (3, [16])})
    pillow("tiff-tiles.tif", tiff(tags, tiles))
    tags[259] = (3, [8])
    pillow("tiff-tiles-deflate.tif", tiff(tags, [zlib.compress(tile) for tile in tiles]))
    for kind, name in (4, "long"), (3, "short"):
        tags = tags_of(*size, 8, 2, 3)
        tags[274] = (kind, [6])
        pillow(f"tiff-orientation-{name}.tif", tiff(tags, [raw(p)]))
    tags[274] = (1, [6])
    ours("tiff-orientation-byte.tif", tiff(tags, [raw(p)]), turn_6(p), 6)
    for bits in 1, 2, 4:
        data = [bytes(row) for row in np.random.default_rng(bits).integers(0, 256, (9, (21 * bits + 7) // 8), dtype=np.uint8)]
        pillow(f"tiff-grey-{bits}.tif", tiff(tags_of(21, 9, bits, 1), [b"".join(data)]))
        pillow(f"tiff-white-is-0-{bits}.tif", tiff(tags_of(21, 9, bits, 0), [b"".join(data)]))
        colors = [int(v) for v in np.random.default_rng(9).integers(0, 65536, 3 << bits)]
        pillow(f"tiff-palette-{bits}.tif", tiff(tags_of(21, 9, bits, 3, colors=colors), [b"".join(data)]))
    colors = [int(v) for v in np.random.default_rng(9).integers(0, 65536, 768)]
    pillow("tiff-palette-8.tif", tiff(tags_of(*size, 8, 3, colors=colors), [raw(p[:, :, 0])]))


def deep_tiffs():
    size = (21, 16)
    deep = picture(most=65535, channels=4)
    for order, name in ("<", "little"), (">", "big"):
        pillow(f"tiff-16-rgb-{name}.tif", tiff(tags_of(*size, 16, 2, 3), [raw(deep[:, :, :3], order)], order))
        ours(f"tiff-16-grey-{name}.tif", tiff(tags_of(*size, 16, 1), [raw(deep[:, :, 0], order)], order),
             np.repeat((deep[:, :, :1] >> 8).astype(np.uint8), 3, 2))
    pillow("tiff-16-rgb-deflate.tif", tiff(tags_of(*size, 16, 2, 3, compression=8), [zlib.compress(raw(deep[:, :, :3]))]))
    pillow("tiff-16-rgb-deflate-big.tif", tiff(tags_of(*size, 16, 2, 3, compression=8), [zlib.compress(raw(deep[:, :, :3], ">"))], ">"))
    pillow("tiff-16-alpha-apart.tif", tiff(tags_of(*size, 16, 2, 4, extra=2), [raw(deep)]))
    pillow("tiff-16-alpha-multiplied.tif", tiff(tags_of(*size, 16, 2, 4, extra=1), [raw(deep)]))
    pillow("tiff-16-cmyk.tif", tiff(tags_of(*size, 16, 5, 4), [raw(deep)]))
    refused("tiff-float-grey.tif", tiff(tags_of(*size, 32, 1, format=3), [raw(deep[:, :, 0].astype(np.float32) / 65535)]))
    refused("tiff-float-rgb.tif", tiff(tags_of(*size, 32, 2, 3, format=[3, 3, 3]), [raw(deep[:, :, :3].astype(np.float32) / 65535)]))
    refused("tiff-32-grey.tif", tiff(tags_of(*size, 32, 1), [raw(deep[:, :, 0].astype(np.uint32) << 16)]))
    refused("tiff-signed.tif", tiff(tags_of(*size, 16, 1, format=2), [raw(deep[:, :, 0])]))
    refused("tiff-12-grey.tif", tiff(tags_of(*size, 12, 1), [bytes(32 * 16)]))
    lab = ImageCms.profileToProfile(Image.fromarray(picture()), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB")
    refused("tiff-lab.tif", tiff(tags_of(*size, 8, 8, 3), [lab.tobytes()]))


def damaged_tiffs():
    p = picture()
    packed = zlib.compress(p.tobytes())
    damaged("tiff-cut-raw.tif", tiff(tags_of(21, 16, 8, 2, 3), [raw(p)])[:600])
    damaged("tiff-cut-strip.tif", tiff(tags_of(21, 16, 8, 2, 3, compression=8), [packed[:len(packed) // 2]]))
    damaged("tiff-wrong-strip.tif", tiff(tags_of(21, 16, 8, 2, 3, compression=5), [bytes(range(200))]))
    whole = encode(picture(64, 64), "TIFF", compression="jpeg")
    end = whole.index(b"\xff\xd9", whole.index(b"\xff\xda"))
    damaged("tiff-jpeg-half.tif", whole[:end - 300] + b"\xff\xd9" + bytes(298) + whole[end:], by_pillow=False)


# ---- PNM ----

def pnms():
    p = picture()
    text = lambda values: " ".join(str(v) for v in np.ravel(values))
    grey = p[:, :, 0]
    bits = (grey > 127).astype(np.uint8)
    pillow("pnm-p1.pbm", f"P1\n# made by hand\n21 16\n{text(bits)}".encode())
    pillow("pnm-p1-dense.pbm", f"P1 21 16\n{text(bits).replace(' ', '')}\n".encode())
    pillow("pnm-p2.pgm", f"P2\n21 16\n255\n{text(grey)}\n".encode())
    pillow("pnm-p2-no-newline.pgm", f"P2\n21 16\n255\n{text(grey)}".encode())
    pillow("pnm-p2-15.pgm", f"P2\n21 16\n15\n{text(grey // 17)}\n".encode())
    pillow("pnm-p3.ppm", f"P3\n21 16\n255\n{text(p)}\n".encode())
    pillow("pnm-p3-comment.ppm", f"P3\n21 16 # size\n255\n# pixels\n{text(p)} # end".encode())
    pillow("pnm-p3-1000.ppm", f"P3\n21 16\n1000\n{text(p.astype(int) * 3)}".encode())
    pillow("pnm-p4.pbm", b"P4\n21 16\n" + np.packbits(bits, axis=1).tobytes())
    pillow("pnm-p5-100.pgm", b"P5\n21 16\n100\n" + (grey % 101).tobytes())
    pillow("pnm-p5-over.pgm", b"P5\n21 16\n100\n" + grey.tobytes())
    pillow("pnm-p6-100.ppm", b"P6\n21 16\n100\n" + (p % 101).tobytes())
    deep = picture(most=65535)
    pillow("pnm-p6-65535.ppm", b"P6\n21 16\n65535\n" + raw(deep, ">"))
    pillow("pnm-p6-1000.ppm", b"P6\n21 16\n1000\n" + raw(deep % 1001, ">"))
    high = lambda values: np.repeat((values >> 8).astype(np.uint8)[:, :, None], 3, 2)
    ours("pnm-p5-65535.pgm", b"P5\n21 16\n65535\n" + raw(deep[:, :, 0], ">"), high(deep[:, :, 0]))
    scaled = np.rint((deep[:, :, 0] % 1001) / 1000 * 65535).astype(int)
    ours("pnm-p5-1000.pgm", b"P5\n21 16\n1000\n" + raw(deep[:, :, 0] % 1001, ">"), high(scaled))
    ours("pnm-p2-1000.pgm", f"P2\n21 16\n1000\n{text(deep[:, :, 0] % 1001)}".encode(), high(scaled))
    damaged("pnm-p4-cut.pbm", b"P4\n21 16\n" + np.packbits(bits, axis=1).tobytes()[:-1])
    damaged("pnm-p5-cut.pgm", b"P5\n21 16\n255\n" + grey.tobytes()[:-1])
    damaged("pnm-p1-cut.pbm", f"P1 21 16\n{text(bits)[:-2]}".encode())
    damaged("pnm-p3-cut.ppm", f"P3 21 16 255\n{text(np.ravel(p)[:-1])}\n".encode())
    damaged("pnm-p3-cut-number.ppm", f"P3 21 16 255\n{text(np.ravel(p)[:-1])}".encode(), by_pillow=False)
    damaged("pnm-p3-over.ppm", f"P3\n21 16\n15\n{text(p)}".encode())
    damaged("pnm-p1-digit.pbm", f"P1 21 16\n{text(bits).replace('1', '2')}".encode())
    damaged("pnm-maximum-0.pgm", b"P5\n21 16\n0\n" + grey.tobytes())
    damaged("pnm-letters.pgm", b"P5\n21 x6\n255\n" + grey.tobytes())


# ---- WebP ----

def riff(*chunks):
    body = b"WEBP" + b"".join(name + struct.pack("<I", len(data)) + data + bytes(len(data) % 2) for name, data in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webps():
    p, four = picture(), picture(channels=4)
    coded = encode(p, "WEBP", lossless=True)[12:]
    still = (coded[:4], coded[8:8 + struct.unpack("<I", coded[4:8])[0]])
    extended = lambda flags: (b"VP8X", struct.pack("<I", flags) + struct.pack("<I", 20)[:3] + struct.pack("<I", 15)[:3])
    pillow("webp-lossy.webp", encode(picture(64, 48), "WEBP", quality=80))
    pillow("webp-lossy-alpha.webp", encode(four, "WEBP", quality=80))
    pillow("webp-alpha.webp", encode(four, "WEBP", lossless=True, exact=True))
    pillow("webp-exif-odd.webp", riff(extended(0x28), (b"ICCP", b"odd"), still, (b"EXIF", exif(6))))
    pillow("webp-exif-even.webp", riff(extended(0x28), (b"ICCP", b"even"), still, (b"EXIF", b"Exif\0\0" + exif(8, 3, ">"))))
    pillow("webp-exif-long.webp", riff(extended(8), still, (b"EXIF", exif(5, 4))))
    ours("webp-exif-byte.webp", riff(extended(8), still, (b"EXIF", exif(6, 1))), turn_6(p), 6)
    frames = [Image.fromarray(picture(seed=i)) for i in (1, 2)]
    pillow("webp-animated.webp", encode(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True))
    inner = encode(p[:8, :10], "WEBP", lossless=True)[12:]
    place = struct.pack("<I", 2)[:3] + struct.pack("<I", 3)[:3] + struct.pack("<I", 9)[:3] + struct.pack("<I", 7)[:3] + struct.pack("<I", 9)[:3] + b"\0"
    pillow("webp-animated-inside.webp", riff(extended(2), (b"ANIM", bytes([9, 99, 199, 255, 0, 0])), (b"ANMF", place + inner)))
    whole = encode(picture(64, 48), "WEBP", quality=80)
    for part in 25, 75, 95:
        damaged(f"webp-cut-{part}.webp", whole[:len(whole) * part // 100])
    damaged("webp-no-pixels.webp", riff(extended(0), (b"ICCP", b"even")))
    cut = whole[20:20 + (len(whole) - 20) // 2]
    damaged("webp-half-coded.webp", riff((b"VP8 ", cut)))


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    for path in OUT.iterdir():
        path.unlink()
    for make in jpegs, pngs, gifs, bmps, tiffs_of_8_bits, deep_tiffs, damaged_tiffs, pnms, webps:
        make()
    (OUT / "expected.txt").write_text("\n".join(lines) + "\n")
    print(f"{len(lines)} files, {sum(path.stat().st_size for path in OUT.iterdir())} bytes")


if __name__ == "__main__":
    main()
