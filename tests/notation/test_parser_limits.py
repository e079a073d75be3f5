"""Any size in linear time; what is too big is refused at once."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from symdiff.expressions import Apply, LimitExceeded, Limits, Symbol, SymdiffError, sizes
from symdiff.notation import parse

deep, n = 100_000, 20_000
LARGE: dict[str, tuple[str, int]] = {
    "nested parentheses": ("(" * deep + "x" + ")" * deep, 1),
    "nested brackets of all kinds": ("([{" * n + "x" + "}])" * n, 1),
    "unary minuses": ("-" * deep + "x", deep + 1),
    "a sum": ("+".join(["x"] * deep), deep),
    "powers to the right": ("^".join(["x"] * 10_000), 10_000),
    "nested sines": ("sin(" * deep + "x" + ")" * deep, deep + 1),
    "sines without brackets": ("sin " * n + "x", n + 1),
    "nested bars": ("|" * n + "x" + "|" * n, n + 1),
    "a product without signs": ("x " * n, n),
    "sines of sines in a product": ("sin x cos x " * (n // 2), n + 2),
    "signs in exponents": ("2^-" * n + "x", 2 * n + 2),
    "nested cases": ("where(x<1,x," * n + "2" + ")" * n, n + 4),
    "many arguments": ("min(" + ",".join(["x"] * n) + ")", n),
    "raised exponents": ("x²+" * n + "1", n + 4),
    "signs before a product": ("-" * n + "x y " * n, 3 * n + 1),
}


@pytest.mark.parametrize("kind", LARGE)
def test_large_formulas_are_ordinary(kind: str) -> None:
    text, nodes = LARGE[kind]
    assert sizes(parse(text)).graph_nodes == nodes


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


HOPELESS = {
    "a million odd characters": "@" * 1_000_000,
    "a million mixed": "x+*)(@!" * 150_000,
    "a name of a million letters": "q" * 1_000_000 + "(x)",
    "two million digits": "1" * 2_000_000,
    "ten million digits": "1" * 10_000_000,
    "a power of ten beyond all bounds": "1e999999999",
    "an exponent of a million digits": "1e" + "9" * 1_000_000,
    "opening brackets": "(" * 200_000,
    "closing brackets": "x" + ")" * 1_000_000,
    "commas": "x" + "," * 1_000_000,
}


@pytest.mark.parametrize("kind", HOPELESS)
def test_hopeless_text_is_refused_quickly(kind: str) -> None:
    def refused() -> None:
        with pytest.raises(SymdiffError) as caught:
            parse(HOPELESS[kind])
        assert len(str(caught.value)) < 1_000

    assert seconds(refused) < 5


def test_time_grows_linearly() -> None:
    """Eight times the length takes far less than 64 times the time."""
    for piece in ("(", "x y ", "|x|+", "-sin 2x/", "x^2/", "e^2*x²-"):
        short, long = (piece * k + "x" + ")" * (k * piece.count("(")) for k in (500, 4_000))

        def attempt(text: str) -> None:
            try:
                parse(text)
            except SymdiffError:
                return

        attempt(long)
        quick = min(seconds(lambda: attempt(short)) for _ in range(5))  # noqa: B023
        slow = min(seconds(lambda: attempt(long)) for _ in range(5))  # noqa: B023
        assert slow < 30 * quick, piece


def test_each_limit_says_its_name() -> None:
    for text, limits, limit in [
        ("x + y", Limits(characters=3), "characters"),
        ("12345", Limits(digits=4), "digits"),
        ("1e5", Limits(digits=4), "digits"),
        ("1e-5", Limits(digits=4), "digits"),
        ("0.12345", Limits(digits=4), "digits"),
        ("x + y + z", Limits(nodes=4), "nodes"),
    ]:
        with pytest.raises(LimitExceeded) as caught:
            parse(text, limits=limits)
        assert caught.value.limit == limit
        assert caught.value.code == f"E-LIMIT-{limit.upper()}"
        assert caught.value.text == text
        start, end = caught.value.span
        assert 0 <= start < end <= len(text)
    assert parse("x + x + x", limits=Limits(nodes=3)).free_symbols == {Symbol("x")}
    assert parse("1234", limits=Limits(digits=4))


def test_nothing_is_computed() -> None:
    tower = parse("9**9**9**9")
    assert isinstance(tower, Apply)
    assert tower.op == "pow"
    assert isinstance(parse("1/0"), Apply)
    assert isinstance(parse("x**(10**10)"), Apply)
