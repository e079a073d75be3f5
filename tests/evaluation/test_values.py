"""The value of a formula: exact, as a float, to many digits; and where there is none."""

from __future__ import annotations

import copy
import decimal
import importlib.util
import math
import pickle
import sys
from fractions import Fraction

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symdiff.catalogue import CATALOGUE, Function
from symdiff.evaluation import evaluate
from symdiff.expressions import (
    ArgumentError,
    DomainError,
    LimitExceeded,
    Limits,
    MissingExtra,
    RuleError,
    Symbol,
    apply,
    number,
    symbols,
)
from symdiff.notation import parse

(x,) = symbols("x")


def value(text, at=(), digits=None, **options):
    e = parse(text, constants=("pi", "e", "E", "I"), functions=("f", "g"))
    return evaluate(e, dict(at), digits, **options)


# Exact where it can be


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("x^2/3", {"x": 2}, Fraction(4, 3)),
        ("0.1 + 0.2", {}, Fraction(3, 10)),
        ("x^-2", {"x": "0.1"}, 100),
        ("x/2 + x/2", {"x": 3}, 3),
        ("sqrt(9/4)", {}, Fraction(3, 2)),
        ("8^(2/3)", {}, 4),
        ("cbrt(-27)", {}, -3),
        ("root(-32, 5)", {}, -2),
        ("0^0", {}, 1),
        ("5!", {}, 120),
        ("|x| + floor(x) + ceil(x) + sign(x)", {"x": Fraction(-5, 2)}, Fraction(-7, 2)),
        ("min(x, 2, 7) + max(x, 2, 7)", {"x": 3}, 9),
        ("heaviside(0)", {}, Fraction(1, 2)),
        ("relu(-3) + relu(4)", {}, 4),
        ("2.0*x", {"x": 2}, 4),
        ("(-1)^(10^30 + 1)", {}, -1),
    ],
)
def test_rational_work_is_exact(text, at, expected):
    found = value(text, at)
    assert found == expected
    assert type(found) is type(expected)


@given(st.fractions(max_denominator=1000), st.fractions(max_denominator=1000))
def test_rational_arithmetic_is_that_of_fractions(p, q):
    e = parse("(a + b)*(a - b) - a*b/7 + a^2 - (-b)^3")
    assert evaluate(e, {"a": p, "b": q}) == (p + q) * (p - q) - p * q / 7 + p**2 + q**3


def test_a_float_in_makes_a_float_out():
    found = value("x + 1/3", {"x": 0.5})
    assert type(found) is float
    assert found == pytest.approx(5 / 6)


@given(st.floats(-50, 50), st.floats(0.01, 50))
def test_floats_are_those_of_math(a, b):
    e = parse("sin(a)*exp(-a^2) + ln(b)/sqrt(b) + atan2(a, b) - b^1.5")
    expected = math.sin(a) * math.exp(-(a**2)) + math.log(b) / math.sqrt(b) + math.atan2(a, b) - b**1.5
    assert evaluate(e, {"a": a, "b": b}) == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_conditions_are_truth_values():
    assert value("0 < x < 1", {"x": "1/2"}) is True
    assert value("not (x = 1 or x != 2)", {"x": 1}) is False


def test_zero_has_no_sign():
    assert str(value("-(x - x)", {"x": 0.5})) == "0"
    assert str(value("-sin(x)", {"x": 0.0})) == "0.0"


# Points


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("0.1", Fraction(1, 10)),
        ("-1/3", Fraction(-1, 3)),
        ("1e-3", Fraction(1, 1000)),
        (decimal.Decimal("0.25"), Fraction(1, 4)),
        (Fraction(2, 7), Fraction(2, 7)),
        (parse("2/7").args[0], 2),
        (2**200, 2**200),
    ],
)
def test_entries_are_exact(entry, expected):
    assert evaluate(x, {"x": entry}) == expected
    assert evaluate(x, {x: entry}) == expected


def test_an_entry_may_be_a_constant_formula():
    assert value("sin(x)", {"x": "pi/2"}) == 1.0
    assert str(value("x", {"x": "pi/2"}, 30)) == "1.57079632679489661923132169164"


@pytest.mark.parametrize("entry", [True, None, "y", "2+", float("inf"), float("nan"), [1], decimal.Decimal("NaN")])
def test_what_is_no_value_is_refused(entry):
    with pytest.raises((ArgumentError, Exception)) as caught:
        evaluate(x, {"x": entry})
    assert hasattr(caught.value, "code")


