# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Copy the seeds of the fuzz target "image" into corpus/image: of tests/engine/fixtures one small image for each way through a
decoder, whole and damaged.

Run it without arguments: /usr/bin/python3 tests/fuzz/make_image_corpus.py."""
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
FIXTURES = HERE.parent / "engine" / "fixtures"
SEEDS = """
bmp-runs.bmp bmp-palette.bmp jpeg-1x1.jpg jpeg-grey.jpg jpeg-progressive.jpg jpeg-cmyk.jpg jpeg-ycck.jpg jpeg-cut-30.jpg
jpeg-exif-short.jpg jpeg-orientation-6.jpg png-1bit.png png-interlaced.png png-orientation-6.png png-grey-alpha.png
webp-lossless.webp
kinds/bmp-1.bmp kinds/bmp-2.bmp kinds/bmp-4.bmp kinds/bmp-565.bmp kinds/bmp-masks-444.bmp kinds/bmp-os2.bmp
kinds/bmp-runs-4.bmp kinds/bmp-runs-8-top-down.bmp kinds/bmp-runs-jump.bmp kinds/bmp-top-down-555.bmp
kinds/gif-beyond-canvas.gif kinds/gif-canvas-transparent.gif kinds/gif-comment.gif kinds/gif-cut-block.gif
kinds/gif-interlaced.gif kinds/gif-local-palette.gif kinds/gif-no-palette.gif kinds/gif-two-frames.gif
kinds/jpeg-orientation-long-many.jpg kinds/jpeg-samsung.jpg kinds/jpeg-stray-bytes.jpg
kinds/png-animated.png kinds/png-exif-packed.png kinds/png-exif-text.png kinds/png-palette-4.png kinds/png-half-rows.png
kinds/png-transparent-colour.png kinds/png-xmp.png
kinds/pnm-p1.pbm kinds/pnm-p2-15.pgm kinds/pnm-p3-comment.ppm kinds/pnm-p4.pbm kinds/pnm-p5-1000.pgm kinds/pnm-p6-100.ppm
kinds/tiff-16-grey-big.tif kinds/tiff-alpha-multiplied.tif kinds/tiff-big.tif kinds/tiff-cmyk.tif kinds/tiff-cut-strip.tif
kinds/tiff-group4.tif kinds/tiff-jpeg.tif kinds/tiff-lzw.tif kinds/tiff-orientation-long.tif kinds/tiff-packbits.tif
kinds/tiff-palette-4.tif kinds/tiff-planes.tif kinds/tiff-tiles-deflate.tif kinds/tiff-white-is-0-2.tif
kinds/webp-alpha.webp kinds/webp-animated-inside.webp kinds/webp-exif-odd.webp kinds/webp-half-coded.webp
kinds/webp-lossy.webp kinds/webp-no-pixels.webp
"""


def main():
    folder = HERE / "corpus" / "image"
    folder.mkdir(parents=True, exist_ok=True)
    for name in SEEDS.split():
        shutil.copyfile(FIXTURES / name, folder / Path(name).name)


if __name__ == "__main__":
    main()
