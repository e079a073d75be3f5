"""The long run of strange input: every text is answered or refused, within a second of work.

    python benchmarks/fuzz.py [--cases 100000] [--seed 1] [--processes 2] [--kinds json,latex]
    python benchmarks/fuzz.py --repeat json:1:4711

Inputs are those of ``tests/fuzzing``: formulas by grammar, such as are meant to hurt, texts that
were spoiled, bytes; for the reader, the JSON and LaTeX readers, whatever can be asked about a formula,
and the command line. A case is named by kind, seed and number, from which alone it is made (and from
the corpora, where SYMDIFF_CORPUS names them). Found is: an exception that is no SymdiffError, an answer that
contradicts another, more than a second of processor time (in both of two attempts), more than
two gigabytes, and the death of the process. Finds go to ``--finds`` as JSON Lines; exit status 1 if there are any.
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import os
import random
import resource
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from timing import print_heading, print_table

from symdiff.expressions import SymdiffError
from tests.fuzzing import inputs, targets

LONGEST = 10_000
SECOND, HUNG, SILENT = 1.0, 20.0, 200.0
MEMORY = 2 << 30
ROUND = 50_000  # cases in which each kind has one turn
Target = Callable[[str, random.Random], object]
Maker = Callable[[random.Random], str]
_corpus: list[str] = []


class Hung(BaseException):
    """A case has used far more than its time."""


def _spoiled(dice: random.Random) -> str:
    return inputs.spoiled(dice, _corpus, inputs.WORDS)


def _mixed(dice: random.Random) -> str:
    return dice.choice((inputs.grammar, inputs.grammar, inputs.hurting, _spoiled, inputs.in_tokens, inputs.latex_text))(dice)


# Kind: what makes the input, what is done with it, and how many in a thousand.
KINDS: dict[str, tuple[Maker, Target, int]] = {
    "bytes": (inputs.by_bytes, targets.reader, 400),
    "tokens": (inputs.in_tokens, targets.reader, 240),
    "spoiled": (_spoiled, targets.reader, 110),
    "grammar": (inputs.grammar, targets.reader, 66),
    "hurting": (inputs.hurting, targets.reader, 8),
    "json": (inputs.json_text, targets.json_reader, 80),
    "latex": (inputs.latex_text, targets.latex_reader, 60),
    "asked": (inputs.grammar, targets.pipeline, 23),
    "asked of spoiled": (_spoiled, targets.pipeline, 9),
    "asked of hurting": (inputs.hurting, targets.pipeline, 1),
    "command": (_mixed, targets.command, 3),
}


def attempt(kind: str, seed: int, number: int) -> tuple[str, str, float, str]:
    """The input of a case, what it led to, the time it took, and what is wrong with that."""
    make, target, _ = KINDS[kind]
    dice = inputs.dice_of(seed, number)
    text = make(dice)[:LONGEST]
    start = process_time()
    led_to, wrong = "answered", ""
    try:
        led_to = _led_to(target, text, dice)
    except Hung as hung:
        led_to, wrong = "hung", _last(hung)
    except Exception as error:
        led_to, wrong = "failed", f"{type(error).__name__}: {error!s:.200} at {_last(error)}"
    spent = process_time() - start
    return text, led_to, spent, wrong


def _led_to(target: Target, text: str, dice: random.Random) -> str:
    try:
        found = target(text, dice)
    except SymdiffError as error:
        targets.check_error(error)
        return error.code
    return found if isinstance(found, str) else "answered"


def _last(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    inside = [f for f in frames if "/symdiff/" in f.filename][-3:] or frames[-1:]
    return " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(inside))


def work(chunk: tuple[str, int, int, int], at: Any, out: Connection) -> None:
    """The cases of a chunk, in a process of their own."""
    kind, seed, first, stop = chunk
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _stop)
    led: Counter[str] = Counter()
    total = 0.0
    for number in range(first, stop):
        at.value = number
        targets.done.clear()
        text, led_to, spent, wrong = _guarded(kind, seed, number)
        if spent > SECOND and not wrong:  # a sweep, perhaps, or a rule that was read: once more
            spent = min(spent, _guarded(kind, seed, number)[2])
            wrong = "slow" if spent > SECOND else ""
        total += spent
        led[led_to] += 1
        if wrong:
            out.send({"case": f"{kind}:{seed}:{number}", "what": wrong, "led to": led_to, "seconds": round(spent, 2), "done": [*targets.done], "input": text})
    out.send((led, total))
    out.close()


def _guarded(kind: str, seed: int, number: int) -> tuple[str, str, float, str]:
    signal.setitimer(signal.ITIMER_PROF, HUNG)
    try:
        return attempt(kind, seed, number)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _stop(*_: object) -> None:
    raise Hung


def chunks(seed: int, cases: int, kinds: list[str], first: int) -> Iterator[tuple[str, int, int, int]]:
    """The chunks of a run; kinds take turns, so that a run that is ended early has all of them."""
    shares = sum(KINDS[kind][2] for kind in kinds)
    left = {kind: (first, first + -(-cases * KINDS[kind][2] // shares)) for kind in kinds}
    steps = {kind: max(1, (stop - start) // max(1, cases // ROUND)) for kind, (start, stop) in left.items()}
    while left:
        for kind, (start, stop) in list(left.items()):
            end = min(stop, start + steps[kind])
            yield kind, seed, start, end
            left[kind] = (end, stop)
            if end == stop:
                del left[kind]


class Run:
    """Processes that work through chunks, watched."""

    def __init__(self, processes: int, file: Path) -> None:
        self.processes = processes
        self.file = file
        self.led: dict[str, Counter[str]] = {}
        self.seconds: Counter[str] = Counter()
        self.found: Counter[str] = Counter()

    def go(self, todo: Iterator[tuple[str, int, int, int]], until: float) -> None:
        """Work until all is done, or the time is up."""
        running: dict[Connection, tuple[Any, Any, tuple[str, int, int, int], list[float]]] = {}
        rest: list[tuple[str, int, int, int]] = []
        while True:
            while len(running) < self.processes and monotonic() < until:
                chunk = rest.pop() if rest else next(todo, None)
                if chunk is None:
                    break
                at = multiprocessing.Value("q", chunk[2], lock=False)
                receiver, sender = multiprocessing.Pipe(False)
                process = multiprocessing.get_context("fork").Process(target=work, args=(chunk, at, sender))
                process.start()
                sender.close()
                running[receiver] = (process, at, chunk, [monotonic(), chunk[2]])
            if not running:
                return
            for receiver in wait(list(running), timeout=5):
                assert isinstance(receiver, Connection)
                process, at, chunk, _ = running[receiver]
                left = self.taken(receiver, process, at.value, chunk)
                if left is not None:
                    del running[receiver]
                    rest += left
            for process, at, _, seen in running.values():
                if at.value != seen[1]:
                    seen[:] = [monotonic(), at.value]
                elif monotonic() - seen[0] > SILENT:
                    process.kill()

    def taken(self, receiver: Connection, process: Any, at: int, chunk: tuple[str, int, int, int]) -> list[tuple[str, int, int, int]] | None:
        """Note what a process tells; what is left to do when it has ended, or died."""
        kind, seed, first, stop = chunk
        try:
            told = receiver.recv()
        except EOFError:
            process.join()
            text = KINDS[kind][0](inputs.dice_of(seed, at))[:LONGEST]
            self.note([{"case": f"{kind}:{seed}:{at}", "what": f"died with {process.exitcode}", "led to": "death", "seconds": None, "input": text}])
            self.led.setdefault(kind, Counter())["died"] += 1
            return [c for c in ((kind, seed, first, at), (kind, seed, at + 1, stop)) if c[2] < c[3]]
        if isinstance(told, dict):
            self.note([told])
            return None
        process.join()
        self.led.setdefault(kind, Counter()).update(told[0])
        self.seconds[kind] += told[1]
        so_far = {name: led.total() for name, led in self.led.items()} | {"finds": self.found.total()}
        self.file.with_suffix(".progress").write_text(json.dumps(so_far), encoding="utf-8")
        return []

    def note(self, finds: list[dict[str, object]]) -> None:
        """Write finds down; of those at one place the first fifty."""
        with self.file.open("a", encoding="utf-8") as out:
            for find in finds:
                what = str(find["what"])
                self.found[what if what == "slow" else what.rpartition(" at ")[2]] += 1
                if self.found[what.rpartition(" at ")[2]] <= 50 or what == "slow":
                    out.write(json.dumps(find) + "\n")

    def tell(self) -> None:
        """What came of it."""
        rows: list[tuple[object, ...]] = []
        for kind, led in self.led.items():
            cases = led.total()
            wrong = led["failed"] + led["hung"] + led["died"]
            answered = sum(n for to, n in led.items() if to == "answered" or to.startswith("status"))
            rows.append((kind, cases, answered, cases - answered - wrong, wrong, self.seconds[kind] / cases * 1e6))
        totals = [sum(int(row[i]) for row in rows) for i in range(1, 5)]  # type: ignore[call-overload]
        rows.append(("in all", *totals, sum(self.seconds.values()) / max(1, totals[0]) * 1e6))
        print_table(("kind", "cases", "answered", "refused", "failed", "us a case"), rows)
        codes: Counter[str] = Counter()
        for led in self.led.values():
            codes.update(led)
        print(", ".join(f"{code} {n:,}" for code, n in codes.most_common()))
        print(f"\n{self.found.total()} finds")
        for what, n in self.found.most_common(40):
            print(f"{n:8}  {what[:150]}")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=100_000, help="how many inputs")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--first", type=int, default=0, help="the number of the first case of each kind")
    options.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    options.add_argument("--kinds", default="", help="separated by commas; all if none is named")
    options.add_argument("--minutes", type=float, default=1e9, help="when to stop")
    options.add_argument("--finds", type=Path, default=Path("finds.jsonl"), help="where finds are written")
    options.add_argument("--repeat", default="", help="one case: kind:seed:number")
    chosen = options.parse_args()
    _corpus[:] = inputs.corpus()
    if chosen.repeat:
        return repeated(chosen.repeat)
    print_heading("Strange input")
    _warm_up()
    kinds = chosen.kinds.split(",") if chosen.kinds else [*KINDS]
    run = Run(chosen.processes, chosen.finds)
    run.go(chunks(chosen.seed, chosen.cases, kinds, chosen.first), monotonic() + 60 * chosen.minutes)
    print(f"seed {chosen.seed}, from number {chosen.first}, {len(_corpus)} texts to spoil\n")
    run.tell()
    return 1 if run.found else 0


def _warm_up() -> None:
    """Load what is loaded late, once for all processes that come out of this one."""
    for kind in KINDS:
        for number in range(30 if kind != "asked of hurting" else 0):
            attempt(kind, 0, number)
    gc.collect()
    gc.freeze()


def repeated(case: str) -> int:
    """One case again, told in full."""
    kind, seed, number = case.split(":")
    signal.signal(signal.SIGPROF, _stop)
    text, led_to, spent, wrong = _guarded(kind, int(seed), int(number))
    print(f"{text!r}\n{targets.done}\n{led_to} in {spent:.3g} s\n{wrong}")
    return 1 if wrong or spent > SECOND else 0


if __name__ == "__main__":
    sys.exit(main())