def test_a_missing_value_is_named():
    with pytest.raises(ArgumentError, match="no value is given for y"):
        value("x + y", {"x": 1})


def test_values_that_are_not_needed_may_be_missing_or_too_many():
    assert value("where(x > 0, x, y)", {"x": 1, "z": 5}) == 1


# Where there is no value


@pytest.mark.parametrize(
    ("text", "at", "subformula"),
    [
        ("3 + 1/x", {"x": 0}, "1/x"),
        ("0*(1/x)", {"x": 0}, "1/x"),
        ("sqrt(x - 3) + 1", {"x": 2}, "sqrt(x - 3)"),
        ("ln(x)", {"x": 0}, "log(x)"),
        ("ln(x)", {"x": -1.5}, "log(x)"),
        ("x^(1/3)", {"x": -8}, "x**(1/3)"),
        ("x^-1", {"x": 0}, "x**-1"),
        ("asin(x)", {"x": 2}, "asin(x)"),
        ("acosh(x)", {"x": "1/2"}, "acosh(x)"),
        ("gamma(x)", {"x": -3}, "gamma(x)"),
        ("atan2(x, 0)", {"x": 0}, "atan2(x, 0)"),
        ("log(x, -2)", {"x": 4}, "log(x, -2)"),
        ("tan(x)^2", {"x": "0"}, None),
        ("I^2", {}, "I"),
        ("lambertw(x)", {"x": -1}, "lambertw(x)"),
        ("where(x > 0, 1, 1/x)", {"x": 0}, "1/x"),
    ],
)
def test_the_subformula_without_value_is_named(text, at, subformula):
    for digits in (None, 20):
        if subformula is None:
            assert value(text, at, digits) == 0
            continue
        with pytest.raises(DomainError) as caught:
            value(text, at, digits)
        assert caught.value.message.startswith(f"{subformula} has no real value")
        for name, entry in at.items():
            assert f"{name} = {entry}" in caught.value.message


def test_only_the_chosen_branch_is_evaluated():
    assert value("where(x = 0, 1, sin(x)/x)", {"x": 0}) == 1
    assert value("where(x > 0 and 1/x > 2, 5, 6)", {"x": 0}) == 6
    assert value("where(x = 0 or 1/x > 2, 5, 6)", {"x": 0}) == 5
    with pytest.raises(DomainError, match="no case applies"):
        value("Piecewise((1, x > 0))", {"x": -1})


def test_a_missing_value_in_a_branch_that_is_not_chosen_does_no_harm():
    e = apply("where", (apply("lt", (x, number(0))), Symbol("missing"), x))
    assert evaluate(e, {"x": 1}) == 1


def test_unknown_functions_have_no_value():
    for text in ("f(x)", "D(f, 1)(x)", "D(f, 1, 2)(x, x)"):
        with pytest.raises(DomainError, match="no value is known for the function f") as caught:
            value(text, {"x": 1})
        assert "extended" in caught.value.advice


def test_truth_values_are_no_numbers():
    truth = apply("lt", (x, number(1)))
    for e in (truth + 1, 1 / truth, truth * truth, -truth, apply("sin", (truth,)), truth**2):
        with pytest.raises(DomainError, match="truth value"):
            evaluate(e, {"x": 0})
    with pytest.raises(DomainError, match="not a truth value"):
        evaluate(apply("where", (x, x, x)), {"x": 1})


# Floats that do not suffice


def test_a_number_on_the_way_may_be_too_large_for_a_float():
    assert value("1/(1 + exp(x))", {"x": 1000}) == 0.0
    assert value("exp(x)/exp(x - 1)", {"x": 800}) == pytest.approx(math.e)
    assert value("1/exp(-x) * exp(-x)", {"x": 1000.5}) == 1.0


@pytest.mark.parametrize("text", ["exp(1000)", "9^9^9", "10000!", "1e400*1.5", "1e308 * 10.0 * sin(1)"])
def test_a_value_too_large_for_a_float_says_so(text):
    if text.startswith("1e400"):
        assert value(text) == Fraction(3 * 10**400, 2)
        return
    with pytest.raises(DomainError) as caught:
        value(text)
    assert caught.value.code == "E-OVERFLOW"
    assert "digits" in caught.value.advice


