"""Every formula of the corpora, differentiated and checked against numbers from elsewhere.

    SYMDIFF_CORPUS=/path/to/corpus python benchmarks/corpus.py [--file physics] [--sample 300]

For every case: read the formula, differentiate it, print the answer, and let an evaluator that
shares no code with symdiff (independent.py) compute the printed text at the check point; that
must equal the check value. Then, at points with negative coordinates, the simplified
derivative must have the value of the raw one wherever the raw one has a value. Exit status 1 when
anything fails.
"""

from __future__ import annotations

import argparse
import ast
import json
import multiprocessing
import os
import signal
import sys
import time
from fractions import Fraction
from itertools import islice
from pathlib import Path
from random import Random

import independent
import mpmath

import symdiff
from symdiff.expressions import DomainError, LimitExceeded, Limits, SymdiffError

FILES = ("rubi", "physics", "textbook", "peers", "multivariate", "parser_inputs")
SECONDS = 60  # for one derivative, printed and computed at its check point
SECONDS_NEGATIVE = 20  # for the negative points of one case: special functions may take minutes
NOISE = "1e-90"  # what differences at 110 digits leave of a derivative that is 0
NEGATIVE_POINTS = 3
NEGATIVE_TRIES = 8
NEGATIVE_DIGITS = 12
_SHALLOW = Limits(digits=200)


class OverTime(Exception):
    """The case took too long."""


class Case:
    """One derivative to be taken: a formula, the variables to take it by, and its value somewhere.

    Attributes:
        digits: how many digits of the check value can be trusted.
    """

    def __init__(self, record, name, formula, wrt, order, expected, digits):
        self.name = name
        self.formula = formula
        self.wrt = wrt
        self.order = order
        self.expected = expected
        self.digits = digits
        names = {*record["params"], *([wrt] if isinstance(wrt, str) else wrt)}
        self.point = record["check_point"] or dict.fromkeys(sorted(names), "0.625")
        names |= {*self.point}
        self.names = {
            "variables": sorted(names),
            "constants": sorted({"pi", "E", "I"} - names),
        }


class Outcome:
    """What became of one case; ``trouble`` lists (kind, what).

    ``negative`` counts the points with negative coordinates that were compared; ``given_up`` says
    that computing them took too long.
    """

    def __init__(self, case):
        self.case = case.name
        self.parsed = self.differentiated = self.correct = self.without_value = False
        self.domain = "real"
        self.negative = 0
        self.given_up = False
        self.trouble = []
        self.seconds = 0.0


def cases(file, record):
    """The cases that one line of a corpus holds."""
    if file == "multivariate":
        for i, formula in enumerate(record["formulas"]):
            for j, variable in enumerate(record["variables"]):
                entry = record["check_jacobian"][i][j]
                expected = None if entry is None else [entry, "0"]
                name = f"{record['id']}[{i}, {variable}]"
                yield Case(record, name, formula, variable, 1, expected, 14)
        return
    wrt = tuple(record["wrt_all"]) if record.get("wrt_all") else record["wrt"]
    order = 1 if record.get("wrt_all") else record.get("order", 1)
    digits = 14 if record.get("expected") is None else 20
    yield Case(
        record, record["id"], record["formula"], wrt, order, record["check_value"], digits
    )


def examine(case):
    """The outcome of one case, within its time."""
    outcome = Outcome(case)
    start = time.perf_counter()
    signal.signal(signal.SIGALRM, _over_time)
    try:
        forms = within(SECONDS, differentiated, case, outcome)
        outcome.seconds = time.perf_counter() - start
        try:
            within(SECONDS_NEGATIVE, compare_at_negative_points, case, forms, outcome)
        except OverTime:
            outcome.given_up = True
    except OverTime:
        outcome.trouble.append(("over time", f"more than {SECONDS} s"))
    except SymdiffError as error:
        outcome.trouble.append(("refused", f"{error.code}: {error.message}"))
    except Exception as error:  # a traceback is a finding too, and the others must go on
        outcome.trouble.append(("crashed", f"{type(error).__name__}: {error}"))
    outcome.seconds = outcome.seconds or time.perf_counter() - start
    return outcome


