"""The questions that can be asked about gradients, and what is refused."""

from __future__ import annotations

import functools
import json
import math

import pytest

import symdiff
from symdiff import (
    directional,
    functions,
    grad,
    hessian,
    implicit,
    jacobian,
    jvp,
    parse,
    symbols,
    trace,
    vjp,
)
from symdiff.expressions import (
    ArgumentError,
    LimitExceeded,
    Limits,
    Number,
    Symbol,
    SymdiffError,
)

x, y = symbols("x y")


def test_text_expressions_and_functions_ask_the_same() -> None:
    expected = [parse("y + 2*x"), x]
    assert grad("x*x + x*y", "x, y") == expected
    assert grad("x*x + x*y", ["x", y]) == expected
    assert grad(x * x + x * y) == expected
    assert grad(lambda x, y: x * x + x * y) == expected


def test_names_of_variables_are_read_as_variables() -> None:
    assert grad("e^2*lambda", "e, lambda") == [parse("2*e*lambda", variables=("e", "lambda")), Symbol("e") ** 2]
    assert grad("x10*x2 + x1") == [Number("1"), Symbol("x10"), Symbol("x2")]


def test_vectors_times_jacobians() -> None:
    assert jvp(["x*y", "x + y"], "x, y", [1, 0]) == [y, Number("1")]
    assert vjp(["x*y", "x + y"], "x, y", [1, 0]) == [y, x]
    assert vjp(["x", "x"], "x", ["a", "b"]) == [parse("a + b")]
    assert directional(lambda x, y: x * y, None, [1, 1]) is y + x


def test_hessians_of_text() -> None:
    h = hessian("x*y^2", "x, y")
    assert h[0, 1] is parse("2*y")
    assert h[0, 0] is Number("0")
    assert h.symmetric


@pytest.mark.parametrize(("ask", "message"), [
    (lambda: grad(["x", "y"], "x"), "a gradient is of one formula, and 2 are given"),
    (lambda: grad("x > 0", "x"), "a condition has no derivative"),
    (lambda: grad("x", "y", disconnected="error"), "the cost does not contain y"),
    (lambda: grad("x", "y", disconnected="maybe"), "disconnected is 'zero' or 'error'"),
    (lambda: grad("x", "y", form="pretty"), "no form 'pretty'"),
    (lambda: grad("x", [3]), "3 is not a variable"),
    (lambda: grad("x", [Number("3")]), "3 is a number"),
    (lambda: grad([["x"]], "x"), "a list of lists"),
    (lambda: jacobian("x", "x, x"), "the variable x is named twice"),
    (lambda: jacobian("x", "x", mode="sideways"), "no mode 'sideways'"),
    (lambda: jvp("x*y", "x, y", [1]), "there are 2 variables, and 1 numbers are given"),
    (lambda: vjp(["x", "y"], "x", "s"), "there are 2 formulas, and 1 numbers are given"),
])  # fmt: skip
def test_what_does_not_fit_is_refused(ask, message) -> None:
    with pytest.raises(ArgumentError, match=message):
        ask()


def test_a_name_that_is_none() -> None:
    with pytest.raises(ArgumentError, match="is no variable, and no part of the formula"):
        grad("x", ["2x"])
    with pytest.raises(SymdiffError, match="E-SYNTAX"):
        grad("x +", "x")


def test_a_variable_that_the_cost_lacks_has_derivative_zero() -> None:
    assert grad("x", "y") == [Number("0")]


def test_the_raw_gradient_is_larger() -> None:
    raw, local = grad("(x - 3)^2*2", "x", form="raw"), grad("(x - 3)^2*2", "x")
    assert symdiff.sizes(*raw).operations > symdiff.sizes(*local).operations


# Tracing.


def cost(w, b):
    total = 0.0
    for t in range(1, 4):
        total += math.exp(-w * t) + math.sin(b) ** 2
    return total


def test_functions_of_math_are_recorded() -> None:
    found = trace(cost)
    assert found.parameters == [*symbols("w b")]
    assert found.name == "cost"
    at = {"w": 0.3, "b": 1.1}
    assert symdiff.evaluate(found.result, at) == pytest.approx(cost(0.3, 1.1), rel=1e-15)
    assert cost(0.0, 0.0) == 3.0


