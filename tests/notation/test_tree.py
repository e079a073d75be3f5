"""Drawings of trees: a few exact pictures, and for all of them, readers that get the tree back.

The readers know only where characters stand: a label's children are those that lines lead to.
"""

from __future__ import annotations

import re
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import formulas, nest

from symdiff.catalogue import CATALOGUE
from symdiff.expressions import (
    Apply,
    ArgumentError,
    Expr,
    LimitExceeded,
    Limits,
    Number,
    Symbol,
    apply,
    symbols,
)
from symdiff.notation import let, tree

x, y, alpha = symbols("x y alpha")


def call(op: str, *args: Expr) -> Expr:
    return apply(op, args)


PICTURES = [
    (
        x * x + (x - 2),
        r"""
     ADD
    /   \
 MUL     SUB
 / \     / \
x   x   x   2
""",
        """
     ADD
  ┌───┴───┐
 MUL     SUB
┌─┴─┐   ┌─┴─┐
x   x   x   2
""",
        """
ADD
├── MUL
│   ├── x
│   └── x
└── SUB
    ├── x
    └── 2
""",
    ),
    (x, "\nx\n", "\nx\n", "\nx\n"),
    (
        call("sin", -call("pi")),
        """
SIN
 |
NEG
 |
 pi
""",
        """
SIN
 │
NEG
 │
 pi
""",
        """
SIN
└── NEG
    └── pi
""",
    ),
    (
        call("where", x < 0, -x, call("f", x)),
        r"""
    __WHERE__
   /    |    \
  LT   NEG    f
 / \    |     |
x   0   x     x
""",
        """
      WHERE
  ┌─────┼─────┐
  LT   NEG    f
┌─┴─┐   │     │
x   0   x     x
""",
        """
WHERE
├── LT
│   ├── x
│   └── 0
├── NEG
│   └── x
└── f
    └── x
""",
    ),
    (
        call("f", x * x, y, alpha, call("g", x)),
        r"""
    _______f_______
   /    /   \      \
 MUL   y   alpha    g
 / \                |
x   x               x
""",
        """
           f
  ┌────┬───┴─┬──────┐
 MUL   y   alpha    g
┌─┴─┐               │
x   x               x
""",
        """
f
├── MUL
│   ├── x
│   └── x
├── y
├── alpha
└── g
    └── x
""",
    ),
]


@pytest.mark.parametrize(("e", "ascii_art", "unicode_art", "indented"), PICTURES)
def test_pictures(e: Expr, ascii_art: str, unicode_art: str, indented: str) -> None:
    assert "\n" + tree(e) + "\n" == ascii_art
    assert "\n" + tree(e, "unicode") + "\n" == unicode_art
    assert "\n" + tree(e, "indented") + "\n" == indented


def test_shared_parts_are_drawn_once_and_named_as_let_names_them() -> None:
    u = call("sin", x * y)
    e = u**2 + u
    assert (
        "\n" + tree(e, share=True) + "\n"
        == r"""
        ADD
       /   \
     POW_   v1
    /    \
v1:SIN    2
  |
 MUL
 / \
x   y
"""
    )
    assert let(e).startswith("v1 = sin(x*y)\n")
    assert tree(e).count("SIN") == 2


@given(formulas)
def test_with_sharing_each_part_is_drawn_once(e: Expr) -> None:
    labels = [line.lstrip("├└│─ ") for line in tree(e, "indented", share=True).split("\n")]
    named = [label.partition(":")[0] for label in labels if ":" in label]
    assert len(named) == len(set(named))
    assert {line.partition(" = ")[0] for line in let(e).split("\n")[:-1]} == set(named)


def nested(e: Expr) -> object:
    """The tree as (label, children ...), the labels as they are to be drawn."""
    if isinstance(e, Number):
        return (e.spelling,)
    if isinstance(e, Symbol):
        return (e.name,)
    assert isinstance(e, Apply)
    known = e.op in CATALOGUE and e.args
    return (e.op.upper() if known else e.op, *map(nested, e.args))


