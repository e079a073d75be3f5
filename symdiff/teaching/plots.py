"""Lines on a logarithmic scale as SVG, readable on light and on dark ground."""

from __future__ import annotations

from html import escape
from math import ceil, floor, log10

from ..notation.svg import GREY
from ..notation.svg import framed as svg_framed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 394, 70, 200, 56, 46
COLOURS = ("#4a7fd4", "#d6702b", "#3c9a5f")
DASHES = ("", "6 4", "2 3")


def line_plot(
    lines: Mapping[str, Mapping[int, float | None]], across: str, up: str, title: str
) -> str:
    """Each series as a line with a dot at every value; what is None or not positive is left out.

    >>> svg = line_plot({"squares": {1: 1, 2: 4, 3: 9}}, "n", "n^2", "squares")
    >>> svg.count("<circle"), svg.count("<path")
    (3, 1)
    """
    shown = {
        name: {x: y for x, y in series.items() if y is not None and y > 0}
        for name, series in lines.items()
    }
    xs = sorted({x for series in shown.values() for x in series}) or [0]
    ys = [y for series in shown.values() for y in series.values()] or [1.0]
    low, high = floor(log10(min(ys))), max(ceil(log10(max(ys))), floor(log10(min(ys))) + 1)

    def place(x: float, y: float) -> tuple[float, float]:
        along = (x - xs[0]) / max(xs[-1] - xs[0], 1)
        rise = (log10(y) - low) / (high - low)
        return LEFT + along * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - rise * (
            HEIGHT - TOP - BOTTOM
        )

    body = [_text(8, 20, title[:70], weight=True)]
    every = ceil((high - low) / 8)
    for exponent in range(low, high + 1, every):
        _, y = place(xs[0], 10.0**exponent)
        body.append(_rule(LEFT, y, WIDTH - RIGHT, y))
        body.append(_text(LEFT - 8, y + 5, _power(exponent), "end"))
    for x in xs[:: ceil(len(xs) / 12)]:
        body.append(_text(place(x, 10.0**low)[0], HEIGHT - BOTTOM + 20, str(x), "middle"))
    body.append(_text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 6, across, "middle"))
    body.append(_text(8, TOP - 14, up))
    for i, (name, series) in enumerate(shown.items()):
        body += _series(i, name, [place(x, y) for x, y in sorted(series.items())])
    return svg_framed(WIDTH, HEIGHT, title, body)


def _series(i: int, name: str, points: list[tuple[float, float]]) -> list[str]:
    colour, dash = COLOURS[i % len(COLOURS)], DASHES[i // len(COLOURS) % len(DASHES)]
    style = f'fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"'
    body = []
    if points:
        path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        body.append(f'<path d="{path}" {style}/>')
    body += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
    top = TOP + 10 + 22 * i
    left = WIDTH - RIGHT + 14
    body.append(f'<line x1="{left}" y1="{top}" x2="{left + 24}" y2="{top}" {style}/>')
    body.append(_text(left + 30, top + 4, name, size=11))
    return body


def _rule(x1: float, y1: float, x2: float, y2: float) -> str:
    at = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {at} stroke="{GREY}" stroke-opacity="0.35"/>'


def _text(
    x: float, y: float, text: str, anchor: str = "start", *, size: int = 13, weight: bool = False
) -> str:
    bold = ' font-weight="600"' if weight else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"'
        f' fill="{GREY}"{bold}>{escape(text)}</text>'
    )


def _power(exponent: int) -> str:
    raised = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"10{raised}"
