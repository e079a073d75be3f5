"""Shared parts: named once, and putting them back gives the formulas again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import formulas, nest

from symdiff.expressions import (
    ArgumentError,
    Expr,
    LimitExceeded,
    Limits,
    Number,
    Symbol,
    apply,
    postorder,
    sizes,
    substitute,
    symbols,
)
from symdiff.notation import infix, let, parse, shared_parts

x, y = symbols("x y")
u = apply("exp", (x,))


def test_the_form() -> None:
    assert let(u / (1 + u) ** 2) == "v1 = exp(x)\nv1/(1 + v1)**2"
    assert let(x * x + (x - 2)) == "x*x + (x - 2)"
    assert let(u * u + u, style="math") == "v1 = exp(x)\nv1·v1 + v1"


def test_several_formulas_share() -> None:
    assert let(u + y, u - y) == "v1 = exp(x)\nv1 + y\nv1 - y"
    assert let(u, u + 1) == "v1 = exp(x)\nv1\nv1 + 1"
    assert let(u, u) == "v1 = exp(x)\nv1\nv1"
    assert let() == ""


def test_names_are_new() -> None:
    e = apply("v3", (u + Symbol("v1"),)) * u
    assert let(e + e) == "v2 = exp(x)\nv4 = v3(v2 + v1)*v2\nv4 + v4"
    assert let(u * u, names="x") == "x1 = exp(x)\nx1*x1"
    with pytest.raises(ArgumentError, match="no name begins"):
        let(u * u, names="1")


def test_what_is_as_short_as_a_name_is_not_named() -> None:
    half = Number("1") / Number("2")
    e = x**-half * (-x) ** -half
    assert let(e) == "x**(-(1/2))*(-x)**(-(1/2))"
    assert shared_parts([e * (-x)])[0] == []


@given(st.lists(formulas, min_size=1, max_size=3))
def test_putting_the_parts_back_gives_the_formulas(roots: list[Expr]) -> None:
    parts, results = shared_parts(roots)
    values: dict[Expr, Expr] = {}
    for name, part in parts:
        values[Symbol(name)] = substitute(part, values)
    assert [substitute(e, values) for e in results] == roots


@given(st.lists(formulas, min_size=1, max_size=3))
def test_nothing_is_written_twice(roots: list[Expr]) -> None:
    parts, results = shared_parts(roots)
    written = [part for _, part in parts] + results
    in_trees = sum(sizes(e).tree_nodes for e in written)
    edges = sum(len(node.args) for node in postorder(roots))
    small = 3  # nodes of -1/2, the largest part that has no name
    assert in_trees <= (1 + small) * (edges + len(roots)) + len(parts)


@given(formulas)
def test_each_line_reads_back(e: Expr) -> None:
    *lines, last = let(e).split("\n")
    values: dict[Expr, Expr] = {}
    for line in lines:
        name, _, text = line.partition(" = ")
        values[Symbol(name)] = substitute(parse(text, functions=("f", "g")), values)
    assert substitute(parse(last, functions=("f", "g")), values) is e


def test_sixty_squarings_take_sixty_lines() -> None:
    e: Expr = x
    for _ in range(60):
        e = e * e
    assert let(e).split("\n")[-2:] == ["v59 = v58*v58", "v59*v59"]


def derivative_of_nested_sines(depth: int) -> Expr:
    """cos(u) * (... * (cos(x) * 1)), u the nest of sines: quadratic as a tree."""
    e: Expr = Number("1")
    inner: Expr = x
    for _ in range(depth):
        e = apply("cos", (inner,)) * e
        inner = apply("sin", (inner,))
    return e


def test_the_derivative_of_nested_sines_is_as_long_as_its_graph() -> None:
    pieces = []
    for depth in (500, 2_000):
        e = derivative_of_nested_sines(depth)
        text = let(e)
        pieces.append(text.count("(") / sizes_of_graph(e))
        assert text.count("\n") == depth - 2
    assert pieces[1] <= pieces[0] * 1.01
    with pytest.raises(LimitExceeded):
        infix(derivative_of_nested_sines(10_000))


def sizes_of_graph(e: Expr) -> int:
    return len(postorder((e,)))


def test_deep_formulas() -> None:
    text = let(nest("sin", 100_000) + 1)
    assert text.startswith("sin(sin(")
    assert len(text) == 5 * 100_000 + len("x + 1")


def test_the_bound_is_exact() -> None:
    text = let(u * u)
    assert let(u * u, limits=Limits(output=len(text))) == text
    with pytest.raises(LimitExceeded):
        let(u * u, limits=Limits(output=len(text) - 1))
