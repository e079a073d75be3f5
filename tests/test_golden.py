"""The golden answers: a change of form between versions is seen, and wanted, or it fails here.

``python tests/golden/renew.py`` writes them anew.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from golden.renew import ANSWERS, FOLDER, answer, formulas

SAID = dict(zip(formulas(), ANSWERS.read_text(encoding="utf-8").splitlines()[1::3], strict=True))


@pytest.mark.parametrize("formula", SAID)
def test_the_derivative_has_its_form(formula: str) -> None:
    assert answer(formula) == SAID[formula].strip()


def test_there_are_three_hundred() -> None:
    assert len(SAID) >= 300


@pytest.mark.parametrize("seed", ["0", "1", "4294967295"])
def test_every_process_says_the_same(seed: str) -> None:
    environment = os.environ | {"PYTHONHASHSEED": seed}
    done = subprocess.run(
        [sys.executable, str(FOLDER / "renew.py"), "--print"],
        capture_output=True, text=True, check=True, env=environment, encoding="utf-8",
    )
    assert done.stdout == ANSWERS.read_text(encoding="utf-8")
