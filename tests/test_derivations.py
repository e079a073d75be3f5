"""From a formula to its derivative: the questions that can be asked, and the answers with their reasons."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symdiff
from symdiff.calculus import differentiate
from symdiff.catalogue import CATALOGUE, Function
from symdiff.derivations import Derivation, derivation, diff, simplify
from symdiff.expressions import (
    Apply,
    ArgumentError,
    Expr,
    FormulaError,
    LimitExceeded,
    Limits,
    Number,
    Symbol,
    SymdiffError,
    apply,
    symbols,
)
from symdiff.notation import parse
from symdiff.rewriting import replay

x, y = symbols("x y")


# The question.


def test_a_formula_is_text_or_an_expression() -> None:
    assert diff("x*x + x - 2") is parse("2*x + 1")
    assert diff(x * x + x - 2) is parse("2*x + 1")
    assert (x * x + x - 2).diff() is parse("2*x + 1")
    assert (x * y).diff("y") is x
    assert (x**3).diff(x, 2) is 6 * x
    assert diff(5) is Number("0")
    assert diff("7") is Number("0")
    assert symdiff.diff("x*x + x - 2") is parse("2*x + 1")


def test_a_variable_is_a_name_or_a_symbol() -> None:
    assert diff("x*y", "x") is y
    assert diff("x*y", x) is y
    assert diff("x^2*y^3", ("x", "y")) is parse("6*x*y^2")
    assert diff("x^2*y^3", [y, "x"]) is parse("6*y^2*x")
    assert diff("x*y", "z") is Number("0")


def test_the_only_variable_need_not_be_named() -> None:
    assert diff("sin(t)") is parse("cos(t)")
    assert diff("pi*e") is Number("0")
    with pytest.raises(ArgumentError, match="x, y") as caught:
        diff("x*y + y")
    assert caught.value.advice


@pytest.mark.parametrize("wrong", [x + y, Number("2"), Apply("pi", ()), "", ["x", ""], 3, None])
def test_what_is_no_variable(wrong: object) -> None:
    with pytest.raises((SymdiffError, TypeError)):
        diff("x*y", wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("order", [-1, 1.5, "2", True, None])
def test_what_is_no_order(order: object) -> None:
    with pytest.raises(ArgumentError, match="order"):
        diff("x^2", "x", order)  # type: ignore[arg-type]


def test_orders() -> None:
    assert diff("x^5", n=0) is parse("x^5")
    assert diff("x^5", n=3) is parse("60*x^2")
    assert diff("x^5", n=6) is Number("0")
    with pytest.raises(ArgumentError, match="one variable"):
        diff("x^4*y^4", ("x", "y"), 2)
    assert diff("x^5", "x", 2, form="raw") is differentiate(diff("x^5", form="raw"), x, catalogue=CATALOGUE)


def test_a_question_in_the_text() -> None:
    assert diff("y = x^2") is parse("2*x")
    assert diff("f(t) = sin(t)") is parse("cos(t)")
    assert diff("d/dx x^2*y") is parse("2*y*x")
    assert diff("d^2/dx^2 x^3") is parse("6*x")


def test_how_names_are_read() -> None:
    assert diff("e^x") is parse("exp(x)")
    assert diff("e*x", "x") is apply("E", ())
    assert str(diff("e*x", "x", variables=("e",))) == "e"
    assert diff("e*x", "e") is x
    assert str(diff("f(g(x))", "x", functions=("f", "g"))) == "D(f, 1)(g(x))*D(g, 1)(x)"
    assert str(diff("h(x, y)", ("y", "x"), functions=("h",))) == "D(h, 1, 2)(x, y)"


@pytest.mark.parametrize("form", ["", "Raw", "horner", None])
def test_unknown_forms_are_refused(form: object) -> None:
    with pytest.raises(ArgumentError, match="form"):
        diff("x", form=form)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "x +", "2..3", "sin", "(x", "x)", "sinn(x)", "1 = 2 = 3"])
def test_text_that_is_no_formula(text: str) -> None:
    for ask in (diff, simplify, derivation):
        with pytest.raises(SymdiffError):
            ask(text)


def test_a_condition_is_no_question() -> None:
    with pytest.raises(SymdiffError):
        diff("x < 1")
    with pytest.raises((ArgumentError, FormulaError)):
        derivation("x", n=0)


def test_assumptions() -> None:
    assert simplify("sqrt(x^2)", assume="x > 0") is x
    assert simplify("sqrt(x^2)", assume=("x < 0",)) is parse("-x")
    assert simplify("abs(x)*abs(y)", assume=("x > 0", "y <= 0")) is parse("-x*y")
    assert simplify("ln(x*y)", assume=("x > 0", "y > 0")) is simplify("ln(x*y)", assume=(y > 0, x > 0))
    assert diff("abs(x)", assume="x > 0") is Number("1")
    for strange in ("x", "x == 2", "x > 1 or x < 0", "x**2 == 4", "true and x == 1"):
        with pytest.raises(ArgumentError, match="assumption") as caught:
            simplify("x", assume=strange)
        assert caught.value.text == strange and caught.value.span == (0, len(strange))


@pytest.mark.parametrize(
    "several",
    [
        ["x > 0", "x < 0"], ["x > 2", "x <= 2"], "x < x", "1 < x < 0", ["0 < x < 1", "x integer"], ["x > y", "y > x"],
        ["x positive", "x nonpositive"], "x^2 < 0", ["x^2 > 4", "-1 < x < 1"],
    ],
)  # fmt: skip
def test_assumptions_that_contradict_each_other_are_an_error(several: list[str] | str) -> None:
    with pytest.raises(ArgumentError, match="no value is left"):
        diff("abs(x)", "x", assume=several)


@pytest.mark.parametrize(
    ("formula", "assume", "simple"),
    [
        ("sqrt((x - 1)^2)", "x > 1", "x - 1"),
        ("abs(x - 3)", "x < 2", "3 - x"),
        ("abs(x^2 - 4)", "0 < x < 2", "4 - x^2"),
        ("abs(x^2 - 4)", "2 <= x", "x^2 - 4"),
        ("abs(x*(1 - x))", "0 < x < 1", "x*(1 - x)"),
        ("sqrt(ln(x)^2)", "x > 1", "ln(x)"),
        ("sqrt(ln(x)^2)", "0 < x < 1", "-ln(x)"),
        ("abs(x - y)", "x > y", "x - y"),
        ("abs(x - y)", "y > x", "y - x"),
        ("sqrt((x + y - 1)^2)", "x + y > 1", "x + y - 1"),
        ("abs(sin(x))", "sin(x) > 0", "sin(x)"),
        ("max(x, 3)", "x >= 3", "x"),
        ("min(x, y)", "x < y", "x"),
        ("where(x > 2, x, 0)", "x > 3", "x"),
        ("sign(x - 1)", "1 < x", "1"),
        ("floor(x)", "0 <= x < 1", "0"),
        ("floor(x)", "1 < x < 3", "floor(x)"),
        ("floor(n) + ceil(n)", "n integer", "2*n"),
        ("cos(n*pi)", "n is an integer", "(-1)^n"),
        ("cos(n*pi)^2", "n integer", "1"),
        ("sin(n*pi) + tan(2*n*pi)", "n integer", "0"),
        ("(-1)^(2*n + 3)", "n == floor(n)", "-1"),
        ("atan(tan(x))", "-pi/2 < x < pi/2", "x"),
        ("asin(sin(x))", "-1 <= x <= 1", "x"),
        ("acos(cos(x))", "0 < x < 3", "x"),
        ("ln(x^2)", "x < -1", "2*ln(-x)"),
        ("abs(x)", "x nonzero", "abs(x)"),
        ("abs(sin(x) + 2)", "y > 0", "sin(x) + 2"),
        ("abs(2 - sin(x)^2 - cos(y))", "y > 0", "2 - sin(x)^2 - cos(y)"),
    ],
)
def test_ranges_and_whole_numbers_are_used(formula: str, assume: str, simple: str) -> None:
    assert simplify(formula, assume=assume) is simplify(simple)


def test_what_is_assumed_is_no_condition() -> None:
    assert derivation("ln(x - 1)", assume="x > 2").conditions == ()
    assert derivation("abs(x - 3)", assume="x < 2").conditions == ()
    assert [str(c) for c in derivation("ln(x - 1)", assume="x > 0").conditions] == ["x > 1"]


def test_limits() -> None:
    with pytest.raises(LimitExceeded) as caught:
        diff("sqrt(x + sqrt(x + sqrt(x + sqrt(x))))", "x", 3, limits=Limits(steps=5))
    assert caught.value.limit == "steps"
    assert caught.value.value == 5


def test_a_catalogue_of_ones_own() -> None:
    mine = CATALOGUE.extended(
        [Function("gd", derivative="gd(u)' = sech(u) * u'", simplify="gd of zero: gd(0) -> 0")],
        rules="gd and itself: gd(u) * gd(u) -> gd(u)^2",
    )
    assert diff("gd(x^2)", catalogue=mine) is parse("2*x*sech(x^2)")
    assert simplify("gd(x - x) + x", catalogue=mine) is x
    with pytest.raises(SymdiffError):
        diff("gd(x)")


# The answer and its reasons.


def test_the_first_example() -> None:
    d = derivation("x*x + (x - 2)")
    assert isinstance(d, Derivation)
    assert d.given is parse("x*x + (x - 2)")
    assert d.variable is x
    assert d.raw is parse("1*x + x*1 + (1 - 0)")
    assert d.result is parse("2*x + 1")
    assert d.before is None
    assert d.conditions == ()
    assert [size.tree_nodes for size in d.sizes.values()] == [7, 11, 5]
    assert replay(d.raw, d.steps) is d.result
    assert repr(d) == "Derivation(d/dx x*x + (x - 2) = 2*x + 1)"


def test_higher_and_mixed_derivations_hang_together() -> None:
    d = derivation("x^3*y", ("x", "y", "x"))
    chain = []
    link: Derivation | None = d
    while link is not None:
        chain.append(link)
        link = link.before
    assert [link.variable.name for link in reversed(chain)] == ["x", "y", "x"]
    for later, earlier in pairwise(chain):
        assert later.given is earlier.result
    assert d.result is diff("x^3*y", ("x", "y", "x")) is parse("6*x")


def test_conditions_of_all_orders_are_told() -> None:
    assert [str(c) for c in derivation("x^2/x").conditions] == ["x != 0"]
    assert [str(c) for c in derivation("exp(ln(x))", n=2).conditions] == ["x > 0"]
    assert derivation("x^2").conditions == ()


FORMULAS = """
    x*x + x - 2; sin(x)/x; exp(-x^2)*cos(3*x); sqrt(1 + x^2); ln(x + sqrt(x^2 + 1)); x^x; atan(1/x); tan(x)^3
    (x^2 + 1)^5/(x - 1); abs(x^3); x^(2/3)*ln(x); 2^x*x^2; log(x, 3); erf(x/2); sinh(x)*tanh(x); asin(x/2)
    1/(1 + exp(-x)); sin(sin(sin(x))); cbrt(x^2 + 1); where(x > 0, x^2, x^3); max(x, x^2); gamma(x + 1); x*sinc(x)
    besselj(1, x); acosh(x + 1); sec(x)*csc(x); ln(ln(x + 2)); x^5 - 4*x^3 + x; exp(exp(x)); (x + 1)^x; lambertw(x)
