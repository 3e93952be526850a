#!/usr/bin/python3
# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Write small image files and what Pillow decodes of them, for test-image.

Run it without arguments. It writes into fixtures/ beside itself; expected.txt has one line a file:

  NAME WIDTH HEIGHT ORIENTATION SHA256 SHA256      size and hash of the RGB bytes of ImageOps.exif_transpose (im).convert ("RGB"),
                                                   then the hash without exif_transpose: what Image.open (…).convert ("RGB") is
  NAME broken                                      Pillow refuses it, and so must we

Where we differ from Pillow the line says what we state instead: `differs()` below.
"""
import hashlib
import io
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps, features

OUT = Path(__file__).resolve().parent / "fixtures"
lines = []


def picture(width, height, channels=3, seed=1):
    """Smooth colours, an edge and some noise: nothing that a wrong upsampling or rounding would leave alike."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(float)
    planes = []
    for c in range(channels):
        plane = 128 + 90 * np.sin(x / (5 + c) + c) * np.cos(y / (7 - c) + c / 2)
        plane[(x - width / 2) ** 2 + (y - height / 2) ** 2 < (min(width, height) / 4) ** 2] = 30 + 60 * c
        planes.append(plane + rng.normal(0, 12, plane.shape))
    return np.clip(np.stack(planes, -1), 0, 255).astype(np.uint8)


def decode(data):
    image = Image.open(io.BytesIO(data))
    orientation = image.getexif().get(0x0112, 1)
    image.load()
    plain = image.convert("RGB")
    if image.format == "TIFF":  # which Pillow turns on loading
        return plain, plain, orientation
    return ImageOps.exif_transpose(image).convert("RGB"), plain, orientation


def digest(image):
    return hashlib.sha256(np.asarray(image).tobytes()).hexdigest()


def record(name, image, plain, orientation=1):
    lines.append(f"{name} {image.width} {image.height} {orientation} {digest(image)} {digest(plain)}")


def write(name, data):
    (OUT / name).write_bytes(data)
    image, plain, orientation = decode(data)
    record(name, image, plain, orientation if 1 <= orientation <= 8 else 1)


def broken(name, data):
    (OUT / name).write_bytes(data)
    try:
        decode(data)
    except Exception:  # OSError, SyntaxError, struct.error: all of them mean no
        lines.append(f"{name} broken")
        return
    raise SystemExit(f"{name}: Pillow takes it")


def differs(name, data, pixels):
    """Statements of our own where we part from Pillow; engine/image/formats.md says why."""
    (OUT / name).write_bytes(data)
    assert not np.array_equal(np.asarray(decode(data)[0]), pixels), name
    record(name, Image.fromarray(pixels), Image.fromarray(pixels))


def encode(pixels, kind, mode=None, **options):
    out = io.BytesIO()
    (pixels if isinstance(pixels, Image.Image) else Image.fromarray(pixels, mode)).save(out, kind, **options)
    return out.getvalue()


