"""The nasty list: what symdiff and its peers do with text that strangers send.

    python benchmarks/nasty.py [--seconds 10] [--engines symdiff,sympy] [--markdown]

Each text of ``tests/fuzzing/nasty.py`` is read, differentiated by x and written, in a process of its
own that may use so many seconds of processor time and four gigabytes. "refused" is an error that the
engine raises, "hung" more time than that, "crashed" the death of the process, "ran it" a text that
was carried out as a program. LaTeX and JSON go to symdiff alone. Peers that are not installed are left
out; SYMDIFF_MATHJS names the folder whose node_modules hold mathjs. Times are processor time without the
start of the engine; Symbolica runs as it does without a licence.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from timing import print_heading, print_table

from tests.fuzzing import nasty

ENGINES = ("symdiff", "sympy", "symengine", "symbolica", "mathjs")
MEMORY = 4 << 30
WALL = 12  # times the limit of processor time, on a busy machine
ran: list[str] = []


class Case:
    """One text: its kind, its name, how often it is differentiated."""

    def __init__(self, kind: str, name: str, text: str, order: int = 1) -> None:
        self.kind = kind
        self.name = name if kind == "text" else f"{kind}: {name}"
        self.text = text
        self.order = order


def cases() -> list[Case]:
    """All of the list."""
    texts = [Case("text", *pair) for pair in nasty.TEXT.items()]
    texts += [Case("text", name, text, order) for name, (text, order) in nasty.ORDER.items()]
    texts += [Case("LaTeX", *pair) for pair in nasty.LATEX.items()]
    return texts + [Case("JSON", *pair) for pair in nasty.JSON.items()]


def by_symdiff() -> Callable[[Case], str]:
    import symdiff

    readers = {"text": symdiff.parse, "LaTeX": symdiff.parse_latex, "JSON": symdiff.from_json}
    symdiff.diff("sin(x)*x^2/(1 + x)")

    def work(case: Case) -> str:
        e = readers[case.kind](case.text)
        return str(symdiff.diff(e, "x" if "x" in map(str, e.free_symbols) else None, n=case.order))

    return work


def by_sympy() -> Callable[[Case], str]:
    import sympy

    def work(case: Case) -> str:
        e = sympy.sympify(case.text)
        return str(sympy.diff(e, sympy.Symbol("x"), case.order))

    return work


def by_symengine() -> Callable[[Case], str]:
    import symengine

    def work(case: Case) -> str:
        e = symengine.sympify(case.text)
        for _ in range(case.order):
            e = e.diff(symengine.Symbol("x"))
        return str(e)

    return work


def by_symbolica() -> Callable[[Case], str]:
    from symbolica import Expression, S

    x = S("x")

    def work(case: Case) -> str:
        e = Expression.parse(case.text.replace("**", "^"))
        for _ in range(case.order):
            e = e.derivative(x)
        return str(e)

    return work


MAKERS: dict[str, Callable[[], Callable[[Case], str]]] = {
    "symdiff": by_symdiff,
    "sympy": by_sympy,
    "symengine": by_symengine,
    "symbolica": by_symbolica,
}
MATHJS = r"""
const math = require('mathjs');
const {text, order} = JSON.parse(require('fs').readFileSync(0, 'utf8'));
math.derivative('x^2', 'x').toString();
const start = process.cpuUsage();
let answer;
try {
  let e = math.parse(text.replaceAll('**', '^'));
  for (let i = 0; i < order; i++) e = math.derivative(e, 'x');
  answer = {answered: e.toString().slice(0, 60)};
} catch (error) { answer = {refused: error.name}; }
const used = process.cpuUsage(start);
answer.seconds = (used.user + used.system) / 1e6;
console.log(JSON.stringify(answer));
"""


def available(engine: str) -> bool:
    """Whether an engine can be asked."""
    if engine != "mathjs":
        import importlib.util

        return importlib.util.find_spec(engine) is not None
    return Path(os.environ.get("SYMDIFF_MATHJS", "-"), "node_modules", "mathjs").is_dir()


def asked(engine: str, several: list[Case], seconds: int) -> list[str]:
    """What an engine does with each text, in words."""
    if engine == "mathjs":
        return [in_words(by_mathjs(case, seconds)) for case in several]
    if engine == "symbolica":  # which does not survive a fork
        return [in_words(in_fresh(engine, case, seconds)) for case in several]
    work = MAKERS[engine]()
    watch()
    return [in_words(in_a_fork(work, case, seconds)) for case in several]


def watch() -> None:
    """Note when what a text holds is carried out: its program, and no other one, or its call of os."""
    text = nasty.TEXT["exec of a text"].removeprefix("exec(").removesuffix(")")
    program = compile(ast.literal_eval(text), "<string>", "exec")
    sys.addaudithook(lambda event, given: ran.append(event) if event == "exec" and given[0] == program else None)
    os.getcwd = lambda: ran.append("os.getcwd") or "ran"  # type: ignore[func-returns-value, assignment]


def in_a_fork(work: Callable[[Case], str], case: Case, seconds: int) -> dict[str, Any]:
    """The answer of a process that has what this one has loaded."""
    receiver, sender = os.pipe()
    child = os.fork()
    if not child:
        os.close(receiver)
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        resource.setrlimit(resource.RLIMIT_CPU, (int(process_time()) + seconds, int(process_time()) + seconds + 5))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os.write(sender, json.dumps(answer_of(work, case)).encode())
        os._exit(0)
    os.close(sender)
    end = monotonic() + seconds * WALL
    status = None
    while status is None and monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if not done:
            status = None
            signal.sigtimedwait([signal.SIGCHLD], 0.05)
    if status is None:
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        return {"hung": True}
    with os.fdopen(receiver, "rb") as told:
        said = told.read()
    if said:
        answer: dict[str, Any] = json.loads(said)
        return answer
    killer = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    return {"hung": True} if killer in (signal.SIGXCPU, signal.SIGKILL) else {"crashed": signal.Signals(killer).name if killer else f"status {status}"}


def answer_of(work: Callable[[Case], str], case: Case) -> dict[str, Any]:
    """What comes of one text: an answer, or the name of the error."""
    start = process_time()
    try:
        answer: dict[str, Any] = {"answered": work(case)[:60]}
    except BaseException as error:  # a panic, too
        answer = {"refused": getattr(error, "code", None) or type(error).__name__}
    if ran or "<class" in answer.get("answered", ""):
        answer = {"ran": True}
    return answer | {"seconds": process_time() - start}


def by_mathjs(case: Case, seconds: int) -> dict[str, Any]:
    """What mathjs does, in a process of node."""
    given = json.dumps({"text": case.text, "order": case.order})
    command = ["node", "--max-old-space-size=4000", "-e", MATHJS]
    return in_a_process(command, given, seconds, os.environ["SYMDIFF_MATHJS"])


def in_fresh(engine: str, case: Case, seconds: int) -> dict[str, Any]:
    """The answer of a Python that does nothing else."""
    return in_a_process([sys.executable, __file__, "--ask", engine, "--case", case.name], "", seconds + 1, None)


def in_a_process(command: list[str], given: str, seconds: int, folder: str | None) -> dict[str, Any]:
    """What a command prints as JSON in its last line."""

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    try:
        done = subprocess.run(
            command, input=given, capture_output=True, text=True, check=False, cwd=folder,
            timeout=seconds * WALL, preexec_fn=bounded,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"hung": True}
    if done.returncode:
        hung = done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
        return {"hung": True} if hung else {"crashed": f"status {done.returncode}"}
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def in_words(found: dict[str, Any]) -> str:
    """The outcome as a cell of the table."""
    seconds = f" {found['seconds']:.2f} s" if "seconds" in found else ""
    for what in ("hung", "ran"):
        if what in found:
            return {"hung": "**hung**", "ran": "**ran it**"}[what]
    if "crashed" in found:
        return f"**crashed**: {found['crashed']}"
    return f"answered{seconds}" if "answered" in found else f"{found['refused']}{seconds}"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=10, help="of processor time for each text")
    options.add_argument("--engines", default=",".join(ENGINES))
    options.add_argument("--only", default="", help="texts whose names contain this")
    options.add_argument("--markdown", action="store_true", help="the table as Markdown")
    options.add_argument("--one", default="", help=argparse.SUPPRESS)
    options.add_argument("--ask", default="", help=argparse.SUPPRESS)
    options.add_argument("--case", default="", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.ask:
        (case,) = [c for c in cases() if c.name == chosen.case]
        work = MAKERS[chosen.ask]()
        watch()
        print(json.dumps(answer_of(work, case)))
        return
    several = [case for case in cases() if chosen.only in case.name]
    if chosen.one:
        own = several if chosen.one == "symdiff" else [c for c in several if c.kind == "text"]
        print(json.dumps(dict(zip([c.name for c in own], asked(chosen.one, own, chosen.seconds), strict=True))))
        return
    print_heading("The nasty list", peers=[e for e in ENGINES[1:4] if e in chosen.engines])
    there = [engine for engine in chosen.engines.split(",") if available(engine)]
    print(f"left out, not installed: {', '.join(set(chosen.engines.split(',')) - set(there)) or 'none'}\n")
    columns: dict[str, dict[str, str]] = {}
    for engine in there:  # each loads in a process of its own
        command = [sys.executable, __file__, "--one", engine, "--seconds", str(chosen.seconds), "--only", chosen.only]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        columns[engine] = json.loads(done.stdout.strip().splitlines()[-1])
    rows = [(case.name, *(columns[e].get(case.name, "-") for e in there)) for case in several]
    if chosen.markdown:
        for row in (("text", *there), ("---",) * (1 + len(there)), *rows):
            print("| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |")
    else:
        print_table(("text", *there), rows)


if __name__ == "__main__":
    main()
