"""Rows answered: as the command line answers one formula, and never stopped by a bad one."""

from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symdiff import SymdiffError, batch
from symdiff.batch.work import ADDED, Work, asked_for
from symdiff.cli import main


def one(formula: object, do: str = "diff", **options: object) -> dict[str, object]:
    (found,) = batch.rows([{"formula": formula}], do, **options)
    return found


def plain(data: object) -> object:
    return json.loads(json.dumps(data))


def test_what_a_row_holds_is_kept() -> None:
    (found,) = batch.rows([{"id": 7, "formula": "x^2/x", "odd name": [1]}])
    assert found == {
        "id": 7, "formula": "x^2/x", "odd name": [1],
        "result": "1", "conditions": ["x != 0"], "notes": [], "error": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "do", "options", "words"),
    [
        ("a*sin(b*t)", "diff", {"x": "t", "n": 2}, ["-x", "t", "-n", "2"]),
        ("x^2*y^3", "diff", {"x": ["x", "y"]}, ["-x", "x,y"]),
        ("(x+1)^3", "diff", {"form": "expanded"}, ["--form", "expanded"]),
        ("x*x", "diff", {"raw": True, "let": False}, ["--raw"]),
        ("sqrt(x^2)", "simplify", {"assume": ["x > 0"]}, ["simplify", "--assume", "x > 0"]),
        ("sqrt(x^2)", "simplify", {"domain": "complex"}, ["simplify", "--domain", "complex"]),
        (r"\frac{1}{x}", "diff", {"from_": "latex", "format": "latex"}, ["--from", "latex", "--format", "latex"]),
        ("2,5*x", "simplify", {"decimal_comma": True}, ["simplify", "--decimal-comma"]),
        ("f(x*y)", "grad", {"functions": "f"}, ["grad", "--functions", "f"]),
        ("x^2*y", "hessian", {}, ["hessian"]),
        ("x^2*y", "code", {"to": "c"}, ["code", "--to", "c"]),
        ("x*x", "explain", {"as_": "markdown"}, ["explain", "--as", "markdown"]),
        ("x*x", "compare", {"as_": "text", "at": "x=2"}, ["compare", "--as", "text", "--at", "x=2"]),
        ("x*x", "tree", {"derivative": "raw"}, ["tree", "--derivative", "raw"]),
        ("sin(x)", "swell", {"as_": "text", "n": 2}, ["swell", "--as", "text", "-n", "2"]),
        ("x*y", "jacobian", {"x": "x,y"}, ["jacobian", "-x", "x,y"]),
    ],
)  # fmt: skip
def test_the_answer_is_that_of_the_command_line(capsys, formula, do, options, words) -> None:
    found = one(formula, do, **options)
    assert main([*words, formula]) == 0
    assert found["error"] is None
    assert found["result"] == capsys.readouterr().out.removesuffix("\n")


def test_components_of_a_jacobian_stand_in_one_cell(capsys) -> None:
    assert main(["jacobian", "x*y", "x + y"]) == 0
    assert one("x*y; x + y", "jacobian")["result"] == capsys.readouterr().out.removesuffix("\n")
    assert one("x*y;", "jacobian")["error"]["code"] == "E-SYNTAX"


def test_points_may_stand_in_the_rows() -> None:
    work = Work(asked_for("diff", at="x=1"), {"at": "where"})
    values = [work.answer({"formula": "x^3", "where": cell})["result"] for cell in ("x=2", "")]
    assert ["derivative  12" in values[0], "derivative  3" in values[1]] == [True, True]
    with pytest.raises(SymdiffError, match="no option --at"):
        Work(asked_for("simplify"), {"at": "where"})


def test_data_is_that_of_the_command_line(capsys) -> None:
    assert main(["x^3/x", "--json"]) == 0
    assert plain(one("x^3/x", json=True)["result"]) == json.loads(capsys.readouterr().out)
    assert main(["explain", "x^3/x", "--json"]) == 0
    assert plain(one("x^3/x", "explain")["result"]) == json.loads(capsys.readouterr().out)


def test_a_check_is_a_mark() -> None:
    claims = ["2*x", "x + x", "3*x", "2x +", None]
    found = list(batch.rows([{"formula": "x^2", "claim": c} for c in claims], "check"))
    assert [row["result"] for row in found] == ["equal", "equal", "unequal", None, None]
    assert [row["error"] and row["error"]["code"] for row in found[3:]] == ["E-SYNTAX"] * 2
    (told,) = batch.rows([{"formula": "x^2", "claim": "3*x"}], "check", json=True)
    assert told["result"]["status"] == "DISPROVED"


