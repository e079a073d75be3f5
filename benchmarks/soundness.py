"""The long run: what was simplified has its value wherever the original had one.

    python benchmarks/soundness.py [--cases 20000] [--seed 1]

Random formulas, some of them derivatives as the rules give them, are simplified to each form in
both domains, and evaluated before and after with intervals (python-flint, no code of the engine)
at random points, most of them with a negative coordinate. A case is violated when the original is
proved to have a value somewhere and the simplified formula is proved to have none or another one;
in the real domain a formula has a value where all its subformulas have real ones. Where the
simplified formula has a value and the original none, a condition must tell. Exit status 1 when a
case is violated. Needs the extra ``test``.
"""

from __future__ import annotations

import argparse
import random
import sys
import traceback
from collections import Counter
from pathlib import Path
from time import process_time

from flint import fmpq

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "simplification"))

from evaluator import UNDEFINED, is_value, may_be_equal, values
from formulas import FAMILIES

from symdiff.calculus import differentiate
from symdiff.catalogue import CATALOGUE
from symdiff.expressions import Expr, LimitExceeded, Limits, Symbol
from symdiff.simplification import Simplification

x = Symbol("x")
LIMITS = Limits(steps=1_000_000, digits=300)
NUMERATORS = (0, 1, 1, 2, 3, 5, 7, 13)
DENOMINATORS = (1, 1, 1, 2, 3, 10)
FORMS = ("textbook", "textbook", "textbook", "canonical", "expanded", "factored")


def point(dice: random.Random) -> dict[str, fmpq]:
    """A rational point near 0, each coordinate negative in three of five."""
    return {name: coordinate(dice) for name in ("x", "y")}


def coordinate(dice: random.Random) -> fmpq:
    size = fmpq(dice.choice(NUMERATORS), dice.choice(DENOMINATORS))
    return -size if dice.random() < 0.6 else size


class Case:
    """A formula, the form and the domain it is simplified to, and points to try it at."""

    def __init__(self, seed: int, number: int, points: int) -> None:
        dice = random.Random(seed * 10_000_000 + number)
        self.name = f"{seed}:{number}"
        self.family = dice.choice(sorted(FAMILIES))
        self.domain = dice.choice(("real", "complex"))
        self.form = dice.choice(FORMS)
        self.given = FAMILIES[self.family](dice.randbytes(dice.randint(4, 20)))
        self.derived = dice.random() < 0.3
        if self.derived:
            self.given = differentiate(self.given, x, catalogue=CATALOGUE, domain=self.domain)
        self.points = [point(dice) for _ in range(points)]

    def simplified(self) -> Simplification:
        """What the engine makes of it; a condition must tell where the domain grew."""
        return Simplification(self.given, form=self.form, domain=self.domain, limits=LIMITS)

    def __str__(self) -> str:
        return f"{self.name} {self.form} {self.domain} {self.given}"


class Tally:
    """What was found, counted; and what was violated, told."""

    def __init__(self) -> None:
        self.cases: Counter[str] = Counter()
        self.points: Counter[str] = Counter()
        self.violations: list[str] = []

    def violated(self, case: Case, what: str) -> None:
        self.violations.append(f"{case}\n    {what}")
        print("violated:", self.violations[-1], flush=True)


def hold(case: Case, tally: Tally) -> None:
    """Simplify a case and compare it with the original at every point."""
    tally.cases[case.family] += 1
    tally.cases[f"{case.form}, {case.domain}"] += 1
    tally.cases["derivatives"] += case.derived
    try:
        found = case.simplified()
        conditions = found.conditions if case.domain == "real" else ()
    except LimitExceeded:
        tally.cases["ended by a limit"] += 1
        return
    except Exception:  # anything else that is raised is a violation
        tally.violated(case, traceback.format_exc())
        return
    tally.cases["changed"] += found.result is not case.given
    wrong = [compare(case, found.result, conditions, at, tally) for at in case.points]
    for what in [what for what in wrong if what][:1]:
        tally.violated(case, what)


def compare(
    case: Case, result: Expr, conditions: tuple[Expr, ...], at: dict[str, fmpq], tally: Tally
) -> str:
    """Compare at one point; what is wrong there, or nothing."""
    before, after, *told = values((case.given, result, *conditions), at, case.domain)
    points, negative = tally.points, at["x"] < 0 or at["y"] < 0
    points["tried"] += 1
    points["tried, with a negative coordinate"] += negative
    if is_value(before):
        points["where the original has a value"] += 1
        points["of these, with a negative coordinate"] += negative
        if after == UNDEFINED:
            return f"at {at} {before}, but {result} has no value"
        if is_value(after):
            points["where both have a value"] += 1
            if not may_be_equal(before, after):
                return f"at {at} {before}, but {result} is {after}"
    elif before == UNDEFINED and is_value(after) and case.domain == "real":
        points["where the domain grew"] += 1
        if all(one is True for one in told):
            return f"at {at} undefined, {result} is {after}; told {[str(c) for c in conditions]}"
    return ""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--first", type=int, default=0, help="number of the first case")
    options.add_argument("--points", type=int, default=5, help="points a case")
    options.add_argument("--slow", type=float, default=3.0, help="seconds from which a case is told")
    chosen = options.parse_args()
    tally = Tally()
    for number in range(chosen.first, chosen.first + chosen.cases):
        case = Case(chosen.seed, number, chosen.points)
        start = process_time()
        hold(case, tally)
        if process_time() - start > chosen.slow:
            tally.cases["slow"] += 1
            print(f"slow, {process_time() - start:.1f} s: {case}", flush=True)
    print(f"seed {chosen.seed}, {chosen.cases:,} cases from number {chosen.first:,}")
    for counted in (tally.cases, tally.points):
        for kind, count in sorted(counted.items()):
            print(f"{count:12,}  {kind}")
    print(f"{len(tally.violations):12,}  violations, {process_time():.0f} s of processor time")
    return 1 if tally.violations else 0


if __name__ == "__main__":
    sys.exit(main())
