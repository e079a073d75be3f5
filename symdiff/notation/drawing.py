r"""Trees drawn with characters: top down, with or without box drawing characters, or indented.

     ADD                ADD           ADD
    /   \            ┌───┴───┐        ├── MUL
 MUL     SUB        MUL     SUB       │   ├── x
 / \     / \       ┌─┴─┐   ┌─┴─┐      │   └── x
x   x   x   2      x   x   x   2      └── SUB
                                          ├── x
                                          └── 2
"""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import DEFAULT_LIMITS, Apply, ArgumentError, Number, Symbol, expect, fold
from .given import given
from .sharing import shared_names
from .tidy import GAP, Box, ascii_arms, tidy_lines, unicode_arms
from .writing import LEVELS, within

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Unpack

    from ..catalogue import Catalogue
    from ..expressions import Expr, Limits
    from .given import Formula, Names

# For each style: what joins a parent to its children, top down and indented.
_ARMS = {"ascii": ascii_arms, "unicode": unicode_arms}
_BRANCHES = {
    "ascii": ("|-- ", "|   ", "`-- "),
    "unicode": ("├── ", "│   ", "└── "),
    "indented": ("├── ", "│   ", "└── "),
}


def tree(
    e: Formula,
    style: str = "ascii",
    *,
    share: bool = False,
    width: int = 100,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
    **spelled: Unpack[Names],
) -> str:
    """The tree of the formula as a drawing, operators in capitals.

    A tree that does not fit into the width top down is drawn indented, one node a line.

    Arguments:
        e: the formula, as an expression or as text.
        style: ``ascii`` or ``unicode``, both top down, or ``indented``.
        share: draw each part that stands at several places once, labelled ``v1:MUL``, and
            refer to it as ``v1``; the names are those that ``let`` gives.
        width: the most columns of a top-down drawing.
        catalogue: the functions whose names are drawn in capitals; others are as written.
        limits: ``limits.output`` bounds the length of the text.
        **spelled: ``variables``, ``functions``, ``constants``: how names in a text are read.

    Raises:
        LimitExceeded: when the text would be longer.
        ArgumentError: for another style.

    >>> print(tree("x*x + (x - 2)"))
         ADD
        /   \\
     MUL     SUB
     / \\     / \\
    x   x   x   2
    """
    expect(width, int, "the width is a number of columns")
    if not isinstance(style, str) or style not in _BRANCHES:
        raise ArgumentError(
            f"no style {style!r}", advice="the styles are 'ascii', 'unicode' and 'indented'"
        )
    e = given(e, catalogue, limits, spelled)
    names = shared_names((e,)) if share else {}
    drawing = None
    if style in _ARMS:
        boxes = _boxes(_labels(e, names, catalogue), at_most=_most_that_fit(e, width))
        drawing = boxes and tidy_lines(boxes, _ARMS[style], width)
    return _joined(drawing or _indented(_labels(e, names, catalogue), *_BRANCHES[style]), limits)


def _labels(e: Expr, names: dict[Expr, str], catalogue: Catalogue) -> Iterator[tuple[str, int]]:
    """Label and number of children of each node as it is drawn, parents before children."""
    stack = [e]
    drawn: set[Expr] = set()
    while stack:
        node = stack.pop()
        name = names.get(node)
        label = label_of(node, catalogue)
        if name is not None:
            if node in drawn:
                yield name, 0
                continue
            drawn.add(node)
            label = f"{name}:{label}"
        yield label, len(node.args)
        stack += node.args[::-1]


def label_of(node: Expr, catalogue: Catalogue) -> str:
    """What is written for a node: its operation, in capitals if it is known, its name or digits."""
    if isinstance(node, Symbol):
        return node.name
    if isinstance(node, Number):
        return node.spelling
    if not isinstance(node, Apply):
        return ""
    record = catalogue.get(node.op)
    if record is not None and not node.args:
        return record.infix
    return node.op if record is None and node.op not in LEVELS else node.op.upper()


def _joined(lines: Iterator[str], limits: Limits) -> str:
    drawn: list[str] = []
    length = -1
    for line in lines:
        length += len(line) + 1
        within(
            limits,
            length,
            "share=True draws the parts that occur several times once; let(...) prints the"
            " formula as text",
        )
        drawn.append(line)
    return "\n".join(drawn)


def _indented(
    labels: Iterator[tuple[str, int]], branch: str, bar: str, last_branch: str
) -> Iterator[str]:
    """One line for each node, joined to its parent from the left."""
    blank = " " * len(bar)
    open_nodes: list[tuple[int, str]] = []  # children still to come, and what stands before them
    for label, children in labels:
        before = ""
        if open_nodes:
            to_come, before = open_nodes.pop()
            last = to_come == 1
            yield before + (last_branch if last else branch) + label
            if not last:
                open_nodes.append((to_come - 1, before))
            before += blank if last else bar
        else:
            yield label
        if children:
            open_nodes.append((children, before))


def _most_that_fit(e: Expr, width: int) -> int:
    """More nodes than this cannot stand side by side in the width."""

    def depth(_: Expr, below: tuple[int, ...]) -> int:
        return 1 + max(below, default=0)

    return fold(e, depth) * ((width + GAP) // (1 + GAP))


def _boxes(labels: Iterator[tuple[str, int]], at_most: int) -> list[Box] | None:
    """The boxes of a top-down drawing, parents before children; None when there are too many."""
    boxes: list[Box] = []
    open_boxes: list[tuple[int, Box]] = []
    for label, children in labels:
        if len(boxes) >= at_most:
            return None
        box = Box(label)
        boxes.append(box)
        if open_boxes:
            to_come, parent = open_boxes.pop()
            parent.children.append(box)
            if to_come > 1:
                open_boxes.append((to_come - 1, parent))
        if children:
            open_boxes.append((children, box))
    return boxes
