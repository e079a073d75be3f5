"""Tables in text files, CSV and JSON Lines: read part by part, written with the answers."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import shutil
import zlib
from contextlib import contextmanager
from itertools import chain

from ..expressions import SymdiffError
from .work import ADDED, BadRow, NoColumn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import IO, Any, TypeAlias

    from .work import Row, Work

    Answer: TypeAlias = dict[str, Any]
    Record: TypeAlias = tuple[list[str], str]  # cells, and what is wrong with them

LONGEST = 1 << 26  # characters of one line, or of one cell
MOST_CHARACTERS = 1 << 20  # of one part, unless one row has more
_LOOKED_AT = 100  # lines, for the columns that they have
_PLAIN = {"encoding": "utf-8", "errors": "surrogateescape", "newline": ""}


class BadFile(SymdiffError):
    """A file that cannot be read or written."""

    code = "E-FILE"


class Table:
    """How rows stand in a file: one process reads them in parts, others answer the parts.

    Arguments:
        work: what is done with each row.
        zipped: whether the files are compressed by gzip.
    """

    name = ""

    def __init__(self, work: Work, *, zipped: bool = False) -> None:
        self.work = work
        self.zipped = zipped

    def parts(self, path: Path, size: int, read: Position) -> Iterator[Any]:
        """The rows of a file, cut into parts of at most ``size`` of them.

        Raises:
            NoColumn: for a table without a column that is to be read.
        """
        raise NotImplementedError

    def rows(self, part: Any) -> Iterator[Row | SymdiffError]:
        """The rows of a part; for one that cannot be read what is wrong with it."""
        raise NotImplementedError

    def write(self, part: Any, answers: Iterable[Answer], path: Path) -> None:
        """Write a part with its answers, each as soon as it is there."""
        raise NotImplementedError

    def join(self, parts: Iterable[Path], path: Path) -> None:
        """Put the written parts together."""
        with open(path, "wb") as file:
            whole = gzip.GzipFile("", "wb", 6, file, mtime=0) if self.zipped else file
            self._begin(whole)
            for part in parts:
                with open(part, "rb") as written:
                    shutil.copyfileobj(written, whole, 1 << 20)
            if whole is not file:
                whole.close()
            flushed(file)

    def _begin(self, file: Any) -> None:
        """What stands before the first row."""


class Position:
    """How much of the input has been read, from 0 to 1."""

    fraction = 0.0


class Csv(Table):
    """Comma-separated values: a line of names, then a line, or more, for each row."""

    name = "csv"

    def __init__(self, work: Work, *, delimiter: str = ",", zipped: bool = False) -> None:
        super().__init__(work, zipped=zipped)
        self.delimiter = delimiter
        self.columns: list[str] = []

    def parts(self, path: Path, size: int, read: Position) -> Iterator[list[Record]]:
        with long_cells(), text_lines(path, read, zipped=self.zipped) as lines:
            records = self._records(lines)
            self.columns, fault = next(records, ([], ""))
            if fault:
                raise BadFile(f"the names of the columns cannot be read: {fault}")
            self.work.must_fit(self.columns)
            yield from cut(records, size, lambda record: sum(map(len, record[0])))

    def rows(self, part: list[Record]) -> Iterator[Row | SymdiffError]:
        for cells, fault in part:
            if fault:
                yield BadRow(f"the row cannot be read: {fault}")
            elif len(cells) != len(self.columns):
                yield BadRow(
                    f"the cells of the row, {len(cells)}, are not as many as the columns,"
                    f" {len(self.columns)}"
                )
            else:
                yield dict(zip(self.columns, cells, strict=True))

    def write(self, part: list[Record], answers: Iterable[Answer], path: Path) -> None:
        width = len(self.columns)
        with open(path, "w", **_PLAIN) as file:  # type: ignore[call-overload]
            writer = self._writer(file)
            for (cells, _), answer in zip(part, answers, strict=True):
                filled = [*cells[:width], *[""] * (width - len(cells))]
                writer.writerow([*filled, *in_text(answer), *cells[width:]])
            flushed(file)

    def _records(self, lines: Iterable[str]) -> Iterator[Record]:
        """Rows that are not blank; of one that cannot be read what the reader says."""
        taken: list[str] = []  # the lines of the row
        reader = csv.reader(_noted(lines, taken), delimiter=self.delimiter)
        while True:
            taken.clear()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield [], str(error)
                continue
            if cells:
                yield cells, self._torn(taken, reader.line_num)

    def _torn(self, lines: list[str], last: int) -> str:
        """What is wrong with a row of several lines where a quote may have swallowed others."""
        if len(lines) == 1:
            return ""
        try:
            list(csv.reader(lines, delimiter=self.delimiter, strict=True))
        except csv.Error:
            first = last - len(lines) + 1
            return f"lines {first} to {last} are one row by their quotes: is one missing?"
        return ""

    def _begin(self, file: Any) -> None:
        header = io.StringIO()
        self._writer(header).writerow([*self.columns, *self.work.added])
        file.write(header.getvalue().encode("utf-8", "surrogateescape"))

    def _writer(self, file: Any) -> Any:
        """A writer that quotes what a reader may take for the end of a line; lines end with LF."""
        return csv.writer(_Lines(file), delimiter=self.delimiter, lineterminator="\r\n")


class _Lines:
    """A file to which whole lines are written, ended by CR and LF, of which it gets LF."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, line: str) -> None:
        self._file.write(f"{line[:-2]}\n")


