"""What is refused: with a code, a place in the text, and advice; both readings where there are two."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symdiff.expressions import AmbiguousFormula, FormulaError, SymdiffError, UnknownName
from symdiff.expressions.nearness import distance
from symdiff.notation import parse, read

# What is typed, and its two readings as the advice writes them.
TWO_READINGS = {
    "1/2x": ("1/2*x", "1/(2x)"),
    "1/2 x": ("1/2*x", "1/(2 x)"),
    "a/b c": ("a/b*c", "a/(b c)"),
    "1/2(x+1)": ("1/2*(x+1)", "1/(2(x+1))"),
    "1/(x)y": ("1/(x)*y", "1/((x)y)"),
    "x/-2y": ("x/-2*y", "x/(-2y)"),
    "x/2√y": ("x/2*√y", "x/(2√y)"),
    "1/sin x cos x": ("1/sin x*cos x", "1/(sin x cos x)"),
    "x/2!y": ("x/2!*y", "x/(2!y)"),
    "e^2x": ("e^2*x", "e^(2x)"),
    "e^-2x": ("e^-2*x", "e^(-2x)"),
    "2^3x": ("2^3*x", "2^(3x)"),
    "10^3x^2": ("10^3*x^2", "10^(3x^2)"),
    "e^iπ": ("e^i*π", "e^(iπ)"),
    "√2x": ("√(2)*x", "√(2x)"),
    "sin x/2": ("sin(x)/2", "sin(x/2)"),
    "sin^2 x/2": ("sin^2(x)/2", "sin^2(x/2)"),
    "cos 2*x": ("cos(2)*x", "cos(2*x)"),
    "ln x / x": ("ln(x) / x", "ln(x / x)"),
    "sin x(x+1)": ("sin(x)*(x+1)", "sin(x*(x+1))"),
    "x 5": ("x*5", "x^5"),
    "(x+1)2": ("(x+1)*2", "(x+1)^2"),
    "3!10": ("3!*10", "3!^10"),
    "sin(x)2": ("sin(x)*2", "sin(x)^2"),
    "|x|y|z|": ("abs(x)*y*abs(z)", "abs(x*abs(y)*z)"),
    "2³√x": ("2³*√x", "2*root(x, 3)"),
    "2x³√(x+1)y": ("x³*√(x+1)", "x*root(x+1, 3)"),
    "xⁿ√y": ("xⁿ*√y", "x*root(y, n)"),
    "x[0]": ("x_0", "x*0"),
    "sqrt[3]{x}": ("root(x, 3)", "sqrt(3)*(x)"),
    "x[i]": ("x_i", "x*i"),
    "|x|√y|z|": ("abs(x)*√y*abs(z)", "abs(x*abs(√y)*z)"),
    "|2|x|+1|": ("abs(2)*x*abs(+1)", "abs(2*abs(x)+1)"),
    "e^sin 2x": ("sin(2)*x", "sin(2x)"),
    "Δx": ("Delta_x", "Delta*x"),
}


@pytest.mark.parametrize("typed", TWO_READINGS)
def test_both_readings_are_shown(typed: str) -> None:
    with pytest.raises(AmbiguousFormula) as caught:
        parse(typed)
    error = caught.value
    assert error.code == "E-AMBIGUOUS"
    one, two = TWO_READINGS[typed]
    assert error.advice is not None
    assert one in error.advice
    assert two in error.advice
    assert parse(one) is not parse(two), "each reading parses, and to another formula"


def test_the_readings_of_declared_names() -> None:
    for typed, one, two in [
        ("x/yz", "x/y*z", "x/(yz)"),
        ("x^yz", "x^y*z", "x^(yz)"),
        ("e^xy", "e^x*y", "e^(xy)"),
    ]:
        with pytest.raises(AmbiguousFormula, match=re.escape(typed)) as caught:
            parse(typed, variables="x y z")
        assert caught.value.advice == f"write {one} or {two}"
        assert parse(one, variables="x y z") is not parse(two, variables="x y z")


@pytest.mark.parametrize(
    ("typed", "options", "advice"),
    [
        ("f(x)", {}, "functions=['f']"),
        ("f^2(x)", {}, "functions=['f']"),
        ("f²(x)", {}, "functions=['f']"),
        ("y(x)", {}, "functions=['y']"),
        ("f^2(x)", {"functions": "f"}, "f(x)^2"),
        ("log^-1 x", {}, "1/log(x)"),
        ("5!!", {}, "(n!)!"),
        ("D(x^2)", {}, "D*(x^2) for a product"),
        ("f[x]", {}, "functions=['f']"),
        ("sinx", {}, "sin(x)"),
        ("lnx + 1", {}, "ln(x)"),
        ("sin2x", {}, "sin(2x)"),
        ("x lnx", {}, "ln(x)"),
        ("xlnx", {}, "x*ln(x)"),
        ("xe^x", {}, "x*e"),
        ("xe", {"variables": "x"}, "x*e"),
        ("aab", {"variables": ["a", "aa", "b"]}, "a*a*b or aa*b"),
    ],
)
def test_other_ambiguities(typed: str, options: dict[str, list[str]], advice: str) -> None:
    with pytest.raises(AmbiguousFormula) as caught:
        parse(typed, **options)
    assert advice in str(caught.value.advice)


# What is typed, the code, the place under the caret, and a word of the advice.
REFUSED = {
    "": ("E-SYNTAX", "", "x^2"),
    "   ": ("E-SYNTAX", "", "x^2"),
    "+": ("E-SYNTAX", "+", "write"),
    "*": ("E-SYNTAX", "*", "before"),
    "2 +": ("E-SYNTAX", "+", "comes after"),
    "2 + * 3": ("E-SYNTAX", "*", "term"),
    "x**": ("E-SYNTAX", "**", "comes after"),
    "()": ("E-SYNTAX", "()", "formula"),
    "sin()": ("E-SYNTAX", "()", "formula"),
    "(x": ("E-BRACKET", "(", ")"),
    "((x)": ("E-BRACKET", "(", ")"),
    "x)": ("E-BRACKET", ")", "open"),
    "(x]": ("E-BRACKET", "]", ")"),
    "sin(x": ("E-BRACKET", "(", ")"),
    "|x": ("E-BRACKET", "|", "|"),
    "x|": ("E-SYNTAX", "|", "comes after"),
    "2 3": ("E-SYNTAX", "2 3", "2*3"),
    "2 1/2": ("E-SYNTAX", "2 1", "2 + 1/2"),
    "3.2.2": ("E-SYNTAX", "3.2.2", "one number"),
    "3e.5": ("E-SYNTAX", "3e.", "10^0.5"),
    ".": ("E-SYNTAX", ".", "digit"),
    "0x1F": ("E-SYNTAX", "0x1F", "base ten"),
    "1_000": ("E-SYNTAX", "_", "together"),
    "2½": ("E-SYNTAX", "½", "1/2"),
    "²": ("E-SYNTAX", "²", "x²"),
    "!x": ("E-SYNTAX", "!", "not"),
    "x'": ("E-NAME", "x'", "functions"),
    "(x)'": ("E-SYNTAX", "'", "diff"),
    "a, b": ("E-SYNTAX", ",", "decimal_comma"),
    "3,5": ("E-SYNTAX", ",", "decimal_comma"),
    "u(x, y)": ("E-SYNTAX", ",", "functions=['u']"),
    "y = x": ("E-SYNTAX", "=", "=="),
    "d/dx x^2": ("E-SYNTAX", "d/dx", "diff"),
    "d/dx(x^2)": ("E-SYNTAX", "d/dx", "diff"),
    "(d/dx) x^2": ("E-SYNTAX", "d/dx", "diff"),
    "3 + d + d/dx x": ("E-SYNTAX", "d/dx", "diff"),
    "3*d(x^2)/dx": ("E-SYNTAX", "d(x^2)/dx", "diff"),
    "³√x": ("E-SYNTAX", "³√", "root(..., 3)"),
    "derivative of x^2": ("E-NAME", "of", "formula alone"),
    "x times y": ("E-NAME", "times", "*"),
    "x squared": ("E-NAME", "squared", "^2"),
    "sin of x": ("E-NAME", "of", "formula alone"),
    "x if x > 0 else 1": ("E-SYNTAX", "if", "where"),
    "np.sin(x)": ("E-SYNTAX", ".", "sin(x)"),
    "__import__('os').getcwd()": ("E-SYNTAX", ".", "digit"),
    "foo(x)": ("E-NAME", "foo", "functions=['foo']"),
    "sinn(x)": ("E-NAME", "sinn", "did you mean sin "),
    "sinn x": ("E-NAME", "sinn", "did you mean sin?"),
    "Sin(x)": ("E-NAME", "Sin", "did you mean sin?"),
    "sqr(x)": ("E-NAME", "sqr", "sqrt"),
    "xcos(x)": ("E-NAME", "xcos", "x*cos(...)"),
    "lnabs(x)": ("E-NAME", "lnabs", "ln(abs(...))"),
    "diff(x, x)": ("E-NAME", "diff", "symdiff.diff"),
    "integrate(x, x)": ("E-NAME", "integrate", "not read"),
    "sin": ("E-NAME", "sin", "sin(x)"),
    "sin + 1": ("E-NAME", "sin", "sin(x)"),
    "sin - x": ("E-NAME", "sin", "sin(x)"),
    "sin^2 + 1": ("E-NAME", "sin", "sin(x)"),
    "ln*abs(x)": ("E-NAME", "ln", "ln(x)"),
    "atan2 x": ("E-NAME", "atan2", "atan2(...)"),
    "sin(x, y)": ("E-ARGUMENTS", "sin(x, y)", "sin(x)"),
    "atan2(x)": ("E-ARGUMENTS", "atan2(x)", "atan2(x, y)"),
    "min(x)": ("E-ARGUMENTS", "min(x)", "min(x, y)"),
    "|x, y|": ("E-ARGUMENTS", "|x, y|", "(x)"),
    "D(sin, 2)(x)": ("E-ARGUMENTS", ")(x)", "D(sin, n)"),
    "D(sin, x)": ("E-SYNTAX", "D(", "D(f, 1)(x)"),
    "Piecewise(x, x>0)": ("E-ARGUMENTS", "Piecewise(x", "Piecewise(("),
    "nan": ("E-NUMBER", "nan", "finite"),
    "x + inf": ("E-NUMBER", "inf", "finite"),
    "∞": ("E-NUMBER", "∞", "finite"),
    "(x<1) + 1": ("E-CONDITION", "(x<1)", "where"),
    "2*(x<1)": ("E-CONDITION", "(x<1)", "where"),
    "(x<1) < y": ("E-CONDITION", "<", "where"),
    "sin(x<1)": ("E-CONDITION", "sin(x<1)", "where"),
    "1 + not x": ("E-CONDITION", "not", "where"),
    "true + 1": ("E-CONDITION", "true", "where"),
    "2 and x<1": ("E-CONDITION", "and", "x > 0"),
    "where(1, x, y)": ("E-CONDITION", "where(1, x, y)", "x > 0"),
    "х + 1": ("E-CHARACTER", "х", "Latin keyboard"),
    "x\u200b+1": ("E-CHARACTER", "\u200b", "delete"),
    "\u202ex": ("E-CHARACTER", "\u202e", "delete"),
    "x\x00": ("E-CHARACTER", "\x00", "delete"),
    "x\x1b": ("E-CHARACTER", "\x1b", "delete"),
    "\ud800": ("E-CHARACTER", "\ud800", "again"),
    "7|7": ("E-BRACKET", "|", "absolute value"),
    "\\sin x": ("E-CHARACTER", "\\", "sin(x)"),
    "50%": ("E-CHARACTER", "%", "100"),
    "30°": ("E-CHARACTER", "°", "pi/180"),
    "a?b:c": ("E-CHARACTER", "?", "where"),
    "ñ": ("E-CHARACTER", "ñ", "Latin and Greek"),
    "x → y": ("E-CHARACTER", "→", "leave"),
}


@pytest.mark.parametrize("typed", REFUSED)
def test_refused_with_a_place_and_advice(typed: str) -> None:
    code, place, advice = REFUSED[typed]
    with pytest.raises(SymdiffError) as caught:
        parse(typed)
    error = caught.value
    assert error.code == code
    assert error.span is not None
    assert typed[slice(*error.span)] == place
    assert error.text == typed
    assert advice in str(error.advice)


def test_kinds_of_errors() -> None:
    with pytest.raises(UnknownName):
        parse("foo(x)")
    with pytest.raises(FormulaError):
        parse("2 +")
    with pytest.raises(SymdiffError, match="a formula is text"):
        parse(2)  # type: ignore[arg-type]


def test_the_caret_stands_under_the_place() -> None:
    with pytest.raises(FormulaError) as caught:
        parse("x + (y - 2")
    assert str(caught.value).splitlines()[1:3] == ["  x + (y - 2", "      ^"]


@pytest.mark.parametrize(("typed", "function"), [("Sin[x]", "sin"), ("2*ArcTan[x]", "arctan"), ("Sqrt[x]", "sqrt")])
def test_capitals_and_square_brackets_are_a_call(typed: str, function: str) -> None:
    with pytest.raises(SymdiffError) as refused:
        parse(typed)
    assert refused.value.code == "E-NAME"
    assert f"write {function}(...)" in str(refused.value)


def test_a_look_alike_is_named() -> None:
    with pytest.raises(FormulaError, match=r"Cyrillic letter U\+0445, a look-alike of the Latin x"):
        parse("2*х")


def test_decimal_comma_refuses_points_and_commas_between_arguments() -> None:
    for typed in ("3.5", "max(x,y)"):
        with pytest.raises(FormulaError):
            parse(typed, decimal_comma=True)
    with pytest.raises(FormulaError):
        parse("max(1; 2)")


BITS = st.sampled_from(
    [
        *("x", "y", "2", "3.5", "1e-3", "sin", "cos ", "log", "log_2", "f", "(", ")", "[", "]"),
        *("+", "-", "*", "/", "^", "**", "²", "⁻¹", "!", ",", ";", "<", "<=", "==", "=", "and "),
        *("not ", " ", "√", "π", "α", "e", "xy", "D(f, 1)", "f'", "'", "where(", "Piecewise(("),
        *("min(", "d/dx", "½", "true", "_", "x_{1}", "₁", ".", "nan", "foo", "sin^2 ", "х", "|"),
    ]
)


@given(st.lists(BITS, max_size=9).map("".join) | st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    for options in ({}, {"functions": "f", "variables": "x y"}):
        try:
            read(text, **options)
        except SymdiffError as error:
            assert error.code
            assert error.advice
            assert str(error)
            if error.span is not None:
                assert 0 <= error.span[0] <= error.span[1] <= len(text)


@given(st.text("ab", max_size=6), st.text("ab", max_size=6))
def test_the_distance_of_names(one: str, two: str) -> None:
    far = distance(one, two)
    assert far == distance(two, one)
    assert (far == 0) == (one == two)
    assert abs(len(one) - len(two)) <= far <= max(len(one), len(two))


@pytest.mark.parametrize(("text", "place"), [("|x|x|", 4), ("||x|y|z|", 7), ("2 + |x|y| + 1", 8)])
def test_a_bar_without_partner_is_pointed_at(text: str, place: int) -> None:
    with pytest.raises(FormulaError, match="no partner") as caught:
        parse(text)
    assert caught.value.span == (place, place + 1)


@pytest.mark.parametrize("text", ["x mod 3", "x modulo y", "5 mod 3"])
def test_the_remainder_is_said_with_floor(text: str) -> None:
    with pytest.raises(UnknownName) as caught:
        parse(text)
    assert "a - b*floor(a/b)" in (caught.value.advice or "")
