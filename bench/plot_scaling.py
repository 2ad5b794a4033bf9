#!/usr/bin/env python3
"""Draws what bench/scaling has measured: four log-log diagrams in one SVG, a line for each device.

Usage: plot_scaling.py CSV... [--out FILE]
  CSV         files of `bench/scaling --csv`, one for each device
  --out FILE  default: docs/images/scaling.svg

The colours follow the reader's choice of light or dark.
"""
import csv
import math
import sys
from argparse import ArgumentParser
from pathlib import Path
from xml.sax.saxutils import escape

OUT = Path(__file__).resolve().parents[1] / "docs/images/scaling.svg"

# table of the CSV: (title, horizontal axis, vertical axis)
DIAGRAMS = {
    "pixels": ("An ADMM iteration", "pixels", "milliseconds"),
    "threads": ("Threads", "CPU threads", "photos per second"),
    "batch": ("Photos in a batch", "photos", "photos per second"),
    "working_side": ("Side of the grid", "long side, pixels", "photos per second"),
}
WIDTH, HEIGHT = 400, 300  # of one diagram
LEFT, RIGHT, TOP, BOTTOM = 64, 16, 36, 52
LEGEND_ROW = 22

STYLE = """
  text { font: 12px sans-serif; fill: #24292f; }
  .title { font-weight: bold; font-size: 13px; }
  .grid { stroke: #d0d7de; stroke-width: 1; }
  .frame { stroke: #57606a; fill: none; }
  .line { fill: none; stroke-width: 2; }
  .s0 { stroke: #0969da; } .d0 { fill: #0969da; }
  .s1 { stroke: #bc4c00; } .d1 { fill: #bc4c00; }
  .s2 { stroke: #1a7f37; } .d2 { fill: #1a7f37; }
  .s3 { stroke: #8250df; } .d3 { fill: #8250df; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .grid { stroke: #30363d; }
    .frame { stroke: #8d96a0; }
    .s0 { stroke: #58a6ff; } .d0 { fill: #58a6ff; }
    .s1 { stroke: #f0883e; } .d1 { fill: #f0883e; }
    .s2 { stroke: #3fb950; } .d2 { fill: #3fb950; }
    .s3 { stroke: #bc8cff; } .d3 { fill: #bc8cff; }
  }
"""
COLOURS = 4


def series_of(paths):
    """{table: {device: [(x, value)]}} of the files."""
    out = {table: {} for table in DIAGRAMS}
    for path in paths:
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                try:
                    out[row["table"]].setdefault(row["device"], []).append((float(row["x"]), float(row["value"])))
                except (KeyError, TypeError, ValueError):
                    sys.exit(f"plot_scaling.py: {path} is no file of bench/scaling --csv")
    return out


def number(value):
    """1, 0.03, 512, 16k (of 1024), 4M: short enough for an axis."""
    for size, letter in ((1 << 20, "M"), (1 << 10, "k")):
        if value >= 4096 and value % size == 0:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


def measured(values):
    """The values themselves as ticks; of many only those that are powers of two, and the ends."""
    ticks = sorted(set(values))
    if len(ticks) <= 8:
        return ticks
    return [tick for tick in ticks if math.log2(tick).is_integer() or tick in (ticks[0], ticks[-1])]


def decades(values):
    """Ticks 1, 2, 5, 10 ... that enclose the values; only powers of ten where there would be too many."""
    low, high = min(values), max(values)
    powers = range(math.floor(math.log10(low)) - 1, math.ceil(math.log10(high)) + 1)
    for steps in ((1, 2, 5), (1,)):
        ticks = [step * 10.0**power for power in powers for step in steps]
        first = max(i for i, tick in enumerate(ticks) if tick <= low)
        ticks = ticks[first:]
        last = next((i for i, tick in enumerate(ticks) if tick >= high and i > 0), len(ticks) - 1)
        ticks = ticks[:last + 1]
        if len(ticks) <= 8:
            break
    return ticks


class Axis:
    """Values in logarithmic order between two ends of the paper."""

    def __init__(self, ticks, begin, end):
        self.ticks, self.begin, self.end = ticks, begin, end
        self.low, self.span = math.log(ticks[0]), (math.log(ticks[-1] / ticks[0]) or 1.0)

    def __call__(self, value):
        return self.begin + (self.end - self.begin) * (math.log(value) - self.low) / self.span


