"""How large derivatives are when printed, beside SymPy, SymPy simplified and SymEngine.

    SYMDIFF_CORPUS=/path/to/corpus python benchmarks/forms.py [--rubi 400] [--seconds 20] [--losses FILE]

For every formula: the derivative in the textbook form and in the canonical form, by ``sympy.diff``,
by ``sympy.simplify(sympy.diff(...))`` and by SymEngine. The size of an answer is the number of
operators and function calls on a plain parse of the printed text. An answer of a peer counts only if
its value at the check point is right. In rubi the integrand is what the derivative of the
antiderivative should shrink back to. Losses are written to a file, with both forms.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import signal
import sys
from collections import defaultdict
from pathlib import Path
from random import Random
from time import process_time

import independent
import mpmath
import sympy
from sympy.parsing.sympy_parser import parse_expr
from timing import median, print_heading, print_table

import symdiff

FILES = ("textbook", "physics", "rubi")
NAMES = {"abs": sympy.Abs, "lambertw": sympy.LambertW}
DIGITS = 10


class OverTime(Exception):
    """The peer took too long."""


def _over_time(*_):
    raise OverTime


def size(text):
    """Operators and function calls on a plain parse."""
    kinds = (ast.BinOp, ast.UnaryOp, ast.Call, ast.Compare, ast.BoolOp)
    return sum(isinstance(node, kinds) for node in ast.walk(ast.parse(text, mode="eval")))


class Case:
    """One derivative to be taken, and what each engine answered.

    Attributes:
        texts, seconds: the answer and the processor time of each engine that answered rightly.
    """

    def __init__(self, file, record):
        self.file = file
        self.name = record["id"]
        self.formula, self.wrt, self.order = record["formula"], record["wrt"], record.get("order", 1)
        self.expected = record.get("expected")
        self.kind = record.get("class", file)
        self.chapter = self.name.split("-")[1] if file == "rubi" else file
        self.symbols = [self.wrt, *record["params"]]
        self.point, self.value = record["check_point"], record["check_value"]
        self.domain = self._domain()
        self.texts, self.seconds = {}, {}

    def _domain(self):
        """Real where every subformula is real at the check point."""
        try:
            independent.value(self.formula, self.point or {}, 30, real=True)
        except (independent.NotReal, independent.Undefined):
            return "complex" if self.point else "real"
        except independent.NotUnderstood:
            pass
        return "real"

    def ask(self, name, engine, seconds):
        """Time one engine, and keep its answer if that is right."""
        signal.setitimer(signal.ITIMER_REAL, seconds)
        start = process_time()
        try:
            text = engine(self)
            self.seconds[name] = process_time() - start
        except OverTime:
            self.seconds[name] = seconds
            return
        except Exception:  # a refusal, whatever the peer calls it
            return
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        if self._is_right(text):
            self.texts[name] = text

    def _is_right(self, text):
        if not self.point or self.value is None or self.value[0] is None:
            return True
        for digits in (40, 120):
            try:
                found = mpmath.mp.convert(independent.value(text, self.point, digits))
            except Exception:  # what cannot be evaluated is not counted
                return False
            right = mpmath.mpc(*self.value)
            if abs(found - right) <= abs(right) * mpmath.mpf(10) ** -DIGITS + mpmath.mpf("1e-90"):
                return True
        return False


def by_symdiff(form):
    def derivative(case):
        constants = [c for c in ("pi", "E", "I") if c not in case.symbols]
        options = {"variables": case.symbols, "constants": constants, "domain": case.domain}
        return str(symdiff.diff(case.formula, case.wrt, case.order, form=form, **options))

    return derivative


def _read_by_sympy(case):
    local = NAMES | {name: sympy.Symbol(name) for name in case.symbols}
    return parse_expr(case.formula, local_dict=local)


def by_sympy(case):
    return str(_read_by_sympy(case).diff(sympy.Symbol(case.wrt), case.order))


def by_simplify(case):
    return str(sympy.simplify(_read_by_sympy(case).diff(sympy.Symbol(case.wrt), case.order)))


def by_symengine(case):
    import symengine

    result, x = symengine.sympify(_read_by_sympy(case)), symengine.Symbol(case.wrt)
    for _ in range(case.order):
        result = result.diff(x)
    return str(result)


ENGINES = {
    "symdiff": by_symdiff("textbook"),
    "canonical": by_symdiff("canonical"),
    "sympy": by_sympy,
    "simplify": by_simplify,
    "symengine": by_symengine,
}
PEERS = ("sympy", "simplify", "symengine")


def gathered(folder, rubi):
    """The cases of all files, of rubi a sample."""
    found = []
    for file in FILES:
        with open(Path(folder) / f"{file}.jsonl", encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
        if file == "rubi" and rubi < len(records):
            records = Random(5).sample(records, rubi)
        found += [Case(file, record) for record in records]
    return found


def print_sizes(cases):
    """Who is no larger than whom, by file."""
    rows = []
    for file in (*FILES, "all"):
        here = [c for c in cases if file in (c.file, "all") and "symdiff" in c.texts]
        against = [(c, [size(c.texts[p]) for p in PEERS if p in c.texts]) for c in here]
        against = [(size(c.texts["symdiff"]), sizes) for c, sizes in against if sizes]
        simplified = [
            (size(c.texts["symdiff"]), size(c.texts["simplify"]))
            for c in here
            if "simplify" in c.texts
        ]
        rows.append(
            (
                file,
                len(here),
                f"{sum(a <= min(b) for a, b in against) / max(1, len(against)):.1%}",
                f"{sum(a < b for a, b in simplified) / max(1, len(simplified)):.1%}",
                sum(a for a, _ in against),
                sum(min(b) for _, b in against),
                sum(size(c.texts["canonical"]) for c in here if "canonical" in c.texts),
            )
        )
    heads = ("file", "answers", "no larger than the least", "smaller than simplify")
    print_table((*heads, "operations", "least of peers", "canonical"), rows)


def print_times(cases):
    """Medians of the ratios of times."""
    rows = []
    for file in (*FILES, "all"):
        here = [c for c in cases if file in (c.file, "all") and "symdiff" in c.seconds]
        row = [file, median(c.seconds["symdiff"] for c in here) * 1e3]
        for other in ("canonical", "sympy", "simplify", "symengine"):
            ratios = [c.seconds[other] / c.seconds["symdiff"] for c in here if other in c.seconds]
            row.append(1 / median(ratios) if other == "canonical" else median(ratios))
        rows.append(tuple(row))
    heads = ("file", "median ms", "times canonical's time", "sympy / ours", "simplify / ours")
    print_table((*heads, "symengine / ours"), rows)


def print_expected(cases):
    """Sizes beside what the source gives, by chapter and class of functions."""
    for title, key in (("file or chapter", "chapter"), ("class", "kind")):
        groups = defaultdict(list)
        for c in cases:
            if c.expected is not None and "symdiff" in c.texts:
                groups[getattr(c, key)].append((size(c.texts["symdiff"]), size(c.expected)))
        rows = []
        for name, pairs in sorted(groups.items()):
            ours, theirs = sum(a for a, _ in pairs), sum(b for _, b in pairs)
            no_larger = sum(a <= b for a, b in pairs)
            rows.append((name, len(pairs), no_larger, ours, theirs, ours / max(1, theirs)))
        print_table((title, "cases", "no larger", "operations", "of the source", "ratio"), rows)


def write_losses(cases, file):
    """Every answer that is larger than that of a peer, worst first."""
    lost = []
    for c in cases:
        sizes = {p: size(c.texts[p]) for p in PEERS if p in c.texts}
        if sizes and "symdiff" in c.texts:
            winner = min(sizes, key=sizes.get)
            difference = size(c.texts["symdiff"]) - sizes[winner]
            if difference > 0:
                lost.append((difference, winner, c))
    lost.sort(key=lambda one: -one[0])
    with open(file, "w", encoding="utf-8") as out:
        for difference, winner, c in lost:
            out.write(f"{c.name}: {difference} more than {winner}\n  {c.formula}\n")
            out.write(f"  symdiff: {c.texts['symdiff']}\n  {winner}: {c.texts[winner]}\n")
    print(f"{len(lost)} losses, written to {file}")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rubi", type=int, default=400, help="so many cases of rubi")
    options.add_argument("--seconds", type=float, default=20, help="the most that one answer gets")
    options.add_argument("--losses", default="losses.txt", help="where losses are written")
    options.add_argument("--no-simplify", action="store_true", help="leave sympy.simplify out")
    chosen = options.parse_args()
    folder = os.environ.get("SYMDIFF_CORPUS")
    if folder is None:
        sys.exit("SYMDIFF_CORPUS names no folder of corpora: nothing to compare")
    sys.setrecursionlimit(20_000)
    signal.signal(signal.SIGALRM, _over_time)
    print_heading("Sizes of derivatives", peers=True)
    cases = gathered(folder, chosen.rubi)
    for case in cases:
        for name, engine in ENGINES.items():
            if name != "simplify" or not chosen.no_simplify:
                case.ask(name, engine, chosen.seconds)
    print_sizes(cases)
    print_times(cases)
    print_expected(cases)
    write_losses(cases, chosen.losses)


if __name__ == "__main__":
    main()
