"""Walks see every node once, and places lead where they say."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symdiff.expressions import (
    Apply,
    ArgumentError,
    Expr,
    Number,
    Sizes,
    apply,
    at,
    fold,
    occurrences,
    parents,
    parts,
    postorder,
    sizes,
    symbols,
)

x, y = symbols("x y")


def doubled(times: int) -> Expr:
    """x = x*x, so many times: a tree of 2^(times + 1) - 1 nodes in a graph of times + 1."""
    e: Expr = x
    for _ in range(times):
        e = e * e
    return e


def make(program: list[tuple[str, int, int]]) -> Expr:
    made: list[Expr] = [x, y, Number("2")]
    for op, i, j in program:
        args = (made[i % len(made)], made[j % len(made)])
        made.append(apply(op, args[: 1 if op == "sin" else 2]))
    return made[-1]


graphs = st.lists(
    st.tuples(st.sampled_from(["add", "mul", "sin"]), st.integers(0, 9), st.integers(0, 9)), max_size=10
).map(make)


def all_places(e: Expr) -> list[tuple[tuple[int, ...], Expr]]:
    """Every place of the tree with its subformula, read from left to right."""
    return [((), e), *(((i, *path), node) for i, a in enumerate(e.args) for path, node in all_places(a))]


@given(graphs)
def test_postorder_has_every_node_once_after_its_arguments(e: Expr) -> None:
    order = postorder((e,))
    assert len(order) == len(set(order))
    assert set(order) == {node for _, node in all_places(e)}
    rank = {node: i for i, node in enumerate(order)}
    assert all(rank[a] < rank[node] for node in order for a in node.args)
    assert order[-1] is e


def test_postorder_reads_from_left_to_right() -> None:
    assert postorder((x * y + 2,)) == [x, y, x * y, Number("2"), x * y + 2]
    assert postorder((x + y, y + x)) == [x, y, x + y, y + x]
    assert postorder(()) == []


@given(graphs)
def test_sizes_count_the_tree_and_the_graph(e: Expr) -> None:
    places = all_places(e)
    found = sizes(e)
    assert found.tree_nodes == len(places)
    assert found.graph_nodes == len({node for _, node in places})
    assert found.operations == len({node for _, node in places if node.args})
    assert found.depth == 1 + max(len(path) for path, _ in places)


def test_sizes_of_a_shared_square() -> None:
    assert sizes(doubled(60)) == Sizes(tree_nodes=2**61 - 1, graph_nodes=61, operations=60, depth=61)


def test_sizes_of_several_formulas_that_share_parts() -> None:
    assert sizes(x * y, x * y + 1) == Sizes(tree_nodes=8, graph_nodes=5, operations=2, depth=3)
    assert sizes() == Sizes(tree_nodes=0, graph_nodes=0, operations=0, depth=0)
    assert sizes(Apply("pi", ())).operations == 0
    assert sizes(x).as_dict() == {"tree_nodes": 1, "graph_nodes": 1, "operations": 0, "depth": 1}


@given(graphs)
def test_occurrences_are_all_places_from_left_to_right(e: Expr) -> None:
    places = all_places(e)
    for wanted in {node for _, node in places}:
        assert list(occurrences(e, wanted)) == [path for path, node in places if node is wanted]
        assert all(at(e, path) is wanted for path in occurrences(e, wanted))
    assert list(occurrences(e, Apply("nowhere", ()))) == []


def test_occurrences_come_one_at_a_time() -> None:
    first, second = islice(occurrences(doubled(60), x), 2)
    assert first == (0,) * 60
    assert second == (*(0,) * 59, 1)


@pytest.mark.parametrize("path", [(2,), (-1,), (0, 0), (0, 1, 0), (1, 1)])
def test_a_path_that_leads_nowhere(path: tuple[int, ...]) -> None:
    with pytest.raises(ArgumentError):
        at(x + Apply("sin", (y,)), path)


@given(graphs)
def test_fold_goes_from_the_leaves_to_the_root(e: Expr) -> None:
    def nodes_of_tree(_: Expr, below: tuple[int, ...]) -> int:
        return 1 + sum(below)

    assert fold(e, nodes_of_tree) == sizes(e).tree_nodes
    assert fold(e, lambda node, args: apply(node.op, args) if args else node) is e  # type: ignore[attr-defined]


def test_fold_meets_a_shared_node_once() -> None:
    met = []
    fold(doubled(60), lambda node, _: met.append(node))
    assert len(met) == 61


def test_parents_count_each_place_as_an_argument() -> None:
    assert parents(x * x + x) == {x * x + x: 1, x * x: 1, x: 3}
    assert parents(doubled(60))[x] == 2


def test_walks_of_a_deep_formula() -> None:
    e: Expr = x
    for _ in range(100_000):
        e = apply("sin", (e,))
    assert sizes(e) == Sizes(tree_nodes=100_001, graph_nodes=100_001, operations=100_000, depth=100_001)
    assert at(e, (0,) * 100_000) is x
    assert len(parents(e)) == 100_001
    assert fold(e, lambda _, below: 1 + sum(below)) == 100_001


def test_parts_are_what_an_operation_joins_from_left_to_right() -> None:
    e = (x + (y * x + 1)) + x
    assert parts(e, "add") == [x, y * x, Number("1"), x]
    assert parts(e, "mul") == [e]


@given(graphs, st.sampled_from(["add", "mul"]))
def test_parts_of_two_are_those_of_each(e: Expr, op: str) -> None:
    if sizes(e).tree_nodes > 10_000:
        return
    found = parts(e, op)
    assert not any(type(part) is Apply and part.op == op for part in found)
    assert parts(apply(op, (e, x)), op) == [*found, x]
