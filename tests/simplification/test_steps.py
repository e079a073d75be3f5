"""The steps of a simplification are the simplification: done in turn, they lead to the result."""

from __future__ import annotations

from formulas import formulas
from hypothesis import given, settings

from symdiff.calculus import differentiate
from symdiff.catalogue import CATALOGUE
from symdiff.expressions import Expr, Symbol, apply, at
from symdiff.notation import parse
from symdiff.rewriting import replay
from symdiff.simplification import Simplification, simplify

x = Symbol("x")


@given(formulas)
@settings(max_examples=700)
def test_the_steps_lead_from_the_formula_to_its_simplification(e: Expr) -> None:
    traced = Simplification(e, trace=True)
    steps = traced.steps()
    assert replay(e, steps) is traced.result
    assert traced.result is simplify(e)
    assert bool(steps) is (traced.result is not e)


@given(formulas)
@settings(max_examples=300)
def test_the_steps_lead_from_the_raw_derivative_to_the_answer(e: Expr) -> None:
    raw = differentiate(e, x, catalogue=CATALOGUE)
    traced = Simplification(raw, variable=x, trace=True)
    assert replay(raw, traced.steps()) is traced.result
    assert traced.result is simplify(raw, variable=x)


@given(formulas)
@settings(max_examples=300)
def test_every_step_changes_something_at_a_place_that_is_there(e: Expr) -> None:
    left_at_the_root = e
    for step in Simplification(e, trace=True).steps():
        assert step.before is not step.after
        assert step.rule
        at(left_at_the_root, step.path)
        if not step.path:
            left_at_the_root = step.after


def test_a_candidate_that_changes_a_part_stands_at_the_place_of_that_part() -> None:
    e = parse("sin(1/(x - 1) - 1/(x + 1)) + y")
    first, second = Simplification(e, trace=True).steps()
    assert (first.rule, first.path) == ("order", ())
    assert (second.rules, second.path) == (("one fraction", "like terms"), (1, 0))
    assert at(first.after, second.path) is second.before is parse("1/(x - 1) - 1/(x + 1)")
    assert str(second.after) == "2/((x - 1)*(x + 1))"


def test_without_a_trace_there_is_nothing_to_do_for_what_is_simple() -> None:
    for text in ("x", "2*x + 1", "sin(x)", "5"):
        assert Simplification(parse(text), trace=True).steps() == ()


def test_steps_go_from_the_inside_out() -> None:
    steps = Simplification(parse("sin(1*x)*(2 + 3)"), trace=True).steps()
    assert [step.rule for step in steps] == ["product with one", "numbers", "order of factors"]
    assert [step.path for step in steps] == [(0, 0), (1,), ()]
    assert [str(step.after) for step in steps] == ["x", "5", "5*sin(x)"]


def test_a_shared_part_is_simplified_in_one_step() -> None:
    inner = parse("1*x")
    e = apply("sin", (inner,)) + apply("cos", (inner,)) * inner
    steps = Simplification(e, trace=True).steps()
    assert sum(step.before is inner for step in steps) == 1
    assert replay(e, steps) is simplify(e)