def _noted(lines: Iterable[str], taken: list[str]) -> Iterator[str]:
    """The lines, of which those that are taken are noted."""
    for line in lines:
        taken.append(line)
        yield line


class JsonLines(Table):
    """One JSON object a line; what stood in it stays as it was written."""

    name = "jsonl"

    def parts(self, path: Path, size: int, read: Position) -> Iterator[list[str]]:
        with text_lines(path, read, zipped=self.zipped) as lines:
            there = (line.strip() for line in lines if line.strip())
            first = next(cut(there, _LOOKED_AT, len), [])
            self._must_fit(first)
            yield from cut(chain(first, there), size, len)

    def rows(self, part: list[str]) -> Iterator[Row | SymdiffError]:
        return map(self._row, part)

    def write(self, part: list[str], answers: Iterable[Answer], path: Path) -> None:
        with open(path, "w", **_PLAIN) as file:  # type: ignore[call-overload]
            for line, answer in zip(part, answers, strict=True):
                file.write(self._joined(line, self._row(line), answer))
                file.write("\n")
            flushed(file)

    def _row(self, line: str) -> Row | SymdiffError:
        """The row of a line, or why it has no answer."""
        row = _object(line)
        if not isinstance(row, SymdiffError):
            try:
                self.work.must_not_have(row)
            except NoColumn as error:
                return error
        return row

    def _joined(self, line: str, row: Row | SymdiffError, answer: Answer) -> str:
        """The line with the answer behind what it held; all of a bad line becomes one value."""
        added = {self.work.columns[role]: answer[role] for role in ADDED}
        if isinstance(row, SymdiffError):
            name = "row" if "row" not in added else "line"
            return json.dumps({name: line, **added})
        if not row:
            return json.dumps(added)
        return f"{line[:-1].rstrip()}, {json.dumps(added)[1:]}"

    def _must_fit(self, lines: list[str]) -> None:
        """Refuse a table if none of its first rows fits; the columns are others than is meant."""
        refused = None
        for row in map(_object, lines):
            if isinstance(row, SymdiffError):
                continue
            try:
                self.work.must_fit(row)
            except NoColumn as error:
                refused = refused or error
            else:
                return
        if refused is not None:
            raise refused


def _object(line: str) -> Row | SymdiffError:
    """The object of a line, or why it is none."""
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        span = (error.pos, error.pos)
        return BadRow(f"the line is no JSON: {error.msg}", text=line, span=span)
    except (ValueError, RecursionError) as error:
        return BadRow(f"the line is not read: {str(error)[:200]}")
    if not isinstance(row, dict):
        return BadRow("the line is JSON, but no object", advice='write {"formula": "x^2"}')
    return row


def in_text(answer: Answer) -> list[str]:
    """The added columns as text: data as JSON, several conditions with semicolons between."""
    result, error = answer["result"], answer["error"]
    told = [
        result if isinstance(result, str) else in_json(result),
        "; ".join(answer["conditions"]),
        "; ".join(answer["notes"]),
        in_json(error),
    ]
    return [text.encode("utf-8", "replace").decode() for text in told]


def in_json(data: Any) -> str:
    """Data as JSON; nothing as no text."""
    return "" if data is None else json.dumps(data)


def cut(rows: Iterator[Any], size: int, length: Any) -> Iterator[list[Any]]:
    """Parts of at most ``size`` rows, and not many more characters than a part should have.

    >>> list(cut(iter("abcde"), 2, len))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    part: list[Any] = []
    characters = 0
    for row in rows:
        part.append(row)
        characters += length(row)
        if len(part) == size or characters > MOST_CHARACTERS:
            yield part
            part, characters = [], 0
    if part:
        yield part


@contextmanager
def long_cells() -> Iterator[None]:
    """Let the standard library read cells that are longer than it does."""
    before = csv.field_size_limit(LONGEST)
    try:
        yield
    finally:
        csv.field_size_limit(before)


@contextmanager
def text_lines(path: Path, read: Position, *, zipped: bool) -> Iterator[Iterator[str]]:
    """The lines of a text file in UTF-8; bytes that are none come through as they are.

    Raises:
        BadFile: for a file that cannot be read.
    """
    with reading(path), open(path, "rb") as raw:
        if raw.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise BadFile(f"{path} is in UTF-16", advice="convert it to UTF-8")
        stream: Any = gzip.GzipFile(fileobj=raw) if zipped else raw
        plain = {**_PLAIN, "encoding": "utf-8-sig"}
        with io.TextIOWrapper(stream, **plain) as text:  # type: ignore[arg-type]
            yield _lines(text, raw if zipped else None, max(1, os.path.getsize(path)), read)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """What goes wrong with a file is told in words."""
    try:
        yield
    except (OSError, EOFError, zlib.error) as error:
        what = getattr(error, "strerror", None) or str(error)
        raise BadFile(f"{path}: {what}") from None


def _lines(text: IO[str], raw: IO[bytes] | None, size: int, read: Position) -> Iterator[str]:
    """Lines; how far they reach is known by their length, or from the file that is unpacked."""
    characters = 0
    while line := text.readline(LONGEST):
        rest = line
        while len(rest) == LONGEST and not rest.endswith("\n"):
            rest = text.readline(LONGEST)
        characters += len(line)
        read.fraction = min(1.0, (raw.tell() if raw is not None else characters) / size)
        yield line


def flushed(file: Any) -> None:
    """See to it that a file is whole before it gets its name."""
    file.flush()
    os.fsync(file.fileno())