def exif(orientation, order="<"):
    mark = b"II*\0" if order == "<" else b"MM\0*"
    entry = struct.pack(order + "HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"Exif\0\0" + mark + struct.pack(order + "IH", 8, 1) + entry + struct.pack(order + "I", 0)


ADAM7 = (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)


def png(width, height, depth, color, rows, extra=b"", interlace=0):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    head = struct.pack(">IIBBBBB", width, height, depth, color, 0, 0, interlace)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + extra + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")), chunk


def jpegs():
    for name, sampling in ("444", 0), ("422", 1), ("420", 2):
        write(f"jpeg-{name}.jpg", encode(picture(61, 47), "JPEG", quality=85, subsampling=sampling))
    write("jpeg-progressive.jpg", encode(picture(53, 38), "JPEG", quality=75, progressive=True))
    write("jpeg-optimized-restart.jpg", encode(picture(64, 48), "JPEG", quality=95, optimize=True))
    write("jpeg-grey.jpg", encode(picture(33, 29)[:, :, 0], "JPEG", quality=80))
    write("jpeg-cmyk.jpg", encode(picture(31, 27, 4), "JPEG", "CMYK", quality=80))
    write("jpeg-1x1.jpg", encode(picture(1, 1), "JPEG"))
    write("jpeg-1x50.jpg", encode(picture(1, 50), "JPEG"))
    write("jpeg-50x1.jpg", encode(picture(50, 1), "JPEG"))
    # Adobe's marker with transform 0: three planes that are RGB already; with 2: four that are YCCK
    adobe = b"\xff\xee\x00\x0eAdobe\0\x64\0\0\0\0"
    plain = encode(picture(29, 31), "JPEG", subsampling=0)
    start = 2 + 2 + struct.unpack(">H", plain[4:6])[0]  # behind JFIF, which would overrule it
    write("jpeg-rgb.jpg", b"\xff\xd8" + adobe + b"\0" + plain[start:])
    cmyk = encode(picture(29, 31, 4), "JPEG", "CMYK")
    at = cmyk.index(b"Adobe") + 11
    write("jpeg-ycck.jpg", cmyk[:at] + b"\x02" + cmyk[at + 1:])
    for i in range(1, 9):
        write(f"jpeg-orientation-{i}.jpg", encode(picture(23, 14), "JPEG", exif=exif(i, "<>"[i % 2])))
    write("jpeg-orientation-9.jpg", encode(picture(23, 14), "JPEG", exif=exif(9)))
    write("jpeg-exif-short.jpg", encode(picture(16, 16), "JPEG", exif=exif(6)[:20]))
    write("jpeg-trailing.jpg", encode(picture(40, 30), "JPEG") + b"and then some text\xff\xd8\xff")
    whole = encode(picture(61, 47), "JPEG", quality=85)
    for part in 30, 60, 90:
        broken(f"jpeg-cut-{part}.jpg", whole[:len(whole) * part // 100])
    broken("jpeg-no-end.jpg", whole[:-2])
    broken("jpeg-header-only.jpg", whole[:200])
    broken("jpeg-cut-progressive.jpg", encode(picture(53, 38), "JPEG", progressive=True)[:900])
    broken("jpeg-noise.jpg", b"\xff\xd8\xff" + np.random.default_rng(3).bytes(500))


def pngs():
    write("png-rgb.png", encode(picture(37, 22), "PNG"))
    pixels, rows = picture(19, 22), b""
    for x, y, step_x, step_y in ADAM7:
        rows += b"".join(b"\0" + row.tobytes() for row in pixels[y::step_y, x::step_x])
    write("png-interlaced.png", png(19, 22, 8, 2, rows, interlace=1)[0])
    write("png-grey.png", encode(picture(21, 20)[:, :, 1], "PNG"))
    write("png-rgba.png", encode(picture(21, 20, 4), "PNG", "RGBA"))
    write("png-1bit.png", encode(Image.fromarray(picture(21, 20)[:, :, 1]).convert("1"), "PNG"))
    palette = Image.fromarray(picture(25, 24)).quantize(20)
    write("png-palette.png", encode(palette, "PNG"))
    write("png-palette-alpha.png", encode(palette, "PNG", transparency=bytes(range(0, 200, 10))))
    gray_alpha = Image.merge("LA", [Image.fromarray(picture(18, 17)[:, :, i]) for i in (0, 1)])
    write("png-grey-alpha.png", encode(gray_alpha, "PNG"))
    deep = np.random.default_rng(4).integers(0, 65536, (13, 17, 3), dtype=np.uint16)
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in deep)
    write("png-16bit.png", png(17, 13, 16, 2, rows)[0])
    grey = deep[:, :, 0]
    rows = b"".join(b"\0" + row.astype(">u2").tobytes() for row in grey)
    differs("png-16bit-grey.png", png(17, 13, 16, 0, rows)[0], np.repeat((grey >> 8).astype(np.uint8)[:, :, None], 3, 2))
    pixels = picture(23, 14)
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    chunk = png(1, 1, 8, 2, b"\0\0\0\0")[1]
    write("png-orientation-6.png", png(23, 14, 8, 2, rows, chunk(b"eXIf", exif(6)[6:]))[0])
    whole = encode(picture(61, 47), "PNG")
    for part in 30, 90:
        broken(f"png-cut-{part}.png", whole[:len(whole) * part // 100])
    broken("png-flipped-bit.png", whole[:600] + bytes([whole[600] ^ 4]) + whole[601:])
    broken("png-header-only.png", whole[:20])


def others():
    write("gif-plain.gif", encode(Image.fromarray(picture(25, 24)).quantize(30), "GIF"))
    frames = [Image.fromarray(picture(20, 18, seed=i)).quantize(16) for i in (1, 2, 3)]
    write("gif-animated.gif", encode(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100))
    write("gif-transparent.gif", encode(frames[0], "GIF", transparency=3))
    broken("gif-cut.gif", encode(Image.fromarray(picture(61, 47)).quantize(64), "GIF")[:1500])
    write("bmp-24.bmp", encode(picture(19, 13), "BMP"))
    write("bmp-palette.bmp", encode(Image.fromarray(picture(19, 13)).quantize(16), "BMP"))
    head = struct.pack("<IHHI", 0, 0, 0, 54 + 8) + struct.pack("<IiiHHIIiiII", 40, 5, 2, 1, 8, 1, 0, 0, 0, 2, 2)
    runs = b"\x05\x01\0\0" + b"\x02\0\0\x03\x01\0\x01\0\0\0" + b"\0\x01"
    write("bmp-runs.bmp", b"BM" + head + bytes([10, 20, 30, 0, 200, 100, 50, 0]) + runs)
    broken("bmp-cut.bmp", encode(picture(19, 13), "BMP")[:400])
    write("tiff-raw.tif", encode(picture(19, 13), "TIFF"))
    write("tiff-lzw.tif", encode(picture(19, 13), "TIFF", compression="tiff_lzw"))
    write("tiff-grey.tif", encode(picture(19, 13)[:, :, 0], "TIFF"))
    for i in range(2, 9):
        write(f"tiff-orientation-{i}.tif", encode(picture(12, 7), "TIFF", tiffinfo={274: i}))
    broken("tiff-cut.tif", encode(picture(19, 13), "TIFF")[:300])
    write("pnm-colour.ppm", encode(picture(19, 13), "PPM"))
    write("pnm-grey.pgm", encode(picture(19, 13)[:, :, 0], "PPM"))
    broken("pnm-cut.ppm", encode(picture(19, 13), "PPM")[:400])
    if features.check("webp"):
        write("webp-lossless.webp", encode(picture(19, 13), "WEBP", lossless=True))
        write("webp-orientation-8.webp", encode(picture(19, 13), "WEBP", lossless=True, exif=exif(8)))


def main():
    OUT.mkdir(exist_ok=True)
    jpegs()
    pngs()
    others()
    (OUT / "expected.txt").write_text("\n".join(lines) + "\n")
    total = sum(path.stat().st_size for path in OUT.iterdir())
    print(f"{len(lines)} files, {total} bytes")


if __name__ == "__main__":
    main()
