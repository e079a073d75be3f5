"""The simplified formula is the same whoever asks: done twice, from another order, in another process."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from itertools import permutations
from pathlib import Path

import pytest
from formulas import angles, formulas, products, put_together, regrouped, roots, shuffled
from hypothesis import given, settings
from hypothesis import strategies as st

from symdiff import diff
from symdiff.catalogue import CATALOGUE
from symdiff.expressions import Apply, Expr, LimitExceeded, Number, Symbol, apply
from symdiff.notation import parse
from symdiff.simplification import simplify

x, y = Symbol("x"), Symbol("y")


def has_a_value_everywhere(e: Expr) -> bool:
    """Whether no part of the formula is without value whatever the symbols are: then it is not left as typed."""
    return simplify(e * 1) is not e * 1


@given(formulas | roots | angles)
@settings(max_examples=1_000)
def test_simplifying_twice_changes_nothing(e: Expr) -> None:
    once = simplify(e)
    assert simplify(once) is once
    assert simplify(once, variable=x) is simplify(e, variable=x)


@given(formulas | roots | angles, st.integers(0, 100))
@settings(max_examples=1_000)
def test_the_order_of_arguments_makes_no_difference(e: Expr, seed: int) -> None:
    if has_a_value_everywhere(e):
        assert simplify(shuffled(e, seed)) is simplify(e)


@given(formulas, st.integers(0, 100))
@settings(max_examples=500)
def test_the_grouping_of_sums_and_products_makes_no_difference(e: Expr, seed: int) -> None:
    if has_a_value_everywhere(e):
        assert simplify(regrouped(e, seed)) is simplify(e)


@pytest.mark.parametrize(
    "formula",
    [
        "x + y + 1",
        "x*y*sin(x)",
        "min(x, y, 3)",
        "max(sin(x), x, y)",
        "hypot(x, y)",
        "hypot(x, y, 2)",
        "2*x*(x + y)*(y - x)*sin(x)*exp(x)",
        "sqrt(x)*sqrt(y)*ln(x)*3",
        "1/x + 1/y + x/y",
        "(x + 1)*(x + 2) + (y + 1)*(y + 2)",
        "sin(x)^2 + cos(x)^2 + sin(y)^2 + x",
    ],
)
def test_all_orders_of_a_few_formulas(formula: str) -> None:
    e = parse(formula)
    assert {simplify(shuffled(e, seed)) for seed in range(30)} == {simplify(e)}


@given(formulas | products, st.integers(0, 100))
@settings(max_examples=500)
def test_derivatives_do_not_depend_on_the_order_of_arguments(e: Expr, seed: int) -> None:
    if has_a_value_everywhere(e) and has_a_value_everywhere(diff(e, x)):
        assert diff(shuffled(e, seed), x) is diff(e, x)
        assert diff(regrouped(e, seed), x) is diff(e, x)


@pytest.mark.parametrize(
    "factors",
    [
        ["log(x)", "(x + 1)", "sin(x)"],
        ["x^2", "exp(x)", "sin(x)"],
        ["a", "x", "cos(x)", "(x^2 + a)"],
        ["(sin(x)/x)", "log(x)", "((x + 1)/(x + 2))"],
        ["sqrt(x)", "2^x", "(x + sin(x))^2"],
    ],
)
def test_products_in_all_orders_have_one_derivative(factors: list[str]) -> None:
    found = {str(diff("*".join(order), x, 2)) for order in permutations(factors)}
    assert len(found) == 1


FACTORS = ["sin(x)", "exp(x)", "x^2", "(x + 1)", "ln(x)", "sqrt(x)", "tan(x)", "a", "(x + a)", "3"]


def typed(factors: list[str], below: set[str], rng: random.Random) -> str:
    """A product with bars, one of the many ways in which it may be typed."""
    first, *others = rng.sample(factors, len(factors))
    text = f"1/{first}" if first in below else first
    for f in others:
        ways = (f"{text}/{f}", f"({text})*(1/{f})") if f in below else (f"{text}*{f}", f"{f}*({text})")
        text = rng.choice(ways)
    return text


@given(st.lists(st.sampled_from(FACTORS), min_size=2, max_size=4, unique=True), st.data())
@settings(max_examples=60)
def test_wherever_the_bars_stand_there_is_one_derivative(factors: list[str], data: st.DataObject) -> None:
    below = data.draw(st.sets(st.sampled_from(factors)))
    rng = random.Random(data.draw(st.integers(0, 100)))
    texts = [typed(factors, below, rng) for _ in range(4)]
    assert len({diff(text, x) for text in texts}) == 1, texts


def test_many_terms_in_any_order() -> None:
    terms: list[Expr] = [Number(str(i)) * Symbol(f"x{i % 40}") ** Number(str(i % 7)) for i in range(400)]
    forwards, backwards = terms[0], terms[-1]
    for one, other in zip(terms[1:], terms[-2::-1], strict=True):
        forwards, backwards = forwards + one, backwards + other
    assert simplify(forwards) is simplify(backwards)


FORMULAS = [
    "sin(x)^2*y + cos(x)*y*x + exp(x)*ln(y)*sqrt(x) + x^2 + y^2 + pi + 3/7",
    "(x + y)*(x - y)*(sin(x) + cos(y))*tan(x*y)/(1 + x^2)/(y + 2)",
    "alpha*beta*gamma + beta*delta + x1*x10*x2 + k*t^2 + a*b*c*d",
    "max(x, y, z, sin(x))*min(a, b, c) + hypot(x, y)",
    "besselj(2, x)*erf(y)*atan2(x, y) + where(x < y, x*y, y*z*x) + f(x)*g(y)",
    "(a + b + c + d)^(1/2)*(a*b)^x*2^x*3^y*6^(1/3)",
]
SCRIPT = """
import sys
from symdiff import diff, simplify
for text in sys.argv[1:]:
    print(simplify(text, functions=("f", "g")))
    print(diff(text, "x", functions=("f", "g")))
