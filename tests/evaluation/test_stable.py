"""Stable code: each line of the table is true, and compiled functions keep their accuracy."""

from __future__ import annotations

import math

import pytest

from symdiff import check_accuracy, code, evaluate, function, grad, hessian, parse
from symdiff.catalogue import LETTERS
from symdiff.evaluation.series import near_zero
from symdiff.evaluation.stable import BY_CODE, TABLE, lines, stabilised
from symdiff.expressions import ArgumentError, Expr, apply, sizes
from symdiff.rewriting import Template, cut, split_lines

ENTRIES = [(name, *cut(text, "->")) for name, text in split_lines(TABLE + BY_CODE)]
POINT = {"u": "0.3", "v": "0.8", "w": "0.6", "a": "1.1", "b": "0.4", "m": "0.9", "x": "0.3", "y": "0.8"}

ELSEWHERE = {"log1mexp": {"u": "-0.3"}, "root beyond 1": {"u": "1.3"}}


@pytest.mark.parametrize(("name", "left", "right"), ENTRIES, ids=[e[0] for e in ENTRIES])
def test_both_sides_of_a_line_are_equal(name, left, right):
    if name.startswith("slope at 0"):  # where the other branch is its continuation
        right = "(cos(u) - sinc(u))/u"
        left = left.replace("v)", f"{right})")
    names = (*LETTERS, "a", "b", "m")
    at = POINT | ({"m": POINT["v"]} if name.startswith("logsumexp") else {})
    at |= ELSEWHERE.get(name, {})
    one, other = (evaluate(parse(t, variables=names), at, 20) for t in (left, right))
    assert abs(one - other) < 1e-15 * abs(one)


@pytest.mark.parametrize(("name", "left", "right"), ENTRIES, ids=[e[0] for e in ENTRIES])
def test_a_line_is_what_the_code_does(name, left, right):
    names = (*LETTERS, "a", "b", "m")
    given = parse(left, variables=names)
    (found,) = stabilised([given])
    assert found is not given
    at = POINT | {"m": "max(0.3, 0.8)"} | ELSEWHERE.get(name, {})
    assert abs(evaluate(found, at, 20) - evaluate(parse(right, variables=names), at, 20)) < 1e-15


def test_lines_match_in_any_order():
    for text in ("1 + exp(x)", "exp(x) + 1"):
        assert stabilised([apply("ln", (parse(text),))]) == [parse("softplus(x)")]
    assert "ln" in lines()


