"""LaTeX as textbooks set it, and always well formed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from written import formulas, nest

from symdiff.catalogue import CATALOGUE, Catalogue, Function
from symdiff.expressions import (
    Expr,
    LimitExceeded,
    Limits,
    Number,
    RuleError,
    Symbol,
    apply,
    symbols,
)
from symdiff.notation import latex

x, y, z = symbols("x y z")


def call(op: str, *args: Expr | int) -> Expr:
    return apply(op, tuple([Number(a) if isinstance(a, int) else a for a in args]))


TEXTS = {
    r"\frac{2 x^{3}}{5} - \alpha_{1}\left(x + 1\right)": 2 * x**3 / 5
    - Symbol("alpha_1") * (x + 1),
    r"x - \left(y - z\right)": x - (y - z),
    r"x\left(y z\right)": x * (y * z),
    r"-2 x": -(2 * x),
    r"e^{-x}": call("exp", -x),
    r"\left(e^{x}\right)^{2}": call("exp", x) ** 2,
    r"2 e^{x}\left(x + 1\right)": 2 * call("exp", x) * (x + 1),
    r"\exp\left(x + x + x + x + x\right)": call("exp", x + x + x + x + x),
    r"-\frac{x}{y}": -x / y,
    r"x + \frac{-x}{y}": x + -x / y,
    r"-\frac{1}{y} z": call("neg", 1) / y * z,
    r"x^{-\frac{1}{2}}": x ** (call("neg", 1) / 2),
    r"\mathrm{speed} \, \mathrm{time}": Symbol("speed") * Symbol("time"),
    r"2 x \mathrm{time}": 2 * x * Symbol("time"),
    r"f \cdot \left(x + 1\right)": Symbol("f") * (x + 1),
    r"-\left(-x\right)": call("neg", call("neg", x)),
    r"x - \left(-x\right) y": x - -x * y,
    r"x\left(-2\right)": x * -2,
    r"-x^{2}": -(x**2),
    r"\left(-x\right)^{2}": (-x) ** 2,
    r"2 \cdot 3^{x}": 2 * Number(3) ** x,
    r"x \cdot 1 + 1 x": x * 1 + 1 * x,
    r"2 \cdot \frac{1}{2}": 2 * (Number(1) / 2),
    r"x \frac{1}{x}": x * (1 / x),
    r"\left(\frac{x}{y}\right)^{2}": (x / y) ** 2,
    r"x^{y^{z}}": x ** (y**z),
    r"\left(x^{y}\right)^{z}": (x**y) ** z,
    r"e^{x}": call("E") ** x,
    r"\mathrm{e} + e": call("E") + Symbol("e"),
    r"2 \pi x": 2 * call("pi") * x,
    r"\sin^{2}\left(x\right)": call("sin", x) ** 2,
    r"\sin\left(x\right)^{-1}": call("sin", x) ** -1,
    r"\ln\left(x\right)^{2}": call("ln", x) ** 2,
    r"\log_{2}\left(x\right)": call("log", x, 2),
    r"\left(\sqrt{x}\right)^{3}": call("sqrt", x) ** 3,
    r"\sqrt[3]{x} \cdot 2": call("cbrt", x) * 2,
    r"\sqrt[y]{x + 1}": call("root", x + 1, y),
    r"\left|\left|x\right| + 1\right|^{2}": call("abs", call("abs", x) + 1) ** 2,
    r"\left\lfloor x\right\rfloor^{2}": call("floor", x) ** 2,
    r"\frac{\left(x + 1\right)!}{5!}": call("factorial", x + 1) / call("factorial", 5),
    r"2 \cdot 5!": 2 * call("factorial", 5),
    r"\left(5!\right)^{2}": call("factorial", 5) ** 2,
    r"\max\left(x, y, 1\right)": call("max", call("max", x, y), 1),
    r"f'\left(g\left(x\right)\right)": call("D(f, 1)", call("g", x)),
    r"f'''\left(x\right) f^{(4)}\left(x\right)": call("D(f, 1, 1, 1)", x)
    * call("D(f, 1, 1, 1, 1)", x),
    r"\partial_{1}^{2} \partial_{3} \operatorname{foo}\left(x, y, z\right)": call(
        "D(foo, 1, 1, 3)", x, y, z
    ),
    r"\left(\partial_{1} f\left(x, y\right)\right)^{2}": call("D(f, 1)", x, y) ** 2,
    r"\phi_{1}\left(x\right)": call("phi_1", x),
    r"\begin{cases} -x & \text{if}\: x < 0 \\ x & \text{if}\: x \le 1 \land y \ne 0 \\"
    r" 1 & \text{otherwise} \end{cases}": call(
        "where", x < 0, -x, call("where", call("and", x <= 1, call("ne", y, 0)), x, 1)
    ),
    r"\begin{cases} x & \text{if}\: x > 0 \end{cases}": call("where", x > 0, x, call("undefined")),
    r"\left(\begin{cases} x & \text{if}\: x > 0 \\ y & \text{otherwise} \end{cases}\right) y": call(
        "where", x > 0, x, y
    )
    * y,
    r"\operatorname{E}\left(x + 1 \mid y\right)": call("elliptic_einc", x + 1, y),
    r"\ln\left(1 + 2 x\right) \ln\left(1 + \left(-x\right)\right)": call("log1p", 2 * x)
    * call("log1p", -x),
    r"\sqrt{\left(-x\right)^2 + \left(y + 1\right)^2}": call("hypot", -x, y + 1),
    r"\lnot \left(x < 1 \lor x \ge 2\right)": call("not", call("or", x < 1, x >= 2)),
    r"6.67 \cdot 10^{-11} x": Number("6.67e-11") * x,
    r"x \cdot 10^{5} \cdot 0.10": x * Number("1e05") * Number("0.10"),
    r"\left(10^{3}\right)^{x}": Number("1e3") ** x,
}


@pytest.mark.parametrize("text", TEXTS)
def test_latex(text: str) -> None:
    assert latex(TEXTS[text]) == text


NAMES = {
    "x": "x",
    "x1": "x_{1}",
    "x_1": "x_{1}",
    "x_12": "x_{12}",
    "x_i": "x_{i}",
    "v_max": r"v_{\mathrm{max}}",
    "R_0_max": r"R_{0,\mathrm{max}}",
    "lambda_": r"\lambda",
    "theta0": r"\theta_{0}",
    "Omega": r"\Omega",
    "k_alpha": r"k_{\alpha}",
    "speed": r"\mathrm{speed}",
    "H2O": r"\mathrm{H2O}",
    "_": r"\_",
    "__": r"\mathrm{\_\_}",
    "x'": "x'",
    "x_1'": "x_{1}'",
}


@pytest.mark.parametrize("name", NAMES)
def test_names(name: str) -> None:
    assert latex(Symbol(name)) == NAMES[name]


@given(formulas)
def test_what_opens_closes(e: Expr) -> None:
    opened: list[str] = []
    closes = {"}": "{", r"\right": r"\left", r"\end{cases}": r"\begin{cases}"}
    for word in re.findall(r"\\(?:begin|end)\{cases\}|\\[A-Za-z]+|\\.|[{}]", latex(e)):
        if word in closes.values():
            opened.append(word)
        elif word in closes:
            assert opened.pop() == closes[word]
    assert not opened


@given(formulas)
def test_no_exponent_stands_on_an_exponent(e: Expr) -> None:
    """TeX refuses x^{a}^{b}."""
    text = latex(e)
    while (shorter := re.sub(r"\{[^{}]*\}", "#", text)) != text:
        assert not re.search(r"\^#\s*\^", shorter)
        text = shorter


def test_every_function_of_the_catalogue_is_set() -> None:
    for function in CATALOGUE:
        args = [x + 1, y, z, x / y, -x, x][: function.arity]
        text = latex(apply(function.name, tuple(args)) ** 2)
        assert text.count("{") == text.count("}"), function
        assert text.count(r"\left") == text.count(r"\right"), function
        assert not re.search(r"\\[a-z]+floor[a-z]", text), function


def test_a_template_without_an_argument_is_refused() -> None:
    mine = Catalogue([*CATALOGUE, Function("bad", arity=2, latex=r"\bad{{{0}}}")])
    with pytest.raises(RuleError, match="LaTeX of bad has not all of its arguments"):
        latex(call("bad", x, y), catalogue=mine)


def test_a_function_of_another_catalogue() -> None:
    mine = CATALOGUE.extended([Function("gd", latex=r"\operatorname{gd}")])
    assert latex(apply("gd", (x,)), catalogue=mine) == r"\operatorname{gd}\left(x\right)"


def test_the_text_is_bounded_and_depth_is_not() -> None:
    text = latex(nest("sin", 100_000))
    assert text == r"\sin\left(" * 100_000 + "x" + r"\right)" * 100_000
    with pytest.raises(LimitExceeded):
        latex(x + y, limits=Limits(output=4))
    assert latex(x + y, limits=Limits(output=5)) == "x + y"
    deep: Expr = x
    for _ in range(10_000):
        deep = apply("where", (x < 1, y, deep))
    assert latex(deep).count(r"\begin{cases}") == 1
