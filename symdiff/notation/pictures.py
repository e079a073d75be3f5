"""Formulas as pictures: a tree, or a graph in which each shared part stands once.

    picture("x*x + (x - 2)").svg()

A picture holds boxes, lines between them, and where they stand; it writes itself as SVG, DOT or
Mermaid, or as PNG with the extra ``png``. No other program is needed for SVG.
"""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import (
    DEFAULT_LIMITS,
    ArgumentError,
    LimitExceeded,
    MissingExtra,
    Symbol,
    expect,
    postorder,
)
from ..loading import load
from .drawing import label_of
from .given import given
from .layered import layered
from .tidy import Box, tidy_places
from .writing import tree_nodes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from os import PathLike
    from typing import Unpack

    from ..catalogue import Catalogue
    from ..expressions import Expr, Limits
    from .given import Formula, Names

LARGEST = 2_000  # boxes; nobody reads more
CHARACTER = 8.43  # the width of one, of 14 px in a font of even width
PADDING, LINE, ROW_GAP, GAP, MARGIN = 8, 18, 34, 22, 14


class PictureBox:
    """One box: what is written in it, and where it stands.

    Attributes:
        node: the formula whose operation, name or number it is.
        lines: the label, and notes under it.
        kind: "operation", "symbol" or "number".
        marked: whether it is pointed out.
        x, y: its middle; width, height: its size.
    """

    __slots__ = ("height", "kind", "lines", "marked", "node", "width", "x", "y")

    def __init__(self, node: Expr, lines: list[str], marked: bool) -> None:
        self.node = node
        self.lines = lines
        self.marked = marked
        symbol = type(node) is Symbol
        self.kind = "symbol" if symbol else "operation" if node.args else "number"
        columns = max(map(len, lines))
        self.width = max(columns * CHARACTER + 2 * PADDING, 30.0)
        self.height = LINE * len(lines) + PADDING
        self.x = self.y = 0.0


class PictureLine:
    """A line from a box to the box of an argument.

    Attributes:
        start, end: the numbers of the boxes.
        port: where it leaves, from 0 (left) to 1 (right).
        points: what it passes.
    """

    __slots__ = ("end", "points", "port", "start")

    def __init__(self, start: int, end: int, port: float) -> None:
        self.start = start
        self.end = end
        self.port = port
        self.points: list[tuple[float, float]] = []


