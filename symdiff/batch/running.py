"""A whole file answered: read in parts, answered by processes, put together in order."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from time import monotonic

import symdiff

from ..cli.options import TABLES
from ..expressions import ArgumentError, expect, expect_one_of, expect_whole
from .columnar import Parquet
from .ledger import Ledger, NotTheSame, contents
from .tables import BadFile, Csv, JsonLines, Position, reading
from .work import Work, asked_for
from .workers import Crew, Part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from .tables import Table

METHODS = ("spawn", "forkserver", "fork")
_SUFFIXES = {
    ".csv": "csv", ".tsv": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".parquet": "parquet", ".pq": "parquet",
}  # fmt: skip
PART, SECONDS = 500, 60.0


class Summary:
    """What a run has done.

    Attributes:
        rows: how many rows the output has.
        errors: how many of them have an error, by its code.
        before: how many rows an earlier run had done.
        seconds: how long this run took.
        lost: how many processes died, or were ended, on the way.
        fraction: how much of the input is done, from 0 to 1.
    """

    def __init__(self) -> None:
        self.rows = 0
        self.errors: Counter[str] = Counter()
        self.before = 0
        self.seconds = 0.0
        self.lost = 0
        self.fraction = 0.0
        self._start = monotonic()

    def count(self, counts: Mapping[str, Any], share: float, *, before: bool) -> None:
        """A part is done, now or by an earlier run; it is a share of the input."""
        self.fraction = min(1.0, self.fraction + share)
        self.rows += counts["rows"]
        self.before += counts["rows"] if before else 0
        self.errors.update(counts["errors"])
        self.seconds = monotonic() - self._start

    @property
    def rate(self) -> float:
        """Rows a second."""
        return (self.rows - self.before) / self.seconds if self.seconds else 0.0

    def __str__(self) -> str:
        lines = [f"{self.rows:,} rows in {self.seconds:,.1f} s, {self.rate:,.0f} a second"]
        if self.before:
            lines.append(f"{self.before:,} of them were done by an earlier run")
        told = ", ".join(f"{code} {count:,}" for code, count in self.errors.most_common())
        lines.append(f"{self.errors.total():,} with errors{': ' if told else ''}{told}")
        if self.lost:
            lines.append(f"processes that were lost and replaced: {self.lost:,}")
        return "\n".join(lines)


def run(
    source: str | os.PathLike[str],
    out: str | os.PathLike[str],
    do: str = "diff",
    *,
    columns: Mapping[str, str] | None = None,
    table: str | None = None,
    workers: int | None = None,
    part: int = PART,
    timeout: float = SECONDS,
    overwrite: bool = False,
    method: str = "spawn",
    tell: Callable[[Summary, int], None] | None = None,
    **options: Any,
) -> Summary:
    """Every row of a file answered, in order, into another file.

    A row that has no answer has an error. The work is done in whole parts, kept in a folder beside
    the output until that is put together: the same call after a kill goes on where the first one
    was, and the output is the same, byte for byte, whatever happened on the way.

    Arguments:
        source: a CSV, TSV, JSON Lines or Parquet file; the first three also with ``.gz``.
        out: a file of the same kind, which must not exist.
        do: "diff", "simplify", "check", "explain", "grad", "hessian" or "code".
        columns: names of columns by role, as for ``rows``.
        table: "csv", "tsv", "jsonl" or "parquet", where the name does not tell.
        workers: how many processes; None for one a core.
        part: how many rows are done together.
        timeout: seconds by the clock that one row may take; the counted limits come long before.
        overwrite: replace ``out``, and what an earlier, different run has left.
        method: how processes are started: "spawn", "forkserver" or "fork".
        tell: called again and again with the summary so far and the rows at work that are done.
        **options: the options of the command line, as for ``rows``.

    Raises:
        BadFile: for a file that cannot be read or written.
        NoColumn: for a table without a column that is to be read.
        NotTheSame: if an earlier run was stopped, and input, work or version have changed since.
        WorkerLost: if no process can be started.
        ArgumentError: for a call that does not fit.
    """
    work = Work(asked_for(do, **options), columns)
    for path in (source, out):
        expect(path, (str, os.PathLike), "a file is named by text or a path")
    expect(timeout, (int, float), "the timeout is a number of seconds")
    return answer_file(
        Path(source), Path(out), work, table=table, workers=workers, part=part, timeout=timeout,
        overwrite=overwrite, method=method, tell=tell,
    )  # fmt: skip


def answer_file(
    source: Path,
    out: Path,
    work: Work,
    *,
    table: str | None,
    workers: int | None,
    part: int,
    timeout: float,
    overwrite: bool,
    method: str = "spawn",
    tell: Callable[[Summary, int], None] | None = None,
) -> Summary:
    """As ``run``, with work that is put together already."""
    expect_one_of(method, METHODS, "method")
    expect_whole(part, "a part is of 1, 2 ... rows")
    workers = cores() if workers is None else workers
    expect_whole(workers, "there are 1, 2 ... workers")
    rows = table_of(source, out, work, table)
    with reading(source):
        _check_source(source)
    with reading(out):
        _check_out(out, source, overwrite=overwrite)
    with reading(source):
        made_of = {
            "input": contents(source),
            "work": work.fingerprint(),
            "table": table_name(source, table),
            "part": part,
            "version": symdiff.__version__,
        }
    with reading(out), Ledger(out, made_of, anew=overwrite) as ledger:
        return _Run(source, out, rows, ledger, part, tell).done(workers, timeout, method)


class _Run:
    """One run, from the first part to the whole."""

    def __init__(
        self,
        source: Path,
        out: Path,
        table: Table,
        ledger: Ledger,
        size: int,
        tell: Callable[[Summary, int], None] | None,
    ) -> None:
        self.source = source
        self.out = out
        self.table = table
        self.ledger = ledger
        self.size = size
        self.summary = Summary()
        self._tell = tell or (lambda summary, at_work: None)
        self._position = Position()

    def done(self, workers: int, timeout: float, method: str) -> Summary:
        """Answer what is not answered yet, and put all of it together."""
        before = _identity(self.source)
        parts = self._parts()
        first = next(parts, None)  # so that a bad table is found before a process is started
        if first is not None:
            self._answer(_chained(first, parts), workers, timeout, method)
        if _identity(self.source) != before:
            raise NotTheSame(
                f"{self.source} was changed while it was read", advice="run it again: --overwrite"
            )
        whole = self.ledger.temporary("whole")
        self.table.join(self.ledger.parts(), whole)
        os.replace(whole, self.out)
        self.ledger.remove()
        self._told(0)
        return self.summary

    def _answer(self, parts: Iterator[Part], workers: int, timeout: float, method: str) -> None:
        crew = Crew(self.table, workers, timeout, method, self._told)
        try:
            for found in crew.answered(parts):
                counts = {"rows": found.rows, "errors": found.errors}
                self.ledger.keep(found.part.number, counts)
                self.summary.count(counts, found.part.share, before=False)
        finally:
            self.summary.lost = crew.lost
            crew.close()

    def _parts(self) -> Iterator[Part]:
        """The parts that are not done; those that are count."""
        parts = self.table.parts(self.source, self.size, self._position)
        reached = 0.0
        for number, rows in enumerate(parts):
            share, reached = self._position.fraction - reached, self._position.fraction
            if number in self.ledger.done:
                self.summary.count(self.ledger.done[number], share, before=True)
            else:
                yield Part(number, rows, self.ledger.temporary(number), share)

    def _told(self, at_work: int) -> None:
        self._tell(self.summary, at_work)


def _chained(first: Part, rest: Iterator[Part]) -> Iterator[Part]:
    yield first
    yield from rest


def table_of(source: Path, out: Path, work: Work, name: str | None = None) -> Table:
    """How the rows stand in the files, told by their names unless it is said.

    Raises:
        ArgumentError: where the names tell nothing, or two different things.
    """
    kind, other = table_name(source, name), table_name(out, name)
    if kind != other:
        raise ArgumentError(
            f"the input is {kind} and the output {other}; both are of one kind",
            advice=f"name the output {out.stem}.{kind}",
        )
    zipped = source.suffix == ".gz"
    if zipped != (out.suffix == ".gz"):
        raise ArgumentError("the input and the output end with .gz, or neither does")
    if kind == "parquet":
        return Parquet(work)
    if kind == "jsonl":
        return JsonLines(work, zipped=zipped)
    return Csv(work, delimiter="\t" if kind == "tsv" else ",", zipped=zipped)


def table_name(path: Path, name: str | None = None) -> str:
    """The kind of table that a file is, by its name."""
    if name is not None:
        expect_one_of(name, TABLES, "table")
        return name
    suffixes = [s.lower() for s in path.suffixes if s != ".gz"]
    kind = _SUFFIXES.get(suffixes[-1] if suffixes else "")
    if kind is None or (kind == "parquet" and path.suffix == ".gz"):
        raise ArgumentError(
            f"the name {path.name} does not tell what kind of table it is",
            advice=f"say which: --table {'|'.join(TABLES)}; known are {' '.join(_SUFFIXES)}",
        )
    return kind


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _check_source(source: Path) -> None:
    if not source.is_file():
        what = "it is a folder" if source.is_dir() else "there is no such file"
        raise BadFile(f"{source}: {what}")


def _check_out(out: Path, source: Path, *, overwrite: bool) -> None:
    if out.exists():
        if out.samefile(source):
            raise BadFile("the output would replace the input", advice="give it another name")
        if out.is_dir() or not overwrite:
            what = "a folder" if out.is_dir() else "there already"
            raise BadFile(f"{out} is {what}", advice="choose another name, or --overwrite")
    if not out.parent.is_dir():
        raise BadFile(f"there is no folder {out.parent}")


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns
