"""A short run of the harness, and every case that a long run found.

The long run is ``benchmarks/fuzz.py``.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symdiff
from symdiff.expressions import SymdiffError
from symdiff.notation import parse
from symdiff.notation.latex_reading import read_latex
from tests.fuzzing import inputs, targets

Maker = Callable[[random.Random], str]
KINDS: dict[str, tuple[Maker, Callable[[str, random.Random], object], int]] = {
    "bytes": (inputs.by_bytes, targets.reader, 1_500),
    "tokens": (inputs.in_tokens, targets.reader, 1_000),
    "spoiled": (lambda dice: inputs.spoiled(dice, inputs.SEEDS, inputs.WORDS, 300), targets.reader, 800),
    "grammar": (inputs.grammar, targets.reader, 500),
    "hurting": (lambda dice: inputs.hurting(dice, 500), targets.reader, 200),
    "json": (inputs.json_text, targets.json_reader, 800),
    "latex": (inputs.latex_text, targets.latex_reader, 800),
    "asked": (lambda dice: inputs.grammar(dice, 6), targets.pipeline, 60),
    "command": (inputs.in_tokens, targets.command, 100),
}


@pytest.mark.parametrize("kind", KINDS)
def test_strange_input_is_answered_or_refused(kind: str) -> None:
    make, target, cases = KINDS[kind]
    answered = 0
    for number in range(cases):
        dice = inputs.dice_of(0, number)
        text = make(dice)
        try:
            target(text, dice)
        except SymdiffError as error:
            targets.check_error(error)
        except Exception as error:
            raise AssertionError(f"{kind}:0:{number} {targets.done} {text!r}") from error
        else:
            answered += 1
    assert answered > cases // 100  # not all is refused at the door


def test_a_case_is_its_seed_and_number() -> None:
    for make, _, _ in KINDS.values():
        first, again, other = (make(inputs.dice_of(5, number)) for number in (7, 7, 8))
        assert first == again
        assert first != other


def test_the_harness_sees_what_is_wrong() -> None:
    """A refusal without a place, and a place outside of the text, are finds."""
    for bad in (SymdiffError("", code="E-X"), SymdiffError("x", span=(3, 9), text="x"), SymdiffError("x", code="X")):
        with pytest.raises(targets.Wrong):
            targets.check_error(bad)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (symdiff.parse, symdiff.parse_latex, symdiff.from_json, symdiff.diff):
        assert targets.outcome(lambda: read(text)) is not None  # noqa: B023


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["symdiff", "rows", "x"]), inner, max_size=3)))
def test_any_json_is_read_or_refused(data: object) -> None:
    import json

    for document in (data, {"symdiff": 1, "rows": data}):
        assert targets.outcome(lambda: symdiff.from_json(json.dumps(document))) is not None  # noqa: B023


# What the long runs found, in the shortest form.
def test_a_fraction_of_a_fraction_without_braces() -> None:
    with pytest.raises(SymdiffError, match="needs braces"):
        symdiff.parse_latex(r"\frac" * 5_000 + "12")
    assert symdiff.parse_latex(r"x^\frac12") is parse("x^(1/2)")
    assert symdiff.parse_latex(r"\sqrt\frac12") is parse("sqrt(1/2)")


@pytest.mark.parametrize("text", ["^{}", "^{}x", "x^{}^{}", r"\mathrm{2x}", r"\mathrm{2x}(x)", r"\mathrm{1e5}"])
def test_an_empty_exponent_and_a_name_that_begins_with_a_digit(text: str) -> None:
    with pytest.raises(SymdiffError):
        read_latex(text)


@pytest.mark.parametrize("text", ["True x", "(x > 0) y", "False(x)", "2 True x"])
def test_a_condition_is_no_factor(text: str) -> None:
    with pytest.raises(SymdiffError, match="E-CONDITION"):
        parse(text)


def test_a_function_far_out() -> None:
    """mpmath would sum a series of 10^1842 terms."""
    for formula in ("fresnels(10^1000*x)", "polygamma(10^9, x)", "besselj(1, 10^400*x)", "uppergamma(x, 10^-400)", "expint(99999999999, x)"):
        with pytest.raises(SymdiffError, match="E-LIMIT-DIGITS"):
            symdiff.evaluate(formula, "x=1.5", 20)


def test_lines_of_a_picture_that_pass_too_much() -> None:
    with pytest.raises(SymdiffError, match="E-LIMIT-OUTPUT"):
        symdiff.picture("x-" * 900 + "x", shared=True)
    assert symdiff.picture("x-" * 90 + "x", shared=True).boxes