def test_with_digits_large_values_have_a_value():
    assert str(value("9^9^9", {}, 10)).startswith("4.281247732e+369693099")
    assert str(value("exp(1000)", {}, 5)) == "1.9701e+434"


@pytest.mark.parametrize("text", ["9^9^9^9", "exp(exp(exp(exp(100))))", "sin(10^5000)", "x^(10^10)^(10^10)", "(10^10)!!"])
def test_endless_work_is_refused_at_once(text):
    if text.endswith("!!"):
        text = "factorial(factorial(10^10))"
    for digits in (None, 20):
        with pytest.raises(LimitExceeded):
            value(text, {"x": 2}, digits)


def test_long_exact_numbers_become_floats():
    small = Limits(digits=20)
    found = value("3^x / 3^(x - 1)", {"x": 100}, limits=small)
    assert type(found) is float
    assert found == pytest.approx(3)


# Many digits


def test_digits_are_right_and_shown():
    found = value("pi", {}, 50)
    assert str(found) == "3.1415926535897932384626433832795028841971693993751"
    assert value("sqrt(2)", {}, 30) ** 2 - 2 < 1e-29


def test_a_float_is_the_binary_fraction_that_it_is():
    assert str(value("x", {"x": 0.1}, 25)) == "0.1000000000000000055511151"
    assert str(value("x", {"x": "0.1"}, 25)) == "0.1"


@pytest.mark.parametrize("exponent", [20, 300, 3000])
def test_cancelling_is_seen(exponent):
    found = value(f"(10^{exponent} + sin(1)) - 10^{exponent}", {}, 25)
    assert str(found) == "0.8414709848078965066525023"


def test_what_cancels_wholly_is_zero():
    assert value("sin(x)^2 + cos(x)^2 - 1", {"x": 2}, 20) == 0
    assert value("sqrt(sin(x)^2 + cos(x)^2 - 1)", {"x": 2}, 20) == 0
    assert value("sign(sin(x)^2 + cos(x)^2 - 1)", {"x": 2}, 20) == 0
    assert value("floor(ln(E^3))", {}, 20) == 3
    assert value("sin(pi) + cos(pi/2)", {}, 20) == 0
    assert value("where(sinc(pi) >= 0, 1, 2) + sign(ln(sin(x)^2 + cos(x)^2))", {"x": 2}, 20) == 1
    for text in ("1/(sin(x)^2 + cos(x)^2 - 1)", "1/sin(pi)", "tan(pi/2)", "x/ln(cosh(x) - sinh(x) + 1 - e^-x)"):
        with pytest.raises(DomainError):
            value(text, {"x": 2}, 20)


def test_no_digits_are_made_up():
    with pytest.raises(LimitExceeded, match="no digits"):
        value("1/besselj(1/2, pi)", {}, 20, limits=Limits(digits=100))


def test_more_digits_than_the_limit_are_refused():
    with pytest.raises(LimitExceeded):
        value("pi", {}, 100, limits=Limits(digits=50))
    for digits in (0, -1, True, 2.5):
        with pytest.raises(ArgumentError):
            value("pi", {}, digits)


def test_nobody_elses_precision_is_touched():
    mpmath = pytest.importorskip("mpmath")
    before = mpmath.mp.prec
    value("besselj(0, x)*(10^30 + sin(1))", {"x": 2}, 100)
    assert mpmath.mp.prec == before


def test_numbers_with_digits_travel():
    for text in ("pi", "sqrt(-2) + pi"):
        found = value(text, {}, 40, domain="complex")
        assert pickle.loads(pickle.dumps(found)) == found
        assert copy.deepcopy(found) == found


@given(st.fractions(-3, 3, max_denominator=100), st.integers(1, 60))
def test_two_precisions_agree(p, digits):
    e = parse("exp(x)*sin(3*x) - ln(x^2 + 1)/(x^4 + 2) + atan(x)")
    mpmath = pytest.importorskip("mpmath")
    few, many = evaluate(e, {"x": p}, digits), evaluate(e, {"x": p}, 80)
    context = mpmath.MPContext()
    context.dps = 100
    few, many = context.convert(few), context.convert(many)
    assert abs(few - many) <= abs(many) * context.mpf(10) ** -digits


