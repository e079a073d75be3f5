"""How large derivatives are when printed, beside SymPy, SymPy simplified and SymEngine.

    SYMDIFF_CORPUS=/path/to/corpus python benchmarks/forms.py [--rubi 400] [--seconds 20] [--losses FILE]
        [--differences FILE] [--keep FILE]

For every formula: the derivative in the textbook form and in the canonical form, by ``sympy.diff``,
by ``sympy.simplify(sympy.diff(...))`` and by SymEngine. The size of an answer is the number of
operators and function calls on a plain parse of the printed text. An answer of a peer counts only if
its value at the check point is right. In rubi the integrand is what the derivative of the
antiderivative should shrink back to. Losses are written to a file, with both forms and their kind; so
are the answers that are not the printed one of the textbook, each with the reason. ``--keep`` keeps the
peers' answers in a file, and takes them from there the next time.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import signal
import sys
from collections import defaultdict
from fractions import Fraction
from math import prod
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
EXACT_DIGITS = 25
ROUNDED, EXPANDED, BROUGHT_IN = "constant rounded", "came expanded", "function brought in"
KINDS = {
    ROUNDED: "the peer's constant is rounded, ours is exact",
    EXPANDED: "a polynomial that came expanded stays so, as in the source",
    BROUGHT_IN: "the peer brings in a function that the formula does not have",
    "": "none of these",
}


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
        self.texts, self.seconds, self.rounded = {}, {}, set()

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
        self.keep(name, text)

    def take(self, name, kept):
        """Take a peer's answer of an earlier run."""
        if name in kept["seconds"]:
            self.seconds[name] = kept["seconds"][name]
        if name in kept["texts"]:
            self.keep(name, kept["texts"][name])

    def keep(self, name, text):
        """Keep an answer if it is right; note whether its constants are rounded."""
        if self._is_right(text):
            self.texts[name] = text
            if not self._is_right(text, EXACT_DIGITS):
                self.rounded.add(name)

    def _is_right(self, text, agreed=DIGITS):
        if not self.point or self.value is None or self.value[0] is None:
            return True
        for digits in (40, 120):
            try:
                found = mpmath.mp.convert(independent.value(text, self.point, digits))
            except Exception:  # what cannot be evaluated is not counted
                return False
            with mpmath.workdps(40):
                right = mpmath.mpc(*self.value)
                tolerance = abs(right) * mpmath.mpf(10) ** -agreed + mpmath.mpf("1e-90")
                if abs(found - right) <= tolerance:
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


def answers_kept(file):
    """The peers' answers of an earlier run, by case."""
    if file is None or not os.path.exists(file):
        return {}
    with open(file, encoding="utf-8") as lines:
        return {record["id"]: record for record in map(json.loads, lines)}


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
                share_no_larger(here),
                share_no_larger(here, exact=True),
                f"{sum(a < b for a, b in simplified) / max(1, len(simplified)):.1%}",
                sum(a for a, _ in against),
                sum(min(b) for _, b in against),
                sum(size(c.texts["canonical"]) for c in here if "canonical" in c.texts),
            )
        )
    heads = ("file", "answers", "no larger than the least", "of those exact", "smaller than simplify")
    print_table((*heads, "operations", "least of peers", "canonical"), rows)


def share_no_larger(cases, exact=False):
    """On how many formulas no peer's answer is smaller; if asked for, of peers that do not round."""
    won = told = 0
    for c in cases:
        sizes = [size(c.texts[p]) for p in PEERS if p in c.texts and not (exact and p in c.rounded)]
        told += bool(sizes)
        won += bool(sizes) and size(c.texts["symdiff"]) <= min(sizes)
    return f"{won / max(1, told):.1%}"


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


def shape(node):
    """A formula up to the order of terms and factors, and to how quotients and roots are written."""
    if isinstance(node, str):
        return shape(ast.parse(node, mode="eval").body)
    if isinstance(node, ast.BinOp):
        kind, left, right = type(node.op).__name__, shape(node.left), shape(node.right)
        if kind in ("Add", "Sub"):
            return _joined("+", left, _negative(right) if kind == "Sub" else right)
        if kind in ("Mult", "Div"):
            return _joined("*", left, _power(right, -1) if kind == "Div" else right)
        return _power(left, right)
    if isinstance(node, ast.UnaryOp):
        return _negative(shape(node.operand))
    if isinstance(node, ast.Call):
        arguments = [shape(a) for a in node.args]
        if node.func.id in ("sqrt", "cbrt"):
            return _power(arguments[0], Fraction(1, 2 if node.func.id == "sqrt" else 3))
        if node.func.id == "exp":
            return _power("E", arguments[0])
        return (node.func.id, *arguments)
    return Fraction(str(node.value)) if isinstance(node, ast.Constant) else node.id


def _negative(part):
    return _joined("*", Fraction(-1), part)


