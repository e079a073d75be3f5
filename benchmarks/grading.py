"""How good grading is: right answers in other forms, and answers with one classic mistake.

    SYMDIFF_CORPUS=/path/to/corpus python benchmarks/grading.py [--file textbook] [--processes 2]

For every first derivative of the corpus: the source's own answer and SymPy's rewritings of it (expanded,
factored, together, simplified, other trigonometric forms ...) are to be accepted, as far as an evaluator
that shares no code with symdiff finds the answer's value at the check point. A differentiator written for the
tests alone makes one classic mistake at one place (tests/teaching/injected.py); what it gives is to be refused if
it is another function, and the mistake to be named. A case that takes longer than a minute counts as missed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import signal
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import independent
import mpmath
import sympy
from timing import print_heading, print_table

import symdiff
from symdiff.expressions import SymdiffError

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.teaching import injected

SECONDS = 60
POINTS = ("0.7310585", "1.2247448", "2.6457513", "3.3166247", "0.3247179", "7.0710678")
STEP = Decimal("0.1618033")
FORMS = {
    "expanded": sympy.expand,
    "factored": sympy.factor,
    "together": sympy.together,
    "cancelled": sympy.cancel,
    "simplified": sympy.simplify,
    "trigonometric, expanded": sympy.expand_trig,
    "trigonometric, joined": sympy.trigsimp,
    "powers joined": sympy.powsimp,
    "roots rationalised": sympy.radsimp,
    "in sine": lambda e: e.rewrite(sympy.sin),
    "in tangent": lambda e: e.rewrite(sympy.tan),
}


class OverTime(Exception):
    """The case took too long."""


def within(seconds, action):
    """What the action returns, or OverTime."""
    signal.signal(signal.SIGALRM, _over_time)
    signal.alarm(seconds)
    try:
        return action()
    finally:
        signal.alarm(0)


def _over_time(*_):
    raise OverTime


def value(text, point):
    """The independent value, None where there is none."""
    try:
        return independent.value(text, point, digits=40)
    except (independent.NotReal, independent.Undefined, independent.NotUnderstood,
            ZeroDivisionError, ValueError, OverflowError):  # fmt: skip
        return None


def same(a, b):
    """Whether two values are equal but for rounding."""
    return abs(a - b) <= mpmath.mpf(10) ** -25 * max(abs(a), abs(b), mpmath.mpf(10) ** -25)


def differ_at(one, other, names):
    """Whether two texts have different values at one of some points."""
    for start in POINTS:
        point = {name: str(Decimal(start) + i * STEP) for i, name in enumerate(names)}
        a, b = value(one, point), value(other, point)
        if a is not None and b is not None and not same(a, b):
            return True
    return False


def right_answers(record, names):
    """Other forms of the source's answer, by name: texts that have its value at the check point."""
    printed = record["expected"]
    local = {name: sympy.Symbol(name) for name in names} | {"E": sympy.E, "pi": sympy.pi}
    try:
        answer = within(SECONDS, lambda: sympy.sympify(printed, locals=local, rational=True))
    except (OverTime, sympy.SympifyError):
        return
    yield "as printed", printed
    for form, rewrite in FORMS.items():
        try:
            text = str(within(SECONDS, lambda rewrite=rewrite: rewrite(answer)))
        except Exception:  # SymPy's own troubles are not what is measured
            continue
        if text != printed:
            yield form, text


def examine(record):
    """What is said of the right and of the wrong answers to one case."""
    names = [record["wrt"], *record["params"]]
    options = {"variables": names, "constants": [c for c in ("pi", "E") if c not in names]}
    positive = [f"{name} > 0" for name in names] if "positive" in record["domain_hint"] else []
    right, wrong = [], []
    if record.get("check") == "ok" and record.get("expected"):
        expected = complex(*map(float, record["check_value"]))
        for form, text in right_answers(record, names):
            found = value(text, record["check_point"])
            if found is None or abs(complex(found) - expected) > 1e-12 * abs(expected):
                continue
            said = grade(record, text, options, positive)
            right.append((form, text, said if isinstance(said, str) else said.mark))
    f = symdiff.parse(record["formula"], **options)
    answer = str(symdiff.diff(f, record["wrt"]))
    try:
        slips = list(injected.slips(f, symdiff.Symbol(record["wrt"])))
    except injected.Cannot:
        slips = []
    for kind, claim in slips:
        if differ_at(str(claim), answer, names):
            said = grade(record, str(claim), options, positive)
            if isinstance(said, str):
                wrong.append((kind, str(claim), said, ()))
            else:
                kinds = tuple(mistake.kind for mistake in said.mistakes)
                wrong.append((kind, str(claim), said.mark, kinds))
    return record["id"], record["formula"], right, wrong


def grade(record, claim, options, positive):
    """The grade, or why there is none."""
    try:
        return within(
            SECONDS,
            lambda: symdiff.grade(
                record["formula"], claim, record["wrt"], assume=positive, **options
            ),
        )
    except OverTime:
        return "over time"
    except SymdiffError as error:
        return error.code


def main():
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--file", default="textbook")
    parser.add_argument("--every", type=int, default=1, help="take one case of so many")
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    if "SYMDIFF_CORPUS" not in os.environ:
        parser.error("SYMDIFF_CORPUS names no folder with the corpora")
    path = Path(os.environ["SYMDIFF_CORPUS"], f"{options.file}.jsonl")
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    records = [r | {"domain_hint": r.get("domain_hint") or ""} for r in records
               if r.get("order", 1) == 1][:: options.every]  # fmt: skip
    with multiprocessing.Pool(options.processes) as pool:
        outcomes = list(pool.imap_unordered(examine, records))
    report(outcomes)


def report(outcomes):
    """The counts, and what fell short, one by one."""
    right = [(formula, *entry) for _, formula, several, _ in outcomes for entry in several]
    wrong = [(formula, *entry) for _, formula, _, several in outcomes for entry in several]
    print_heading("Right answers in other forms")
    forms = Counter(form for _, form, _, _ in right)
    accepted = Counter(form for _, form, _, mark in right if mark == "equal")
    rows = [[form, str(forms[form]), str(accepted[form])] for form in forms]
    rows.append(["all", str(len(right)), str(sum(accepted.values()))])
    print_table(["form", "answers", "accepted"], rows)
    for formula, form, text, mark in right:
        if mark != "equal":
            print(f"  {mark}: ({formula})' = {text}  ({form})")
    print_heading("One mistake made")
    kinds = Counter(kind for _, kind, _, _, _ in wrong)
    refused = Counter(k for _, k, _, mark, _ in wrong if mark in ("unequal", "equal in part"))
    named = Counter(kind for _, kind, _, _, said in wrong if kind in said)
    rows = [[k, str(kinds[k]), str(refused[k]), str(named[k])] for k in sorted(kinds)]
    rows.append(["all", *(str(sum(c.values())) for c in (kinds, refused, named))])
    print_table(["mistake", "answers", "refused", "named"], rows)
    for formula, kind, text, mark, said in wrong:
        if kind not in said or mark not in ("unequal", "equal in part"):
            print(f"  {mark}: ({formula})' = {text}  ({kind}; said: {', '.join(said) or '-'})")


if __name__ == "__main__":
    main()
