"""LaTeX read into the same trees as plain text; what is ambiguous is refused, errors have places."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from symdiff import derivation, diff, evaluate, explain, latex, parse, parse_latex
from symdiff.catalogue import CATALOGUE
from symdiff.checking.samples import points, symbol_names
from symdiff.expressions import (
    DEFAULT_LIMITS,
    AmbiguousFormula,
    Expr,
    FormulaError,
    LimitExceeded,
    Limits,
    SymdiffError,
)
from symdiff.notation import read_latex
from symdiff.notation.latex_lexer import LatexLexer
from symdiff.notation.names import Scope
from tests.simplification.formulas import formulas


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("2x", "2*x"),
        ("xy", "x*y"),
        ("x^2y", "x^2*y"),
        ("e^{2x}", "E^(2*x)"),
        ("e^2x", "E^2*x"),
        ("x^{n+1}", "x^(n+1)"),
        ("2^{3^4}", "2^(3^4)"),
        (r"\frac{a}{b}", "a/b"),
        (r"\frac12", "1/2"),
        (r"\frac12y", "(1/2)*y"),
        (r"x^\frac{1}{2}", "x^(1/2)"),
        (r"\frac{\frac{a}{b}}{\frac{c}{d}}", "(a/b)/(c/d)"),
        (r"\dfrac{x+1}{\tfrac{1}{x}}", "(x + 1)/(1/x)"),
        (r"\sqrt{1+x^2}", "sqrt(1 + x^2)"),
        (r"\sqrt2", "sqrt(2)"),
        (r"\sqrt[3]{x}", "root(x, 3)"),
        (r"\sqrt[n+1]{\frac{x}{y}}", "root(x/y, n + 1)"),
        (r"\sin x", "sin(x)"),
        (r"\sin 2x \cos y", "sin(2*x)*cos(y)"),
        (r"\sin^2 x", "sin(x)^2"),
        (r"\sin^{-1} x", "asin(x)"),
        (r"\sin{x}", "sin(x)"),
        (r"\arctan\left(x\right)", "atan(x)"),
        (r"\ln(x^2)", "log(x^2)"),
        (r"\log_2 x", "log2(x)"),
        (r"\log_{10} x", "log10(x)"),
        (r"\log_a x", "log(x, a)"),
        (r"\exp(-x)", "exp(-x)"),
        (r"\left|x\right|", "abs(x)"),
        (r"|x|", "abs(x)"),
        (r"\lvert x - 1 \rvert", "abs(x - 1)"),
        (r"\left|\left|x\right|-1\right|", "abs(abs(x) - 1)"),
        (r"\lfloor x \rfloor + \lceil y \rceil", "floor(x) + ceil(y)"),
        (r"\left\{x + \left[y\right]\right\}", "x + y"),
        (r"\alpha x + \varepsilon", "alpha*x + epsilon"),
        (r"x_1 + x_{12} + v_{\mathrm{max}} + h_\theta", "x_1 + x_12 + v_max + h_theta"),
        (r"\mathrm{speed} \cdot t", "speed*t"),
        (r"\operatorname{erf}(x)", "erf(x)"),
        (r"\operatorname{arsinh} x", "asinh(x)"),
        (r"\Gamma(x)", "gamma(x)"),
        (r"2\pi r", "2*pi*r"),
        (r"\sin x y", "sin(x*y)"),
        (r"\hbar \omega + \ell", "hbar*omega + ell"),
        (r"n!", "factorial(n)"),
        (r"3 \times 4 \div 2", "3*4/2"),
        (r"a\,b\;c\quad d", "a*b*c*d"),
        (r"$x^2$", "x^2"),
        (r"\[ x^2 \]", "x^2"),
        (r"\( x \)", "x"),
        (r"0.5x", "0.5*x"),
        (r"\max(x, y)", "max(x, y)"),
        (r"-x^2", "-x^2"),
    ],
)  # fmt: skip
def test_readings(text: str, plain: str) -> None:
    assert equal(parse_latex(text), parse(plain, variables=["x_1", "x_12", "v_max", "h_theta"]))


def equal(one: Expr, other: Expr) -> bool:
    """The same node, or the same value at points: products may be grouped in another way."""
    if one is other:
        return True
    compared = 0
    for _, point in zip(range(6), points(symbol_names(one, other)), strict=False):
        try:
            first, second = complex(evaluate(one, point)), complex(evaluate(other, point))
        except SymdiffError:
            continue  # root(x, 3) is real below 0, x^(1/3) is not
        if abs(second - first) > 1e-9 * max(1, abs(first)):
            return False
        compared += 1
    return compared > 0


@pytest.mark.parametrize(
    ("text", "variable", "order", "plain"),
    [
        (r"\frac{d}{dx} x^2", "x", 1, "x^2"),
        (r"\frac{d^2}{dt^2} \sin t", "t", 2, "sin(t)"),
        (r"\frac{d^{3}}{dx^{3}} x", "x", 3, "x"),
        (r"\frac{\mathrm{d}}{\mathrm{d}x} (x + 1)", "x", 1, "x + 1"),
        (r"\frac{\partial}{\partial \theta} \sin \theta", "theta", 1, "sin(theta)"),
        (r"\dfrac{d}{dx_1} x_1^2", "x_1", 1, "x_1^2"),
        (r"y = x^2", None, 0, "x^2"),
        (r"f(t) = t^2", "t", 0, "t^2"),
        (r"f(t) = \frac{d}{dt} t^2", "t", 1, "t^2"),
    ],
)
def test_what_stands_in_front(text: str, variable: str | None, order: int, plain: str) -> None:
    reading = read_latex(text)
    assert (reading.variable and reading.variable.name) == variable
    assert reading.order == order
    assert reading.expression is parse(plain)


@pytest.mark.parametrize(
    "text",
    [
        r"1/2x", r"f(x)", r"\Delta x", r"n!!", r"|x|y|z|", r"\frac{d}{dx} (x^2) + 3x", r"\sin x(x+1)",
        r"a/bc", r"\frac1234", r"3\frac12", r"x + 2\,\dfrac{3}{4}y", r"1.5\frac{1}{2}", r"3\tfrac{22}{7}",
    ],
)  # fmt: skip
def test_two_readings_are_refused(text: str) -> None:
    with pytest.raises(AmbiguousFormula) as caught:
        parse_latex(text)
    assert caught.value.advice


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (r"\frac{x}", (7, 8)),
        (r"x + \foo", (4, 8)),
        (r"\sqrt{x", (5, 6)),
        (r"x}", (1, 2)),
        (r"\left(x\right]", (7, 14)),
        (r"(x + \frac{d}{dx} x)", (5, 17)),
        (r"\frac{(2 + x}{1 - x)}", (12, 13)),
        (r"x_", (1, 2)),
        (r"\int x", (0, 4)),
        (r"90^\circ", (2, 4)),
        (r"x # y", (2, 3)),
        (r"x + 1{,}5", (5, 8)),
        ("\\", (0, 1)),
    ],
)
def test_errors_have_a_place(text: str, place: tuple[int, int]) -> None:
    with pytest.raises(SymdiffError) as caught:
        parse_latex(text)
    start, end = caught.value.span
    assert start <= place[1]
    assert end >= place[0]
    assert caught.value.text == text
    assert "^" in str(caught.value)


def test_a_command_that_was_misspelled_is_suggested() -> None:
    with pytest.raises(SymdiffError, match=r"did you mean \\alpha"):
        parse_latex(r"\alhpa x")


@pytest.mark.parametrize("text", ["", "   ", "$$", "{", "}", "^", "_", "&", "%", "\\frac", "\\sqrt", "\\left", "\\right)", "x^", "{}", "\\mathrm{x + y}", "\\mathit{21}", "x = y = z", "\\\\", "\\begin{cases} 1 \\end{cases}"])
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(SymdiffError):
        parse_latex(text)


def test_a_question_is_not_a_formula_but_can_be_asked() -> None:
    with pytest.raises(FormulaError, match="asks for a derivative") as caught:
        parse_latex(r"\frac{d}{dx} x^2")
    assert "read_latex" in caught.value.advice
    question = read_latex(r"\frac{d^2}{dx^2} x^3 + a x")
    assert diff(question) is parse("6*x")
    assert derivation(question).result is parse("6*x")
    assert explain(read_latex(r"f(t) = \sin at")).result is parse("a*cos(a*t)")


@pytest.mark.parametrize(("text", "plain"), [
    (r"2\cdot\frac12", "2*(1/2)"), (r"2^3\frac12", "2^3*(1/2)"), (r"3\frac{x}{2}", "3*(x/2)"),
    (r"3\left(\frac12\right)", "3*(1/2)"), (r"x_2\frac12", "x_2*(1/2)"), (r"\frac12\frac34", "(1/2)*(3/4)"),
    (r"3\frac{1}{2x}", "3*(1/(2*x))"),
])  # fmt: skip
def test_a_product_with_a_fraction_is_no_mixed_number(text: str, plain: str) -> None:
    assert parse_latex(text) is parse(plain)


@pytest.mark.parametrize(("text", "over_sum"), [
    ("x^2 + x", True), ("x^2", False), (r"\left(x + 1\right)", False), ("-x", False), ("x^{-2}", False),
    (r"x^{2 + n}", False), (r"x \cdot -y", False), (r"\frac{x + 1}{x}", False), (r"\sin x - 1", True),
])  # fmt: skip
def test_it_is_said_when_a_derivative_reaches_over_a_sum(text: str, over_sum: bool) -> None:
    assert read_latex(rf"\frac{{d}}{{dx}} {text}").over_sum is over_sum


@pytest.mark.parametrize("text", ["2\tan x", "\x0crac{1}{2}", "x\right)", "\x07lpha", "3 \times x"])
def test_a_backslash_that_python_took_is_told(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        parse_latex(text)
    assert "raw string" in caught.value.advice


def test_blanks_of_all_kinds_separate() -> None:
    assert parse_latex("x\t+\ty\r\n+ z") is parse("x + y + z")


@given(formulas)
@settings(max_examples=150)
def test_what_is_printed_is_read_back(e: Expr) -> None:
    """As a formula of the same value, or refused where plain text would be too."""
    text = latex(e)
    if any(sign in text for sign in (r"\begin{cases}", r"\theta\left", "\\text{")):
        return
    try:
        back = parse_latex(text, variables=["x", "y"])
    except AmbiguousFormula:
        return
    for _, point in zip(range(3), points(["x", "y"]), strict=False):
        try:
            first = complex(evaluate(e, point, 20))
        except SymdiffError:
            continue
        assert abs(complex(evaluate(back, point, 20)) - first) <= 1e-7 * max(1.0, abs(first)), text


def test_deep_and_long() -> None:
    deep = r"\sqrt{" * 3_000 + "x" + "}" * 3_000
    assert str(parse_latex(deep)).count("sqrt") == 3_000
    nested = r"\frac{1}{" * 2_000 + "x" + "}" * 2_000
    assert parse_latex(nested).op == "div"
    with pytest.raises(LimitExceeded):
        parse_latex("x+" * 1_000 + "x", limits=Limits(characters=1_000))


def test_the_inputs_of_the_corpus(corpus) -> None:
    lines = (corpus / "parser_inputs.jsonl").read_text("utf-8").splitlines()
    cases = [c for c in map(json.loads, lines) if c["dialect"] == "latex"]
    assert len(cases) > 100
    refused = 0
    for case in cases:
        try:
            found = read_latex(case["input"])
        except SymdiffError:
            refused += case["canonical"] != "error"
            continue
        assert case["canonical"] != "error", case["input"]
        if not found.order:
            canonical = case["canonical"].replace("ceiling", "ceil")
            assert equal(found.expression, parse(canonical, variables=["xy"] if "xy" in canonical and "x * y" not in canonical else [])), case["input"]
    assert refused <= 6


@pytest.mark.parametrize("text", [r"\frac{dy}{dx}", r"2\dfrac{d y}{d x} + 1", r"\frac{\mathrm{d}u}{\mathrm{d}t}"])
def test_a_slope_is_not_taken_for_a_quotient_of_products(text: str) -> None:
    with pytest.raises(AmbiguousFormula):
        parse_latex(text)


def test_a_slope_is_a_quotient_where_d_is_declared() -> None:
    assert str(parse_latex(r"\frac{dy}{dx}", variables="d")) == "d*y/(d*x)"


def advice(text: str) -> str:
    with pytest.raises(AmbiguousFormula) as caught:
        parse_latex(text)
    return str(caught.value.advice)


@pytest.mark.parametrize(("text", "one", "two"), [
    ("x^2^3", "x^{2^3}", "{x^2}^3"), ("2^3^x", "2^{3^x}", "{2^3}^x"), ("x^{2}^{3}", "x^{2^3}", "{x^2}^3"),
    ("e^{x}^2", "e^{x^2}", "{e^x}^2"), ("1 + a(x+1)^2 ^{n+1}", "(x+1)^{2^{n+1}}", "{(x+1)^2}^{n+1}"),
    (r"x^\alpha^{2y}", r"x^{{\alpha}^{2y}}", r"{x^{\alpha}}^{2y}"), (r"3\sqrt[n]{x}^2^3", r"\sqrt[n]{x}^{2^3}", r"{\sqrt[n]{x}^2}^3"),
    ("z^{y^2^3}", "y^{2^3}", "{y^2}^3"), (r"\sin^2^3 x", r"\sin^{2^3}", r"\sin^{2 \cdot 3}"),
    ("x^{2}3", r"x^2 \cdot 3", "x^{23}"), ("x^23", r"x^2 \cdot 3", "x^{23}"), ("e^{2x}3", r"e^{2x} \cdot 3", r"e^{2x \cdot 3}"),
])  # fmt: skip
def test_what_follows_an_exponent_has_two_readings(text: str, one: str, two: str) -> None:
    assert advice(text) == f"write {one} or {two}"
    argument = " x" if one.startswith(r"\sin") else ""
    assert parse_latex(one + argument) is not parse_latex(two + argument)


@pytest.mark.parametrize("text", ["|x|^2^3", "x^2^{}", "x^{2}^{" + "a" * 200 + "}"])
def test_a_double_superscript_that_is_not_shown_is_refused(text: str) -> None:
    assert advice(text) == "write the braces or the sign that you mean"


@pytest.mark.parametrize(("text", "plain"), [
    ("x^{2^3}", "x^(2^3)"), ("{x^2}^3", "(x^2)^3"), ("(x^2)^3", "(x^2)^3"), ("{x^2}^{3}y^2", "(x^2)^3*y^2"),
])  # fmt: skip
def test_powers_of_powers_in_braces_are_read(text: str, plain: str) -> None:
    assert parse_latex(text) is parse(plain)


@pytest.mark.parametrize("before", [
    r"\sqrt{x}", r"\frac{1}{x}", r"\frac12", r"\sqrt[3]{x}", r"\frac{1}{\sqrt{x}}", r"\sqrt{\frac{1}{x^{2}}}", r"\sqrt 2",
    r"\lfloor x\rfloor", r"\left(x\right)", r"|x|", r"\alpha", r"x_{12}", r"\left|\frac{x}{2}\right|", r"(x^{n+1})", "{x}",
])  # fmt: skip
def test_an_advice_repeats_the_text_as_it_stands(before: str) -> None:
    assert advice(f"{before} 2") == f"write {before}*2 or {before}^2"
    assert advice(f"1/{before} x") == f"write 1/{before}*x or 1/({before} x)"


@given(formulas)
@settings(max_examples=100)
def test_no_sign_of_the_text_belongs_to_two_tokens(e: Expr) -> None:
    text = latex(e)
    if r"\begin{cases}" in text or r"\sqrt[" in text:
        return
    scope = Scope((), (), (), CATALOGUE, DEFAULT_LIMITS, False)
    try:
        source = LatexLexer(text, scope, 0, len(text)).source()
    except SymdiffError:
        return
    assert source.starts is not None
    assert source.ends is not None
    assert all(a <= b for a, b in zip(source.starts, source.ends, strict=True))
    assert all(a <= b for a, b in zip(source.ends, source.starts[1:], strict=False))


@pytest.mark.parametrize(("text", "variable", "order", "plain"), [
    (r"\frac{d(x^2)}{dx}", "x", 1, "x^2"), (r"\frac{d\sin x}{dx}", "x", 1, "sin(x)"), (r"\frac{d(\ln x)}{dx}", "x", 1, "log(x)"),
    (r"\frac{\mathrm{d}(x^3)}{\mathrm{d}x}", "x", 1, "x^3"), (r"\dfrac{\partial (x^2y)}{\partial x}", "x", 1, "x^2*y"),
    (r"\frac{d^2(t^3)}{dt^2}", "t", 2, "t^3"), (r"f(t) = \frac{d \left(t^2 + 1\right)}{dt}", "t", 1, "t^2 + 1"),
    (r"$\frac{d(\frac{1}{x})}{dx}$", "x", 1, "1/x"), (r"\frac{d(\theta^2)}{d\theta}", "theta", 1, "theta^2"),
    (r"\frac{d (v^{2})}{d\mathrm{v}}", "v", 1, "v^2"), (r"\frac{d\{x\}}{dx}", "x", 1, "x"),
])  # fmt: skip
def test_a_derivative_may_stand_around_its_formula(text: str, variable: str, order: int, plain: str) -> None:
    reading = read_latex(text)
    assert (reading.variable and reading.variable.name, reading.order) == (variable, order)
    assert reading.expression is parse(plain)


@pytest.mark.parametrize("text", [
    r"\frac{d^2y}{dx^2}", r"\cfrac{\partial^2 u}{\partial x^2}", r"\frac{dy^2}{dx}", r"\frac{dx^2 + 1}{dx}", r"\frac{d^2(xy)}{dxdy}",
    r"\frac{\partial^2 (xy)}{\partial x \partial y}", r"\frac{d}{dxy} x^2", r"1 + \frac{d^{2}}{dx\,dy} x", r"\frac{d(x^2)}{dxy}",
])  # fmt: skip
def test_a_derivative_that_asks_for_nothing_clear_is_refused(text: str) -> None:
    assert advice(text)


@pytest.mark.parametrize("text", [
    r"2\frac{d(t^2)}{dt}", r"\frac{d(t^2)}{dt} + 1", r"\frac{d\frac{d(t^2)}{dt}}{dt}", r"\sqrt{\frac{d \sin t}{d t}}",
])  # fmt: skip
def test_a_derivative_inside_a_formula_is_refused(text: str) -> None:
    with pytest.raises(FormulaError, match="inside a formula") as caught:
        parse_latex(text)
    assert r"\frac{d}{dt}" in caught.value.advice


@pytest.mark.parametrize("text", [r"\frac{d^2(x^3)}{dx}", r"\frac{d(x^3)}{dx^2}"])
def test_the_orders_of_a_derivative_agree(text: str) -> None:
    with pytest.raises(FormulaError, match="orders"):
        read_latex(text)


@pytest.mark.parametrize("text", [r"x^2\,\mathrm{d}x", r"x^2\,dx", r"\sin x\;\mathrm{d}x", r"(x + 1)\mathrm{d}x", r"\frac{1}{x}~d\theta", r"\frac{x\,dx}{2}", r"x\,dx + 1"])
def test_the_end_of_an_integral_is_no_factor(text: str) -> None:
    with pytest.raises(FormulaError, match="integral"):
        parse_latex(text)
    assert "d" in str(parse_latex(text, variables=["d"]))


@pytest.mark.parametrize("text", ["x^2 dx", r"\frac{x dx}{2}", r"\sin x dx", r"\left(2 d\theta\right)", "x^{2 dx}", "x dx + y dy", "|x dx|"])
def test_dx_behind_a_blank_has_two_readings(text: str) -> None:
    with pytest.raises(AmbiguousFormula, match=r"integral, or the product d\*"):
        parse_latex(text)
    assert "d" in str(parse_latex(text, variables=["d"]))


def test_the_readings_of_a_root_keep_their_index() -> None:
    with pytest.raises(AmbiguousFormula) as caught:
        parse_latex(r"\sqrt[n+1]{x}2")
    assert caught.value.advice == r"write \sqrt[n+1]{x}*2 or \sqrt[n+1]{x}^2"
    assert parse_latex(r"\sqrt[n+1]{x}*2") is parse("root(x, n + 1)*2")


@pytest.mark.parametrize(("text", "plain"), [
    (r"\frac{d+x}{dx}", "(d + x)/(d*x)"), (r"\frac{d}{2}", "d/2"), (r"\frac{dx}{2}", "d*x/2"), (r"\frac{1}{dx}", "1/(d*x)"),
    (r"a \cdot \mathrm{d}x", "a*(d*x)"), (r"\mathrm{d}x", "d*x"), (r"\frac{d \cdot x}{d x}", "d*x/(d*x)"),
    ("x^2dx", "x^2*d*x"), ("a d x", "a*d*x"), (r"x^2 d \cdot x", "x^2*d*x"), ("x dx^2", "x*d*x^2"),
])  # fmt: skip
def test_d_is_a_letter_elsewhere(text: str, plain: str) -> None:
    assert parse_latex(text) is parse(plain)


@pytest.mark.parametrize("text", [
    r"\frac{d" * 2_000 + "x" + "}{2}" * 2_000, r"\frac{d" + " " * 90_000, r"\frac{d x}{d" + " x" * 40_000, r"\frac{dx}{d" + "\\" + "a" * 90_000,
    r"\frac{dx}{d" + ("x" + " " * 9_000) * 8, r"\frac{dx}{dx" + r"\, " * 20_000, "x" + r"\," * 40_000 + "d", r"\frac{d(x)}{2} + " * 5_000 + "x",
])  # fmt: skip
def test_long_texts_around_a_d_are_read_in_one_pass(text: str) -> None:
    """In no time that grows as a square: such a text would take minutes."""
    try:
        assert parse_latex(text).args
    except SymdiffError as error:
        assert error.advice