# Functions beyond math


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("besselj(0, 5/2)", -0.0483837764681979),
        ("zeta(3)", 1.2020569031595942),
        ("polygamma(2, 3/2)", -0.828796644234320),
        ("lambertw(1)", 0.5671432904097838),
        ("erfinv(1/2)", 0.4769362762044699),
        ("sec(1)", 1.8508157176809255),
        ("sinc(0)", 1),
        ("log(8, 2)", 3),
        ("sigmoid(1)", 0.7310585786300049),
    ],
)
def test_functions_that_math_lacks(text, expected):
    assert value(text) == pytest.approx(expected, rel=1e-14)


def test_a_slot_without_formula_is_differentiated_numerically():
    assert value("D(besselj, 1)(1, x)", {"x": 2}) == pytest.approx(-0.05618076074181313)
    found = value("D(besselj, 1, 1)(1, x)", {"x": 2}, 25)
    nearby = [value("besselj(n, 2)", {"n": n}, 60) for n in ("1.00000001", "1", "0.99999999")]
    assert float((nearby[0] - 2 * nearby[1] + nearby[2]) * 10**16) == pytest.approx(float(found), rel=1e-7)


def test_mixed_slots():
    found = value("D(atan2, 1, 2)(y, x)", {"x": "1.5", "y": "0.5"}, 20)
    assert float(found) == pytest.approx((0.25 - 2.25) / 2.5**2)


def test_a_function_of_ones_own():
    mine = CATALOGUE.extended([Function("gd", definition="2*atan(tanh(u/2))", domain="u < 5")])
    e = parse("gd(x) + D(gd, 1)(x)", catalogue=mine)
    expected = 2 * math.atan(math.tanh(0.5)) + 1 / math.cosh(1)
    assert evaluate(e, {"x": 1}, catalogue=mine) == pytest.approx(expected)
    with pytest.raises(DomainError, match="u < 5"):
        evaluate(e, {"x": 6}, catalogue=mine)


def test_a_known_name_may_get_another_meaning():
    mine = CATALOGUE.extended([Function("heaviside", definition="where(u < 0, 0, 1)")])
    assert evaluate(parse("heaviside(0)"), {}, catalogue=mine) == 1


def test_a_definition_that_leads_to_itself_is_refused():
    mine = CATALOGUE.extended([Function("f", definition="g(u)"), Function("g", definition="f(u)")])
    with pytest.raises(RuleError, match="leads back to itself"):
        evaluate(apply("f", (x,)), {"x": 1}, catalogue=mine)


def test_without_mpmath_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "mpmath", None)
    monkeypatch.setattr("symdiff.evaluation.multiprecision._contexts", [])
    if importlib.util.find_spec("scipy"):
        assert value("erfinv(1/2)") == pytest.approx(0.4769362762044699)
    monkeypatch.setitem(sys.modules, "scipy", None)
    monkeypatch.setitem(sys.modules, "scipy.special", None)
    assert value("sin(x)", {"x": 1}) == math.sin(1)
    assert value("sec(x)", {"x": 1}) == pytest.approx(1 / math.cos(1))
    for text, digits, domain in (("airyaiprime(1)", None, "real"), ("pi", 20, "real"), ("sqrt(-1)", None, "complex")):
        with pytest.raises(MissingExtra, match="mpmath") as caught:
            value(text, {}, digits, domain=domain)
        assert "symdiff-engine[precision]" in caught.value.advice
    with pytest.raises(DomainError) as caught:
        value("exp(1000)")
    assert caught.value.code == "E-OVERFLOW"


# The complex domain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sqrt(-2)", 2**0.5 * 1j),
        ("ln(-1)", math.pi * 1j),
        ("(-8)^(1/3)", 1 + 3**0.5 * 1j),
        ("asin(2)", 1.5707963267948966 - 1.3169578969248166j),
        ("I^2", -1),
        ("|3 + 4*I|", 5),
        ("sign(I)", 1j),
        ("cbrt(-8)", -2),
        ("acosh(1/2)", 1.0471975511965979j),
        ("x^(1/2)", 1 + 1j),
    ],
)
def test_principal_values(text, expected):
    at = {"x": 2j}
    assert value(text, at, domain="complex") == pytest.approx(expected)
    assert complex(value(text, at, 25, domain="complex")) == pytest.approx(expected)


def test_complex_numbers_have_no_order():
    with pytest.raises(DomainError, match="order"):
        value("max(I, 1)", domain="complex")


def test_a_point_that_is_not_real_needs_the_complex_domain():
    with pytest.raises(DomainError):
        evaluate(x + 1, {"x": 1j})
    with pytest.raises(ArgumentError, match="domain"):
        evaluate(x, {"x": 1}, domain="imaginary")