class Picture:
    """Boxes and lines that have their places; made by ``picture``.

    Attributes:
        boxes: parents before children.
        lines: from parents to children.
        width, height: the size of the whole.
        title: what it shows, in words.
    """

    def __init__(
        self, boxes: list[PictureBox], lines: list[PictureLine], title: str, *, shared: bool
    ) -> None:
        self.boxes = boxes
        self.lines = lines
        self.title = title
        self.width, self.height = _place_in_rows(self, shared)

    def departure(self, line: PictureLine) -> tuple[float, float]:
        """Where a line leaves the box that it comes from: lines stand in the order of arguments."""
        box = self.boxes[line.start]
        return box.x + min(box.width, 64) * (line.port - 0.5), box.y + box.height / 2

    def svg(self) -> str:
        """The picture as SVG, readable on light and on dark ground."""
        text: str = load("symdiff.notation.svg").as_svg(self)
        return text

    def dot(self) -> str:
        """The picture as a graph in the language DOT of Graphviz."""
        text: str = load("symdiff.notation.diagrams").as_dot(self)
        return text

    def mermaid(self) -> str:
        """The picture as a Mermaid flowchart."""
        text: str = load("symdiff.notation.diagrams").as_mermaid(self)
        return text

    def png(self, scale: float = 2.0) -> bytes:
        """The picture as PNG; needs the extra ``png``."""
        return png_of(self.svg(), scale)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the picture to a file: ``.svg``, ``.png``, ``.dot`` or ``.mmd``."""
        name = str(path)
        kinds = {".svg": self.svg, ".dot": self.dot, ".mmd": self.mermaid}
        for ending, write in kinds.items():
            if name.endswith(ending):
                image = write().encode()
                break
        else:
            if not name.endswith(".png"):
                raise ArgumentError(
                    f"no kind of picture for {name!r}", advice=".svg .png .dot .mmd"
                )
            image = self.png()
        try:
            with open(path, "wb") as file:
                file.write(image)
        except OSError as error:
            raise ArgumentError(f"{name} cannot be written: {error.strerror}") from None

    def _repr_svg_(self) -> str:
        return self.svg()

    def __repr__(self) -> str:
        return f"<picture of {len(self.boxes)} boxes: {self.title}>"


def png_of(svg: str, scale: float) -> bytes:
    """An SVG as PNG.

    Raises:
        MissingExtra: when CairoSVG is not there.
    """
    try:
        import cairosvg  # noqa: PLC0415
    except (ImportError, OSError):
        raise MissingExtra(
            "a PNG needs CairoSVG", advice='install it: pip install "symdiff-engine[png]"'
        ) from None
    plain = svg.replace(load("symdiff.notation.svg").FONT, "monospace")
    image: bytes = cairosvg.svg2png(bytestring=plain.encode(), scale=scale)
    return image


def picture(
    e: Formula,
    *,
    shared: bool = False,
    notes: Mapping[Expr, Iterable[str]] | None = None,
    marked: Collection[Expr] = (),
    title: str = "",
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **spelled: Unpack[Names],
) -> Picture:
    """A formula as a picture.

    Arguments:
        e: the formula, as an expression or as text.
        shared: draw each part once, also where it stands at several places (numbers excepted).
        notes: lines that are written under the label of a part.
        marked: parts that are pointed out.
        title: what the picture shows, for those who cannot see it.
        catalogue: the functions whose names are drawn in capitals.
        limits: bounds on a text.
        **spelled: ``variables``, ``functions``, ``constants``: how names in a text are read.

    Raises:
        LimitExceeded: when there would be more than 2000 boxes.

    >>> picture("x*x + (x - 2)")
    <picture of 7 boxes: x*x + (x - 2)>
    >>> picture("x*x + (x - 2)", shared=True)
    <picture of 5 boxes: x*x + (x - 2)>
    """
    e = given(e, catalogue, limits, spelled)
    expect(notes or {}, dict, "notes are a dictionary of parts and lines")
    expect(marked, (tuple, list, set, frozenset), "what is marked is a list of parts")
    expect(title, str, "a title is text")
    boxes: list[PictureBox] = []
    lines: list[PictureLine] = []
    drawn: dict[Expr, int] = {}
    stack: list[tuple[Expr, int, float]] = [(e, -1, 0.5)]
    _check_size(e, shared)
    while stack:
        node, parent, port = stack.pop()
        number = drawn.get(node, len(boxes))
        if parent >= 0:
            lines.append(PictureLine(parent, number, port))
        if number < len(boxes):
            continue
        told = [label_of(node, catalogue), *(notes or {}).get(node, ())]
        boxes.append(PictureBox(node, told, node in marked))
        if shared and (node.args or type(node) is Symbol):
            drawn[node] = number
        count = len(node.args)
        for i in range(count - 1, -1, -1):
            stack.append((node.args[i], number, (i + 1) / (count + 1)))
    return Picture(boxes, lines, title or _title(e), shared=shared)


def _check_size(e: Expr, shared: bool) -> None:
    count = len(postorder((e,))) if shared else tree_nodes(e, LARGEST + 1)
    if count > LARGEST:
        raise LimitExceeded(
            f"the picture would have more than {LARGEST} boxes",
            limit="output",
            value=LARGEST,
            advice="" if shared else "shared=True draws each part once",
        )


def _title(e: Expr) -> str:
    text = str(e) if tree_nodes(e, 200) < 200 else ""
    return text if 0 < len(text) <= 80 else "a formula"


def _place_in_rows(self: Picture, shared: bool) -> tuple[float, float]:
    """Give every box and line its place; the width and the height that they take."""
    rows = _in_layers(self) if shared else _in_tree(self)
    heights = [0.0] * (max(rows, default=-1) + 1)
    for box, row in zip(self.boxes, rows, strict=True):
        heights[row] = max(heights[row], box.height)
    tops = [MARGIN + sum(heights[:i]) + ROW_GAP * i for i in range(len(heights))]
    for box, row in zip(self.boxes, rows, strict=True):
        box.x += MARGIN
        box.y = tops[row] + heights[row] / 2
    for line in self.lines:  # a line passes a row straight down, so that it meets no box
        line.points = [
            (x + MARGIN, y)
            for x, row in line.points
            for y in (tops[int(row)], tops[int(row)] + heights[int(row)])
        ]
        # What leaves or meets a box that is lower than its row goes straight past its neighbours.
        first, last = rows[line.start], rows[line.end]
        if self.boxes[line.start].height < heights[first]:
            line.points.insert(0, (self.departure(line)[0], tops[first] + heights[first]))
        if self.boxes[line.end].height < heights[last]:
            line.points.append((self.boxes[line.end].x, tops[last]))
    points = [x for line in self.lines for x, _ in line.points]
    width = max([*points, *(b.x + b.width / 2 for b in self.boxes)]) + MARGIN
    return width, tops[-1] + heights[-1] + MARGIN


def _in_tree(self: Picture) -> list[int]:
    """Set the boxes as a tidy tree; their rows."""
    columns = [Box("-" * (2 * int(box.width / CHARACTER / 2 + 0.999) + 1)) for box in self.boxes]
    for line in self.lines:
        columns[line.start].children.append(columns[line.end])
    places = tidy_places(columns)
    shift = min(x * CHARACTER - b.width / 2 for (x, _), b in zip(places, self.boxes, strict=True))
    for box, (column, _) in zip(self.boxes, places, strict=True):
        box.x = column * CHARACTER - shift
    return [row for _, row in places]


def _in_layers(self: Picture) -> list[int]:
    """Set the boxes in layers; their rows."""
    order = _downwards(self)
    place = {number: i for i, number in enumerate(order)}
    widths = [self.boxes[number].width for number in order]
    edges = [(place[line.start], place[line.end]) for line in self.lines]
    layout = layered(widths, edges, GAP)
    rows = [0] * len(order)
    for i, number in enumerate(order):
        self.boxes[number].x = layout.x[i]
        rows[number] = layout.layer[i]
    for line, route in zip(self.lines, layout.routes, strict=True):
        line.points = [(x, float(row)) for x, row in route]
    return rows


def _downwards(self: Picture) -> list[int]:
    """The numbers of the boxes, each before those that its lines lead to."""
    waiting = [0] * len(self.boxes)
    below: list[list[int]] = [[] for _ in self.boxes]
    for line in self.lines:
        waiting[line.end] += 1
        below[line.start].append(line.end)
    order = [i for i, count in enumerate(waiting) if not count]
    for number in order:
        for lower in below[number]:
            waiting[lower] -= 1
            if not waiting[lower]:
                order.append(lower)
    return order