"""


def test_the_text_does_not_depend_on_the_process() -> None:
    def told(seed: str) -> str:
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])}
        done = subprocess.run([sys.executable, "-c", SCRIPT, *FORMULAS], env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    texts = {told(seed) for seed in ("0", "1", "42", "4294967295")}
    assert len(texts) == 1
    assert len(texts.pop().splitlines()) == 2 * len(FORMULAS)


def test_what_was_simplified_before_makes_no_difference() -> None:
    e = parse("y*x + x*z + z*y + sin(z)*sin(y)")
    first = simplify(e)
    for other in ("z*y", "sin(y)*sin(z)*x", "z + y + x", "y*x*z"):
        simplify(parse(other))
    assert simplify(e) is first


def test_threads_that_read_one_catalogue_say_the_same() -> None:
    dice = random.Random(1)
    made = [put_together(dice.randbytes(12)) for _ in range(60)]
    expected = [simplify(e) for e in made]
    fresh = CATALOGUE.extended([])
    told: list[list[Expr]] = [[] for _ in range(8)]
    start = threading.Barrier(8)

    def run(mine: list[Expr]) -> None:
        start.wait()
        mine += [simplify(e, catalogue=fresh) for e in made]

    threads = [threading.Thread(target=run, args=(mine,)) for mine in told]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(mine == expected for mine in told)


# Bounded work.


@pytest.mark.parametrize(
    "text",
    ["x**(10**10)", "9**9**9**9", "2**(10**10)*x", "307**(1/10**12)", "root(2, 10**9)", "10**3999*10**3999*x", "(1/3)**(10**9)", "exp(1)**(10**10)", "(x*y)**(1/10**300)", "0.1**(10**5)", "8**(1/10**15)", "tan(pi/10**3000)", "(x + 1)**(10**6)"],
)
def test_large_numbers_end_in_a_formula_or_a_limit(text: str) -> None:
    try:
        once = simplify(parse(text))
    except LimitExceeded as limit:
        assert limit.code.startswith("E-LIMIT")
    else:
        assert simplify(once) is once


# Sizes.


def nested(depth: int, op: str) -> Expr:
    e: Expr = x
    for _ in range(depth):
        e = apply(op, (e,))
    return e


def test_a_hundred_thousand_nested() -> None:
    e = nested(100_000, "sin")
    assert simplify(apply("neg", (apply("neg", (e + 0 * x,)),))) is e


def test_long_sums_and_products() -> None:
    total: Expr = Number("0")
    product: Expr = Number("1")
    for i in range(20_000):
        total = total + x
        product = product * (x if i % 2 else y)
    assert simplify(total) is Number("20000") * x
    assert simplify(product) is x ** Number("10000") * y ** Number("10000")
    different: Expr = Symbol("x0")
    for i in range(1, 5_000):
        different = different + Symbol(f"x{i}")
    result = simplify(different)
    assert type(result) is Apply
    assert result.free_symbols == different.free_symbols


def test_squares_of_squares() -> None:
    e: Expr = x
    for _ in range(60):
        e = e * e
    assert simplify(e) is x ** Number(str(2**60))


def test_s_plus_sine_of_s() -> None:
    e: Expr = x
    for _ in range(60):
        e = e + apply("sin", (e,))
    once = simplify(e)
    assert simplify(once) is once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("csc(max(0.5, 1/2))", "csc(max(1/2, 0.5))"), ("max(x + 0.5, x + 1/2)", "max(x + 1/2, x + 0.5)"),
        ("min(0.5*x, x/2)", "min(x/2, 0.5*x)"), ("1/0 + x", "x + 1/0"), ("ln(-1)*y*x", "x*(y*ln(-1))"),
        ("max(sqrt(-1), x)", "max(x, sqrt(-1))"), ("y + (1/0 + x) - z", "x + 1/0 + y - z"), ("hypot(ln(0), x)", "hypot(x, ln(0))"),
    ],
)  # fmt: skip
def test_equal_numbers_and_what_has_no_value_stand_in_order(one: str, other: str) -> None:
    assert simplify(parse(one)) is simplify(parse(other))
