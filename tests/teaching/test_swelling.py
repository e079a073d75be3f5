"""The swell meter: the logistic map's known sizes, and counts made anew here."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET

import pytest

from symdiff import diff, parse, sizes, swell
from symdiff.expressions import ArgumentError, Expr, LimitExceeded, Symbol
from symdiff.teaching.plots import line_plot

LOGISTIC = "4*x*(1 - x)"


def counted(e: Expr) -> int:
    """Nodes of the tree, counted one by one."""
    stack, count = [e], 0
    while stack:
        node = stack.pop()
        count += 1
        stack += node.args
    return count


def test_the_logistic_map() -> None:
    found = swell(LOGISTIC, n=8, by="iterations")
    raw, shared = found.series("raw", "tree_nodes"), found.series("raw", "graph_nodes")
    assert [raw[n] for n in (2, 3, 4, 5, 6, 8)] == [19, 73, 217, 577, 1441, 8065]
    assert [shared[n] for n in (2, 3, 4, 5, 6, 8)] == [13, 23, 33, 43, 53, 73]
    graphs = [found.series("shared", "graph_nodes")[n] for n in range(3, 9)]
    assert {b - a for a, b in itertools.pairwise(graphs)} == {8}  # linear, as the graph of f


def test_derivatives_are_measured_as_they_are() -> None:
    found = swell("x*exp(x)", n=4)
    for n in range(1, 5):
        raw, short = diff("x*exp(x)", "x", n, form="raw"), diff("x*exp(x)", "x", n, form="canonical")
        assert found.series("raw", "tree_nodes")[n] == counted(raw) == sizes(raw).tree_nodes
        assert found.series("f", "tree_nodes")[n] == counted(diff("x*exp(x)", "x", n - 1, form="raw"))
        assert found.series("simplified", "operations")[n] == sizes(short).operations


def test_what_a_limit_stops_is_left_out(monkeypatch) -> None:
    def bounded(f: Expr, x: Symbol, n: int, **_: object) -> Expr:
        if n > 3:
            raise LimitExceeded("so far", limit="steps", value=3)
        return diff(f, x, n)

    monkeypatch.setattr("symdiff.teaching.swelling.diff", bounded)
    found = swell("x^x", n=6)
    series = found.series("simplified", "tree_nodes")
    assert series[1] is not None
    assert series[6] is None
    assert "none" in found.text()
    assert ET.fromstring(found.plot()) is not None


def test_tellings() -> None:
    found = swell(LOGISTIC, n=4, by="iterations")
    assert "raw graph" in found.text()
    assert "| 4 | 43 | 12 | 217 | 33 |" in found.markdown()
    page = found.html()
    assert page.count("<svg ") == 1
    assert found.record()["sizes"]["3"]["raw"]["tree_nodes"] == 73
    assert set(found._repr_mimebundle_()) == {"text/plain", "text/html"}


def test_a_plot_has_a_dot_for_each_value() -> None:
    svg = line_plot({"a": {1: 1, 2: 10}, "b": {1: None, 2: 5}}, "n", "nodes", "a < b")
    root = ET.fromstring(svg)
    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == 3
    assert "a &lt; b" in svg
    assert "<circle" not in line_plot({}, "n", "nodes", "nothing")


@pytest.mark.parametrize("wrong", [{"by": "weeks"}, {"n": 0}, {"n": 1000}, {"n": "3"}])
def test_what_cannot_be_measured_is_refused(wrong: dict) -> None:
    with pytest.raises(ArgumentError):
        swell(parse("x^2"), **wrong)
    with pytest.raises(ArgumentError):
        swell("x").series("raw", "weight")


def test_the_simplified_derivative_of_an_iteration_is_smaller_than_the_raw_one() -> None:
    found = swell("(4*x)*(1 - x)", n=8, by="iterations")
    raw, short = found.series("raw", "tree_nodes"), found.series("simplified", "tree_nodes")
    assert raw == {2: 19, 3: 73, 4: 217, 5: 577, 6: 1441, 7: 3457, 8: 8065}
    assert all(short[n] < raw[n] / 3 for n in raw)


def test_growth_on_principal_values() -> None:
    real, principal = (swell("acosh(x)", n=3, domain=domain) for domain in ("real", "complex"))
    assert real.series("raw", "tree_nodes") != principal.series("raw", "tree_nodes")