def diagram(table, series, colours, left, top):
    """The SVG of one diagram whose corner is at (left, top)."""
    title, x_name, y_name = DIAGRAMS[table]
    points = [point for line in series.values() for point in line]
    x0, x1, y0, y1 = left + LEFT, left + WIDTH - RIGHT, top + HEIGHT - BOTTOM, top + TOP
    x_axis = Axis(measured([x for x, _ in points]), x0, x1)
    y_axis = Axis(decades([value for _, value in points]), y0, y1)
    out = [f'<text class="title" x="{x0}" y="{top + 22}">{escape(title)}</text>']
    for tick in x_axis.ticks:
        x = x_axis(tick)
        out.append(f'<line class="grid" x1="{x:.1f}" y1="{y0}" x2="{x:.1f}" y2="{y1}"/>')
        out.append(f'<text x="{x:.1f}" y="{y0 + 18}" text-anchor="middle">{number(tick)}</text>')
    for tick in y_axis.ticks:
        y = y_axis(tick)
        out.append(f'<line class="grid" x1="{x0}" y1="{y:.1f}" x2="{x1}" y2="{y:.1f}"/>')
        out.append(f'<text x="{x0 - 6}" y="{y + 4:.1f}" text-anchor="end">{number(tick)}</text>')
    out.append(f'<rect class="frame" x="{x0}" y="{y1}" width="{x1 - x0}" height="{y0 - y1}"/>')
    middle = (y0 + y1) / 2
    out.append(f'<text x="{(x0 + x1) / 2}" y="{y0 + 38}" text-anchor="middle">{escape(x_name)}</text>')
    out.append(f'<text x="{left + 16}" y="{middle}" text-anchor="middle" '
               f'transform="rotate(-90 {left + 16} {middle})">{escape(y_name)}</text>')
    for device, line in series.items():
        colour = colours[device]
        at = [(x_axis(x), y_axis(value)) for x, value in sorted(line)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
        out.append(f'<polyline class="line s{colour}" points="{path}"/>')
        out += [f'<circle class="d{colour}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in at]
    return out


def draw(all_series):
    """The whole SVG."""
    devices = sorted({device for series in all_series.values() for device in series})
    colours = {device: i % COLOURS for i, device in enumerate(devices)}
    tables = [table for table, series in all_series.items() if series]
    height = HEIGHT * math.ceil(len(tables) / 2) + LEGEND_ROW + 8
    body = []
    for i, table in enumerate(tables):
        body += diagram(table, all_series[table], colours, WIDTH * (i % 2), HEIGHT * (i // 2))
    for i, device in enumerate(devices):
        x, y = LEFT + 120 * i, height - LEGEND_ROW + 6
        body.append(f'<line class="line s{colours[device]}" x1="{x}" y1="{y}" x2="{x + 24}" y2="{y}"/>')
        body.append(f'<circle class="d{colours[device]}" cx="{x + 12}" cy="{y}" r="3"/>')
        body.append(f'<text x="{x + 32}" y="{y + 4}">{escape(device)}</text>')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDTH} {height}" '
            f'width="{2 * WIDTH}" height="{height}" role="img">\n'
            f"<title>How Hesscut scales</title>\n<style>{STYLE}</style>\n" + "\n".join(body) + "\n</svg>\n")


def main():
    parser = ArgumentParser(description="Draws what bench/scaling has measured")
    parser.add_argument("csv", nargs="+", metavar="CSV", help="files of bench/scaling --csv, one for each device")
    parser.add_argument("--out", type=Path, default=OUT, metavar="FILE", help="default: %(default)s")
    options = parser.parse_args()
    missing = [path for path in options.csv if not Path(path).is_file()]
    if missing:
        parser.error(f"CSV: there is no {missing[0]}")
    series = series_of(options.csv)
    if not any(series.values()):
        sys.exit("plot_scaling.py: CSV: there is nothing to draw")
    options.out.write_text(draw(series), encoding="utf-8")


if __name__ == "__main__":
    main()