@pytest.mark.parametrize(("text", "ranges"), [
    ("ln(1 + exp(x))", (-700, 1e3)),
    ("exp(x) - 1", (-30, 700)),
    ("ln(1 + x)", (-0.999, 1e8)),
    ("ln(1 - x)", (-1e8, 0.999)),
    ("1 - cos(x)", (-3, 3)),
    ("1 - tanh(x)^2", (-300, 300)),
    ("exp(x)/(1 + exp(x))", (-700, 1e4)),
    ("ln(exp(x) + exp(y))", (-1e3, 1e3)),
    ("ln(exp(x) + exp(y) + exp(x - y))", (1, 1e3)),
    ("exp(x)/(exp(x) + exp(y))", (-300, 300)),
    ("exp(x)/(exp(x) + exp(y) + exp(z))", (-200, 200)),
    ("sqrt(x^2 + y^2)", (-1e200, 1e200)),
    ("x*ln(x)", (0, 1e5)),
    ("a*x*ln(x)*3", (1e-300, 1e5)),
    ("sin(x)/x", (-1, 1)),
    ("ln(1 - exp(x))", (-700, -1e-12)),
    ("ln(0.3*exp(-x^2) + 0.7*exp(-(x - 1)^2/2)/2)", (-1e6, 1e6)),
    ("sinc(x)", (-1, 1)),
    ("softplus(x) + sigmoid(x)", (-700, 700)),
    ("ln(sigmoid(x))", (-1e3, 700)),
    ("ln(1/(1 + exp(-x)))", (-1e3, 700)),
    ("ln(1 - 1/(1 + exp(-x)))", (-700, 1e3)),
    ("ln(exp(x) + exp(2*x) + 1)", (-300, 1e3)),
    ("ln(1 + 2*exp(x))", (-700, 1e4)),
    ("tanh(x)^2 - 1", (-300, 300)),
    ("2 - 2*tanh(x)^2", (-300, 300)),
    ("-tanh(x)^2 + 1", (-300, 300)),
    ("y/x - y*tanh(z)^2/x", (1, 300)),
    ("2*exp(x) - 2", (-30, 700)),
    ("x + exp(x) - 1", (1e-300, 1)),
    ("1 + x - exp(y)", {"x": (1e-300, 1), "y": (-1, -1e-300)}),
    ("exp(x)/(1 + exp(x))^2", (-700, 700)),
    ("exp(2*x)/(1 + exp(x))^3", (-300, 700)),
    ("y*exp(2*x)/(3*(exp(x) + exp(2*x))^2)", (1, 700)),
    ("(exp(x) - exp(-x))/(exp(x) + exp(-x))", (1, 1e3)),
    ("exp(x)/(exp(x) - 1)", (-700, 1e3)),
    ("exp(x)/(exp(x) - 1)^2", (-300, 300)),
    ("x/(exp(x) - 1)", (-700, 700)),
    ("ln(cosh(x))", (-1e3, 1e3)),
    ("sinh(x)/cosh(x)", (-1e3, 1e3)),
    ("sqrt(x^2 + y*y + z^2)", (-1e200, 1e200)),
    ("sqrt(x^2 + y^2 + z^2 + v^2 + w^2 + u^2)", (-1e200, 1e200)),
    ("x^2*ln(x)", (0, 1e5)),
    ("3*sqrt(x)*ln(x)^2", (0, 1e5)),
    ("x^(1/3)*log2(x)", (0, 1e5)),
    ("-p*ln(p) - (1 - p)*ln(1 - p)", (0, 1)),
    ("(1 + x)*ln(1 + x)", (-1, 10)),
    ("x^3/x^2", (0, 1)),
    ("1 - exp(x)/(exp(x) + exp(y) + exp(z))", (-100, 700)),
    ("-(y*ln(1/(1 + exp(-x))) + (1 - y)*ln(1 - 1/(1 + exp(-x))))", {"x": (-700, 700), "y": (0, 1)}),
    ("ln(exp(x)/(exp(x) + exp(y) + exp(z)))", (-1e3, 1e3)),
    ("x - ln(exp(x) + exp(y))", (-200, 200)),
    ("sqrt(x^2 + 1)", (-1e200, 1e200)),
    ("sqrt(2*x^2 + 3*y^2 + 1)", (-1e200, 1e200)),
    ("sqrt(x^2 - 1)", (1, 1e200)),
    ("(exp(x) - exp(-x))/(exp(x) + exp(-x))", (-1, 1)),
    ("(exp(2*x) - 1)/(exp(2*x) + 1)", (-1, 1e3)),
    ("(exp(x) - exp(-x))/2", (-1, 1)),
    ("1 - tanh(x)", (-10, 300)),
    ("(1 - cos(x))/x^2", (-1, 1)),
    ("(exp(x) - 1)/x", (-1, 300)),
    ("ln(1 + x)/x", (-0.9, 300)),
    ("tan(x)/x", (-1, 1)),
])  # fmt: skip
@pytest.mark.parametrize("backend", ["python", "numpy"])
def test_functions_are_accurate(text, ranges, backend):
    found = check_accuracy(text, ranges, backend=backend)
    assert found.points > 100
    assert found.worst < 1e-12, str(found)