def test_lists_of_parameters_and_results() -> None:
    found = trace(lambda w, x: [w[0] * x, w[1] + x], w=2)
    assert [str(p) for p in found.parameters] == ["w0", "w1", "x"]
    assert jacobian(lambda x, y: [x * y, x]).rows() == [[y, x], [Number("1"), Number("0")]]


def test_functions_compute_with_numbers_and_with_formulas() -> None:
    assert functions.exp(1.0) == pytest.approx(math.e)
    assert functions.exp(x) is parse("exp(x)")
    assert functions.max(x, y, 3) is parse("max(x, y, 3)")
    assert functions.pi is parse("pi")
    assert functions.where(x > 0, x, 0) is parse("where(x > 0, x, 0)")
    assert functions.inf == math.inf
    with pytest.raises(AttributeError, match=r"symdiff\.functions has no 'nonsense'"):
        functions.nonsense  # noqa: B018
    with pytest.raises(ArgumentError, match="sin takes 1 arguments, not 2"):
        functions.sin(x, y)


def branching(x):
    return x if x > 0 else -x


@pytest.mark.parametrize(("function", "message"), [
    (branching, "branching cannot be traced: a comparison of expressions"),
    (lambda x: "text", "returns str, which is not a formula"),
    (lambda *x: x[0], r"\*args"),
    (lambda x: x[0], "cannot be traced"),
    (lambda x: float(x), "cannot be traced"),
])  # fmt: skip
def test_what_cannot_be_traced(function, message) -> None:
    with pytest.raises(ArgumentError, match=message):
        trace(function)


# Implicit differentiation.


def test_circle() -> None:
    assert symdiff.implicit("x^2 + y^2 = 1", "y", "x") is parse("-(x/y)")
    assert symdiff.implicit("x^2 + y^2 == 1", "y", "x") is parse("-(x/y)")
    assert symdiff.implicit(x**2 + y**2 - 1, y, x) is parse("-(x/y)")
    second = symdiff.implicit("x^2 + y^2 = 1", "y", "x", 2)
    at = {"x": "0.6", "y": "0.8"}
    assert float(symdiff.evaluate(second, at)) == pytest.approx(-1 / 0.8**3)


@pytest.mark.parametrize(("equation", "point", "solution"), [
    ("y^3 + y = x", {"x": 2, "y": 1}, [1 / 4, -6 / 64]),
    ("y*exp(y) = x", {"x": math.e, "y": 1.0}, [1 / (2 * math.e), -(3 / math.e**2) / 8]),
    ("x*y = 1", {"x": 2, "y": 0.5}, [-1 / 4, 1 / 4, -3 / 8]),
])  # fmt: skip
def test_derivatives_of_solutions(equation, point, solution) -> None:
    for n, expected in enumerate(solution, 1):
        found = symdiff.implicit(equation, "y", "x", n)
        assert float(symdiff.evaluate(found, point)) == pytest.approx(expected)


@pytest.mark.parametrize(("ask", "message"), [
    (lambda: symdiff.implicit("x^2 = 1", "y", "x"), "does not tie y to x"),
    (lambda: symdiff.implicit("x = y", "y", "x", 0), "the order"),
    (lambda: symdiff.implicit("x = y", "x", "x"), "named twice"),
])  # fmt: skip
def test_equations_that_are_refused(ask, message) -> None:
    with pytest.raises(ArgumentError, match=message):
        ask()


# The corpus of systems, if there is one.


def test_gradients_and_hessians_of_the_corpus(corpus) -> None:
    """Gradients against the numbers of the corpus, some Hessians against the textbook's derivatives."""
    cases = [json.loads(line) for line in (corpus / "multivariate.jsonl").read_text().splitlines()]
    assert len(cases) > 100
    for number, case in enumerate(cases):
        names = [*case["variables"], *case["params"]]
        formulas = [parse(f, variables=names) for f in case["formulas"]]
        m = jacobian(formulas, case["variables"])
        for i, row in enumerate(case["check_jacobian"]):
            for j, text in enumerate(row):
                found = float(symdiff.evaluate(m[i, j], case["check_point"], 20))
                assert math.isclose(found, float(text), rel_tol=1e-12, abs_tol=1e-15), (case["id"], i, j)
        if number % 8 == 0:
            check_hessian(formulas[0], symbols(" ".join(case["variables"])), case["check_point"])


