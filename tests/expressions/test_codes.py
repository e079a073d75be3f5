"""No error has a code that the page of errors does not explain."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import symdiff
from symdiff.expressions import LimitExceeded, SymdiffError
from symdiff.expressions.codes import CODES, errors_page
from symdiff.expressions.limits import NAMES

ROOT = Path(__file__).resolve().parents[2]
CODE = re.compile(r"E(-[A-Z]+)+")


def raised() -> dict[str, str]:
    """The codes that stand in the sources, or follow from the name of a limit, and where."""
    found = {f"E-LIMIT-{name.upper()}": "limits.py" for name in NAMES}
    for path in (ROOT / "symdiff").rglob("*.py"):
        if path.name == "codes.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                found[node.value] = path.name
            if isinstance(node, ast.keyword) and node.arg == "limit" and isinstance(node.value, ast.Constant):
                found[f"E-LIMIT-{node.value.value.upper()}"] = path.name
    return found


def test_every_code_is_explained_and_none_besides() -> None:
    there = raised()
    assert {code: where for code, where in there.items() if code not in CODES} == {}
    assert set(CODES) - set(there) == set()


def test_the_page_is_the_table() -> None:
    page = (ROOT / "ERRORS.md").read_text("utf-8")
    assert page == errors_page(), "python tests/golden/errors_page.py writes it anew"
    for code in CODES:
        assert f"`{code}`" in page


RAISED = [
    ("x +", "E-SYNTAX"), ("x \u0445", "E-CHARACTER"), ("(x", "E-BRACKET"), ("inf", "E-NUMBER"), ("(x > 0) + 1", "E-CONDITION"),
    ("sin(x, y)", "E-ARGUMENTS"), ("1/2x", "E-AMBIGUOUS"), ("sinn(x)", "E-NAME"), ("1e9999999", "E-LIMIT-DIGITS"),
    ("x" * 2_000_001, "E-LIMIT-CHARACTERS"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code"), RAISED, ids=lambda v: v[:12])
def test_the_family_of_a_code_is_that_of_its_errors(text: str, code: str) -> None:
    with pytest.raises(SymdiffError) as caught:
        symdiff.parse(text)
    error = caught.value
    assert error.code == code
    kind = getattr(symdiff.errors, CODES[code].raised_as)
    assert isinstance(error, kind)
    if isinstance(error, LimitExceeded):
        assert f"{error.value:,}" in errors_page()
