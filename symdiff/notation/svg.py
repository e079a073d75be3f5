"""Pictures as SVG: every colour is readable on light and on dark ground.

Boxes have grounds of their own, and lines are of a middle grey.
"""

from __future__ import annotations

import itertools
from html import escape

from .pictures import LINE, PADDING

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .pictures import Picture, PictureBox, PictureLine

FONT = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
INK, GREY = "#14213d", "#7d8590"
_GROUND = {"operation": "#e3ecfd", "symbol": "#e0f5e6", "number": "#f2f2f2"}
_EDGE = {"operation": "#4a6fb5", "symbol": "#2f8a55", "number": "#8a8f98"}
_MARKED_GROUND, _MARKED_EDGE = "#ffe49b", "#c27c00"
_NOTES = ("#0b5394", "#a61c1c", "#38761d", "#674ea7")


def as_svg(picture: Picture) -> str:
    """The picture as the text of an SVG file."""
    body = [_line(line, picture) for line in picture.lines]
    body += [_box(box) for box in picture.boxes]
    return framed(picture.width, picture.height, picture.title, body)


def framed(width: float, height: float, title: str, body: list[str]) -> str:
    """What every SVG here begins and ends with."""
    w, h = round(width), round(height)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}"'
            f' viewBox="0 0 {w} {h}" role="img" font-family="{FONT}" font-size="14">',
            f"<title>{escape(title)}</title>",
            *body,
            "</svg>",
        ]
    )


def _line(line: PictureLine, picture: Picture) -> str:
    """A curve from the port under a box to the top of another, through the points between."""
    lower = picture.boxes[line.end]
    points = [picture.departure(line), *line.points, (lower.x, lower.y - lower.height / 2)]
    path = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x1, y1), (x2, y2) in itertools.pairwise(points):
        middle = (y1 + y2) / 2
        path.append(f"C{x1:.1f} {middle:.1f} {x2:.1f} {middle:.1f} {x2:.1f} {y2:.1f}")
    return f'<path d="{"".join(path)}" fill="none" stroke="{GREY}" stroke-width="1.4"/>'


def _box(box: PictureBox) -> str:
    ground = _MARKED_GROUND if box.marked else _GROUND[box.kind]
    edge = _MARKED_EDGE if box.marked else _EDGE[box.kind]
    left, top = box.x - box.width / 2, box.y - box.height / 2
    corner = 6 if box.kind == "operation" else min(box.height, box.width) / 2
    frame = (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
        f' rx="{min(corner, 13):.1f}" fill="{ground}" stroke="{edge}"'
        f' stroke-width="{2.5 if box.marked else 1.3}"/>'
    )
    return frame + "".join(_text(box, i, top) for i in range(len(box.lines)))


def _text(box: PictureBox, i: int, top: float) -> str:
    """The label, or a note under it."""
    y = top + PADDING / 2 + LINE * (i + 0.72)
    ink = _NOTES[(i - 1) % len(_NOTES)] if i else f'{INK}" font-weight="600'
    text = escape(box.lines[i])
    return f'<text x="{box.x:.1f}" y="{y:.1f}" text-anchor="middle" fill="{ink}">{text}</text>'
