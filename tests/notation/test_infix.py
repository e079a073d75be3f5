"""Python infix is valid Python with the same tree; mathematical infix has the same value."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import formulas, nest, read_as_python

from symdiff.expressions import (
    Apply,
    ArgumentError,
    Expr,
    FormulaError,
    LimitExceeded,
    Limits,
    Number,
    Symbol,
    apply,
    fold,
    symbols,
)
from symdiff.notation import infix, latex, let, parse, sexpr, to_json, tree

x, y, z = symbols("x y z")
FUNCTIONS = ("f", "g")


def call(op: str, *args: Expr | int) -> Expr:
    return apply(op, tuple([Number(a) if isinstance(a, int) else a for a in args]))


PYTHON = {
    "x - (y - z)": x - (y - z),
    "x - y - z": x - y - z,
    "x + (y + z)": x + (y + z),
    "x*(y*z)": x * (y * z),
    "x/(y*z)": x / (y * z),
    "x/y*z": x / y * z,
    "x*(y/z)": x * (y / z),
    "(x + y)*z": (x + y) * z,
    "(-x)**2": (-x) ** 2,
    "-x**2": -(x**2),
    "-(-x)": call("neg", call("neg", x)),
    "-(x*y)": -(x * y),
    "-x*y": -x * y,
    "-(x + y)": -(x + y),
    "2**-x": 2**-x,
    "2**(-x**2)": 2 ** -(x**2),
    "x**(-2/3)": x ** (-Number(2) / 3),
    "x**y**z": x ** (y**z),
    "(x**y)**z": (x**y) ** z,
    "x + (-y)": x + -y,
    "x + (-y)*z": x + -y * z,
    "x*(-1)": x * -1,
    "(x < y) < z": call("lt", call("lt", x, y), z),
    "x < y + 1": x < y + 1,
    "x < -1 and (y > 1 or x == y)": call("and", x < -1, call("or", y > 1, call("eq", x, y))),
    "not x != y": call("not", call("ne", x, y)),
    "x < y and not (x < z and y < z)": call("and", x < y, call("not", call("and", x < z, y < z))),
    "x < y and (y < z and x < z)": call("and", x < y, call("and", y < z, x < z)),
    "where(x > 0, x, -x)": call("where", x > 0, x, -x),
    "where(x < 1 or True, x, undefined)": call(
        "where", call("or", x < 1, call("true")), x, call("undefined")
    ),
    "λ*lambda_": Symbol("lambda") * Symbol("lambda_"),
    "factorial(5)": call("factorial", 5),
    "log(x) + log(x, 2)": call("ln", x) + call("log", x, 2),
    "abs(x)**2": call("abs", x) ** 2,
    "max(x, y, 1)": call("max", call("max", x, y), 1),
    "max(x, max(y, 1))": call("max", x, call("max", y, 1)),
    "D(f, 1)(g(x))": call("D(f, 1)", call("g", x)),
    "D(f, 1, 2)(x, y)": call("D(f, 1, 2)", x, y),
    "pi*E**x": call("pi") * call("E") ** x,
    "1e-3*x + 0.50": Number("1e-3") * x + Number("0.50"),
}


@pytest.mark.parametrize("text", PYTHON)
def test_python_infix(text: str) -> None:
    e = PYTHON[text]
    assert infix(e) == text
    assert read_as_python(text) is e
    if text != "(x < y) < z":  # a condition is no number: only printing knows it
        assert parse(text, functions=FUNCTIONS) is e


@given(formulas)
def test_python_reads_the_same_node(e: Expr) -> None:
    assert read_as_python(infix(e)) is e


@given(formulas)
def test_symdiff_reads_the_same_node(e: Expr) -> None:
    assert parse(infix(e), functions=FUNCTIONS) is e


def reads_as(text: str, e: Expr) -> bool:
    try:
        return read_as_python(text) is e
    except (SyntaxError, ValueError):
        return False


@given(formulas)
def test_no_pair_of_brackets_is_idle(e: Expr) -> None:
    """Without it another formula is read, or it is no call and keeps two signs apart."""
    text = infix(e)
    opened: list[int] = []
    for place, c in enumerate(text):
        if c == "(":
            opened.append(place)
        elif c == ")":
            start = opened.pop()
            before, inside, after = text[:start], text[start + 1 : place], text[place + 1 :]
            two_signs = inside.startswith("-") and before.rstrip().endswith(tuple("+-*/"))
            assert two_signs or not reads_as(f"{before} {inside} {after}".strip(), e)


MATHEMATICAL = {
    "2x³/5 − α₁·x": 2 * x**3 / 5 - Symbol("alpha_1") * x,
    "2x·sin(x)²": 2 * x * call("sin", x) ** 2,
    "−2x": -(2 * x),
    "−(−x)": call("neg", call("neg", x)),
    "x − (−2)": x - -2,
    "2(−x)": 2 * -x,
    "x·(2x)": x * (2 * x),
    "x/(2x)": x / (2 * x),
    "1/3·x": Number(1) / 3 * x,
    "2(x + 1)²": 2 * (x + 1) ** 2,
    "2·3^x": 2 * Number(3) ** x,
    "2π·x": 2 * call("pi") * x,
    "2·e": 2 * call("E"),
    "E·e": call("E") * Symbol("e"),
    "2·e1": 2 * Symbol("e1"),
    "2√x·√(x + 1)": 2 * call("sqrt", x) * call("sqrt", x + 1),
    "(√x)²": call("sqrt", x) ** 2,
    "√(x²)": call("sqrt", x**2),
    "∛x": call("cbrt", x),
    "|x|·abs(|x| + 1)": call("abs", x) * call("abs", call("abs", x) + 1),
    "x!/5!": call("factorial", x) / call("factorial", 5),
    "2·5!": 2 * call("factorial", 5),
    "arctan(x)·ln(x)": call("atan", x) * call("ln", x),
    "x⁻¹ + x^(−y)": x**-1 + x**-y,
    "x^(y²)": x ** (y**2),
    "(x²)³": (x**2) ** 3,
    "x^0.5": x ** Number("0.5"),
    "f'(g(x)) + f''(x)": call("D(f, 1)", call("g", x)) + call("D(f, 1, 1)", x),
    "λ·lambda_": Symbol("lambda") * Symbol("lambda_"),
    "where(x < 1 or true, x, undefined)": call(
        "where", call("or", x < 1, call("true")), x, call("undefined")
    ),
    "Γ(x) + ψ(x) + ζ(x)": call("gamma", x) + call("digamma", x) + call("zeta", x),
    "φ₁'(x)·φ(x)": call("D(phi_1, 1)", x) * call("phi", x),
    "D(g, 1, 2)(x, y)": call("D(g, 1, 2)", x, y),
    "where(x ≤ 1 and y ≠ 0, x, −x)": call("where", call("and", x <= 1, call("ne", y, 0)), x, -x),
    "10^12·x₁₂": Number(10) ** Number("12") * Symbol("x_12"),
}
MATHEMATICAL["10¹²·x₁₂"] = MATHEMATICAL.pop("10^12·x₁₂")


@pytest.mark.parametrize("text", MATHEMATICAL)
def test_mathematical_infix(text: str) -> None:
    assert infix(MATHEMATICAL[text], style="math") == text


VALUES = {
    "add": lambda u, v: u + v,
    "sub": lambda u, v: u - v,
    "mul": lambda u, v: u * v,
    "div": lambda u, v: u / v,
    "pow": lambda u, v: u**v,
    "neg": lambda u: -u,
    "lt": lambda u, v: u < v,
    "le": lambda u, v: u <= v,
    "gt": lambda u, v: u > v,
    "ge": lambda u, v: u >= v,
    "eq": lambda u, v: u == v,
    "ne": lambda u, v: u != v,
    "and": lambda u, v: u and v,
    "or": lambda u, v: u or v,
    "not": lambda u: not u,
    "where": lambda c, u, v: u if c else v,
    "sin": math.sin,
    "cos": math.cos,
    "exp": math.exp,
    "ln": math.log,
    "log": math.log,
    "sqrt": math.sqrt,
    "asin": math.asin,
    "atan2": math.atan2,
    "hypot": math.hypot,
    "abs": abs,
    "floor": math.floor,
    "factorial": lambda u: math.gamma(u + 1),
    "min": min,
    "max": max,
    "pi": lambda: math.pi,
    "E": lambda: math.e,
    "f": lambda u: u * u + 3,
    "g": lambda u, v: u * v * v - u,
    "D(f, 1)": lambda u: 2 * u,
    "D(g, 1, 2)": lambda u, v: 2 * v,
    "D(g, 2)": lambda u, v: 2 * u * v,
}


def value(e: Expr) -> object:
    """The value where no symbol is 0 or 1, or the kind of error that computing it gives."""

    def compute(node: Expr, args: tuple[object, ...]) -> object:
        if isinstance(node, Apply):
            return VALUES[node.op](*args)  # type: ignore[operator]
        return float(node.spelling) if isinstance(node, Number) else 0.3 + len(node.name) / 7  # type: ignore[attr-defined]

    try:
        return fold(e, compute)
    except (ArithmeticError, ValueError, TypeError):
        return None


@given(formulas)
def test_mathematical_infix_reads_to_the_same_value(e: Expr) -> None:
    back = parse(infix(e, style="math"), functions=FUNCTIONS)
    expected, found = value(e), value(back)
    if isinstance(expected, float) and isinstance(found, float):
        assert found == expected or math.isclose(found, expected, rel_tol=1e-9)
    else:
        assert str(found) == str(expected)


OTHERS = st.sampled_from([x, y, Number(2), Number("0.5"), call("E"), x + 1, call("abs", y), y**2])
ROUND = st.sampled_from(["abs", "abs", "raised", "raised", "^", "sqrt", "ln", "add", "mul", "div"])


@given(st.lists(st.tuples(ROUND, OTHERS), max_size=9))
def test_bars_and_raised_exponents_read_back_to_the_same_node(choices: list[tuple]) -> None:
    e: Expr = x
    for op, other in choices:
        if op in ("raised", "^"):
            e = e ** (3 if op == "raised" else other)
        else:
            e = call(op, e) if op in ("abs", "sqrt", "ln") else call(op, e, other)
    assert parse(infix(e, style="math")) is e


def test_another_style_is_refused() -> None:
    with pytest.raises(ArgumentError, match="no style"):
        infix(x, style="fortran")


@pytest.mark.parametrize("style", ["python", "math"])
def test_the_bound_on_the_text_is_exact(style: str) -> None:
    e = x * x + (x - 2)
    text = infix(e, style=style)
    assert infix(e, style=style, limits=Limits(output=len(text))) == text
    with pytest.raises(LimitExceeded, match="longer than") as caught:
        infix(e, style=style, limits=Limits(output=len(text) - 1))
    assert caught.value.limit == "output"
    assert "let(" in str(caught.value)


@pytest.mark.parametrize("style", ["python", "math"])
def test_a_text_of_2_to_the_60_nodes_is_refused_at_once(style: str) -> None:
    e: Expr = x
    for _ in range(60):
        e = e * e
    with pytest.raises(LimitExceeded):
        infix(e, style=style)


def calls(e: Expr) -> int:
    """How many calls of Python functions printing takes."""
    count = 0

    def counting(frame: object, event: str, arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counting)
    try:
        infix(e)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("op", ["sin", "neg", "f"])
def test_deep_nests_print_in_linear_work(op: str) -> None:
    once, twice = calls(nest(op, 2_000)), calls(nest(op, 4_000))
    assert twice < 2.1 * once


def test_a_nest_of_100_000_prints() -> None:
    assert infix(nest("sin", 100_000)) == "sin(" * 100_000 + "x" + ")" * 100_000
    assert len(infix(nest("sqrt", 100_000), style="math")) == 3 * 100_000 - 1


@pytest.mark.parametrize("printer", [infix, latex, let, sexpr, to_json, tree])
def test_every_printer_reads_text(printer: Callable[..., str]) -> None:
    e = parse("f(e*x)^2", variables=["e"], functions=["f"])
    assert printer("f(e*x)^2", variables=["e"], functions=["f"]) == printer(e)
    assert printer(2) == printer(Number("2"))
    with pytest.raises(FormulaError):
        printer("x +")
    for e in (x, "x"):
        with pytest.raises(TypeError, match="stile"):
            printer(e, stile="math")