@pytest.mark.parametrize(("text", "ranges"), [
    ("ln(1 + exp(x))", (-700, 1e3)),
    ("1/(1 + exp(-x))", (-300, 300)),
    ("sigmoid(x)", (-300, 700)),
    ("exp(x)/(1 + exp(x))", (-300, 700)),
    ("exp(2*x)/(exp(2*x) + exp(x))", (-300, 700)),
    ("ln(sigmoid(x))", (-1e3, 700)),
    ("ln(1/(1 + exp(-x)))", (-700, 700)),
    ("ln(1 - 1/(1 + exp(-x)))", (-300, 700)),
    ("ln(exp(x) + exp(y) + exp(2*x))", (-300, 300)),
    ("x*ln(x)", (1e-300, 0.3)),
    ("sin(x)/x", (-1.5, 1.5)),
    ("sinc(x)", (-1.5, 1.5)),
    ("tanh(x)", (-300, 300)),
    ("sqrt(x^2 + y^2)", (-1e200, 1e200)),
    ("sqrt(x^2 + y^2 + z^2)", (-1e200, 1e200)),
    ("exp(x)/(exp(x) + exp(y) + exp(z))", (-100, 200)),
    ("exp(x)/(1 + exp(x))^2", (1, 700)),
    ("exp(-x)/(1 + exp(-x))^2", (-700, -1)),
    ("x^2*ln(x)", (0, 0.3)),
    ("ln(cosh(x))", (-300, 300)),
    ("1/(exp(x) - 1)", (1e-3, 300)),
    ("-(y*ln(1/(1 + exp(-x))) + (1 - y)*ln(1 - 1/(1 + exp(-x))))", {"x": (-30, 700), "y": (0, 0.9)}),
    ("ln(exp(x)/(exp(x) + exp(y)))", (-100, 100)),
    ("(exp(x) - exp(-x))/(exp(x) + exp(-x))", (-300, 300)),
    ("sqrt(x^2 + 1)", (-1e200, 1e200)),
    ("(1 - cos(x))/x^2", (-1, 1)),
    ("(exp(x) - 1)/x", (-1, 300)),
    ("x/(exp(x) - 1)", (-1, 300)),
    ("ln(1 + x)/x", (-0.9, 300)),
    ("atan(x)/x", (-1, 1)),
])  # fmt: skip
def test_gradients_are_accurate(text, ranges):
    f = function(None, grad(text), backend="python")
    found = check_accuracy(f, ranges)
    assert found.points > 100
    assert found.worst < 1e-11, str(found)


@pytest.mark.parametrize(("text", "ranges"), [
    ("sin(x)/x", (-1.5, 1.5)),
    ("(1 - cos(x))/x^2", (-1.5, 1.5)),
    ("(exp(x) - 1)/x", (-1.5, 1.5)),
    ("ln(1 + x)/x", (-0.5, 0.5)),
    ("tan(x)/x", (-0.5, 0.5)),
    ("1/(1 + exp(-x))", (1, 300)),
    ("ln(cosh(x))", (-300, 300)),
])  # fmt: skip
def test_hessians_are_accurate(text, ranges):
    found = check_accuracy(function(None, hessian(text), backend="python"), ranges)
    assert found.points + found.without > 100
    assert found.worst < 1e-11, str(found)


