"""Where the nodes of a tidy top-down drawing stand, and the lines of text that it makes.

Tidy in the sense of Reingold and Tilford, "Tidier drawings of trees" (IEEE Transactions on Software
Engineering 7, 1981): a parent stands over the middle of its children, equal trees are drawn equally
wherever they occur, and neighbours stand as close as their outlines allow. The time is linear,
since neighbours are compared only down to where the second deepest of them ends.

Of three or more children the inner ones get the mean of two places: the one they have when all are
pushed together from the right, and the one from the left. No two come closer by that.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeAlias

    Arms: TypeAlias = Callable[["Box"], None]
    Outline: TypeAlias = tuple[list[int], list[int]]

GAP = 3


class Box:
    """A label that stands over its children. Columns count from the middle of the label.

    Attributes:
        label: what is written, with the lines beside it.
        start: the first column of the label.
        end: its last column.
        children: from left to right.
        place: where the middle stands, counted from the middle of the parent.
        arms: the texts in the row between the label and its children, and where each begins.
        low: the first column of the tree from here on down.
        high: its last column.
        left: the first column of each row of that tree, the lowest row first.
        right: the last column of each row.
        shift: what is to be added to ``left`` and ``right``: so a whole tree moves in one step.
    """

    __slots__ = (
        "arms",
        "children",
        "end",
        "high",
        "label",
        "left",
        "low",
        "place",
        "right",
        "shift",
        "start",
    )

    def __init__(self, label: str) -> None:
        self.label = label
        self.start = -((len(label) - 1) // 2)
        self.end = self.start + len(label) - 1
        self.children: list[Box] = []
        self.place = 0
        self.arms: list[tuple[int, str]] = []
        self.low, self.high = self.start, self.end
        self.left: list[int] = []
        self.right: list[int] = []
        self.shift = 0


def tidy_lines(boxes: list[Box], arms: Arms, width: int) -> Iterator[str] | None:
    """The drawing of the tree of boxes, line by line; None when it is wider than ``width``.

    Arguments:
        boxes: the nodes of the tree, each with its children, parents before children.
        arms: draws the lines from a box to its children.
        width: the most columns.

    >>> root, *leaves = Box("ADD"), Box("x"), Box("y")
    >>> root.children += leaves
    >>> print(*tidy_lines([root, *leaves], unicode_arms, 80), sep="\\n")
     ADD
    ┌─┴─┐
    x   y
    """
    for box in reversed(boxes):
        if box.children:
            _set_side_by_side(box)
            arms(box)
        if box.high - box.low >= width:
            return None
        box.left.append(box.start - box.shift)
        box.right.append(box.end - box.shift)
    return _lines(boxes[0])


def tidy_places(boxes: list[Box]) -> list[tuple[int, int]]:
    """The column of the middle of each box, counted from the left edge of the drawing, and its row.

    Arguments:
        boxes: as for ``tidy_lines``.

    >>> root, *leaves = Box("ADD"), Box("x"), Box("y")
    >>> root.children += leaves
    >>> tidy_places([root, *leaves])
    [(2, 0), (0, 1), (4, 1)]
    """
    for box in reversed(boxes):
        if box.children:
            _set_side_by_side(box)
        box.left.append(box.start - box.shift)
        box.right.append(box.end - box.shift)
    places = {boxes[0]: (-boxes[0].low, 0)}
    for box in boxes:
        middle, row = places[box]
        places.update((child, (middle + child.place, row + 1)) for child in box.children)
    return [places[box] for box in boxes]


def _set_side_by_side(box: Box) -> None:
    """Place the children, and join their outlines to the one of the box's tree.

    The outline of the deepest child is the one that grows; the others are laid over its top.
    """
    children = box.children
    depths = [len(child.left) for child in children]
    deepest = depths.index(max(depths))
    rows = sorted(depths)[-2] if len(depths) > 1 else 0
    tops = [_top(child, rows) for child in children]
    places = _places(tops)
    for child, place in zip(children, places, strict=True):
        child.place = place
    box.low = min([box.low, *[child.low + child.place for child in children]])
    box.high = max([box.high, *[child.high + child.place for child in children]])
    carrier = children[deepest]
    box.left, box.right, box.shift = carrier.left, carrier.right, carrier.shift + carrier.place
    for i in range(deepest - 1, -1, -1):
        _lay_over(box.left, tops[i][0], places[i] - box.shift)
    for i in range(deepest + 1, len(children)):
        _lay_over(box.right, tops[i][1], places[i] - box.shift)


def _top(box: Box, rows: int) -> Outline:
    """The outline of the uppermost rows, the top row first."""
    below = -rows - 1
    return (
        [v + box.shift for v in box.left[:below:-1]],
        [v + box.shift for v in box.right[:below:-1]],
    )


def _lay_over(outline: list[int], top: list[int], shift: int) -> None:
    for row, v in enumerate(top, 1):
        outline[-row] = v + shift


def _places(tops: list[Outline]) -> list[int]:
    """Where neighbours stand, counted from the middle between the first and the last."""
    places = _pushed_left(tops)
    if len(tops) > 2:
        mirrored = [([-v for v in right], [-v for v in left]) for left, right in reversed(tops)]
        pushed_right = [places[-1] - v for v in reversed(_pushed_left(mirrored))]
        places = [(v + w) // 2 for v, w in zip(places, pushed_right, strict=True)]
    places[-1] += places[-1] % 2
    middle = places[-1] // 2
    return [v - middle for v in places]


def _pushed_left(tops: list[Outline]) -> list[int]:
    places = [0]
    edge = list(tops[0][1])
    for left, right in tops[1:]:
        place = max([e - v for e, v in zip(edge, left, strict=False)]) + GAP + 1
        places.append(place)
        edge[: len(right)] = [v + place for v in right]
    return places


def ascii_arms(box: Box) -> None:
    """Slashes under the label; underscores beside it where a child is too far for a slash alone.

    The slash stands at a corner of the child's label, or over its middle.
    """
    first, last = box.start, box.end
    for child in box.children:
        place = child.place
        if place < 0:
            column = max(place + 1, box.start - 1)
            if column > place + child.end + 1:
                column = place + 1
                first = min(first, column + 1)
            box.arms.append((column, "/"))
        elif place > 0:
            column = min(place - 1, box.end + 1)
            if column < place + child.start - 1:
                column = place - 1
                last = max(last, column - 1)
            box.arms.append((column, "\\"))
        else:
            box.arms.append((0, "|"))
    box.label = "_" * (box.start - first) + box.label + "_" * (last - box.end)
    box.start, box.end = first, last


def unicode_arms(box: Box) -> None:
    """A line over the children, with a corner or tee over each and one under the label."""
    first = box.children[0].place
    line = ["─"] * (box.children[-1].place - first + 1)
    for child in box.children:
        line[child.place - first] = "┬"
    line[-first] = "┼" if line[-first] == "┬" else "┴"
    line[0], line[-1] = "┌", "┐"
    box.arms.append((first, "".join(line) if len(line) > 1 else "│"))


def _lines(root: Box) -> Iterator[str]:
    rows: list[list[tuple[int, str]]] = []
    stack = [(root, 0, -root.low)]
    while stack:
        box, row, middle = stack.pop()
        if row == len(rows):
            rows += [[], []]
        rows[row].append((middle + box.start, box.label))
        rows[row + 1] += [(middle + column, text) for column, text in box.arms]
        stack += [(child, row + 2, middle + child.place) for child in reversed(box.children)]
    for pieces in rows[:-1]:
        line = ""
        for column, text in pieces:
            line += " " * (column - len(line)) + text
        yield line