class Picture:
    """A top-down drawing, seen as a grid: labels in every second row, lines between."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.labels = [
            [(m.start(), m.end() - 1, m.group()) for m in re.finditer(r"\S+(?: \S+)*", line)]
            for line in self.lines[::2]
        ]

    def label_at(self, row: int, column: int) -> tuple[int, int, str]:
        """The label of a row that covers a column; there is exactly one."""
        (found,) = [at for at in self.labels[row] if at[0] <= column <= at[1]]
        return found

    def tree(self, lines: dict[tuple[int, int], list[tuple[int, int]]]) -> object:
        """The tree, given the children of each (row, first column), both so."""
        (root,) = self.labels[0]
        made: dict[tuple[int, int], object] = {}
        for row in range(len(self.labels) - 1, -1, -1):
            for start, _, label in self.labels[row]:
                children = [made.pop(child) for child in lines.get((row, start), [])]
                made[row, start] = (label.strip("_"), *children)
        assert list(made) == [(0, root[0])], "every label hangs on a line"
        return made[0, root[0]]


def read_ascii(text: str) -> object:
    picture = Picture(text)
    lines: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, line in enumerate(picture.lines[1::2]):
        for m in re.finditer(r"\S", line):
            aside = {"/": 1, "|": 0, "\\": -1}[m.group()]
            column = m.start()
            child = picture.label_at(row + 1, column - aside)
            above = [at for at in picture.labels[row] if at[0] <= column + aside <= at[1]]
            above = above or [picture.label_at(row, column)]
            lines.setdefault((row, above[0][0]), []).append((row + 1, child[0]))
    return picture.tree(lines)


def middle(at: tuple[int, int, str]) -> int:
    return at[0] + (at[1] - at[0]) // 2


def read_unicode(text: str) -> object:
    """Here lines lead to the very middle of labels, and parents stand over the middle."""
    picture = Picture(text)
    lines: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for row, line in enumerate(picture.lines[1::2]):
        for m in re.finditer(r"┌[─┬┴┼]*┐|│", line):
            parent = picture.label_at(row, (m.start() + m.end() - 1) // 2)
            assert middle(parent) == (m.start() + m.end() - 1) / 2
            assert line[middle(parent)] in "┴┼│"
            ends = [m.start() + i for i, c in enumerate(m.group()) if c in "┌┬┼┐│"]
            children = [picture.label_at(row + 1, column) for column in ends]
            assert [middle(child) for child in children] == ends
            lines[row, parent[0]] = [(row + 1, child[0]) for child in children]
    return picture.tree(lines)


def assert_tidy(text: str) -> None:
    """Labels keep their distance, nothing stands left of the drawing, no blanks at the right."""
    lines = text.split("\n")
    assert min(len(line) - len(line.lstrip()) for line in lines) == 0
    assert all(line == line.rstrip() for line in lines)
    for row in Picture(text).labels:
        for (_, end, _), (start, _, _) in pairwise(row):
            assert start - end > 3


@given(formulas)
def test_ascii_drawings_show_the_tree(e: Expr) -> None:
    text = tree(e, width=10_000)
    assert read_ascii(text) == nested(e)
    assert text.isascii()
    assert_tidy(text)


@given(formulas)
def test_unicode_drawings_show_the_tree(e: Expr) -> None:
    text = tree(e, "unicode", width=10_000)
    assert read_unicode(text) == nested(e)
    assert_tidy(text)


bushes = st.recursive(
    st.sampled_from(["x", "xyz", "longname"]).map(Symbol),
    lambda inner: st.builds(
        apply,
        st.sampled_from(["f", "sin", "longfunction"]),
        st.lists(inner, min_size=1, max_size=5).map(tuple),
    ),
    max_leaves=20,
)


@given(bushes)
def test_trees_of_many_children(e: Expr) -> None:
    for style, read in (("ascii", read_ascii), ("unicode", read_unicode)):
        text = tree(e, style, width=10_000)
        assert read(text) == nested(e)
        assert_tidy(text)


@given(bushes)
def test_equal_parts_are_drawn_equally(e: Expr) -> None:
    """Reingold and Tilford's third rule: the drawing of f(e, e) holds that of e twice."""
    alone = tree(e, "unicode", width=10_000).split("\n")
    both = tree(call("f", e, e), "unicode", width=100_000).split("\n")[2:]
    width = max(map(len, alone))
    start = both[0].find(alone[0].strip()) - (len(alone[0]) - len(alone[0].strip()))
    copy = both[0].rfind(alone[0].strip()) - (len(alone[0]) - len(alone[0].strip()))
    for line, drawn in zip(alone, both, strict=True):
        drawn = drawn.ljust(copy + width)
        for at in (start, copy):
            for column, c in enumerate(line):
                assert c == " " or drawn[at + column] == c


