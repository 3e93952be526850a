# SPDX-FileCopyrightText: The Dermlens developers
# SPDX-License-Identifier: MIT
"""Three plain charts as SVG text: lines over epochs, reliability, a confusion matrix. No dependency; colours that differ in grey too."""
from xml.sax.saxutils import escape

COLOURS = ["#1c71d8", "#c64600", "#26a269", "#613583"]
PLOT = (70, 40, 420, 260)  # left, top, width, height


def document(width, height, title, body):
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
                      'font-family="Cantarell, sans-serif" font-size="12" fill="#241f31">',
                      f"<title>{escape(title)}</title>", f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
                      text(width / 2, 22, title, size=14), *body, "</svg>", ""])


def text(x, y, words, anchor="middle", size=12, colour=None, turn=None):
    extra = (f' fill="{colour}"' if colour else "") + (f' transform="rotate({turn} {x:.1f} {y:.1f})"' if turn else "")
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"{extra}>{escape(str(words))}</text>'


def line(x1, y1, x2, y2, colour="#c0bfbc", dash=None):
    extra = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}"{extra}/>'


def axes(x_range, y_range, x_label, y_label):
    """Return (elements, function from data to the place on the page)."""
    left, top, width, height = PLOT

    def place(x, y):
        return (left + width * (x - x_range[0]) / (x_range[1] - x_range[0]),
                top + height * (1 - (y - y_range[0]) / (y_range[1] - y_range[0])))

    body = []
    for step in range(6):
        x = x_range[0] + (x_range[1] - x_range[0]) * step / 5
        y = y_range[0] + (y_range[1] - y_range[0]) * step / 5
        body += [line(place(x, 0)[0], top, place(x, 0)[0], top + height, "#e8e7e5"),
                 line(left, place(0, y)[1], left + width, place(0, y)[1], "#e8e7e5"),
                 text(place(x, 0)[0], top + height + 16, f"{x:g}"), text(left - 8, place(0, y)[1] + 4, f"{y:.3g}", "end")]
    body += [line(left, top + height, left + width, top + height, "#5e5c64"), line(left, top, left, top + height, "#5e5c64"),
             text(left + width / 2, top + height + 36, x_label), text(22, top + height / 2, y_label, turn=-90)]
    return body, place


def curves(title, series, x_label, y_label, y_range):
    """series: name -> [(x, y)]. Lines are told apart by colour and dashes, named below the plot."""
    last = max(x for points in series.values() for x, _ in points)
    body, place = axes((0, last), y_range, x_label, y_label)
    for k, (name, points) in enumerate(series.items()):
        colour, dash = COLOURS[k % len(COLOURS)], ["", "6 3", "2 3", "8 3 2 3"][k % 4]
        at = " ".join("{:.1f},{:.1f}".format(*place(x, y)) for x, y in points)
        body += [f'<polyline points="{at}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>',
                 line(PLOT[0] + 210 * (k % 2), 362 + 18 * (k // 2), PLOT[0] + 30 + 210 * (k % 2), 362 + 18 * (k // 2), colour, dash),
                 text(PLOT[0] + 36 + 210 * (k % 2), 366 + 18 * (k // 2), name, "start")]
    return document(520, 376 + 18 * ((len(series) + 1) // 2), title, body)


def reliability(title, rows):
    """rows (mean score, share right, images): a dot per bin, as large as its images; on the diagonal the scores say what happens."""
    body, place = axes((0, 1), (0, 1), "mean of the highest score in the bin", "share that was right")
    body.append(line(*place(0, 0), *place(1, 1), "#9a9996", "4 3"))
    most = max(n for _, _, n in rows)
    for score, right, n in rows:
        x, y = place(score, right)
        body += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{4 + 10 * (n / most) ** 0.5:.1f}" fill="{COLOURS[0]}" fill-opacity="0.75"/>',
                 text(x, y - 18, n, size=10, colour="#5e5c64")]
    return document(520, 350, title, body)


def matrix(title, counts, codes):
    """counts [truth][answer]; a cell is as dark as its share of the row."""
    side, left, top, body = 56, 90, 60, []
    for i, row in enumerate(counts):
        body.append(text(left - 10, top + side * (i + 0.55), codes[i], "end"))
        body.append(text(left + side * (i + 0.5), top - 8, codes[i]))
        for j, n in enumerate(row):
            share = n / max(1, sum(row))
            body += [f'<rect x="{left + side * j}" y="{top + side * i}" width="{side - 2}" height="{side - 2}" fill="#1c71d8" '
                     f'fill-opacity="{0.06 + 0.94 * share:.2f}"/>',
                     text(left + side * j + side / 2 - 1, top + side * i + side / 2 + 4, n, colour="#ffffff" if share > 0.5 else None)]
    across, down = left + side * len(codes) / 2, top + side * len(codes) / 2
    body += [text(across, top + side * len(codes) + 20, "answer"), text(20, down, "truth", turn=-90)]
    return document(left + side * len(codes) + 20, top + side * len(codes) + 36, title, body)