@pytest.mark.parametrize(("text", "point", "expected"), [
    ("sin(x)/x", (0.0,), [-1/3]),
    ("(exp(x) - 1)/x", (0.0,), [1/3]),
    ("y^2 + (1 - cos(x))/x^2", (0.0, 2.0), [-1/12, 0, 0, 2]),
    ("ln(cosh(x))", (1000.0,), [0]),
    ("exp(x)/(exp(x) + exp(y))", (1000.0, 0.0), [0, 0, 0, 0]),
    ("exp(x)/(exp(x) + exp(y) + exp(z))", (0.0, 1000.0, 0.0), [0] * 9),
    ("ln(exp(x)/(exp(x) + exp(y) + exp(z)))", (-1000.0, 0.0, 1000.0), [0] * 9),
    ("ln(sigmoid(x))", (-1000.0,), [0]),
    ("-y*ln(sigmoid(x)) - (1 - y)*ln(1 - sigmoid(x))", (1000.0, 0.25), [0, -1, -1, 0]),
    ("-y*ln(sigmoid(x)) - (1 - y)*ln(1 - sigmoid(x))", (-1000.0, 0.25), [0, -1, -1, 0]),
    ("-y*ln(sigmoid(x)) - (1 - y)*ln(1 - sigmoid(x))", (0.0, 0.25), [0.25, -1, -1, 0]),
    ("-(y*ln(1/(1 + exp(-x))) + (1 - y)*ln(1 - 1/(1 + exp(-x))))", (1000.0, 0.25), [0, -1, -1, 0]),
    ("-(y*ln(1/(1 + exp(-x))) + (1 - y)*ln(1 - 1/(1 + exp(-x))))", (-1000.0, 0.25), [0, -1, -1, 0]),
    ("-(y*ln(1/(1 + exp(-x))) + (1 - y)*ln(1 - 1/(1 + exp(-x))))", (0.0, 0.25), [0.25, -1, -1, 0]),
    ("-ln(1 - 1/(1 + exp(-(x + y)))) - ln(1/(1 + exp(y - 2*x)))", (1000.0, 1000.0), [0] * 4),
    ("-ln(1 - 1/(1 + exp(-(x + y)))) - ln(1/(1 + exp(y - 2*x)))", (-1000.0, -1000.0), [0] * 4),
    ("ln((exp(x) + exp(-x))/2)", (1000.0,), [0]),
    ("sqrt(x^2 + y^2)", (3e200, 4e200), [1.28e-201, -0.96e-201, -0.96e-201, 0.72e-201]),
    ("hypot(x, y)", (3e-200, 4e-200), [1.28e199, -0.96e199, -0.96e199, 0.72e199]),
    ("sqrt(x^2 + y^2)", (3e5, 4e-5), [4e-5*4e-5/3e5/3e5/3e5, -4e-5/3e5/3e5, -4e-5/3e5/3e5, 1/3e5]),
])  # fmt: skip
def test_hessians_where_naive_code_has_none(text, point, expected):
    found = function(sorted(parse(text).free_symbols, key=str), [e for row in hessian(text).rows() for e in row], "python")(*point)
    assert list(found) == pytest.approx(expected, rel=1e-14, abs=1e-300)


@pytest.mark.parametrize("text", [
    "log(1 + exp(x))", "exp(x)/(exp(x) + exp(y) + 1)", "max(x, y)*min(x, 1)", "where(x > y, x^3, sin(y))", "abs(x)^y",
    "erf(x) + erfc(y)", "atan2(y, x)", "cbrt(x)*log2(y)", "sinc(x)/y", "(exp(x) - 1)/x", "asinh(x) + atanh(y/10)",
    "x^2.5 + y^(1/3)", "floor(x) + ceil(y)", "cot(x) + sec(y)", "digamma(x)", "beta(x, y)", "sqrt(x^2 + y^2 + 1)",
])  # fmt: skip
def test_the_code_for_jax_is_right(text):
    jax = pytest.importorskip("jax")
    jax.config.update("jax_enable_x64", True)
    formulas = [parse(text), *grad(text)]
    inputs = sorted(formulas[0].free_symbols, key=str)
    own: dict[str, object] = {}
    exec(code(formulas, inputs, to="jax"), own)
    for point in ((1.3, 2.1), (0.4, 0.7), (2.5, 0.3)):
        at = {s.name: v for s, v in zip(inputs, point, strict=False)}
        found = jax.jit(own["f"])(*at.values())
        assert [float(v) for v in found] == pytest.approx([float(evaluate(e, at, 25)) for e in formulas], rel=1e-12)


def test_series_leave_alone_what_has_none():
    for text in ("exp(x)/x", "ln(x)/x", "1/x", "sin(x)/x^2", "abs(x)/x", "y*x/x"):
        e = parse(text)
        assert not near_zero([e], lambda e: None), text


def test_at_the_edges():
    softplus = function("x", ["ln(1 + exp(x))", *grad("ln(1 + exp(x))")], backend="python")
    assert softplus(1000.0) == (1000, 1)
    assert softplus(-1000.0) == (0, 0)
    assert function("x", "x*ln(x)", backend="python")(0.0) == 0
    assert function("x", "sin(x)/x", backend="python")(0.0) == 1
    unstable = function("x", grad("ln(1 + exp(x))"), backend="python", stable=False)
    assert math.isnan(unstable(1000.0)[0])