def _power(base, exponent):
    if exponent == 1:
        return base
    if isinstance(base, Fraction) and isinstance(exponent, int | Fraction) and exponent == int(exponent):
        return base ** int(exponent)
    if isinstance(base, tuple) and base[0] == "*" and isinstance(exponent, int):
        return _joined("*", *[_power(part, exponent) for part in base[1:]])
    if isinstance(base, tuple) and base[0] == "^":
        return _power(base[1], _joined("*", base[2], Fraction(exponent))) if exponent == -1 else (
            "^", base, exponent)
    return ("^", base, Fraction(exponent) if isinstance(exponent, int) else exponent)


def _joined(kind, *parts):
    """A sum or a product, flat and in order, its numbers worked out."""
    flat = []
    for part in parts:
        flat += part[1:] if isinstance(part, tuple) and part[0] == kind else [part]
    number = sum(p for p in flat if isinstance(p, Fraction))
    if kind == "*":
        number = prod(p for p in flat if isinstance(p, Fraction))
    rest = sorted((p for p in flat if not isinstance(p, Fraction)), key=repr)
    if number != (kind == "*") or not rest:
        rest = [Fraction(number), *rest]
    return rest[0] if len(rest) == 1 else (kind, *rest)


def differences(cases):
    """The cases of the textbook whose answer is not the printed one, each with the reason."""
    for c in cases:
        if c.file == "textbook" and c.expected is not None and "symdiff" in c.texts:
            ours = c.texts["symdiff"]
            if shape(ours) != shape(c.expected):
                yield c, _reason(size(ours) - size(c.expected))


def _reason(more):
    if more:
        return f"{abs(more)} operation{'s' * (abs(more) > 1)} {'more' if more > 0 else 'fewer'}"
    return "as long; factors, signs or roots are placed otherwise"


def write_differences(cases, file):
    """How often the textbook's printed answer is met, and what stands instead, in a table."""
    printed = [c for c in cases if c.file == "textbook" and c.expected is not None]
    told = list(differences(cases))
    with open(file, "w", encoding="utf-8") as out:
        out.write("| formula | printed | symdiff | why |\n| --- | --- | --- | --- |\n")
        for c, reason in told:
            texts = (c.formula, c.expected, c.texts["symdiff"])
            out.write("".join(f"| `{t}` " for t in texts) + f"| {reason} |\n")
    longer = sum(reason.endswith("more") for _, reason in told)
    print(f"{len(printed) - len(told)} of {len(printed)} answers are the textbook's printed ones, up to order;")
    print(f"{len(told)} are not, of which {longer} are longer; written to {file}")


def kind_of_loss(c, winner):
    """Why a peer's answer is smaller, if that is known."""
    if winner in c.rounded:
        return ROUNDED
    calls = [{n.func.id for n in ast.walk(ast.parse(t)) if isinstance(n, ast.Call)}
             for t in (c.formula, c.texts["symdiff"], c.texts[winner])]
    if calls[2] - calls[0] - calls[1]:
        return BROUGHT_IN
    polynomial = not calls[1] and "/" not in c.texts["symdiff"]
    return EXPANDED if polynomial else ""


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
    kinds = defaultdict(int)
    for _, winner, c in lost:
        kinds[kind_of_loss(c, winner)] += 1
    print_table(("losses", "why"), [(kinds[kind], why) for kind, why in KINDS.items()])
    with open(file, "w", encoding="utf-8") as out:
        for difference, winner, c in lost:
            out.write(f"{c.name}: {difference} more than {winner}, {kind_of_loss(c, winner) or 'open'}\n  {c.formula}\n")
            out.write(f"  symdiff: {c.texts['symdiff']}\n  {winner}: {c.texts[winner]}\n")
    print(f"{len(lost)} losses, written to {file}")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rubi", type=int, default=400, help="so many cases of rubi")
    options.add_argument("--seconds", type=float, default=20, help="the most that one answer gets")
    options.add_argument("--losses", default="losses.txt", help="where losses are written")
    options.add_argument("--differences", default="differences.md", help="where those are written")
    options.add_argument("--keep", help="where the peers' answers are kept")
    options.add_argument("--no-simplify", action="store_true", help="leave sympy.simplify out")
    chosen = options.parse_args()
    folder = os.environ.get("SYMDIFF_CORPUS")
    if folder is None:
        sys.exit("SYMDIFF_CORPUS names no folder of corpora: nothing to compare")
    sys.setrecursionlimit(20_000)
    signal.signal(signal.SIGALRM, _over_time)
    print_heading("Sizes of derivatives", peers=True)
    cases = gathered(folder, chosen.rubi)
    kept = answers_kept(chosen.keep)
    with open(chosen.keep or os.devnull, "a", encoding="utf-8") as out:
        for case in cases:
            known = kept.get(case.name)
            for name, engine in ENGINES.items():
                if known is not None and name in PEERS:
                    case.take(name, known)
                elif name != "simplify" or not chosen.no_simplify:
                    case.ask(name, engine, chosen.seconds)
            if known is None:
                out.write(json.dumps({"id": case.name, "texts": case.texts, "seconds": case.seconds}) + "\n")
    print_sizes(cases)
    print_times(cases)
    print_expected(cases)
    write_differences(cases, chosen.differences)
    write_losses(cases, chosen.losses)


if __name__ == "__main__":
    main()
