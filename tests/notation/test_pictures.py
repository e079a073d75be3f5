"""Pictures: boxes do not touch, lines pass between them, and every language says the same."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from written import formulas

from symdiff import Expr, SymdiffError, diff, infix, parse, picture, sizes, symbols
from symdiff.expressions import (
    Apply,
    LimitExceeded,
    MissingExtra,
    Number,
    Symbol,
    parents,
    postorder,
)
from symdiff.notation.layered import layered
from symdiff.notation.pictures import Picture, PictureBox

x, y = symbols("x y")
MISSION = "x*x + x - 2"
SIXTY = diff("sin(x^2)*exp(3*x)/(1 + x^2)", form="raw")


def apart(a: PictureBox, b: PictureBox) -> bool:
    return abs(a.x - b.x) >= (a.width + b.width) / 2 + 4 or abs(a.y - b.y) >= (a.height + b.height) / 2 + 4


def curve(drawn: Picture, line, steps: int = 24):
    """Points of a line as the SVG draws it: from gap to gap on a cubic curve."""
    upper, lower = drawn.boxes[line.start], drawn.boxes[line.end]
    ends = [(upper.x, upper.y + upper.height / 2), *line.points, (lower.x, lower.y - lower.height / 2)]
    for (x1, y1), (x2, y2) in itertools.pairwise(ends):
        for i in range(1, steps):
            t = i / steps
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            yield a * x1 + b * x1 + c * x2 + d * x2, a * y1 + (b + c) * (y1 + y2) / 2 + d * y2


def check_layout(drawn: Picture) -> None:
    boxes = drawn.boxes
    for i, a in enumerate(boxes):
        assert a.width / 2 <= a.x <= drawn.width - a.width / 2
        assert a.height / 2 <= a.y <= drawn.height - a.height / 2
        assert all(apart(a, b) for b in boxes[:i])
    for line in drawn.lines:
        others = [b for i, b in enumerate(boxes) if i not in (line.start, line.end)]
        for px, py in curve(drawn, line):
            assert not any(abs(px - b.x) < b.width / 2 and abs(py - b.y) < b.height / 2 for b in others)
        assert boxes[line.start].y < boxes[line.end].y


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("form", ["raw", "canonical"])
@pytest.mark.parametrize("text", [MISSION, "x*x + (x - 2)", "sin(x^2)*exp(3*x)/(1 + x^2)", "x", "f(x, y, x*y)"])
def test_no_box_touches_another_and_no_line_crosses_one(text: str, form: str, shared: bool) -> None:
    e = diff(text, "x", form=form, functions=["f"], variables=["y"])
    check_layout(picture(e, shared=shared))
    check_layout(picture(e, shared=shared, notes={n: [f"{i}: 3.14159"] * (i % 4) for i, n in enumerate(postorder((e,)))}))


@given(formulas)
@settings(max_examples=60)
def test_the_layout_of_any_formula(e: Expr) -> None:
    for shared in (False, True):
        drawn = picture(e, shared=shared)
        check_layout(drawn)
        ET.fromstring(drawn.svg())


def test_a_tree_has_a_box_for_each_place_and_a_graph_one_for_each_part() -> None:
    assert len(picture(SIXTY).boxes) == sizes(SIXTY).tree_nodes == 73
    shared = picture(SIXTY, shared=True)
    numbers = sum(times for n, times in parents(SIXTY).items() if isinstance(n, Number))
    parts = [n for n in postorder((SIXTY,)) if isinstance(n, (Apply, Symbol))]
    assert [len(parts) <= len(shared.boxes), len(shared.boxes) <= len(parts) + numbers] == [True, True]
    assert sum(box.kind == "symbol" for box in shared.boxes) == 1


def test_arguments_keep_their_order() -> None:
    drawn = picture("x - 2")
    left, right = sorted(drawn.lines, key=lambda line: line.port)
    assert drawn.boxes[left.end].lines == ["x"]
    assert drawn.boxes[left.end].x < drawn.boxes[right.end].x


def test_the_svg_says_what_it_shows() -> None:
    svg = picture("x < 2", title="a < b & c").svg()
    root = ET.fromstring(svg)
    words = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert words == ["LT", "x", "2"]
    assert root.find("{http://www.w3.org/2000/svg}title").text == "a < b & c"


def test_notes_stand_in_the_boxes_and_marks_point_out() -> None:
    e = parse("x*y")
    drawn = picture(e, notes={e: ["v1 = 6", "<b>"]}, marked=[x])
    assert drawn.boxes[0].lines == ["MUL", "v1 = 6", "<b>"]
    assert [box.marked for box in drawn.boxes] == [False, True, False]
    assert "&lt;b&gt;" in drawn.svg()
    assert "&lt;b&gt;" in drawn.mermaid()
    assert "v1 = 6\\n<b>" in drawn.dot()


def test_what_is_too_large_is_refused_and_shared_it_is_not() -> None:
    e: Expr = x
    for _ in range(40):
        e = e * e
    with pytest.raises(LimitExceeded, match="2000 boxes"):
        picture(e)
    assert len(picture(e, shared=True).boxes) == 41


def test_files_of_every_kind(tmp_path) -> None:
    drawn = picture(MISSION)
    for name, begins in (("a.svg", b"<svg"), ("a.dot", b"digraph"), ("a.mmd", b"flowchart")):
        drawn.save(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(begins)
    with pytest.raises(SymdiffError, match="no kind of picture"):
        drawn.save(tmp_path / "a.gif")


def test_png(tmp_path) -> None:
    drawn = picture(MISSION)
    try:
        drawn.save(tmp_path / "a.png")
    except MissingExtra as missing:  # CairoSVG, or the library Cairo that it needs
        pytest.skip(missing.message)
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_layers_go_down_and_neighbours_keep_their_distance() -> None:
    edges = [(0, 1), (0, 2), (1, 3), (2, 3), (0, 3), (2, 4), (1, 4), (3, 5), (0, 5)]
    found = layered([30.0] * 6, edges, 10.0)
    assert all(found.layer[a] < found.layer[b] for a, b in edges)
    for i in range(6):
        for j in range(i):
            assert found.layer[i] != found.layer[j] or abs(found.x[i] - found.x[j]) >= 40 - 1e-9
    assert [len(route) for route in found.routes] == [
        found.layer[b] - found.layer[a] - 1 for a, b in edges
    ]


def test_crossings_that_need_not_be_are_gone() -> None:
    """A complete exchange: 0 leads to 4, 1 to 3 as typed; the layers are put in order."""
    found = layered([10.0] * 5, [(0, 1), (0, 2), (1, 4), (2, 3)], 5.0)
    assert (found.x[1] - found.x[2]) * (found.x[4] - found.x[3]) > 0


def test_deep_formulas_have_pictures() -> None:
    e: Expr = x
    for _ in range(1_500):
        e = Apply("sin", (e,))
    assert len(picture(e).boxes) == 1_501
    assert len(picture(e, shared=True).boxes) == 1_501
    assert infix(x) == "x"


@pytest.mark.parametrize("text", ["exp(-x^2/2)/(2*x) - x", "x^2/(1 + x^2) - 2/x", "sin(x)/x - x^2/sin(x)^2", "(x - 1)/(x + 1) - 1/x"])
def test_operands_of_a_graph_stand_in_the_order_in_which_they_are_written(text: str) -> None:
    drawn = picture(text, shared=True)
    for number, box in enumerate(drawn.boxes):
        own = sorted((line for line in drawn.lines if line.start == number), key=lambda line: line.port)
        ends = [line.points[0][0] if line.points else drawn.boxes[line.end].x for line in own]
        if box.node.op in ("sub", "div", "pow") if box.node.args else False:
            assert ends == sorted(ends), str(box.node)


def test_a_large_graph_with_few_symbols_is_drawn_soon() -> None:
    drawn = picture("+".join(f"sin({k}*x)*cos({k}*y)" for k in range(1, 100)), shared=True)
    assert len(drawn.boxes) > 700
