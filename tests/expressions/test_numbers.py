"""Numbers are exact, as they were spelled, and the rational ones are Fractions without the name."""

from __future__ import annotations

import operator
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from symdiff.expressions import (
    Apply,
    ArgumentError,
    Expr,
    Number,
    Rational,
    exact_number,
    number,
    rational,
)
from symdiff.expressions.rationals import (
    as_fraction,
    decimal_spelling,
    decimal_value,
    divide,
    is_decimal,
    plain,
    power,
    settled,
)

fractions = st.fractions(max_denominator=10**6)


def ours(q: Fraction, *, decimal: bool = False):
    return rational(q.numerator, q.denominator, decimal)


def theirs(a) -> Fraction:
    return Fraction(a.numerator, a.denominator)


@given(fractions, fractions, st.booleans(), st.booleans())
def test_arithmetic_is_that_of_fractions(p: Fraction, q: Fraction, d: bool, e: bool) -> None:
    a, b = ours(p, decimal=d), ours(q, decimal=e)
    for f in (operator.add, operator.sub, operator.mul):
        assert theirs(f(a, b)) == f(p, q)
        assert is_decimal(f(a, b)) <= (d or e)
    for f in (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne):
        assert f(a, b) is f(p, q)
    assert theirs(-a) == -p
    assert theirs(abs(a)) == abs(p)
    assert bool(a) is bool(p)
    if q:
        assert theirs(divide(a, b)) == p / q


@given(fractions, st.integers(-50, 50))
def test_arithmetic_with_ints(p: Fraction, n: int) -> None:
    a = ours(p)
    assert theirs(a + n) == theirs(n + a) == p + n
    assert theirs(a * n) == theirs(n * a) == p * n
    assert theirs(a - n) == p - n
    assert theirs(n - a) == n - p
    assert (a == n) is (p == n)
    assert (n == a) is (n == p)
    assert (a < n) is (p < n)
    assert (n < a) is (n < p)


@given(fractions, st.integers(-20, 20))
def test_powers(p: Fraction, n: int) -> None:
    if p or n >= 0:
        assert theirs(power(ours(p), n)) == p**n


@given(fractions, st.booleans())
def test_lowest_terms_and_one_form_for_each_number(p: Fraction, d: bool) -> None:
    a = ours(p, decimal=d)
    k = 7
    b = rational(-k * p.numerator, -k * p.denominator)
    assert a == b
    assert hash(a) == hash(b)
    assert a.denominator > 0
    assert (a.numerator, a.denominator) == (p.numerator, p.denominator)
    assert type(b) is (int if p.denominator == 1 else Rational)
    assert type(plain(a)) is type(b)
    assert not is_decimal(plain(a))
    assert plain(a) == settled(a) == a
    assert float(a) == float(p)


@given(fractions)
def test_a_rational_is_no_float(p: Fraction) -> None:
    a = rational(p.numerator, p.denominator * 7 + 1)
    assert a != float(a) or isinstance(a, int)
    assert a != "1/2"


decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**30, places=None)


@given(decimals)
@example(Decimal("0"))
@example(Decimal("0.000001"))
@example(Decimal("1e21"))
@example(Decimal("1e-300"))
def test_a_decimal_literal_means_its_value_exactly(d: Decimal) -> None:
    spelled = f"{abs(d):f}"
    for spelling in (spelled, str(abs(d)).lower()):
        assert theirs(decimal_value(spelling)) == Fraction(abs(d))
        assert Number(spelling).value == decimal_value(spelling)
    assert is_decimal(decimal_value(spelled)) is ("." in spelled)


@given(st.integers(0, 10**25), st.integers(0, 30))
@example(1, 7)
@example(10**21, 0)
@example(10**20, 0)
@example(123456, 12)
@example(0, 5)
def test_decimal_spelling_reads_back(digits: int, places: int) -> None:
    value = rational(digits, 10**places, decimal=True)
    spelling = decimal_spelling(value)
    assert spelling is not None
    assert decimal_value(spelling) == value
    if "e" not in spelling:
        assert "." not in spelling or spelling[-1] != "0"


@given(st.fractions(min_value=0, max_denominator=10**4))
def test_decimal_spelling_says_when_there_is_none(p: Fraction) -> None:
    ends = p.denominator
    for prime in (2, 5):
        while ends % prime == 0:
            ends //= prime
    spelling = decimal_spelling(ours(p))
    assert (spelling is None) is (ends != 1)
    assert spelling is None or Fraction(Decimal(spelling)) == p


@given(st.fractions(min_value=0, max_denominator=10**9), st.booleans())
def test_a_fraction_is_written_with_the_value_it_has(p: Fraction, d: bool) -> None:
    above, below = as_fraction(ours(p, decimal=d))
    assert theirs(above) / theirs(below) == p


def of(e: Expr) -> Fraction:
    """The value of a formula that is a number, a quotient of numbers, or the opposite of one."""
    if type(e) is Number:
        return Fraction(e.value.numerator, e.value.denominator)
    assert type(e) is Apply
    values = [of(a) for a in e.args]
    return -values[0] if e.op == "neg" else values[0] / values[1]


@given(fractions, st.booleans())
def test_the_formula_for_an_exact_number(p: Fraction, d: bool) -> None:
    e = exact_number(ours(p, decimal=d))
    assert of(e) == p
    if p < 0:
        assert type(e) is Apply
        first = e if e.op == "neg" else e.args[0]
        assert type(first) is Apply
        assert first.op == "neg", "the sign stands at the very front"
    assert of(number(p)) == p


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_the_decimal_that_python_shows(f: float) -> None:
    assert of(number(f)) == Fraction(repr(f)) if "e" not in repr(f) else Fraction(Decimal(repr(f)))


@pytest.mark.parametrize(
    ("value", "spelling"),
    [
        (rational(3, 10, True), "0.3"),
        (rational(1, 10, True) + rational(2, 10, True), "0.3"),
        (rational(5, 1, True), "5"),
        (rational(66743, 10**15, True), "6.6743e-11"),
        (rational(1, 10**6, True), "0.000001"),
        (rational(1, 10**7, True), "1e-7"),
        (rational(10**20), "100000000000000000000"),
        (rational(10**21), "1e21"),
        (rational(1, 3), None),
    ],
)
def test_decimals_are_written_as_people_write_them(value, spelling: str | None) -> None:
    assert decimal_spelling(value) == spelling


@pytest.mark.parametrize("spelling", ["0", "007", "1.", ".5", "0.10", "1e-3", "1E5", "2.50e+10", "9" * 500])
def test_spellings_are_kept(spelling: str) -> None:
    assert Number(spelling).spelling == spelling
    assert Number(spelling) is Number(spelling)


@pytest.mark.parametrize(
    "spelling",
    ["", "-1", "+1", "x", "1x", "1/2", "1e", ".", "1_000", "1e1_0", "1e5.5", "e5", "1..2", "1.2.3", "0x10", "nan", "inf", "1 2", "٣", "½", "--1", "1j"],
)
def test_what_is_no_number_is_refused(spelling: str) -> None:
    with pytest.raises(ArgumentError):
        Number(spelling)


def test_numbers_of_python() -> None:
    assert number(0) is Number("0")
    assert number(-2) is Apply("neg", (Number("2"),))
    assert number(Fraction(1, 3)) is Apply("div", (Number("1"), Number("3")))
    assert number(0.1) is Number("0.1")
    assert number(Fraction(4, 2)) is Number("2")
    assert number(-0.0) is number(0.0)
