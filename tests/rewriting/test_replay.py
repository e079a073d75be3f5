"""A trace is a proof: its steps, done one after the other, lead from the start to the end."""

from __future__ import annotations

import pytest

from symdiff.expressions import ArgumentError, Expr, apply, symbols
from symdiff.notation import parse
from symdiff.rewriting import Step, replay

x, y = symbols("x y")


def step(path: tuple[int, ...], before: str, after: str) -> Step:
    return Step("some rule", path, parse(before), parse(after))


def test_steps_are_done_in_turn() -> None:
    start = parse("1*x + x*1 + (1 - 0)")
    steps = [
        step((0, 0), "1*x", "x"),
        step((0, 1), "x*1", "x"),
        step((0,), "x + x", "2*x"),
        step((1,), "1 - 0", "1"),
    ]
    assert replay(start, steps) is parse("2*x + 1")
    assert replay(start, steps[:2]) is parse("x + x + (1 - 0)")
    assert replay(start, []) is start


def test_a_step_is_done_wherever_the_node_stands() -> None:
    start = parse("sin(1*x) + cos(1*x)*(1*x)")
    assert replay(start, [step((0, 0), "1*x", "x")]) is parse("sin(x) + cos(x)*x")


def test_several_steps_at_one_place() -> None:
    start = parse("sin(0*x + 1*x)")
    steps = [step((0, 0), "0*x", "0"), step((0, 1), "1*x", "x"), step((0,), "0 + x", "x + 0"), step((0,), "x + 0", "x"), step((), "sin(x)", "sin(x)")]
    assert replay(start, steps) is parse("sin(x)")


@pytest.mark.parametrize(
    "wrong",
    [
        step((0,), "x", "2*x"),
        step((), "x + y", "y + x"),
        step((5,), "x", "y"),
        step((0, 0, 0), "x", "y"),
    ],
)
def test_a_step_that_does_not_fit_is_refused(wrong: Step) -> None:
    with pytest.raises(ArgumentError):
        replay(parse("1*x + y"), [wrong])


def test_a_step_that_comes_too_early_is_refused() -> None:
    start = parse("(1*x) + y")
    first, second = step((0,), "1*x", "x"), step((), "x + y", "y + x")
    assert replay(start, [first, second]) is parse("y + x")
    with pytest.raises(ArgumentError, match="some rule"):
        replay(start, [second, first])


def test_the_trace_of_a_shared_and_of_a_deep_formula() -> None:
    shared: Expr = x
    for _ in range(60):
        shared = shared * shared
    goal: Expr = y
    for _ in range(60):
        goal = goal * goal
    assert replay(shared, [Step("renaming", (0,) * 60, x, y)]) is goal

    deep: Expr = x
    for _ in range(50_000):
        deep = apply("sin", (deep,))
    bottom = Step("renaming", (0,) * 50_000, x, y)
    assert replay(deep, [bottom]) is deep.subs({x: y})


def test_a_step_is_shown_by_its_rule() -> None:
    assert repr(step((), "1*x", "x")) == "Step('some rule': 1*x -> x)"
    assert step((), "1*x", "x").conditions == ()