@pytest.mark.parametrize(("text", "point", "expected"), [
    ("exp(x)/(exp(x) + exp(y) + exp(z))", (1000.0, 999.0, 0.0), (0.7310585786300049, [0.19661193324148185, -0.19661193324148185, 0])),
    ("exp(x)/(exp(x) + exp(y))", (1000.0, 999.0), (0.7310585786300049, [0.19661193324148185, -0.19661193324148185])),
    ("exp(x)/(1 + exp(x))^2", (400.0,), (1.9151695967140057e-174, [-1.9151695967140057e-174])),
    ("exp(x)/(1 + exp(x))^2", (800.0,), (0, [0])),
    ("exp(x)/(1 + exp(x))^2", (-800.0,), (0, [0])),
    ("(exp(x) - exp(-x))/(exp(x) + exp(-x))", (800.0,), (1, [0])),
    ("ln(cosh(x))", (-800.0,), (800 - math.log(2), [-1])),
    ("sqrt(x^2 + y^2 + z^2)", (1e200, 1e200, 0.0), (math.sqrt(2) * 1e200, [math.sqrt(0.5), math.sqrt(0.5), 0])),
    ("y/(1 + exp(x))^2", (800.0, 3.0), (0, [0, 0])),
    ("(exp(x) - exp(-x))/(exp(x) - 1)^2", (800.0,), (0, [0])),
    ("exp(y)/(exp(x) + exp(-x))", (1000.0, 999.0), (math.exp(-1), [-math.exp(-1), math.exp(-1)])),
    ("x^2*ln(x)", (0.0,), (0, [0])),
    ("-(y*ln(1/(1 + exp(-x))) + (1 - y)*ln(1 - 1/(1 + exp(-x))))", (1000.0, 0.0), (1000, [1, -1000])),
    ("-(y*ln(1/(1 + exp(-x))) + (1 - y)*ln(1 - 1/(1 + exp(-x))))", (-1000.0, 1.0), (1000, [-1, 1000])),
    ("-y*ln(sigmoid(x)) - (1 - y)*ln(1 - sigmoid(x))", (1000.0, 0.0), (1000, [1, -1000])),
    ("ln(exp(x)/(exp(x) + exp(y) + exp(z)))", (-1000.0, 0.0, 1000.0), (-2000, [1, 0, -1])),
    ("x - ln(exp(x) + exp(y))", (-1000.0, 1000.0), (-2000, [1, -1])),
    ("sqrt(x^2 + 1)", (1e200,), (1e200, [1])),
    ("ln(sqrt(x^2 + y^2))", (1e200, 1e200), (math.log(2)/2 + 200*math.log(10), [0.5e-200, 0.5e-200])),
    ("ln(sqrt(x^2 + y^2))", (1e-200, 1e-200), (math.log(2)/2 - 200*math.log(10), [0.5e200, 0.5e200])),
    ("ln(x^2 + y^2)", (1e200, 1e200), (math.log(2) + 400*math.log(10), [1e-200, 1e-200])),
    ("ln(x^2 + y^2)", (3e-200, 4e-200), (2*math.log(5) - 400*math.log(10), [0.24e200, 0.32e200])),
    ("atan2(x, y)", (1e200, 1e200), (math.pi/4, [0.5e-200, -0.5e-200])),
    ("atan2(x, y)", (3e-200, 4e-200), (math.atan(0.75), [0.16e200, -0.12e200])),
    ("ln((exp(x) + exp(-x))/2)", (1000.0,), (1000 - math.log(2), [1])),
    ("ln((exp(x) + exp(-x))/2)", (0.0,), (0, [0])),
    ("ln(3/(exp(x) + 2*exp(y)))", (-1000.0, -1000.0), (1000, [-1/3, -2/3])),
    ("(exp(x) - 1)/x", (0.0,), (1, [0.5])),
    ("(1 - cos(x))/x", (0.0,), (0, [0.5])),
    ("x^3*ln(x)^2", (0.0,), (0, [0])),
    ("-p*ln(p) - (1 - p)*ln(1 - p)", (0.0,), (0, [math.inf])),
    ("-p*ln(p) - (1 - p)*ln(1 - p)", (1.0,), (0, [-math.inf])),
])  # fmt: skip
@pytest.mark.parametrize("backend", ["python", "numpy"])
def test_values_and_gradients_where_naive_code_has_none(text, point, expected, backend):
    f = function(None, [parse(text), grad(text)], backend)
    value, slopes = f(*point)
    assert value == pytest.approx(expected[0], rel=1e-13)
    assert list(slopes) == pytest.approx(expected[1], rel=1e-12)