@given(formulas)
def test_indented_drawings_show_the_tree(e: Expr) -> None:
    made: list[tuple[int, object]] = []  # what hangs below is read before what it hangs on
    for line in reversed(tree(e, "indented").split("\n")):
        label = line.lstrip("├└│─ ")
        depth = (len(line) - len(label)) // 4
        children = []
        while made and made[-1][0] > depth:
            children.append(made.pop()[1])
        made.append((depth, (label, *children)))
    assert made == [(0, nested(e))]


def wide(terms: int) -> Expr:
    e: Expr = x
    for i in range(terms):
        e = e + i * call("sin", x)
    return e


def test_what_is_too_wide_is_drawn_indented() -> None:
    e = wide(4)
    width = max(map(len, tree(e).split("\n")))
    assert tree(e, width=width).split("\n")[1].lstrip().startswith("/")
    assert tree(e, width=width - 1).startswith("ADD\n|-- ADD\n|   |-- ADD")
    assert tree(e, "unicode", width=width - 5) == tree(e, "indented")
    assert tree(wide(30)).isascii()


def test_deep_trees() -> None:
    text = tree(nest("sin", 100_000))
    assert text == "SIN\n |\n" * 100_000 + " x"
    with pytest.raises(LimitExceeded) as caught:
        tree(nest("sin", 100_000), "indented")
    assert caught.value.limit == "output"
    assert "share=True" in str(caught.value)


def test_exponential_trees_are_refused_at_once_or_shared() -> None:
    e: Expr = x
    for _ in range(60):
        e = e * e
    with pytest.raises(LimitExceeded):
        tree(e)
    assert tree(e, "indented", share=True).count("\n") == 2 * 60
    assert tree(e, share=True, width=300).count("\n") == 2 * 60


def test_the_bound_is_exact() -> None:
    text = tree(x + y)
    assert tree(x + y, limits=Limits(output=len(text))) == text
    with pytest.raises(LimitExceeded):
        tree(x + y, limits=Limits(output=len(text) - 1))


def work(e: Expr, style: str, **options: int) -> int:
    """How many calls of functions drawing takes."""
    count = 0

    def counting(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counting)
    try:
        tree(e, style, **options)  # type: ignore[arg-type]
    finally:
        sys.setprofile(None)
    return count


def comb(depth: int) -> Expr:
    """A long zigzag of sums, with a part on one side at each."""
    e: Expr = x
    for i in range(depth):
        e = e + y if i % 2 else call("sin", y) + e
    return e


@pytest.mark.parametrize("make", [comb, lambda n: nest("sin", n)])
def test_drawing_takes_linear_work(make: object) -> None:
    once, twice = (work(make(n), "ascii", width=10_000) for n in (700, 1_400))  # type: ignore[operator]
    assert twice < 2.1 * once


def test_another_style_is_refused() -> None:
    with pytest.raises(ArgumentError, match="no style"):
        tree(x, "round")
