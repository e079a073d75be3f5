"""SymPy's formulas and symdiff's, both ways, compared by value."""

from __future__ import annotations

import sys

import pytest

from symdiff.catalogue import CATALOGUE, Function
from symdiff.checking import from_sympy, to_sympy
from symdiff.evaluation import evaluate
from symdiff.expressions import ArgumentError, MissingExtra, Symbol, SymdiffError, apply, symbols
from symdiff.notation import infix, parse

sympy = pytest.importorskip("sympy")

X = sympy.Symbol("x")
(x,) = symbols("x")


def read(text):
    return parse(text, functions=("f", "g", "h"), constants=("pi", "e", "E", "I"))


def same_value(e, other, at, domain="real"):
    values = [complex(evaluate(one, at, 30, domain=domain)) for one in (e, other)]
    assert values[0] == pytest.approx(values[1], rel=1e-14)


@pytest.mark.parametrize(
    "text",
    [
        "x - 2*y/3",
        "-x^2 + 0.125*x*y",
        "1/x - 1/sqrt(y) + y^(-2/3) + x^(2/3)",
        "x^y^2 - (x^y)^2",
        "-(x - y)*(x + y)/(2*x*y)",
        "log(x, 2) + log2(x) + log10(y) + log1p(x) + expm1(y)",
        "where(x > y, x^2, where(x <= 1/2, sin(x), 3))",
        "Piecewise((x, x < 0), (x^2, 0 <= x < 1), (y, True))",
        "where(x != y and not (x > 1 or y < 0), x, y)",
        "max(x, y, 1/3) + min(x, y, 3) + hypot(x, y, 2)",
        "abs(x - y) + sign(y - x) + floor(5*x) + ceil(5*y) + heaviside(x - y)",
        "cbrt(-x) + root(-y, 3) + root(x, 4)",
        "sinc(x) + sinc(0) + atan2(y, x)",
        "gamma(x) + x! + loggamma(y) + digamma(x) + polygamma(2, y) + beta(x, y)",
        "besselj(1, x) + besselk(2, y) + airyai(x) + airybiprime(y)",
        "Ei(x) + E1(y) + expint(3, x) + li(x) + Si(x) + Ci(y) + fresnels(x)",
        "lambertw(x) + zeta(y + 2) + polylog(2, x/3) + dilog(x/3)",
        "elliptic_k(x/2) + elliptic_e(x/2) + elliptic_f(y, x/2) + elliptic_e(y, x/2)",
        "hyp2f1(1/2, x, y, 1/4) + hyp1f1(x, y, 1/2) + hyp0f1(x, y)",
        "legendre(3, x) + hermite(4, y) + chebyshevt(5, x) + laguerre(2, x)",
        "sigmoid(x) + softplus(y) + relu(x - y) + logit(x)",
        "pi*E + e^x",
        "1e-20*x + 6.6743e-11*y",
    ],
)
def test_there_and_back(text):
    e = read(text)
    at = {"x": "0.625", "y": "0.875"}
    same_value(e, from_sympy(to_sympy(e)), at)
    same_value(e, from_sympy(to_sympy(e, real=True)), at)


ELSEWHERE = {"undefined", "true", "false", "I", "hankel1", "hankel2"}  # not real, or no number


@pytest.mark.parametrize(
    "record", [r for r in CATALOGUE if r.sympy and r.name not in ELSEWHERE], ids=lambda r: r.name
)
def test_every_record_has_the_value_that_sympy_gives(record):
    letters = tuple("uvwxyz"[: record.arity])
    at = {}
    for letter, interval in zip(letters, record.sample, strict=False):
        low, high = (interval[0], interval[-1]) if isinstance(interval, range) else interval
        at[letter] = low if isinstance(interval, range) else round(low + (high - low) * 0.61803, 4)
    args = tuple(Symbol(letter) for letter in letters)
    if record.name == "where":
        args = (apply("lt", (args[1], args[2])), *args[1:])
    if record.name in ("and", "or", "not"):
        args = tuple(apply("lt", (a, a)) for a in args)
    e = apply(record.name, args)
    theirs = to_sympy(e).subs({sympy.Symbol(k): sympy.Rational(str(v)) for k, v in at.items()})
    at = {name: str(value) for name, value in at.items()}
    ours = evaluate(e, at, 20)
    if ours in (True, False):
        assert bool(theirs) == ours
    else:
        assert complex(theirs.evalf(20)) == pytest.approx(complex(ours), rel=1e-12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("exp(-x)/sqrt(x)", "exp(-x)/sqrt(x)"),
        ("x**-3", "1/x**3"),
        ("Rational(-2, 3)*x", "-2*x/3"),
        ("sqrt(x + 1)", "sqrt(x + 1)"),
        ("I*pi", "pi*I"),
        ("Abs(x) > 1", "abs(x) > 1"),
        ("Max(1, x)", "max(1, x)"),
        ("Float('0.1')", "0.1"),
        ("log(x)", "log(x)"),
        ("LambertW(x)", "lambertw(x)"),
        ("Function('f')(x, 2)", "f(x, 2)"),
        ("f(x).diff(x)", "D(f, 1)(x)"),
        ("f(x**2).diff(x).args[1].doit()", None),
        ("besselj(nu, x).diff(nu)", "D(besselj, 1)(nu, x)"),
    ],
)
def test_sympy_formulas_read_well(text, expected):
    s = eval(text, dict(vars(sympy)), {"x": X, "nu": sympy.Symbol("nu"), "f": sympy.Function("f")})
    found = infix(from_sympy(s))
    if expected is not None:
        assert found == expected


@pytest.mark.parametrize("text", ["D(f, 1)(x)", "D(f, 1)(x^2)", "D(g, 1, 2)(x, y)", "D(g, 1, 1)(x*y, x)", "D(g, 2)(x, x)"])
def test_derivatives_of_unknown_functions(text):
    e = read(text)
    assert from_sympy(to_sympy(e)) is e


def test_sympy_differentiates_what_it_got():
    s = to_sympy(read("f(x^2)*x"))
    t = sympy.Symbol("t")
    value = s.diff(X).subs(sympy.Function("f"), sympy.Lambda(t, t**3)).doit()
    assert sympy.expand(value) == 7 * X**6


def test_a_slot_without_formula_goes_over():
    e = read("D(besselj, 1)(x, 2)")
    assert to_sympy(e) == sympy.Derivative(sympy.besselj(X, 2), X)
    assert from_sympy(to_sympy(e)) is e


def test_expressions_mix_with_sympys():
    assert sympy.sympify(x**2 + 1) == X**2 + 1


@pytest.mark.parametrize("s", [sympy.oo, sympy.zoo, sympy.Integral(sympy.Function("f")(X), X), sympy.Matrix([1]), sympy.GoldenRatio])
def test_what_has_no_counterpart_is_refused(s):
    with pytest.raises(SymdiffError):
        from_sympy(s)


def test_a_function_that_sympy_lacks_is_refused():
    mine = CATALOGUE.extended([Function("gd")])
    with pytest.raises(ArgumentError, match="no counterpart of gd"):
        to_sympy(apply("gd", (x,)), catalogue=mine)


def test_depth():
    e = x
    for _ in range(3000):
        e = apply("sin", (e,))
    try:
        assert from_sympy(to_sympy(e)) is e
    except ArgumentError as error:
        assert "too deep" in error.message


def test_without_sympy_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "sympy", None)
    for call in (lambda: to_sympy(x), lambda: from_sympy(1)):
        with pytest.raises(MissingExtra) as caught:
            call()
        assert "symdiff-engine[sympy]" in caught.value.advice