def test_columns_have_other_names() -> None:
    columns = {"formula": "f", "variable": "by", "result": "answer", "error": "trouble"}
    given = [{"f": "x*t", "by": "t"}, {"f": "x*t", "by": " "}, {"f": "x*t", "by": "t, x"}]
    found = list(batch.rows(given, columns=columns, x="x"))
    assert [row["answer"] for row in found] == ["x", "t", "1"]
    assert all(row["trouble"] is None and "result" not in row for row in found)


def test_what_was_taken_for_granted_is_noted() -> None:
    assert one("a*x^2")["notes"] == ["with respect to x"]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"formula": "x^"}, "E-SYNTAX"),
        ({"formula": ""}, "E-SYNTAX"),
        ({"formula": None}, "E-SYNTAX"),
        ({"formula": "2*sinn(x)"}, "E-NAME"),
        ({"formula": 5}, "E-TYPE"),
        ({"formula": ["x"]}, "E-TYPE"),
        ({"formula": b"x"}, "E-TYPE"),
        ({"other": "x"}, "E-COLUMN"),
        ({"formula": "9**9**9**9"}, None),
        ({"formula": "__import__('os').getcwd()"}, "E-SYNTAX"),
        ({"formula": "a*b"}, "E-ARGUMENT"),
        ({"formula": "\ud800"}, "E-CHARACTER"),
    ],
)
def test_a_bad_row_has_its_error_and_stops_nothing(row, code) -> None:
    before, found, after = batch.rows([{"formula": "x^2"}, row, {"formula": "x^3"}])
    assert (before["result"], after["result"]) == ("2*x", "3*x**2")
    assert (found["error"] and found["error"]["code"]) == code
    assert (found["result"] is None) == (code is not None)


def test_an_error_has_its_place_and_an_advice() -> None:
    error = one("2*sinn(x)")["error"]
    assert error["span"] == [2, 6]
    assert "did you mean sin" in error["advice"]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: batch.rows([], "integrate"), "E-ARGUMENT"),
        (lambda: batch.rows([], "diff", fom="raw"), "E-OPTION"),
        (lambda: batch.rows([], "check", form="raw"), "E-OPTION"),
        (lambda: batch.rows([], form="nice"), "E-OPTION"),
        (lambda: batch.rows([], columns={"formulas": "f"}), "E-ARGUMENT"),
        (lambda: batch.rows([], columns={"formula": 5}), "E-TYPE"),
        (lambda: batch.rows([], columns="formula"), "E-TYPE"),
        (lambda: batch.rows(5), "E-TYPE"),
        (lambda: batch.rows("x^2"), "E-TYPE"),
        (lambda: batch.rows({"formula": "x^2"}), "E-TYPE"),
        (lambda: list(batch.rows(["x^2"])), "E-TYPE"),
        (lambda: batch.rows([], x=[]), "E-ARGUMENT"),
        (lambda: batch.rows([], x={}), "E-TYPE"),
        (lambda: batch.rows([], n=5.5), "E-TYPE"),
        (lambda: batch.run(5, "out.csv"), "E-TYPE"),
        (lambda: batch.run("in.csv", None), "E-TYPE"),
        (lambda: batch.run("in.csv", "out.csv", workers=0), "E-ARGUMENT"),
        (lambda: batch.run("in.csv", "out.csv", part="5"), "E-ARGUMENT"),
        (lambda: batch.run("in.csv", "out.csv", timeout="5"), "E-TYPE"),
        (lambda: batch.run("in.csv", "out.csv", method="thread"), "E-ARGUMENT"),
        (lambda: batch.run("in.csv", "out.csv", table="xls"), "E-ARGUMENT"),
        (lambda: batch.rows([], columns={"result": "formula"}), "E-COLUMN"),
    ],
)
def test_a_call_that_does_not_fit_is_refused_at_once(call, code) -> None:
    with pytest.raises(SymdiffError) as caught:
        call()
    assert caught.value.code == code


def test_rows_are_answered_one_by_one() -> None:
    taken = []

    def given():
        for n in range(3):
            taken.append(n)
            yield {"formula": f"x^{n}"}

    found = batch.rows(given())
    assert next(found)["result"] == "0"
    assert taken == [0]


@given(st.dictionaries(st.sampled_from(["formula", "id", "x"]), st.none() | st.integers() | st.text(max_size=9)))
def test_any_row_has_an_answer_or_an_error(row) -> None:
    (found,) = batch.rows([row])
    assert {key: found[key] for key in row} == row
    assert (found["result"] is None) != (found["error"] is None)
    json.dumps(found)


def test_work_can_be_sent() -> None:
    work = Work(asked_for("simplify", form="expanded"), {"formula": "f"})
    again = pickle.loads(pickle.dumps(work))
    assert again.fingerprint() == work.fingerprint()
    assert again.answer({"f": "(x+1)^2"}) == work.answer({"f": "(x+1)^2"})
    assert set(again.answer({})) == set(ADDED)
