"""What is done with an input: everything that a stranger's text can reach.

A target returns what the input led to, "answered" or the code of the refusal, and raises
``Wrong`` when an answer contradicts itself. Any other exception is a find.
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import sys
from collections.abc import Callable
from typing import Any

import symdiff
from symdiff.cli import main
from symdiff.expressions import Expr, LimitExceeded, SymdiffError, postorder, sizes
from symdiff.notation import read
from symdiff.notation.latex_reading import read_latex
from symdiff.notation.slots import slots
from tests.fuzzing import inputs

FORMS = ["textbook", "textbook", "canonical", "canonical", "expanded", "factored", "raw"]
FACTS = [(), (), (), ("x > 0",), ("x > 0", "y < 1"), ("x != 0",), ("x >= 1", "x < 3"), ("y == x",), ("x > 1 and x < 0",)]
POINTS = ["x=2", "x=0", "x=-1/2", "x=0.3, y=pi/4", "x=1e-200, y=1e200", "x=1/3, y=2, t=5, a=1, n=3", "x=10^30", "x=pi/2, y=-1", "y=7"]


CONSTANTS = {"pi", "e", "E", "I"}
SPELLINGS = frozenset(symdiff.CATALOGUE.spellings()) - CONSTANTS
done: list[str] = []
"""What was done with the last input, in words."""


class Wrong(Exception):
    """An answer that contradicts another one."""


def outcome(work: Callable[[], None]) -> str:
    """What the work led to."""
    try:
        work()
    except SymdiffError as error:
        check_error(error)
        return error.code
    return "answered"


def check_error(error: SymdiffError) -> None:
    """A refusal can be shown, sent, and points into its text."""
    if not (error.code.startswith("E-") and error.message and len(str(error)) < 4_000):
        raise Wrong(f"a refusal that says nothing, or too much: {error.code} {len(str(error))}")
    json.loads(json.dumps(error.to_json()))
    if error.span is not None:
        start, end = error.span
        if error.text is None or not 0 <= start <= end <= len(error.text) + 1:
            raise Wrong(f"a place outside of the text: {error.span}")
    if isinstance(error, LimitExceeded) and error.code != f"E-LIMIT-{error.limit.upper()}":
        raise Wrong(f"a limit without its name: {error.code}")


def printed(e: Expr) -> None:
    """All printers; what is printed for programs reads back as the same formula."""
    names = {s.name for s in e.free_symbols}
    text = symdiff.infix(e)
    if not names & {*SPELLINGS, *(unknown := _unknown(e))}:  # a name that is both is read by what stands behind it
        back = [_read_back(text, {"functions": sorted(unknown), "variables": v, "constants": CONSTANTS - names}) for v in ((), names)]
        if e not in back and "E-LIMIT" not in str(back[1]):
            raise Wrong(f"what was printed reads otherwise: {back[1]!s:.100}")
    if symdiff.from_json(symdiff.to_json(e)) is not e:
        raise Wrong("what was written as JSON reads as another formula")


def _read_back(text: str, declared: dict[str, Any]) -> Expr | str:
    """The formula that a printed text is, or the code of the refusal."""
    try:
        return symdiff.parse(text, **declared)
    except SymdiffError as error:
        return error.code


def shown(e: Expr) -> None:
    """What is printed for people."""
    symdiff.infix(e, style="math")
    symdiff.latex(e)
    symdiff.sexpr(e)
    symdiff.let(e)
    repr(e)
    for style in ("ascii", "unicode", "indented"):
        _if_it_can_be(symdiff.tree, e, style)


def drawn(e: Expr) -> None:
    """Pictures; of large formulas there are none."""
    if sizes(e).tree_nodes < 300:
        made = symdiff.picture(e, shared=True)
        made.svg(), made.dot(), made.mermaid()


def _if_it_can_be(work: Callable[..., object], *args: Any) -> None:
    try:
        work(*args)
    except SymdiffError as error:
        check_error(error)


def _unknown(e: Expr) -> set[str]:
    names = {slots(n.op)[0] for n in postorder((e,)) if n.args}
    return {name for name in names if name not in symdiff.CATALOGUE}


def reader(text: str, dice: random.Random) -> None:
    """The parser, and now and then the printers."""
    options: dict[str, Any] = {}
    if dice.random() < 0.3:
        options = {"functions": "f", "variables": dice.choice(["", "x y", "d", "e", "sin"]), "decimal_comma": dice.random() < 0.1}
    e = read(text, **options).expression
    if dice.random() < 0.5:
        printed(e)
    if dice.random() < 0.1:
        shown(e)
    if dice.random() < 0.01:
        drawn(e)


def json_reader(text: str, dice: random.Random) -> None:
    """The JSON reader, and all that shows what was read."""
    e = symdiff.from_json(text)
    if symdiff.from_json(symdiff.to_json(e)) is not e:
        raise Wrong("what was written as JSON reads as another formula")
    if dice.random() < 0.5:
        shown(e)
    if dice.random() < 0.2:
        e.diff("x", form="raw")
    if dice.random() < 0.02:
        symdiff.replay_explanation(text)


def latex_reader(text: str, dice: random.Random) -> None:
    """The LaTeX reader, and what it is printed as read again."""
    e = read_latex(text).expression
    printed(e)
    if dice.random() < 0.5:
        _if_it_can_be(symdiff.parse_latex, symdiff.latex(e))


def _derive(text: str, dice: random.Random) -> None:
    found = symdiff.derivation(text, "x", dice.choice([1, 1, 1, 2, 3]), form=dice.choice(FORMS[:-1]), **_facts(dice))
    printed(found.result)
    if found.replay() is not found.result:
        raise Wrong("the steps lead to another formula")


def _diff(text: str, dice: random.Random) -> None:
    e = symdiff.diff(text, dice.choice(["x", "x", "y", ["x", "y"], None]), form=dice.choice(FORMS), **_facts(dice))
    printed(e)


def _simplify(text: str, dice: random.Random) -> None:
    form = dice.choice([*FORMS[:-1], "collected"])
    e = symdiff.simplify(text, form=form, variable="x" if form == "collected" else None, **_facts(dice))
    printed(e)


def _facts(dice: random.Random) -> dict[str, Any]:
    return {"domain": dice.choice(["real", "real", "complex"]), "assume": dice.choice(FACTS), "functions": "f"}


def _gradient(text: str, dice: random.Random) -> None:
    for e in symdiff.grad(text, dice.choice([None, "x", "x y"]), domain=dice.choice(["real", "complex"]), functions="f"):
        printed(e)


def _hessian(text: str, dice: random.Random) -> None:
    for e in symdiff.hessian(text, "x y").entries.values():
        symdiff.infix(e)


def _jacobian(text: str, dice: random.Random) -> None:
    for e in symdiff.jacobian([text, "x*y"], "x y", mode=dice.choice(["", "forward", "reverse"])).entries.values():
        symdiff.infix(e)


def _value(text: str, dice: random.Random) -> None:
    point, digits, domain = dice.choice(POINTS), dice.choice([None, None, 15, 40]), dice.choice(["real", "complex"])
    done.append(f"{point}; {digits} digits; {domain}")
    symdiff.evaluate(text, point, digits, domain=domain)


def _compiled(text: str, dice: random.Random) -> None:
    e = symdiff.parse(text)
    if dice.random() < 0.5:
        symdiff.code(e, to=dice.choice(["python", "numpy", "c", "jax", "julia", "latex"]))
        return
    f = symdiff.function("x y", e, backend="python")
    for x, y in ((1, 2), (0, -1.5), (float("nan"), float("inf"))):
        f(x, y)


def _checked(text: str, dice: random.Random) -> None:
    if dice.random() < 0.5:
        done.append(inputs.grammar(dice, 4))
        symdiff.check(text, done[-1], "x", domain=dice.choice(["real", "complex"]))
        return
    found = symdiff.derivation(text, "x", form=dice.choice(FORMS[:-1]))
    if symdiff.check_derivative(found).answer == "no":
        raise Wrong("the derivative is disproved")


def _told(text: str, dice: random.Random) -> None:
    told = symdiff.explain(text, "x", level=dice.choice(["brief", "normal", "every"]))
    made = told.to_json()
    dice.choice([told.text, told.markdown, told.html])()
    if symdiff.replay_explanation(made) is None:
        raise Wrong("an explanation that leads to nothing")


def _graded(text: str, dice: random.Random) -> None:
    done.append(inputs.grammar(dice, 4))
    str(symdiff.grade(text, done[-1], "x"))


def _compared(text: str, dice: random.Random) -> None:
    found = symdiff.compare(text, {"x": "2", "y": "1/3"})
    found.text(), found.to_json()


def _grown(text: str, dice: random.Random) -> None:
    symdiff.swell(text, "x", 2, by=dice.choice(["derivatives", "iterations"])).text()


def _drawn(text: str, dice: random.Random) -> None:
    e = symdiff.parse(text)
    shown(e)
    drawn(e)


STEPS: list[Callable[[str, random.Random], None]] = [
    *[_derive] * 4, *[_diff] * 4, *[_simplify] * 4, *[_gradient] * 3, _hessian, _jacobian, *[_value] * 4, *[_compiled] * 2,
    _checked, _told, _graded, _compared, _grown, _drawn,
]  # fmt: skip


def pipeline(text: str, dice: random.Random) -> None:
    """One of all the things that can be asked about a formula."""
    step = dice.choice(STEPS)
    done[:] = [step.__name__]
    step(text, dice)


OPTIONS = [
    *"-x x -x y -n 2 --raw --form canonical --form expanded --json --format latex --format math --at x=2 --at x=0 --digits 20 --check --assume x>0 --domain complex --let --decimal-comma --functions f".split(),
    "--", "-", "--help", "--frm", "--form=textbook", "-x=1", "--variables", "x,y", "--level", "every", "--as", "html", "--by", "iterations", "--style", "svg", "--to", "c", "--grad", "--from", "latex", "--seed", "3",
]  # fmt: skip
VERBS = "tree explain compare swell simplify check grad jacobian hessian code quiz completion".split()


def command(text: str, dice: random.Random) -> str:
    """The command line, its words by chance; the input is the formula, or standard input."""
    words = [dice.choice(VERBS)] if dice.random() < 0.6 else []
    piped = dice.random() < 0.3
    words += ["-" if piped else text.replace("\0", "")]
    for _ in range(dice.randrange(4)):
        words.insert(dice.randrange(len(words) + 1), dice.choice(OPTIONS))
    done[:] = words
    out, complaints, before = io.StringIO(), io.StringIO(), sys.stdin
    sys.stdin = io.StringIO(text)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(complaints):
            status = main(words)
    finally:
        sys.stdin = before
    if status not in (0, 1, 2, 3) or "E-INTERNAL" in complaints.getvalue() + out.getvalue():
        raise Wrong(f"{words!r:.300}: status {status}, {complaints.getvalue()[:300]}{out.getvalue()[-300:]}")
    return f"status {status}"