def test_the_comparison_finds_what_is_inaccurate():
    f = function("x", "exp(x) - 1", backend="python", stable=False)
    found = check_accuracy(f, (-1, 1))
    assert found.worst > 1e-8
    assert abs(found.at["x"]) < 1e-7
    assert "worst relative error" in str(found)
    assert str(check_accuracy("x + 1", (0, 1))).startswith(("exact at 200 points", "worst"))


def test_points_without_a_value_are_counted():
    found = check_accuracy("sqrt(x)", {"x": (-1, 1)})
    assert found.without > 0
    assert found.points + found.without == 200


@pytest.mark.parametrize("within", [3, {"y": (0, 1)}, (1, 0), (0, math.inf), ("a", "b")])
def test_ranges_that_are_none(within):
    with pytest.raises(ArgumentError, match="range"):
        check_accuracy("x", within)


@pytest.mark.parametrize(("text", "point", "value", "slope"), [("log(1 + e^x)", 1000.0, 1000.0, 1.0), ("ln(1 + E^(-x))", -1000.0, 1000.0, -1.0), ("e^x/(1 + e^x)", 800.0, 1.0, 0.0)])
def test_powers_of_e_are_exponentials(text: str, point: float, value: float, slope: float) -> None:
    f = function("x", [parse(text), grad(text, "x")], "python")
    assert f(point) == (value, [slope])


def test_rewriting_comes_to_an_end() -> None:
    text = "sqrt((x/0.5/exp(-y) - (x + 0.5 - ln(y)))^2 + exp(sigmoid(x + 0.5))^2)"
    assert function("x, y", [parse(text), *grad(text)], "python")(1.0, 1.0)[0] == pytest.approx(float(evaluate(parse(text), {"x": 1, "y": 1}, 20)))


@pytest.mark.parametrize("text", ["-((0.5/sigmoid(y) + tanh(x))*exp(-y)*x)", "sqrt(sigmoid(tanh(exp(x)))^2 + (0.5/sigmoid(y) + tanh(x - 2))^2)"])
def test_signs_are_kept_where_a_product_goes_into_a_sum(text: str) -> None:
    outputs = [parse(text), *grad(text)]
    found = function("x, y", outputs, "python")(0.7, 0.4)
    assert list(found) == pytest.approx(list(function("x, y", outputs, "python", stable=False)(0.7, 0.4)), rel=1e-12)


def nested(text: str, times: int) -> Expr:
    """A formula of x put into itself."""
    template = Template(parse(text, variables=["x"]), ("x",))
    found = parse("x")
    for _ in range(times):
        found = template.fill([found])
    return found


def spelled(text: str, between: str, n: int) -> str:
    return between.join(text.replace("#", str(i)) for i in range(1, n + 1))


@pytest.mark.parametrize(("formula", "most"), [
    (nested("sigmoid(x)", 30), 1.3),
    (nested("1/(1 + exp(-x))", 30), 0.75),
    (nested("exp(x)/(1 + exp(x))", 30), 0.75),
    (nested("(exp(x) - exp(-x))/(exp(x) + exp(-x))", 10), 1.1),
    (parse(f"-ln(exp(x1)/({spelled('exp(x#)', ' + ', 40)}))"), 2),
    (parse(f"ln({spelled('exp(x#)', ' + ', 40)}) - x1"), 2),
    (parse(f"ln({spelled('w#/s#*exp(-(x - m#)^2/(2*s#^2))', ' + ', 10)})"), 0.9),
    (parse(spelled("sigmoid(x#)", "*", 12)), 1.2),
    (parse("-(y*ln(1/(1 + exp(-x))) + (1 - y)*ln(1 - 1/(1 + exp(-x))))"), 1),
    (parse(f"sigmoid({spelled('v#*sigmoid(a#*x + b#*y)', ' + ', 8)})"), 1.15),
])  # fmt: skip
def test_stable_code_keeps_what_is_shared(formula: Expr, most: float) -> None:
    plain = [formula, *grad(formula)]
    assert sizes(*stabilised(plain)).operations <= most * sizes(*plain).operations
