"""Files of every kind: what stood in them is kept, the order too, and a bad row has its error."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symdiff import SymdiffError, batch
from symdiff.batch.tables import Csv, JsonLines, Position, cut
from symdiff.batch.work import Work, asked_for
from symdiff.batch.workers import answer_part


class At:
    value = 0


def through(table, source: Path, out: Path, size: int = 2) -> None:
    """A file answered in this process."""
    paths = []
    for number, part in enumerate(table.parts(source, size, Position())):
        paths.append(out.with_name(f"{out.name}{number}"))
        answer_part(table, part, {}, paths[-1], At())
    table.join(paths, out)


def answered(tmp_path: Path, text: str | bytes, kind: type = Csv, size: int = 2, **options) -> str:
    source, out = tmp_path / "in", tmp_path / "out"
    source.write_bytes(text.encode() if isinstance(text, str) else text)
    through(kind(Work(asked_for("diff")), **options), source, out, size)
    return out.read_bytes().decode("utf-8", "surrogateescape")


def records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def codes(text: str) -> list[str]:
    return [json.loads(row["error"])["code"] if row["error"] else "" for row in records(text)]


def test_csv_keeps_its_cells(tmp_path) -> None:
    text = 'id,formula,note\n1,x^2,"a,b"\n2,x^3,"two\nlines ""quoted"""\n3,x^2/x,\n'
    found = records(answered(tmp_path, text))
    assert [(r["id"], r["note"]) for r in found] == [("1", "a,b"), ("2", 'two\nlines "quoted"'), ("3", "")]
    assert [r["result"] for r in found] == ["2*x", "3*x**2", "1"]
    assert [r["conditions"] for r in found] == ["", "", "x != 0"]


def test_a_formula_over_two_lines_is_one_formula(tmp_path) -> None:
    assert records(answered(tmp_path, 'formula\n"x^2\n+ x"\n'))[0]["result"] == "2*x + 1"


def test_a_byte_order_mark_and_windows_lines(tmp_path) -> None:
    found = answered(tmp_path, b"\xef\xbb\xbfformula,k\r\nx^2,1\r\nx^3,2\r\n")
    assert [r["result"] for r in records(found)] == ["2*x", "3*x**2"]
    assert found.startswith("formula,k,result,")


def test_bytes_that_are_no_text_are_kept(tmp_path) -> None:
    found = answered(tmp_path, b"formula,k\nx^2,\xff\xfe\n\xff,1\n")
    assert codes(found) == ["", "E-CHARACTER"]
    assert found.encode("utf-8", "surrogateescape").splitlines()[1] == b"x^2,\xff\xfe,2*x,,,"


def test_rows_that_do_not_fit_the_header(tmp_path) -> None:
    found = answered(tmp_path, "formula,k\nx^2\nx^2,1,more\n\nx^3,2\n")
    assert codes(found) == ["E-ROW", "E-ROW", ""]
    assert found.splitlines()[2].endswith(",more")


def test_a_cell_without_end_is_an_error_of_its_row(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("symdiff.batch.tables.LONGEST", 100)
    before = csv.field_size_limit()
    text = "formula,k\nx^2,1\n" + "x" * 250 + ",2\nx^3,3\n"
    lines = answered(tmp_path, text).splitlines()
    assert lines[1:4:2] == ["x^2,1,2*x,,,", "x^3,3,3*x**2,,,"]
    assert "E-ROW" in lines[2]
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("cell", ["a\rb", "\r", "a\r\nb", "\n", "\r\n,", '"\r"'])
def test_ends_of_lines_in_cells_are_quoted(tmp_path, cell) -> None:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([("formula", "k"), ("x^2", cell), ("x^3", "1")])
    text = answered(tmp_path, written.getvalue())
    assert [(r["k"], r["result"]) for r in records(text)] == [(cell, "2*x"), ("1", "3*x**2")]
    assert text.endswith("\nx^3,1,3*x**2,,,\n")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (['x^2,"a', "x^3,b", "x^4,c"], "lines 2 to 4"),
        (['x^2,"a', 'x^3,"b', "x^4,c"], "lines 2 to 3"),
        (['x^2,"a', 'x^3,"b"', "x^4,c"], "lines 2 to 3"),
        (["x^2,a", "", '"x^3,b', "x^4,c"], "lines 4 to 5"),
    ],
)
def test_a_quote_that_swallows_rows_is_told(tmp_path, lines, told) -> None:
    found = records(answered(tmp_path, "\n".join(["formula,k", *lines, ""])))
    (bad,) = [json.loads(row["error"]) for row in found if row["error"]]
    assert bad["code"] == "E-ROW"
    assert told in bad["message"]
    assert all(row["result"] for row in found if not row["error"])
    assert "b" in "".join(map(str, [cell for row in found for cell in row.values()]))