def within(seconds, work, *args):
    """What the work returns, or OverTime."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return work(*args)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _over_time(*_):
    raise OverTime


def differentiated(case, outcome):
    """The raw derivative and the simplified one, whose printed text is checked at the check point."""
    e = symdiff.parse(case.formula, **case.names)
    outcome.parsed = True
    outcome.domain = domain_of(case)
    options = {"domain": outcome.domain, **case.names}
    answer = symdiff.diff(case.formula, case.wrt, case.order, **options)
    outcome.differentiated = True
    if case.expected is None or case.expected[0] is None:
        outcome.without_value = True
    else:
        compare_at_check_point(case, str(answer), outcome)
    raw = symdiff.diff(e, case.wrt, case.order, form="raw", domain=outcome.domain)
    return raw, answer


def domain_of(case):
    """Real where every subformula is real at the check point, in the independent evaluator."""
    try:
        independent.value(case.formula, case.point, 30, real=True)
    except (independent.NotReal, independent.Undefined):
        return "complex"
    except independent.NotUnderstood:
        pass
    return "real"


def compare_at_check_point(case, text, outcome):
    for digits in (60, 200):
        try:
            found = independent.value(text, case.point, digits)
        except (independent.Undefined, independent.NotUnderstood) as error:
            outcome.trouble.append(("no value", f"{error} in {text[:200]}"))
            return
        if close(found, mpmath.mp, case.expected, case.digits):
            outcome.correct = True
            return
    shown = mpmath.nstr(found, 20)
    outcome.trouble.append(("wrong", f"{shown}, not {case.expected}: {text[:200]}"))


def close(found, mp, expected, digits):
    """Whether the number is the expected one, given as two decimals, to so many digits."""
    with mp.workdps(60):
        right = mp.mpc(*expected)
        found = mp.convert(found)
        return abs(found - right) <= max(abs(right) * mp.mpf(10) ** -digits, mp.mpf(NOISE))


def negative_points(case):
    """Points near the check point with some coordinates negative, the first one with all."""
    random = Random(case.name)
    names = sorted(case.point)
    for trial in range(NEGATIVE_TRIES):
        signs = [-1 if trial == 0 else random.choice((1, -1)) for _ in names]
        if signs and min(signs) > 0:
            signs[random.randrange(len(names))] = -1
        yield {
            name: sign * Fraction(case.point[name]) * Fraction(random.randrange(60, 150), 100)
            for name, sign in zip(names, signs, strict=True)
        }


def compare_at_negative_points(case, forms, outcome):
    raw, answer = forms
    points = negative_points(case) if case.point else iter(())
    defined = (p for p in points if _value(raw, p, outcome.domain) is not None)
    for point in islice(defined, NEGATIVE_POINTS):
        right, found = (_value(e, point, outcome.domain) for e in (raw, answer))
        where = ", ".join(f"{name} = {float(entry):.6g}" for name, entry in point.items())
        if found is None:
            outcome.trouble.append(("domain shrinks", f"at {where}: {str(answer)[:160]}"))
            return
        with mpmath.workdps(40):
            right, found = mpmath.mp.convert(right), mpmath.mp.convert(found)
            size = max(abs(right), abs(found))
            if abs(right - found) > size * mpmath.mpf(10) ** -NEGATIVE_DIGITS:
                outcome.trouble.append(("differs", f"at {where}: {str(answer)[:160]}"))
                return
        outcome.negative += 1


def _value(e, point, domain):
    try:
        return symdiff.evaluate(e, point, NEGATIVE_DIGITS + 4, domain=domain, limits=_SHALLOW)
    except (DomainError, LimitExceeded):
        return None


# What people typed


def read_typed(record):
    """What symdiff makes of a text that people typed, in a few words.

    Where the dialect knows variables of one letter only, the letters are declared.
    """
    wanted = record["canonical"]
    names = {}
    if "single-letter" in record["dialect"]:
        names = {"variables": variables_of(wanted), "constants": ("pi", "e", "E", "I")}
    try:
        found = symdiff.parse(record["input"], **names)
    except SymdiffError as error:
        if wanted == "error":
            return "error, and refused"
        return "ambiguous, and refused" if error.code == "E-AMBIGUOUS" else "refused"
    except RecursionError:
        return "crashed"
    if wanted == "error":
        return "error there, read here"
    try:
        right = symdiff.parse(wanted, **names)
    except SymdiffError:
        return "canonical form not read"
    if found is right:
        return "same tree"
    return "same value" if same_value(found, right) else "read in another way"


def variables_of(text):
    """The names in a formula that are neither constants nor called."""
    nodes = list(ast.walk(ast.parse(text, mode="eval")))
    called = {node.func.id for node in nodes if isinstance(node, ast.Call)}
    named = {node.id for node in nodes if isinstance(node, ast.Name)}
    return sorted(named - called - {"pi", "E", "I"})


def same_value(e, other):
    names = sorted({s.name for s in (*e.free_symbols, *other.free_symbols)})
    random = Random(0)
    for _ in range(3):
        point = {name: Fraction(random.randrange(20, 90), 100) for name in names}
        values = [_value(one, point, "complex") for one in (e, other)]
        if None in values or abs(values[0] - values[1]) > 1e-9 * abs(values[1]):
            return False
    return True


# The tables


def load(folder, file):
    with open(Path(folder) / f"{file}.jsonl", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def spread(items, count):
    """So many of the items, evenly spread."""
    if count is None or count >= len(items):
        return items
    return [items[i * len(items) // count] for i in range(count)]


def gathered(folder, files, sample=None):
    """The cases of each file; of a sample each file has a share, small files a larger one."""
    found = {file: [c for r in load(folder, file) for c in cases(file, r)] for file in files}
    if sample is None:
        return found
    weight = {file: len(several) ** 0.5 for file, several in found.items()}
    total = sum(weight.values())
    return {
        file: spread(several, max(1, round(sample * weight[file] / total)))
        for file, several in found.items()
    }


COLUMNS = (
    "cases", "read", "derived", "correct", "no value", "complex", "negative", "given up", "trouble", "s"
)  # fmt: skip


def row(outcomes):
    return (
        len(outcomes),
        sum(o.parsed for o in outcomes),
        sum(o.differentiated for o in outcomes),
        sum(o.correct for o in outcomes),
        sum(o.without_value for o in outcomes),
        sum(o.domain == "complex" for o in outcomes),
        sum(o.negative for o in outcomes),
        sum(o.given_up for o in outcomes),
        sum(bool(o.trouble) for o in outcomes),
        round(sum(o.seconds for o in outcomes)),
    )


def print_row(name, entries):
    print(f"{name:14}", *[f"{entry:>9}" for entry in entries], flush=True)


def print_troubles(outcomes, at_most):
    kinds = sorted({kind for o in outcomes for kind, _ in o.trouble})
    for kind in kinds:
        found = [(o.case, what) for o in outcomes for k, what in o.trouble if k == kind]
        print(f"\n{kind}: {len(found)}")
        for name, what in found[:at_most]:
            print(f"  {name}: {what}")
        if len(found) > at_most:
            print(f"  ... and {len(found) - at_most} more")


def print_typed(folder):
    counts = {}
    for record in load(folder, "parser_inputs"):
        counts.setdefault(record["dialect"], []).append(read_typed(record))
    words = sorted({word for several in counts.values() for word in several})
    print("\nwhat people typed (parser_inputs): how symdiff reads it, by the peer it was typed for")
    for dialect, several in sorted(counts.items()):
        parts = [f"{several.count(w)} {w}" for w in words if w in several]
        print(f"  {dialect}: {', '.join(parts)}")


def options():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--file", action="append", choices=FILES, help="only this corpus")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default 2)")
    parser.add_argument("--sample", type=int, help="about so many cases, spread over the files")
    parser.add_argument("--list", type=int, default=40, help="how many troubles of a kind to list")
    return parser.parse_args()


def main():
    chosen = options()
    folder = os.environ.get("SYMDIFF_CORPUS", "")
    if not Path(folder).is_dir() or not folder:
        print("The corpora are not here: set SYMDIFF_CORPUS to the folder that holds them.")
        return 2
    files = [f for f in chosen.file or FILES if f != "parser_inputs"]
    print(__doc__.partition("\n")[0])
    print("Columns: cases; read; differentiated; correct at the check point; without a check value;")
    print("in the complex domain; negative points compared; cases whose negative points were given up")
    print("for time; cases with trouble; seconds.\n")
    print_row("", COLUMNS)
    every = []
    with multiprocessing.Pool(chosen.jobs) as pool:
        for file, several in gathered(folder, files, chosen.sample).items():
            outcomes = list(pool.imap(examine, several, chunksize=4))
            print_row(file, row(outcomes))
            every += outcomes
    if len(files) > 1:
        print_row("all", row(every))
    print_troubles(every, chosen.list)
    slowest = sorted(every, key=lambda o: -o.seconds)[:3]
    given_up = [o.case for o in every if o.given_up]
    if given_up:
        print("\nnegative points that take longer to compute than", SECONDS_NEGATIVE, "s:", *given_up)
    print("\nslowest:", ", ".join(f"{o.case} {o.seconds:.1f} s" for o in slowest))
    if "parser_inputs" in (chosen.file or FILES):
        print_typed(folder)
    return 1 if any(o.trouble for o in every) else 0


if __name__ == "__main__":
    sys.exit(main())
