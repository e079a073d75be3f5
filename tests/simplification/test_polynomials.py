"""Polynomials, their greatest common divisors and factors, held against SymPy's."""

from __future__ import annotations

import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy import Poly, symbols

from symdiff.simplification import polynomials
from symdiff.simplification.divisors import Divisors
from symdiff.simplification.polynomials import MOST, borrows, exponent_in, variable

Polynomial = dict[int, int]

VARIABLES = 3
LETTERS = symbols("a b c")  # a is the last variable, number 0
GUARD = borrows(VARIABLES)

monomials = st.tuples(*[st.integers(0, 4)] * VARIABLES).map(
    lambda es: sum(variable(i, e) for i, e in enumerate(es))
)
coefficients = st.integers(-30, 30).filter(bool) | st.integers(-(10**12), 10**12).filter(bool)
some = st.dictionaries(monomials, coefficients, min_size=1, max_size=5)
short = st.dictionaries(monomials, st.integers(-9, 9).filter(bool), min_size=1, max_size=3)


def as_poly(f: Polynomial) -> Poly:
    """The same polynomial as SymPy has it."""
    terms = {tuple(exponent_in(m, i) for i in range(VARIABLES)): c for m, c in f.items()}
    return Poly(terms or {(0,) * VARIABLES: 0}, *LETTERS, domain="ZZ")


def from_poly(p: Poly) -> Polynomial:
    """A polynomial of SymPy's as ours."""
    return {
        sum(variable(i, e) for i, e in enumerate(es)): int(c) for es, c in p.terms() if c
    }


def up_to_sign(f: Polynomial) -> Poly:
    p = as_poly(f)
    return -p if p.LC() < 0 else p


@given(some, some, st.integers(-5, 5).filter(bool))
def test_sums_and_products(f: Polynomial, g: Polynomial, n: int) -> None:
    assert as_poly(polynomials.plus(f, g, n)) == as_poly(f) + n * as_poly(g)
    assert as_poly(polynomials.product(f, g)) == as_poly(f) * as_poly(g)
    assert as_poly(polynomials.total([f, g, f])) == 2 * as_poly(f) + as_poly(g)
    assert from_poly(as_poly(f)) == f
    assert polynomials.plus(f, f, -1) == {}


@given(short, st.integers(0, 4))
def test_powers(f: Polynomial, n: int) -> None:
    assert as_poly(polynomials.power(f, n)) == as_poly(f) ** n


@given(some, st.integers(0, VARIABLES - 1))
def test_degrees_derivatives_and_coefficients(f: Polynomial, i: int) -> None:
    assert polynomials.degree(f, i) == as_poly(f).degree(LETTERS[i])
    assert as_poly(polynomials.derivative(f, i)) == as_poly(f).diff(LETTERS[i])
    parts = polynomials.coefficients(f, i)
    again = [polynomials.product(part, {variable(i, e): 1}) for e, part in parts.items()]
    assert polynomials.total(again) == f
    assert all(polynomials.degree(part, i) == 0 for part in parts.values())


@given(some, short)
def test_exact_quotients(f: Polynomial, g: Polynomial) -> None:
    assert polynomials.quotient(polynomials.product(f, g), g, GUARD) == f


@given(some, short)
def test_a_quotient_is_found_only_if_there_is_one(f: Polynomial, g: Polynomial) -> None:
    found = polynomials.quotient(f, g, GUARD)
    exact, rest = sympy.div(as_poly(f), as_poly(g), domain="QQ")
    whole = rest.is_zero and all(c.q == 1 for c in exact.coeffs())
    assert (found is not None) == whole
    if found is not None:
        assert polynomials.product(found, g) == f


@given(some, st.integers(1, 12), monomials)
def test_contents(f: Polynomial, n: int, m: int) -> None:
    scaled = {k + m: n * c for k, c in f.items()}
    content, primitive = as_poly(scaled).primitive()
    number = polynomials.number_content(scaled)
    assert abs(number) == content
    assert polynomials.over_number(scaled, number)[max(scaled)] > 0
    assert from_poly(primitive) in (
        polynomials.over_number(scaled, number), polynomials.over_number(scaled, -number)
    )
    common, _ = as_poly(scaled).terms_gcd()
    assert polynomials.monomial_content(scaled) == sum(variable(i, e) for i, e in enumerate(common))


@given(short, short, short)
@settings(max_examples=300)
def test_greatest_common_divisors(f: Polynomial, g: Polynomial, h: Polynomial) -> None:
    left, right = polynomials.product(f, h), polynomials.product(g, h)
    found = Divisors(GUARD).gcd(left, right)
    assert as_poly(found) in (p := sympy.gcd(as_poly(left), as_poly(right)), -p)
    assert found[max(found)] > 0
    assert polynomials.quotient(left, found, GUARD) is not None
    assert polynomials.quotient(right, found, GUARD) is not None


@given(some, some)
def test_divisors_of_polynomials_without_common_factor(f: Polynomial, g: Polynomial) -> None:
    assert up_to_sign(Divisors(GUARD).gcd(f, g)) == up_to_sign(
        from_poly(sympy.gcd(as_poly(f), as_poly(g)))
    )


def test_divisors_with_zero() -> None:
    divisors = Divisors(GUARD)
    assert divisors.gcd({}, {1: -2, 0: 4}) == {1: 2, 0: -4}
    assert divisors.gcd({1: 3}, {}) == {1: 3}
    assert divisors.gcd({}, {}) == {}


@given(st.lists(st.tuples(short, st.integers(1, 3)), min_size=1, max_size=3), st.integers(1, 6))
@settings(max_examples=300)
def test_factors_multiply_back(parts: list[tuple[Polynomial, int]], n: int) -> None:
    f: Polynomial = {0: n}
    for g, k in parts:
        f = polynomials.product(f, polynomials.power(g, k))
    assume(max(f) < GUARD and len(f) < 200)
    number, monomial, found = Divisors(GUARD).factors(f)
    back: Polynomial = {monomial: number}
    for g, k in found:
        assert len(g) > 1
        back = polynomials.product(back, polynomials.power(g, k))
    assert back == f


@given(st.lists(st.tuples(short, st.integers(1, 3)), min_size=1, max_size=2))
@settings(max_examples=200)
def test_factors_are_without_double_ones(parts: list[tuple[Polynomial, int]]) -> None:
    """As SymPy's square-free factors: ours may be split further, never less."""
    f: Polynomial = {0: 1}
    for g, k in parts:
        f = polynomials.product(f, polynomials.power(g, k))
    assume(len(f) < 100)
    _, _, found = Divisors(GUARD).factors(f)
    for g, _ in found:
        assert all(k == 1 for _, k in as_poly(g).factor_list()[1])
    for i, (g, _) in enumerate(found):
        for h, _ in found[:i]:
            assert sympy.gcd(as_poly(g), as_poly(h)).is_one


def test_exponents_stay_within_their_field() -> None:
    """A power beyond the field must not spill into the next variable."""
    top = {variable(0, MOST): 1}
    assert exponent_in(max(top), 0) == MOST
    assert exponent_in(max(polynomials.product(top, top)), 1) == 0