""".replace("\n", ";").split(";")
FORMULAS = [text.strip() for text in FORMULAS if text.strip()]


@pytest.mark.parametrize("text", FORMULAS)
def test_the_steps_lead_to_the_answer(text: str) -> None:
    d = derivation(text, "x")
    assert replay(d.raw, d.steps) is d.result
    assert d.result is diff(text, "x")
    assert d.result is simplify(d.result)


@pytest.mark.parametrize("text", FORMULAS)
def test_derivatives_are_those_of_sympy(text: str) -> None:
    sympy = pytest.importorskip("sympy")
    mpmath = pytest.importorskip("mpmath")
    variable = sympy.Symbol("x", real=True)
    theirs = sympy.diff(symdiff.to_sympy(parse(text), real=True), variable).doit()
    ours = symdiff.to_sympy(diff(text, "x"), real=True)
    compared = 0
    for point in ("0.3", "0.7", "1.3", "2.6"):
        at = {variable: sympy.Float(point, 30)}
        one, other = sympy.N(theirs.subs(at), 25), sympy.N(ours.subs(at), 25)
        if one.is_real and other.is_real:
            compared += 1
            assert mpmath.almosteq(mpmath.mpf(str(one)), mpmath.mpf(str(other)), 1e-12, 1e-12), (text, point)
    assert compared


@given(st.integers(0, 10**9))
def test_derivatives_of_polynomials_are_exact(seed: int) -> None:
    dice = random.Random(seed)
    coefficients = [dice.randint(-9, 9) for _ in range(dice.randint(1, 8))]
    e: Expr = Number("0")
    for c in coefficients:
        e = e * x + c
    derivative = diff(e, x)
    for at in range(-3, 4):
        slope = sum(k * c * at ** (k - 1) for k, c in enumerate(reversed(coefficients)) if k)
        assert symdiff.evaluate(derivative, {"x": at}) == slope


def test_the_derivative_of_a_product_of_many_factors() -> None:
    e: Expr = x
    for i in range(1, 200):
        e = e * (x + i)
    found = symdiff.evaluate(diff(e, x, form="raw"), {"x": 1})
    product, total = 1, 0
    for i in range(200):
        total = total * (1 + i) + product
        product *= 1 + i
    assert found == total


def test_the_derivative_of_a_deep_formula() -> None:
    e: Expr = x
    for _ in range(10_000):
        e = apply("sin", (e,))
    derivative = diff(e, x)
    assert symdiff.sizes(derivative).graph_nodes < 10_000 * 5
    assert derivative.free_symbols == {Symbol("x")}


def test_the_steps_of_a_deep_formula() -> None:
    e: Expr = x
    for _ in range(400):
        e = apply("sin", (0 + e,))
    d = derivation(e, x)
    assert replay(d.raw, d.steps) is d.result
    assert len(d.steps) > 400


@pytest.mark.parametrize("op", ["max", "min"])
@pytest.mark.parametrize(
    ("u", "v", "tie"), [("x", "1", "1"), ("x", "y", "y"), ("x", "x^2", "1"), ("x^2", "-x^2", "0")]
)
def test_the_order_of_arguments_does_not_matter_at_a_tie(op: str, u: str, v: str, tie: str) -> None:
    one, other = derivation(f"{op}({u}, {v})", "x"), derivation(f"{op}({v}, {u})", "x")
    for place in (tie, f"{tie} + 1/3", f"{tie} - 1/3"):
        at = {"x": place.replace("y", "2"), "y": 2}
        assert symdiff.evaluate(one.result, at) == symdiff.evaluate(other.result, at) == symdiff.evaluate(other.raw, at)
    assert one.conditions == other.conditions
    if v in ("1", "y"):
        assert one.result is other.result


def test_where_both_are_equal_the_derivative_is_theirs() -> None:
    assert str(diff("max(x^2, x*x)")) == "2*x"
    assert symdiff.evaluate(diff("max(x^2, -x^2)"), {"x": 0}) == 0


@given(st.sampled_from(["x*x + (x - 2)", "sin(x)^2*x", "ln(x)/x", "exp(-x^2)", "x^x", "sqrt(x^2 + 1)"]))
def test_the_steps_replay_to_the_result(text: str) -> None:
    d = derivation(text)
    assert d.replay() is d.result


def test_a_derivation_has_tangents() -> None:
    assert repr(derivation("x^2").tangent({"x": 3})) == "Tangent(y = 6*x - 9)"
    assert repr(derivation("a*x^2", "x").tangent("x=1, a=1/2")) == "Tangent(y = x - 1/2)"
    with pytest.raises(symdiff.errors.DomainError, match="nothing is said there"):
        derivation("abs(x)").tangent("x=0")


def test_derivations_and_steps_show_themselves() -> None:
    d = derivation("2*abs(x)")
    latex = d._repr_latex_()
    assert latex is not None and latex == d._repr_mimebundle_()["text/latex"]
    assert r"\frac{\mathrm{d}}{\mathrm{d}x}" in latex and r"\text{for } x \ne 0" in latex
    assert d._repr_mimebundle_()["text/plain"].endswith("= 2*sign(x), for x != 0")
    step = d.steps[0]
    assert step.rule in str(step._repr_latex_()) and r"\to" in str(step._repr_latex_())
    long = derivation("sin(" * 3000 + "x" + ")" * 3000)
    assert "text/latex" not in long._repr_mimebundle_()
    assert "<formula of" in long._repr_mimebundle_()["text/plain"]


@pytest.mark.parametrize("text", ["3/(x^2 + x + 1)", "(k*x + c)/x^2", "(2*x + 3)/(5 - 4*x)", "5/(x^3 - x)"])
def test_both_ways_to_the_derivative_write_it_alike(text: str) -> None:
    assert diff(text, "x") is derivation(text, "x").result


def test_when_the_steps_end_the_derivative_as_the_rules_give_it_is_the_answer() -> None:
    few, product = Limits(steps=50), "*".join(f"(x + {i})" for i in range(30))
    found = derivation(product, "x", limits=few)
    assert found.exhausted and not derivation("x*(x + 1)", "x").exhausted
    assert found.replay() is found.result is diff(product, "x", limits=few)
    at = {"x": 2}
    assert symdiff.evaluate(found.result, at) == symdiff.evaluate(diff(product, "x", form="canonical"), at)
    with pytest.raises(LimitExceeded, match="steps"):
        diff(product, "x", form="canonical", limits=few)
    with pytest.raises(LimitExceeded, match="steps"):
        diff(product, "x", 2, limits=Limits(steps=5))