def test_a_quote_that_swallows_the_header_is_told(tmp_path) -> None:
    with pytest.raises(batch.BadFile, match="lines 1 to 3"):
        answered(tmp_path, '"formula,k\nx,1\nx,2\n')


def test_tabs(tmp_path) -> None:
    found = answered(tmp_path, "k\tformula\n1,5\tx^2\n", delimiter="\t")
    assert found.splitlines()[1] == "1,5\tx^2\t2*x\t\t\t"


@pytest.mark.parametrize("text", ["", "\n\n", "k\n1\n", "formula,formula\nx,x\n", "formula,result\nx,x\n"])
def test_a_table_that_does_not_fit_is_refused(tmp_path, text) -> None:
    with pytest.raises(batch.NoColumn):
        answered(tmp_path, text)


def test_a_table_without_rows(tmp_path) -> None:
    assert answered(tmp_path, "formula\n") == "formula,result,conditions,notes,error\n"
    assert answered(tmp_path, "", JsonLines) == ""


def test_utf_16_is_refused_in_words(tmp_path) -> None:
    with pytest.raises(batch.BadFile, match="UTF-16"):
        answered(tmp_path, "formula\nx\n".encode("utf-16"))


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)


@given(st.lists(st.tuples(cells, cells), max_size=8), st.integers(1, 4))
def test_any_csv_comes_back(tmp_path_factory, rows, size) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerows([("formula", "k"), *rows])
    found = records(answered(tmp_path_factory.mktemp("csv"), written.getvalue(), size=size))
    assert [(r["formula"], r["k"]) for r in found] == rows
    assert all(bool(r["result"]) != bool(r["error"]) for r in found)


def test_json_lines_keep_what_was_written(tmp_path) -> None:
    lines = ['{"formula": "x^2", "k": 1.50, "s": "\\u00e9é"}', '{"k": 1e400, "formula" :"x^3" }']
    found = answered(tmp_path, "\n\n".join(lines), JsonLines).splitlines()
    assert found[0].startswith(lines[0][:-1] + ', "result": "2*x"')
    assert found[1].startswith('{"k": 1e400, "formula" :"x^3", "result": "3*x**2"')
    assert [json.loads(line)["conditions"] for line in found] == [[], []]


def test_json_lines_that_are_bad(tmp_path) -> None:
    good = '{"formula": "x^2"}'
    bad = ["{bad", "[1]", '"x"', "{}", '{"formula": 5}', "[" * 100_000, '{"formula": ' + "9" * 5000 + "}"]
    found = [json.loads(line) for line in answered(tmp_path, "\n".join([good, *bad, good]), JsonLines).splitlines()]
    assert [row["result"] for row in (found[0], found[-1])] == ["2*x", "2*x"]
    assert [row["error"]["code"] for row in found[1:-1]] == [
        "E-ROW", "E-ROW", "E-ROW", "E-COLUMN", "E-TYPE", "E-ROW", "E-ROW",
    ]  # fmt: skip
    assert found[1]["row"] == "{bad"
    assert found[1]["error"]["span"] == [1, 1]


def test_a_row_with_a_column_of_ours_is_kept_with_an_error(tmp_path) -> None:
    lines = ['{"formula": "x^2", "error": "old"}', '{"formula": "x"}', '{"formula": "x^2", "result": 1}']
    found = [json.loads(line) for line in answered(tmp_path, "\n".join(lines), JsonLines).splitlines()]
    assert [row["error"] and row["error"]["code"] for row in found] == ["E-COLUMN", None, "E-COLUMN"]
    assert [row.get("row") for row in found] == [lines[0], None, lines[2]]
    assert [row["result"] for row in found] == [None, "1", None]


