"""An error says what is wrong, where, and what to write instead; and travels between processes."""

from __future__ import annotations

import copy
import pickle

import pytest

from symdiff.expressions import (
    DEFAULT_LIMITS,
    AmbiguousFormula,
    ArgumentError,
    DomainError,
    FormulaError,
    LimitExceeded,
    Limits,
    MissingExtra,
    RuleError,
    SymdiffError,
    UnknownName,
)

KINDS = [SymdiffError, FormulaError, AmbiguousFormula, UnknownName, DomainError, MissingExtra, RuleError, ArgumentError]


def shown(text: str, span: tuple[int, int]) -> list[str]:
    lines = str(SymdiffError("it is wrong", text=text, span=span)).splitlines()
    assert lines[0] == "E-SYMDIFF: it is wrong"
    return lines[1:]


@pytest.mark.parametrize(
    ("text", "span", "lines"),
    [
        ("2 +* 3", (3, 4), ["  2 +* 3", "     ^"]),
        ("2 +", (3, 3), ["  2 +", "     ^"]),
        ("sinn(x)", (0, 4), ["  sinn(x)", "  ^^^^"]),
        ("", (0, 0), ["  ", "  ^"]),
        ("x\ny + )\nz", (6, 7), ["  y + )", "      ^"]),
        ("x\n", (2, 2), ["  ", "  ^"]),
        ("a\x00b", (1, 2), ["  a\N{REPLACEMENT CHARACTER}b", "   ^"]),
        ("a\tb )", (4, 5), ["  a\N{REPLACEMENT CHARACTER}b )", "      ^"]),
    ],
)
def test_the_caret_stands_under_the_place(text: str, span: tuple[int, int], lines: list[str]) -> None:
    assert shown(text, span) == lines


@pytest.mark.parametrize("place", [0, 10, 500, 990, 999])
def test_of_a_long_line_only_the_surroundings_are_shown(place: int) -> None:
    text = "".join(chr(ord("a") + i % 26) for i in range(1000))
    line, carets = shown(text, (place, place + 1))
    assert len(line) <= 80
    assert line[carets.index("^")] == text[place]
    assert line.startswith("  ...") == (place > 36)
    assert line.endswith("...") == (place < 900)


def test_carets_end_with_the_line() -> None:
    line, carets = shown("f(x\ny", (1, 5))
    assert (line, carets) == ("  f(x", "   ^^")


def test_advice_is_the_last_line() -> None:
    error = FormulaError("a term is missing", text="2+", span=(2, 2), advice="write a term after +")
    assert str(error).splitlines()[-1] == "  write a term after +"
    assert str(FormulaError("it is wrong")) == "E-SYNTAX: it is wrong"


def test_the_error_as_data() -> None:
    error = UnknownName("nobody knows sinn", text="sinn(x)", span=(0, 4), advice="sin?")
    assert error.to_json() == {"code": "E-NAME", "message": "nobody knows sinn", "span": [0, 4], "advice": "sin?"}
    limit = LimitExceeded("too long", limit="output", value=10)
    assert limit.to_json()["limit"] == "output"
    assert limit.to_json()["value"] == 10
    assert limit.to_json()["span"] is None


@pytest.mark.parametrize("kind", KINDS)
def test_errors_are_pickled_whole(kind: type[SymdiffError]) -> None:
    error = kind("it is wrong", text="a + b", span=(2, 3), advice="mend it", code="E-OWN")
    for again in (pickle.loads(pickle.dumps(error)), copy.copy(error), copy.deepcopy(error)):
        assert type(again) is kind
        assert str(again) == str(error)
        assert again.to_json() == error.to_json()
        assert again.args == error.args
        assert (again.text, again.span) == (error.text, error.span)


def test_a_limit_is_pickled_whole() -> None:
    error = LimitExceeded("too long", limit="nodes", value=7, text="xx", span=(0, 1), advice="less")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is LimitExceeded
    assert again.code == "E-LIMIT-NODES"
    assert (again.limit, again.value) == ("nodes", 7)
    assert str(again) == str(error)


def test_every_kind_has_a_code_of_its_own() -> None:
    codes = {kind.code for kind in [*KINDS, LimitExceeded]}
    assert len(codes) == len(KINDS) + 1
    assert all(issubclass(kind, SymdiffError) for kind in KINDS)


@pytest.mark.parametrize("name", ["characters", "nodes", "digits", "steps", "output"])
def test_limits_are_positive_whole_numbers(name: str) -> None:
    assert getattr(Limits(**{name: 7}), name) == 7
    for bad in (0, -1, 1.5, None, "7"):
        with pytest.raises(ArgumentError):
            Limits(**{name: bad})
    with pytest.raises(AttributeError):
        setattr(DEFAULT_LIMITS, name, 1)


def test_limits_travel() -> None:
    limits = Limits(nodes=5, steps=6)
    again = pickle.loads(pickle.dumps(limits))
    assert repr(again) == repr(limits)
    assert (again.nodes, again.steps, again.output) == (5, 6, DEFAULT_LIMITS.output)
