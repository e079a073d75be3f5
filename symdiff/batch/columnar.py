"""Tables of columns: Arrow record batches, and Parquet files of them."""

from __future__ import annotations

from ..expressions import MissingExtra, SymdiffError, expect
from .tables import BadFile, Table, flushed, in_text, reading
from .work import BadRow, Work, asked_for

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from .tables import Answer, Position
    from .work import Row

_ROW_GROUP = 1 << 16
_UNREADABLE = (ValueError, OverflowError)  # such as text that is not in UTF-8


def arrow(
    batch: Any, do: str = "diff", *, columns: Mapping[str, str] | None = None, **options: Any
) -> Any:
    """The rows of an Arrow record batch, or table, with their answers.

    A pure function over columns, for engines that hand record batches around: Spark's
    ``mapInArrow``, Ray's ``map_batches`` and others. The new columns are text; data is JSON.

    Arguments:
        batch: a ``pyarrow.RecordBatch`` or ``pyarrow.Table``.
        do: "diff", "simplify", "check", "explain", "grad", "hessian" or "code".
        columns: names of columns by role, as for ``rows``.
        **options: the options of the command line, as for ``rows``.

    Raises:
        NoColumn: for a batch without a column that is to be read.
        MissingExtra: without pyarrow.

    >>> import pytest; pyarrow = pytest.importorskip("pyarrow")
    >>> given = pyarrow.RecordBatch.from_pydict({"id": [1, 2], "formula": ["x^3", "x^"]})
    >>> arrow(given).column("result").to_pylist()
    ['3*x**2', None]
    """
    pa = arrow_package()
    work = Work(asked_for(do, **options), columns)
    expect(batch, (pa.RecordBatch, pa.Table), "rows come in a pyarrow.RecordBatch or a Table")
    work.must_fit(batch.schema.names)
    if not isinstance(batch, pa.Table):
        return _answered(batch, work)
    parts = [_answered(part, work) for part in batch.to_batches()]
    return pa.Table.from_batches(parts, extended(batch.schema, work))


def _answered(batch: Any, work: Work) -> Any:
    return with_answers(batch, map(work.answer, rows_of(batch, work)), work)


def arrow_package() -> Any:
    """The package pyarrow.

    Raises:
        MissingExtra: where it is not installed.
    """
    try:
        import pyarrow  # noqa: PLC0415
    except ImportError:
        raise MissingExtra(
            "Parquet and Arrow need pyarrow",
            advice='install it: pip install "symdiff-engine[parquet]"',
        ) from None
    return pyarrow


def rows_of(batch: Any, work: Work) -> Iterator[Row | SymdiffError]:
    """The rows of a record batch, of which the columns that are read are taken."""
    columns = batch.select(work.given)
    try:
        yield from columns.to_pylist()
    except _UNREADABLE:
        for row in range(batch.num_rows):
            yield _alone(columns.slice(row, 1))


def _alone(row: Any) -> Row | SymdiffError:
    """A record batch of one row as that row, or what is wrong with it."""
    try:
        found: Row = row.to_pylist()[0]
    except _UNREADABLE as error:
        return BadRow(f"the row cannot be read: {error}")
    return found


def with_answers(batch: Any, answers: Iterable[Answer], work: Work) -> Any:
    """The record batch with the columns that are added."""
    pa = arrow_package()
    told = [[text or None for text in in_text(answer)] for answer in answers]
    added = [pa.array(column, pa.string()) for column in zip(*told, strict=True)]
    added = added or [pa.array([], pa.string()) for _ in work.added]
    schema = extended(batch.schema, work)
    return pa.RecordBatch.from_arrays([*batch.columns, *added], schema=schema)


def extended(schema: Any, work: Work) -> Any:
    """The columns of a table, and those that are added."""
    pa = arrow_package()
    for name in work.added:
        schema = schema.append(pa.field(name, pa.string()))
    return schema


class Parquet(Table):
    """Parquet: columns with types, which stay as they are."""

    name = "parquet"

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        arrow_package()
        self._schema: Any = None

    def parts(self, path: Path, size: int, read: Position) -> Iterator[Any]:
        with reading(path), self._opened(path) as file:
            self.work.must_fit(file.schema_arrow.names)
            self._schema = extended(file.schema_arrow, self.work)
            total, done = max(1, file.metadata.num_rows), 0
            for batch in file.iter_batches(batch_size=size):
                done += batch.num_rows
                read.fraction = done / total
                yield batch

    def rows(self, part: Any) -> Iterator[Row | SymdiffError]:
        yield from rows_of(part, self.work)

    def write(self, part: Any, answers: Iterable[Answer], path: Path) -> None:
        whole = with_answers(part, answers, self.work)
        with open(path, "wb") as file:
            with arrow_package().ipc.new_stream(file, whole.schema) as stream:
                stream.write_batch(whole)
            flushed(file)

    def join(self, parts: Iterable[Path], path: Path) -> None:
        from pyarrow import Table as Rows  # noqa: PLC0415
        from pyarrow.parquet import ParquetWriter  # noqa: PLC0415

        with open(path, "wb") as file:
            with ParquetWriter(file, self._schema) as writer:
                for batches in _groups(parts):
                    writer.write_table(Rows.from_batches(batches, self._schema))
            flushed(file)

    def _opened(self, path: Path) -> Any:
        from pyarrow import ArrowException  # noqa: PLC0415
        from pyarrow.parquet import ParquetFile  # noqa: PLC0415

        try:
            return ParquetFile(path)
        except ArrowException as error:
            raise BadFile(f"{path}: {str(error).splitlines()[0]}") from None


def _groups(parts: Iterable[Path]) -> Iterator[list[Any]]:
    """The record batches of the parts, as many together as make a good row group."""
    pa = arrow_package()
    group: list[Any] = []
    for part in parts:
        with open(part, "rb") as file, pa.ipc.open_stream(file) as stream:
            group += stream
        if sum(batch.num_rows for batch in group) >= _ROW_GROUP:
            yield group
            group = []
    if group:
        yield group
