"""What is timed: real formulas from the corpora, or those written here when there are none."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import NamedTuple

CORPORA = ("physics", "textbook")

WRITTEN = """
    x*x + x - 2
    3*x**4 - 5*x**3 + 2*x - 7
    (x**2 + 1)**5
    (2*x - 1)**3*(x + 4)**2
    (x**2 - 1)/(x**2 + 1)
    x/(a*x + b)
    1/(x**3 - 2*x)
    sqrt(x**2 + a**2)
    (x + sqrt(x))**(1/3)
    sin(x)*cos(x)
    sin(a*x + b)**2
    x**2*sin(1/x)
    tan(x)/(1 + tan(x))
    exp(-x**2/2)/sqrt(2*pi)
    exp(-k*x)*cos(w*x + p)
    x*log(x) - x
    log(sqrt(x**2 + 1) + x)
    log(sin(x)**2 + a)
    x**x
    a**x*x**a
    asin(x/a) + sqrt(a**2 - x**2)
    atan((x - a)/(x + a))
    sinh(x)**2 + cosh(x)**2
    1/(1 + exp(-a*(x - c)))
    a*x*exp(-x/b)*(1 - exp(-c/x))
    m*c**2/sqrt(1 - x**2/c**2)
    g*m*n/((x - a)**2 + (b - c)**2 + d**2)
    n*(exp(q*x/(k*t)) - 1)
    0.5*m*x**2*(w**2 + 0.25*u**2)
    h*x**3/(pi**2*c**2*(exp(h*x/(k*t)) - 1))
"""


class Formula(NamedTuple):
    """A formula, and what it is differentiated by, how often."""

    text: str
    variable: str
    order: int = 1
    others: tuple[str, ...] = ()

    def renamed(self, suffix: str) -> Formula:
        """The same with every symbol renamed, so that no engine can have met a part of it."""
        fresh = {name: name + suffix for name in (self.variable, *self.others)}
        text = _NAME.sub(lambda found: fresh.get(found[0], found[0]), self.text)
        return Formula(text, fresh[self.variable], self.order, tuple(fresh[n] for n in self.others))


_NAME = re.compile(r"(?<![\w.])[A-Za-z_]\w*")


def formulas() -> tuple[str, list[Formula]]:
    """Where the formulas come from, and the formulas."""
    folder = os.environ.get("SYMDIFF_CORPUS", "")
    if not folder or not Path(folder).is_dir():
        return "formulas written for this benchmark (SYMDIFF_CORPUS names no folder)", _written()
    found = [formula for name in CORPORA for formula in _read(Path(folder) / f"{name}.jsonl")]
    return f"corpora: {', '.join(CORPORA)}", found


def _read(file: Path) -> list[Formula]:
    cases = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [
        Formula(case["formula"], case["wrt"], case.get("order", 1), tuple(case["params"]))
        for case in cases
    ]


def _written() -> list[Formula]:
    return [
        Formula(line, "x", others=tuple(sorted(set(re.findall(r"\b[a-dgkmnpqtuwh]\b", line)))))
        for line in map(str.strip, WRITTEN.strip().splitlines())
    ]