def check_hessian(f, wrt, at) -> None:
    h = hessian(f, wrt)
    for i, one in enumerate(wrt):
        for j, other in enumerate(wrt[: i + 1]):
            expected = symdiff.evaluate(symdiff.diff(f, [one, other], form="raw"), at, 20)
            assert abs(symdiff.evaluate(h[i, j], at, 20) - expected) <= 1e-15 * max(1, abs(expected)), (f, i, j)


def test_parts_of_the_formula_are_named_as_text() -> None:
    assert grad("sin(x*y) + x*y", "x*y") == [parse("1 + cos(x*y)")]
    assert grad("sin(x*y)", ["x*y", "x"]) == [parse("cos(x*y)"), parse("cos(x*y)*y")]
    assert grad("f(x, y)^2", "f(x, y), y", functions="f")[0] == parse("2*f(x, y)", functions="f")
    with pytest.raises(SymdiffError, match="ends after"):
        grad("x*y", "x*")


def test_parts_held_constant_in_all_questions() -> None:
    assert jvp("x*y", "x, y", [1, 1], consider_constant=["y"]) == [y]
    assert vjp(["x*sin(y)", "y"], "x, y", [1, 1], consider_constant="sin(y)") == [parse("sin(y)"), Number("1")]
    assert directional("x*sin(y)", "x, y", [1, 1], consider_constant="sin(y)") is parse("sin(y)")


def test_high_orders_of_implicit_derivatives_end() -> None:
    with pytest.raises(LimitExceeded, match="order"):
        symdiff.implicit("x^2 + y^2 = 1", "y", "x", 10_000, limits=Limits(steps=20_000))


class Spring:
    """Methods of every kind, with the k of an object or of the class."""

    k = 3

    def energy(self, u, v):
        return self.k * math.sin(u) * v * v

    @classmethod
    def of_class(cls, u, v):
        return cls.k * math.sin(u) * v * v

    @staticmethod
    def of_none(u, v):
        return 3 * math.sin(u) * v * v


class Scaled:
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, w):
        return math.sin(w) * self.factor


def power_of_e(w, b, k=2):
    return math.exp(w * k) + b


def test_objects_and_functions_with_arguments_given_are_traced():
    assert grad(Scaled(3)) == [parse("3*cos(w)")]
    assert grad(functools.partial(Scaled(3))) == [parse("3*cos(w)")]
    assert grad(functools.partial(power_of_e, k=3))[0] == parse("3*exp(w*3)")
    assert trace(functools.partial(power_of_e, 0)).name == "power_of_e"
    assert trace(math.exp).result == parse("exp(x)")


@pytest.mark.parametrize(("ask", "args"), [
    (grad, ("x=2",)), (grad, ("x = 2", "x")), (hessian, ("x=2",)), (jacobian, (["y = x", "x=2"],)),
])  # fmt: skip
def test_a_setting_is_no_cost(ask, args):
    with pytest.raises(ArgumentError, match="write one side minus the other: x - 2"):
        ask(*args)
    assert grad("y = x^2") == [2 * x]
    assert grad("y = 5", "x") == [Number("0")]


def test_an_inequality_is_no_equation():
    with pytest.raises(ArgumentError, match="inequality"):
        implicit("x^2 < y", "y", "x")


def test_methods_are_traced():
    expected = grad("3*sin(u)*v*v", "u, v")
    for method in (Spring().energy, Spring.of_class, Spring().of_class, Spring.of_none):
        assert grad(method) == expected


def test_an_entry_of_a_matrix_has_a_row_and_a_column():
    m = jacobian(["x*y", "y"], "x, y")
    for place in (0, "ab", (0,), (0, 1, 0), slice(1), (0.0, 1), None):
        with pytest.raises(SymdiffError, match="a row and a column"):
            m[place]
    assert m[0, 0] == Symbol("y") and list(m)[1] == m.rows()[1]
