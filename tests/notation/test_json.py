"""JSON goes out and comes back to the same node; whatever else comes in is refused with a reason."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import formulas, nest

from symdiff.catalogue import CATALOGUE, Function
from symdiff.expressions import (
    ArgumentError,
    Expr,
    FormulaError,
    LimitExceeded,
    Limits,
    Number,
    SymdiffError,
    apply,
    symbols,
)
from symdiff.notation import from_json, to_json

x, y = symbols("x y")


def test_the_form() -> None:
    text = to_json(x * x + (x - 2))
    assert json.loads(text) == {
        "symdiff": 1,
        "rows": [["$", "x"], ["mul", 0, 0], ["#", "2"], ["sub", 0, 2], ["add", 1, 3]],
    }
    assert from_json(text) is x * x + (x - 2)


@given(formulas)
def test_it_comes_back_to_the_same_node(e: Expr) -> None:
    assert from_json(to_json(e)) is e


def test_spellings_are_kept() -> None:
    for spelling in ("0.10", "1.", ".5", "1E-3", "1e+05", "00"):
        assert from_json(to_json(Number(spelling))) is Number(spelling)


def test_the_text_grows_with_the_graph_and_not_with_the_tree() -> None:
    e: Expr = x
    lengths = []
    for _ in range(200):
        e = e * e
        lengths.append(len(to_json(e)))
    assert lengths[-1] < 200 * len('["mul", 199, 199], ')
    assert from_json(to_json(e)) is e


def test_a_nest_of_100_000_comes_back() -> None:
    e = nest("sin", 100_000)
    assert from_json(to_json(e)) is e


def rows(*rows: object) -> str:
    return json.dumps({"symdiff": 1, "rows": rows})


X = ["$", "x"]
REFUSED = {
    "": "not JSON",
    "x + 1": "not JSON",
    '{"symdiff": 1, "rows": [["$", "x"]]': "not JSON",
    "[" * 100_000: "not JSON",
    "1" * 5_000: "not JSON",
    "[]": "two keys",
    '{"symdiff": 1}': "two keys",
    '{"symdiff": 1, "rows": [["$", "x"]], "more": 1}': "two keys",
    '{"symdiff": 2, "rows": [["$", "x"]]}': "version",
    '{"symdiff": true, "rows": [["$", "x"]]}': "version",
    '{"symdiff": 1.0, "rows": [["$", "x"]]}': "version",
    '{"symdiff": 1, "rows": {}}': "one row or more",
    rows(): "one row or more",
    rows([]): "row 0: a row is a list",
    rows(X, "x"): "row 1: a row is a list",
    rows([1, "x"]): "begins with a word",
    rows(["$"]): "one name",
    rows(["$", ""]): "not a name",
    rows(["$", 3]): "one name",
    rows(["$", "x\n"]): "not a name",
    rows(["$", "\ud800"]): "not a name",
    rows(["#", 2]): "one spelling",
    rows(["#", "-2"]): "one spelling",
    rows(["#", "1_000"]): "one spelling",
    rows(["#", " 1"]): "one spelling",
    rows(["#", "."]): "one spelling",
    rows(["#", "1.2.3"]): "one spelling",
    rows(["#", "1e"]): "one spelling",
    rows(["#", "1e+-1"]): "one spelling",
    rows(["#", "٣"]): "one spelling",
    rows(["#", "nan"]): "one spelling",
    rows(X, ["sin", 1]): "earlier row",
    rows(X, ["sin", -1]): "earlier row",
    rows(X, ["sin", True]): "earlier row",
    rows(X, ["sin", 0.0]): "earlier row",
    rows(X, ["sin", "x"]): "earlier row",
    rows(X, ["sin", None]): "earlier row",
    rows(X, ["sin", 10**400]): "earlier row",
    rows(X, ["sin", 0, 0]): "number of arguments of sin is 1, not 2",
    rows(X, ["add", 0]): "number of arguments of add is 2",
    rows(["pi"], ["pi", 0]): "number of arguments of pi is 0",
    rows(["f"]): "no name of a function",
    rows(X, ["", 0]): "no name of a function",
    rows(X, ["f(", 0]): "no name of a function",
    rows(X, ["__import__('os')", 0]): "no name of a function",
    rows(X, ["D(f, 2)", 0]): "no name of a function",
    rows(X, ["D(f, 0)", 0]): "no name of a function",
    rows(X, ["D(f,1)", 0]): "no name of a function",
    rows(X, ["D(f, 01)", 0]): "no name of a function",
    rows(X, ["D(f, 2, 1)", 0, 0]): "no name of a function",
    rows(X, ["D(f, ²)", 0]): "no name of a function",
    rows(X, ["D()", 0]): "no name of a function",
}


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:40])
def test_what_is_refused(text: str) -> None:
    with pytest.raises(FormulaError, match=REFUSED[text]):
        from_json(text)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(ArgumentError, match="not a bytes"):
        from_json(b"{}")  # type: ignore[arg-type]


@pytest.mark.parametrize("spelling", ["1e5000", "1e-5000", "1e999999999999999", "9" * 4_001])
def test_no_number_of_too_many_digits_is_computed(spelling: str) -> None:
    with pytest.raises(LimitExceeded) as caught:
        from_json(rows(["#", spelling]))
    assert caught.value.limit == "digits"


def test_the_other_bounds() -> None:
    text = to_json(x + y)
    assert from_json(text, limits=Limits(characters=len(text), nodes=3)) is x + y
    for limits, limit in [
        (Limits(characters=len(text) - 1), "characters"),
        (Limits(nodes=2), "nodes"),
    ]:
        with pytest.raises(LimitExceeded) as caught:
            from_json(text, limits=limits)
        assert caught.value.limit == limit
    with pytest.raises(LimitExceeded):
        to_json(x + y, limits=Limits(output=len(text) - 1))


def test_functions_of_another_catalogue() -> None:
    mine = CATALOGUE.extended([Function("gd", derivative="gd(u)' = sech(u) * u'")])
    text = rows(X, X, ["gd", 0, 1])
    assert from_json(text) is apply("gd", (x, x))
    with pytest.raises(FormulaError, match="number of arguments of gd"):
        from_json(text, catalogue=mine)


values = st.recursive(
    st.sampled_from([None, True, 0, 1, -1, 0.5, "", "$", "#", "x", "1e3", "sin", "add", "D(f, 1)"]),
    lambda v: st.lists(v, max_size=4),
    max_leaves=12,
)


@given(st.lists(values, max_size=6))
def test_whatever_the_rows_are_a_refusal_has_a_code(found: list[object]) -> None:
    try:
        assert from_json(to_json(from_json(rows(*found)))) is from_json(rows(*found))
    except SymdiffError as error:
        assert error.code in {"E-SYNTAX", "E-LIMIT-DIGITS"}


@given(st.text(alphabet='{}[]",:1 symdifrow$#', max_size=60))
def test_whatever_the_text_is_a_refusal_has_a_code(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        from_json(text)
    assert str(caught.value).startswith("E-SYNTAX: ")