def test_a_bad_line_is_kept_whatever_the_columns_are_called(tmp_path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.write_text("{bad\n")
    through(JsonLines(Work(asked_for("diff"), {"result": "row"})), source, out)
    assert json.loads(out.read_text())["line"] == "{bad"


@pytest.mark.parametrize("bad", ['{"id": 1}', '{"formula": "x", "result": 1}', "{bad", "5"])
@pytest.mark.parametrize("size", [1, 5])
def test_a_bad_first_row_has_an_error_of_its_own(tmp_path, bad, size) -> None:
    text = answered(tmp_path, f'{bad}\n{{"formula": "x^2"}}\n', JsonLines, size)
    found = [json.loads(line) for line in text.splitlines()]
    assert [row["result"] for row in found] == [None, "2*x"]
    assert found[0]["error"]["code"] in ("E-COLUMN", "E-ROW")


def test_first_rows_of_which_none_fits_are_refused(tmp_path) -> None:
    for lines, said in [(['{"formula": "x", "result": 1}'], "already"), (["{bad", '{"f": "x"}'], "it has: f")]:
        with pytest.raises(batch.NoColumn, match=said):
            answered(tmp_path, "\n".join(lines * 9), JsonLines)


def test_gzip_comes_and_goes(tmp_path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    source.write_bytes(gzip.compress(b"formula\nx^2\n"))
    for _ in range(2):
        through(Csv(Work(asked_for("diff")), zipped=True), source, out)
        first = out.read_bytes()
    assert gzip.decompress(first).splitlines()[1] == b"x^2,2*x,,,"
    assert out.read_bytes() == first
    source.write_bytes(source.read_bytes()[:20])
    with pytest.raises(batch.BadFile):
        through(Csv(Work(asked_for("diff")), zipped=True), source, out)


def test_parts_have_a_size_in_rows_and_in_characters(monkeypatch) -> None:
    monkeypatch.setattr("symdiff.batch.tables.MOST_CHARACTERS", 10)
    assert list(cut(iter(["a" * 6, "b" * 6, "c", "d"]), 3, len)) == [["a" * 6, "b" * 6], ["c", "d"]]


# Parquet and Arrow


def test_parquet_keeps_its_types(tmp_path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    from symdiff.batch.columnar import Parquet

    source, out = tmp_path / "in", tmp_path / "out"
    given = pa.table(
        {"id": pa.array([1, 2, 3], pa.int16()), "formula": ["x^3/x", None, "x^"], "l": [[1], None, []]}
    ).replace_schema_metadata({"made": "by us"})
    parquet.write_table(given, source)
    through(Parquet(Work(asked_for("diff"))), source, out)
    found = parquet.read_table(out)
    assert found.select(given.column_names).equals(given)
    assert found.schema.metadata[b"made"] == b"by us"
    assert found["result"].to_pylist() == ["2*x", None, None]
    assert found["conditions"].to_pylist() == ["x != 0", None, None]
    assert [e and json.loads(e)["code"] for e in found["error"].to_pylist()] == [None, "E-SYNTAX", "E-SYNTAX"]


def test_parquet_without_rows_and_without_the_column(tmp_path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    from symdiff.batch.columnar import Parquet

    source, out = tmp_path / "in", tmp_path / "out"
    parquet.write_table(pa.table({"formula": pa.array([], pa.string())}), source)
    through(Parquet(Work(asked_for("diff"))), source, out)
    assert parquet.read_table(out).num_rows == 0
    parquet.write_table(pa.table({"f": ["x"]}), source)
    with pytest.raises(batch.NoColumn, match="it has: f"):
        through(Parquet(Work(asked_for("diff"))), source, out)
    source.write_text("no Parquet")
    with pytest.raises(batch.BadFile):
        through(Parquet(Work(asked_for("diff"))), source, out)


def test_text_that_is_no_text_is_an_error_of_its_row(tmp_path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    from symdiff.batch.columnar import Parquet

    data = pa.array([b"x^2", b"\xff\xfe", b"x^3"], pa.binary()).cast(pa.string(), safe=False)
    raw = pa.StringArray.from_buffers(3, *data.buffers()[1:])
    given = pa.table({"formula": raw, "k": raw})
    found = batch.arrow(given)
    assert found["result"].to_pylist() == ["2*x", None, "3*x**2"]
    source, out = tmp_path / "in", tmp_path / "out"
    parquet.write_table(given, source)
    through(Parquet(Work(asked_for("diff"))), source, out, size=3)
    found = parquet.read_table(out)
    assert found["result"].to_pylist() == ["2*x", None, "3*x**2"]
    assert [e and json.loads(e)["code"] for e in found["error"].to_pylist()] == [None, "E-ROW", None]
    assert found["k"].cast(pa.binary()).to_pylist()[1] == b"\xff\xfe"


def test_record_batches_and_tables() -> None:
    pa = pytest.importorskip("pyarrow")
    given = pa.RecordBatch.from_pydict({"id": [1, 2], "f": ["x^2", "x^"]})
    found = batch.arrow(given, columns={"formula": "f"}, form="canonical")
    assert found.schema.names == ["id", "f", "result", "conditions", "notes", "error"]
    assert found.column("result").to_pylist() == ["2*x", None]
    table = pa.Table.from_batches([given, given])
    assert batch.arrow(table, columns={"formula": "f"})["result"].to_pylist() == ["2*x", None] * 2
    assert batch.arrow(given.slice(0, 0), columns={"formula": "f"}).num_rows == 0
    with pytest.raises(batch.NoColumn):
        batch.arrow(given)


def test_without_pyarrow_the_extra_is_named(monkeypatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for call in (lambda: batch.arrow(None), lambda: batch.run(__file__, "o.parquet", table="parquet")):
        with pytest.raises(SymdiffError) as caught:
            call()
        assert caught.value.code == "E-EXTRA"
        assert "symdiff-engine[parquet]" in str(caught.value)
