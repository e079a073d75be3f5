"""Processes that answer parts; one that dies is replaced, and the row that killed it is marked.

Each process says, in memory that it shares with its supervisor, at which row it is. A part whose
process died is answered again by another one; the row at which three died is left out and marked.
So a process that somebody ended from outside leaves no trace in the answers.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter
from multiprocessing.connection import wait
from time import monotonic

from ..cli import as_told
from ..expressions import SymdiffError
from .tables import reading
from .work import refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from pathlib import Path
    from typing import Any

    from .tables import Answer, Table

_DEATHS = 3  # at one row, before it is marked
_FAILURES = 5  # of one part, at no row of it, before all is given up
_TICK = 0.2
_STARTING = 60.0
_NO_ROW = -1


class WorkerLost(SymdiffError):
    """A process died, or was ended since it took too long."""

    code = "E-WORKER"


class Part:
    """Rows to be answered together, how much of the input they are, and what is known of them."""

    __slots__ = ("deaths", "failures", "marked", "number", "path", "rows", "share")

    def __init__(self, number: int, rows: Any, path: Path, share: float = 0.0) -> None:
        self.number = number
        self.rows = rows
        self.path = path
        self.share = share
        self.marked: dict[int, Answer] = {}
        self.deaths: Counter[int] = Counter()
        self.failures = 0


class Done:
    """A part that was answered: how many rows, and how many errors of each code."""

    __slots__ = ("errors", "part", "rows")

    def __init__(self, part: Part, rows: int, errors: dict[str, int]) -> None:
        self.part = part
        self.rows = rows
        self.errors = errors


class Crew:
    """Processes that answer parts.

    Arguments:
        table: how the rows stand in a file.
        size: how many processes.
        seconds: how long one row may take by the clock before its process is ended.
        method: how processes are started: "spawn", "forkserver" or "fork".
        tick: called again and again, with how many rows of the parts at work are done.
    """

    def __init__(
        self, table: Table, size: int, seconds: float, method: str, tick: Callable[[int], None]
    ) -> None:
        self.table = table
        self.seconds = seconds
        self.lost = 0
        self._context: Any = multiprocessing.get_context(method)
        self._tick = tick
        self._size = size
        self._workers: list[_Worker] = []

    def answered(self, parts: Iterator[Part]) -> Iterator[Done]:
        """The parts as they are done, in any order; no more are taken than are worked at.

        Raises:
            WorkerLost: when processes die before they begin, or after they are done.
        """
        again: list[Part] = []
        while True:
            busy = [worker for worker in self._workers if worker.part is not None]
            while len(busy) < self._size:
                part = again.pop() if again else next(parts, None)
                if part is None:
                    break
                busy.append(self._free())
                busy[-1].begin(part)
            if not busy:
                return
            self._tick(sum(max(0, worker.row) for worker in busy))
            wait([w.connection for w in busy], _TICK)
            for worker in busy:
                done = self._looked_at(worker, again)
                if done is not None:
                    yield done

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.end()
        self._workers = []

    def _free(self) -> _Worker:
        """A process with nothing to do."""
        for worker in [w for w in self._workers if w.part is None]:
            if worker.process.is_alive():
                return worker
            self.lost += 1
            self._drop(worker)
        self._workers.append(_Worker(self._context, self.table))
        return self._workers[-1]

    def _looked_at(self, worker: _Worker, again: list[Part]) -> Done | None:
        """What a process has to say; its part is to be done again if it is dead."""
        try:
            if worker.connection.poll():
                return worker.finish()
        except (EOFError, OSError):
            self._bury(worker, again, f"its process ended ({worker.how()})")
            return None
        if worker.waited() > (self.seconds if worker.at_row else max(self.seconds, _STARTING)):
            self._bury(worker, again, f"no answer within {self.seconds:g} seconds", at_once=True)
        return None

    def _bury(self, worker: _Worker, again: list[Part], why: str, *, at_once: bool = False) -> None:
        part, row, between = worker.part, worker.row, not worker.at_row
        assert part is not None
        self._drop(worker)
        self.lost += 1
        if between:
            part.failures += 1
            if part.failures == _FAILURES:
                raise WorkerLost(
                    f"{_FAILURES} processes ended at no row of a part: {why}",
                    advice="a script that starts processes does so under"
                    ' if __name__ == "__main__":',
                )
        else:
            part.deaths[row] += 1
            if at_once or part.deaths[row] == _DEATHS:
                part.marked[row] = refused(WorkerLost(f"the row has no answer: {why}"))
        again.append(part)

    def _drop(self, worker: _Worker) -> None:
        worker.end()
        self._workers.remove(worker)


class _Worker:
    """One process, seen by its supervisor."""

    def __init__(self, context: Any, table: Table) -> None:
        self.part: Part | None = None
        self._at = context.RawValue("q", _NO_ROW)
        self._seen = _NO_ROW
        self._since = monotonic()
        self.connection, theirs = context.Pipe()
        self.process = context.Process(
            target=_serve, args=(theirs, table, self._at), name="symdiff batch", daemon=True
        )
        self.process.start()
        theirs.close()

    @property
    def row(self) -> int:
        """The row that it is at, which is how many are done; -1 before the first."""
        return int(self._at.value)

    @property
    def at_row(self) -> bool:
        """Whether it is at a row: not before the first, nor after the last."""
        return self.part is not None and 0 <= self.row < len(self.part.rows)

    def begin(self, part: Part) -> None:
        """Give it a part; if it is dead, that is found when it is looked at."""
        self.part, self._at.value = part, _NO_ROW
        self._seen, self._since = _NO_ROW, monotonic()
        try:
            self.connection.send((part.rows, part.marked, part.path))
        except OSError:
            pass

    def finish(self) -> Done:
        """Take what it has found."""
        answer = self.connection.recv()
        if isinstance(answer, SymdiffError):
            raise answer
        part, self.part = self.part, None
        assert part is not None
        self._at.value = _NO_ROW
        return Done(part, *answer)

    def waited(self) -> float:
        """How long it has been at one row."""
        if self.row != self._seen:
            self._seen, self._since = self.row, monotonic()
        return monotonic() - self._since

    def how(self) -> str:
        """How the process ended."""
        self.process.join(1)
        code = self.process.exitcode
        return f"signal {-code}" if code is not None and code < 0 else f"status {code}"

    def end(self) -> None:
        """End it, whatever it is doing."""
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.connection.close()


def _serve(connection: Connection, table: Table, at: Any) -> None:
    """The process itself: parts come in, the answers go to a file, and what was counted back."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor says when to end
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    while True:
        try:
            rows, marked, path = connection.recv()
        except EOFError:
            return
        found: Any
        try:
            with reading(path):
                found = answer_part(table, rows, marked, path, at)
        except Exception as error:
            found = as_told(error)
        connection.send(found)


def answer_part(
    table: Table, rows: Any, marked: dict[int, Answer], path: Path, at: Any
) -> tuple[int, dict[str, int]]:
    """Write a part with its answers; how many rows it has, and errors by code.

    Arguments:
        marked: answers to rows that are not to be tried.
        at: its ``value`` is always the row that is being answered.
    """
    errors: Counter[str] = Counter()
    count = 0

    def answers() -> Iterator[Answer]:
        nonlocal count
        for count, row in enumerate(table.rows(rows), 1):
            at.value = count - 1
            if count - 1 in marked:
                found = marked[count - 1]
            else:
                found = table.work.answer(row)
            if found["error"] is not None:
                errors[found["error"]["code"]] += 1
            yield found
        at.value = count

    table.write(rows, answers(), path)
    return count, dict(sorted(errors.items()))


def _leave_with_parent() -> None:
    """End with the process that started this one, however it ended."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