# Any size


def test_depth_and_sharing():
    nested = squares = x
    for _ in range(20_000):
        nested = apply("sin", (nested,))
    for _ in range(60):
        squares = squares * squares
    assert 0 < evaluate(nested, {"x": 1}) < 0.1
    assert evaluate(squares, {"x": 1}) == 1
    assert str(evaluate(squares, {"x": 2}, 5)) == "5.8549e+347063955532709820"


def test_an_error_deep_inside_is_short():
    e = 1 / x
    for _ in range(20_000):
        e = apply("sin", (e,)) + 1
    with pytest.raises(DomainError, match="E-DOMAIN: 1/x has no real value at x = 0"):
        evaluate(e, {"x": 0})
    with pytest.raises(DomainError) as caught:
        evaluate(1 / (e - e), {"x": 1})
    assert len(caught.value.message) < 200


# Angles and other values that are known exactly

EXACT_VALUES = {
    "cos(pi)": -1, "cos(pi/2)": 0, "cos(2*pi/3)": Fraction(-1, 2), "cos(0)": 1, "sin(0)": 0,
    "sin(-7*pi/6)": Fraction(1, 2), "sin(10^20*pi)": 0, "sin(3*pi/2 + pi)": 1, "tan(5*pi/4)": 1,
    "tan(3*pi/4)": -1, "cot(pi/2)": 0, "sec(pi)": -1, "csc(pi/6)": 2, "(pi/2)/pi": Fraction(1, 2),
    "pi - pi": 0, "pi > 3*pi/2": False, "sin(asin(1/2))": Fraction(1, 2), "sin(acos(0))": 1,
    "exp(0)": 1, "ln(1)": 0, "erf(0)": 0, "sinh(0)*7": 0, "sin(abs(-pi/6))": Fraction(1, 2),
}  # fmt: skip


@pytest.mark.parametrize("text", EXACT_VALUES)
def test_what_is_known_exactly_is_exact(text):
    found = value(text, {})
    assert found == EXACT_VALUES[text]
    assert type(found) in (int, Fraction, bool)
    assert value(text, {}, 20) == EXACT_VALUES[text]


@pytest.mark.parametrize("k", range(-26, 27))
@pytest.mark.parametrize("name", ["sin", "cos", "tan", "cot", "sec", "csc"])
def test_functions_of_angles_agree_with_mpmath(name, k):
    """At every twelfth of pi: exact or not, the value is right; at a pole there is none."""
    with mpmath.workdps(30):
        whole = (k + 6 * (name in ("tan", "sec"))) % 12 if name not in ("sin", "cos") else 1
        if not whole:
            with pytest.raises(DomainError):
                value(f"{name}({k}*pi/12)", {})
            return
        right = getattr(mpmath, name)(k * mpmath.pi / 12)
        assert abs(float(value(f"{name}({k}*pi/12)", {})) - right) < 1e-13


@pytest.mark.parametrize("text", ["tan(x)", "sec(x)", "1/cos(x)", "ln(cos(x))", "sin(x)/cos(x)"])
@pytest.mark.parametrize("digits", [None, 20])
def test_there_is_no_value_at_a_pole(text, digits):
    for place in ("pi/2", "-3*pi/2", "10001*pi/2"):
        with pytest.raises(DomainError):
            value(text, {"x": place}, digits)


def test_what_is_small_on_the_way_does_not_vanish():
    assert value("exp(-x)*exp(x)", {"x": 1000}) == 1.0
    assert value("x^200/x^199", {"x": 1e-3}) == pytest.approx(1e-3, rel=1e-12)
    assert value("erfc(x)*exp(x^2)", {"x": 30}) == pytest.approx(0.0187958, rel=1e-5)
    assert value("exp(-x)", {"x": 1000}) == 0.0


@pytest.mark.parametrize("text", ["zeta(x)", "polylog(x, 1/2)", "zeta(x) + sin(x)", "D(zeta, 1)(x)"])
def test_special_functions_have_a_bound_on_digits(text):
    with pytest.raises(LimitExceeded, match="digits here, not 500") as caught:
        value(text, {"x": 3}, 500)
    assert "ask for at most digits=" in str(caught.value)
    assert value(text, {"x": 3}, 50) != 0


def test_special_functions_that_cancel_end():
    assert value("zeta(x) - zeta(x + 0)", {"x": "1/3"}, 20) == 0
