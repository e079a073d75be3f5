"""A file of many formulas through ``symdiff batch``: rate, memory, and what kills change, which is nothing.

    python benchmarks/batch.py [--rows 1000000] [--workers 2] [--form canonical] [--folder DIR]

Real formulas with other names and other numbers, chosen by a seed; one row in a thousand is no formula.
They are answered twice. The first run is left alone. In the second one two workers and the parent are
killed (SIGKILL) on the way, and the same command is given again; the outputs are compared byte by byte.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

from formulas import Formula, formulas
from timing import ROOT, print_heading, print_table

SEED = 7
TENTHS = 10
_PAGES = os.sysconf("SC_PAGE_SIZE") / (1 << 20)
_COEFFICIENT = re.compile(r"(?<![\w.*(^])\d+(?![\w.])")


def generated(count: int) -> Iterator[dict[str, object]]:
    """Rows, the same every time."""
    dice = random.Random(SEED)
    given = formulas()[1]
    for n in range(count):
        f = dice.choice(given).renamed(f"_{dice.randrange(10**6)}")
        text = _COEFFICIENT.sub(lambda found: str(dice.randint(1, 2 * int(found[0]) + 1)), f.text)
        broken = n % 1000 == 999
        yield {"id": n, "formula": f"{text} +" if broken else with_number(f, text, n), "by": f.variable}


def with_number(f: Formula, text: str, n: int) -> str:
    """The formula with a term that no other row has."""
    return f"{text} + {n + 2}*{f.variable}/{n % 1000 + 3}"


class Run:
    """``symdiff batch`` in a process of its own, watched from outside."""

    def __init__(self, source: Path, out: Path, chosen: argparse.Namespace) -> None:
        self.folder = Path(f"{out}.parts")
        self.samples: list[tuple[float, int, float, list[float]]] = []
        self.spent: dict[int, float] = {}  # processor seconds, by process
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "symdiff", "batch", str(source), str(out), "--form", chosen.form,
                "--column", "variable=by", "--workers", str(chosen.workers), "--part", str(chosen.part),
            ],
            env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._start = monotonic()

    def parts(self) -> int:
        """How many parts are done."""
        try:
            return sum(name.endswith(".json") for name in os.listdir(self.folder))
        except OSError:
            return 0

    def workers(self) -> list[int]:
        """The processes that work at parts."""
        pid = self.process.pid
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except OSError:
            return []
        return [int(c) for c in children if b"spawn_main" in read(Path(f"/proc/{c}/cmdline"))]

    def watch(self, every: float) -> Iterator[int]:
        """The parts done, again and again until it ends; what is in memory is written down."""
        while self.process.poll() is None:
            done = self.parts()
            spent = monotonic() - self._start
            for pid in (self.process.pid, *self.workers()):
                self.spent[pid] = max(seconds(pid), self.spent.get(pid, 0.0))
            self.samples.append((spent, done, megabytes(self.process.pid), [*map(megabytes, self.workers())]))
            yield done
            sleep(every)

    def told(self) -> str:
        """What it says at its end."""
        said = self.process.communicate()[1]
        assert self.process.returncode == 0, said
        return said


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def seconds(pid: int) -> float:
    """Processor time that a process has used."""
    told = read(Path(f"/proc/{pid}/stat")).rpartition(b")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK") if told else 0.0


def megabytes(pid: int) -> float:
    """What a process holds in memory."""
    told = read(Path(f"/proc/{pid}/statm")).split()
    return int(told[1]) * _PAGES if told else 0.0


def undisturbed(source: Path, out: Path, chosen: argparse.Namespace, every: float) -> None:
    run = Run(source, out, chosen)
    for _ in run.watch(every):
        pass
    print("A run that is left alone")
    print(indented(run.told()))
    total = max(1, -(-chosen.rows // chosen.part))
    rows: list[tuple[object, ...]] = []
    for tenth in range(1, TENTHS + 1):
        within = [s for s in run.samples if (tenth - 1) / TENTHS < s[1] / total <= tenth / TENTHS]
        if within:
            spent, done, parent, workers = within[-1]
            highest = max((max(s[3], default=0.0) for s in within), default=0.0)
            per = [f"{mb:.0f}" for mb in workers]
            rows.append((f"{min(done * chosen.part, chosen.rows):,}", spent, parent, ", ".join(per), highest))
    parent = run.spent.pop(run.process.pid, 0.0)
    workers_spent = sum(run.spent.values())
    print(f"  processor time a row: {workers_spent / chosen.rows * 1e6:,.0f} us in the workers, {parent / chosen.rows * 1e6:,.1f} us in the parent\n")
    print_table(("rows", "seconds", "parent MB", "workers MB", "highest worker MB"), rows)


def disturbed(source: Path, out: Path, chosen: argparse.Namespace, every: float) -> None:
    total = max(1, -(-chosen.rows // chosen.part))
    print("A run in which processes are killed")
    run = Run(source, out, chosen)
    killed = False
    for done in run.watch(every):
        if not killed and done >= total * 0.2:
            killed = kill_worker(run, done)
        if done >= total * 0.5:
            os.kill(run.process.pid, signal.SIGKILL)
            break
    run.process.communicate()
    print(f"  parent killed when {run.parts():,} of {total:,} parts were done; the same command again:")
    run = Run(source, out, chosen)
    killed = False
    for done in run.watch(every):
        if not killed and done >= total * 0.75:
            killed = kill_worker(run, done)
    print(indented(run.told()))


def kill_worker(run: Run, done: int) -> bool:
    for pid in run.workers()[:1]:
        os.kill(pid, signal.SIGKILL)
        print(f"  worker killed when {done:,} parts were done")
        return True
    return False


def indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--rows", type=int, default=1_000_000)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--part", type=int, default=500)
    options.add_argument("--form", default="canonical")
    options.add_argument("--folder", type=Path, help="where the files go and stay")
    chosen = options.parse_args()
    print_heading("Batch: many formulas, and processes that are killed")
    with tempfile.TemporaryDirectory() as temporary:
        folder = chosen.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        source, first, second = (folder / name for name in ("in.jsonl", "left_alone.jsonl", "killed.jsonl"))
        with open(source, "w", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in generated(chosen.rows))
        print(f"{chosen.rows:,} formulas, {source.stat().st_size / (1 << 20):,.0f} MB; {formulas()[0]}\n", flush=True)
        every = min(1.0, chosen.rows / 20_000)
        undisturbed(source, first, chosen, every)
        disturbed(source, second, chosen, every)
        same = subprocess.run(["cmp", str(first), str(second)], check=False).returncode == 0
        print(f"the two outputs, {first.stat().st_size:,} bytes each: {'identical' if same else 'DIFFERENT'}")


if __name__ == "__main__":
    main()
