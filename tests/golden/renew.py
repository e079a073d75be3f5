"""Write the golden answers anew: python tests/golden/renew.py

``derivatives.txt`` holds, in lines of three, a formula, its derivative by x in the textbook form,
and nothing. A change of form between versions shows as a change of that file. To add formulas, add
them with any answer and renew. With ``--print`` the answers are printed and nothing is written.
"""

from __future__ import annotations

import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parents[1]))

from symdiff import diff, parse  # noqa: E402 - run as a script, it finds the project first
from symdiff.expressions import Symbol  # noqa: E402

ANSWERS = FOLDER / "derivatives.txt"


def formulas() -> list[str]:
    """The formulas, as they stand in the file of answers."""
    return [line for line in ANSWERS.read_text(encoding="utf-8").splitlines()[::3] if line]


def answer(formula: str) -> str:
    """The derivative by x of a formula whose letters are all symbols."""
    return str(diff(parse(formula, constants=("pi",)), Symbol("x")))


def answers(given: list[str]) -> str:
    """The text of the file of answers."""
    return "".join(f"{f}\n    {answer(f)}\n\n" for f in given)


if __name__ == "__main__":
    if "--print" in sys.argv:
        sys.stdout.write(answers(formulas()))
    else:
        ANSWERS.write_text(answers(formulas()), encoding="utf-8")
