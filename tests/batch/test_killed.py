"""Processes that die: the rows are done all the same, and what comes out is what would have."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from symdiff import SymdiffError, batch
from symdiff.batch.running import answer_file
from symdiff.batch.work import Work, asked_for

ROOT = Path(__file__).parent.parent.parent
METHODS = [m for m in ("fork", "spawn", "forkserver") if m in multiprocessing.get_all_start_methods()]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of this kind are those of POSIX")


class Mortal(Work):
    """Work that some rows end, or keep from ending."""

    def answer(self, row):
        text = row["formula"]
        if text == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if text.startswith("die once "):
            mark = Path(text.removeprefix("die once "))
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return super().answer({"formula": "x"})
        if text == "hang":
            time.sleep(600)
        if text == "leave":
            os._exit(3)
        return super().answer(row)


class Stillborn(Work):
    """Work that no process survives to begin."""

    def __setstate__(self, state):
        pass

    def __reduce__(self):
        return os._exit, (5,)


def written(path: Path, formulas: list[str]) -> Path:
    path.write_text("".join(json.dumps({"n": n, "formula": f}) + "\n" for n, f in enumerate(formulas)))
    return path


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def go(source: Path, out: Path, work: Work, **options) -> batch.Summary:
    options = {"table": None, "workers": 2, "part": 4, "timeout": 60.0, "overwrite": False, **options}
    return answer_file(source, out, work, **options)


def powers(count: int) -> list[str]:
    return [f"x^{n}*sin({n}*x)" for n in range(count)]


@pytest.mark.parametrize("method", METHODS)
def test_only_the_row_that_kills_is_marked(tmp_path, method) -> None:
    formulas = powers(20)
    formulas[5], formulas[6], formulas[13] = "die", f"die once {tmp_path / 'mark'}", "leave"
    source = written(tmp_path / "in.jsonl", formulas)
    summary = go(source, tmp_path / "out.jsonl", Mortal(asked_for("diff")), method=method)
    found = read(tmp_path / "out.jsonl")
    assert [row["n"] for row in found] == list(range(20))
    assert {row["n"]: row["error"]["code"] for row in found if row["error"]} == {5: "E-WORKER", 13: "E-WORKER"}
    assert "signal 9" in found[5]["error"]["message"]
    assert "status 3" in found[13]["error"]["message"]
    assert found[6]["result"] == "1"
    assert summary.rows == 20
    assert dict(summary.errors) == {"E-WORKER": 2}
    assert summary.lost == 7
    assert not list(tmp_path.glob("*.parts"))


@pytest.mark.parametrize("method", METHODS)
def test_the_watchdog_marks_its_row(tmp_path, method) -> None:
    formulas = powers(8)
    formulas[2] = "hang"
    source = written(tmp_path / "in.jsonl", formulas)
    start = time.monotonic()
    summary = go(source, tmp_path / "out.jsonl", Mortal(asked_for("diff")), method=method, timeout=4.0)
    assert time.monotonic() - start < 60
    found = read(tmp_path / "out.jsonl")
    assert [row["error"] and row["error"]["code"] for row in found] == [None, None, "E-WORKER", *[None] * 5]
    assert "4 seconds" in found[2]["error"]["message"]
    assert summary.lost == 1


def test_processes_that_cannot_begin_end_the_run(tmp_path) -> None:
    source = written(tmp_path / "in.jsonl", powers(3))
    with pytest.raises(batch.WorkerLost, match="status 5"):
        go(source, tmp_path / "out.jsonl", Stillborn(asked_for("diff")), method="spawn")
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("method", METHODS)
def test_a_worker_killed_from_outside_leaves_no_trace(tmp_path, method) -> None:
    source = written(tmp_path / "in.jsonl", powers(60) * 8)
    batch.run(source, tmp_path / "undisturbed.jsonl", workers=1, part=10, method=method)
    killed = []

    def tell(summary, at_work):
        children = [p for p in multiprocessing.active_children() if p.pid not in killed]
        due = summary.rows >= 100 * (len(killed) + 1)
        if len(killed) < 3 and due and children:  # at a row or between two parts, as it falls
            os.kill(children[0].pid, signal.SIGKILL)
            killed.append(children[0].pid)

    summary = batch.run(source, tmp_path / "out.jsonl", workers=2, part=10, method=method, tell=tell)
    assert len(killed) == 3
    assert summary.lost == 3
    assert (tmp_path / "out.jsonl").read_bytes() == (tmp_path / "undisturbed.jsonl").read_bytes()
    assert not multiprocessing.active_children()


def test_an_error_of_a_disk_ends_the_run_in_words(tmp_path, monkeypatch) -> None:
    source = written(tmp_path / "in.jsonl", powers(5))
    monkeypatch.setattr("symdiff.batch.ledger.Ledger.temporary", lambda self, name: tmp_path / "no" / "no")
    with pytest.raises(SymdiffError) as caught:
        batch.run(source, tmp_path / "out.jsonl", workers=1)
    assert caught.value.code == "E-FILE"


# The parent


def begun(source: Path, out: Path, *words: str) -> subprocess.Popen:
    command = [sys.executable, "-m", "symdiff", "batch", str(source), str(out), "--part", "10", *words]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def wait_for_parts(out: Path, count: int) -> None:
    folder = out.with_name(f"{out.name}.parts")
    end = time.monotonic() + 60
    while len(list(folder.glob("*.json"))) < count:
        assert time.monotonic() < end, "no parts were written"
        time.sleep(0.01)


def children_of(pid: int) -> list[int]:
    told = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in told.stdout.split()]


def gone(pids: list[int]) -> bool:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        alive = []
        for pid in pids:
            try:
                state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
                alive += [pid] if state != "Z" else []
            except OSError:
                pass
        if not alive:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are listed elsewhere")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_run_that_was_ended_goes_on(tmp_path, how) -> None:
    source, out = written(tmp_path / "in.jsonl", powers(300)), tmp_path / "out.jsonl"
    first = begun(source, out, "--workers", "2")
    wait_for_parts(out, 3)
    workers = children_of(first.pid)
    os.kill(first.pid, how)
    told = first.communicate(timeout=30)[1]
    assert len(workers) >= 2
    assert gone(workers)
    assert not out.exists()
    if how == signal.SIGINT:
        assert first.returncode == 130
        assert "goes on" in told and "Traceback" not in told
    done = {int(p.stem): p.stat().st_mtime_ns for p in Path(f"{out}.parts").glob("*.json")}
    assert 3 <= len(done) < 30

    summaries = []
    kept = {}

    def tell(summary, at_work):
        summaries.append((summary.rows, summary.before))
        for number in done:
            path = Path(f"{out}.parts") / f"{number}.json"
            if path.exists():
                kept[number] = path.stat().st_mtime_ns

    summary = batch.run(source, out, part=10, workers=2, tell=tell)
    assert summary.before == 10 * len(done)
    assert summary.rows == 300
    assert kept == done  # nothing is done twice
    batch.run(source, tmp_path / "undisturbed.jsonl", workers=1, part=10)
    assert out.read_bytes() == (tmp_path / "undisturbed.jsonl").read_bytes()
    assert not Path(f"{out}.parts").exists()


def test_a_run_ended_between_the_last_part_and_the_whole(tmp_path, monkeypatch) -> None:
    source, out = written(tmp_path / "in.jsonl", powers(9)), tmp_path / "out.jsonl"
    with monkeypatch.context() as patched:
        patched.setattr("symdiff.batch.tables.JsonLines.join", lambda *a: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            batch.run(source, out, part=4, workers=1)
    assert not out.exists()
    summary = batch.run(source, out, part=4, workers=1)
    assert (summary.rows, summary.before) == (9, 9)
    assert len(read(out)) == 9


def ended_early(source: Path, out: Path, **options) -> None:
    """A run that stops after its first part."""

    def tell(summary, at_work):
        if summary.rows:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        batch.run(source, out, part=4, workers=1, tell=tell, **options)


def test_another_run_is_no_continuation(tmp_path) -> None:
    source, out = written(tmp_path / "in.jsonl", powers(40)), tmp_path / "out.jsonl"
    ended_early(source, out)
    for options, said in [({"form": "expanded"}, "work"), ({"part": 5}, "part"), ({"columns": {"result": "r"}}, "work")]:
        with pytest.raises(batch.NotTheSame, match=said):
            batch.run(source, out, **{"part": 4, **options})
    os.utime(source)
    text = source.read_text()
    written(source, powers(41))
    with pytest.raises(batch.NotTheSame, match="input"):
        batch.run(source, out, part=4)
    source.write_text(text)
    assert batch.run(source, out, part=4).before >= 4


def test_overwrite_begins_again_where_something_changed(tmp_path) -> None:
    source, out = written(tmp_path / "in.jsonl", powers(40)), tmp_path / "out.jsonl"
    ended_early(source, out)
    summary = batch.run(source, out, part=4, form="expanded", overwrite=True)
    assert (summary.before, summary.rows) == (0, 40)
    with pytest.raises(batch.BadFile, match="already"):
        batch.run(source, out)
    assert batch.run(source, out, overwrite=True).rows == 40


class Killed(BaseException):
    """The process ends here."""


def killed_at(count: int):
    """An ``os.unlink`` that is the last thing done, the time that it is called so often."""
    unlink, left = os.unlink, [count]

    def ending(*path, **options):
        unlink(*path, **options)
        left[0] -= 1
        if left[0] == 0:
            raise Killed

    return ending


@pytest.mark.parametrize("when", [1, 2, 3, 4, 7, 8])
def test_a_run_ended_while_its_parts_are_removed_leaves_none_to_another(tmp_path, monkeypatch, when) -> None:
    source, out = written(tmp_path / "in.jsonl", powers(10)), tmp_path / "out.jsonl"
    with monkeypatch.context() as patched:
        patched.setattr("os.unlink", killed_at(when))
        with pytest.raises(Killed):
            batch.run(source, out, part=4, workers=1)
    out.unlink()
    assert batch.run(source, out, "code", part=4, workers=1, overwrite=True).before == 0
    batch.run(source, tmp_path / "undisturbed.jsonl", "code", part=4, workers=1)
    assert out.read_bytes() == (tmp_path / "undisturbed.jsonl").read_bytes()


@pytest.mark.parametrize("when", [1, 2, 3])
def test_a_run_ended_while_it_begins_again_leaves_no_parts_to_another(tmp_path, monkeypatch, when) -> None:
    source, out = written(tmp_path / "in.jsonl", powers(40)), tmp_path / "out.jsonl"
    ended_early(source, out)
    with monkeypatch.context() as patched:
        patched.setattr("os.unlink", killed_at(when))
        with pytest.raises(Killed):
            batch.run(source, out, "code", part=4, workers=1, overwrite=True)
    assert batch.run(source, out, "code", part=4, workers=1).before == 0
    batch.run(source, tmp_path / "undisturbed.jsonl", "code", part=4, workers=1)
    assert out.read_bytes() == (tmp_path / "undisturbed.jsonl").read_bytes()


def test_a_part_that_is_gone_is_done_again(tmp_path) -> None:
    source, out = written(tmp_path / "in.jsonl", powers(40)), tmp_path / "out.jsonl"
    ended_early(source, out)
    Path(f"{out}.parts", "0.part").unlink()
    Path(f"{out}.parts", "mine.txt").write_text("kept")
    assert batch.run(source, out, part=4, workers=1).rows == 40
    assert [row["n"] for row in read(out)] == list(range(40))
    assert [p.name for p in Path(f"{out}.parts").iterdir()] == ["mine.txt"]


def test_another_version_is_no_continuation(tmp_path, monkeypatch) -> None:
    source, out = written(tmp_path / "in.jsonl", powers(40)), tmp_path / "out.jsonl"
    ended_early(source, out)
    monkeypatch.setattr("symdiff.__version__", "99.0")
    with pytest.raises(batch.NotTheSame, match="version"):
        batch.run(source, out, part=4)


def test_two_runs_do_not_meet(tmp_path) -> None:
    source, out = written(tmp_path / "in.jsonl", powers(40)), tmp_path / "out.jsonl"
    met = []

    def tell(summary, at_work):
        if not met:
            with pytest.raises(batch.NotTheSame, match="another run"):
                batch.run(source, out, part=4)
            met.append(True)

    assert batch.run(source, out, part=4, workers=1, tell=tell).rows == 40
    assert met


def test_an_input_that_changes_on_the_way_is_refused(tmp_path) -> None:
    source, out = written(tmp_path / "in.jsonl", powers(40)), tmp_path / "out.jsonl"

    def tell(summary, at_work):
        os.utime(source, (1, 1))

    with pytest.raises(batch.NotTheSame, match="changed while"):
        batch.run(source, out, part=4, workers=1, tell=tell)
    assert not out.exists()


def test_a_mistake_leaves_no_parts(tmp_path) -> None:
    source, out = written(tmp_path / "in.jsonl", powers(4)), tmp_path / "out.jsonl"
    with pytest.raises(batch.NoColumn):
        batch.run(source, out, columns={"formula": "nope"})
    assert not Path(f"{out}.parts").exists()


def test_no_more_is_read_than_is_worked_at(tmp_path) -> None:
    """The input is not held: when the first part is done, only parts of the workers are read."""
    from symdiff.batch.tables import JsonLines

    source = written(tmp_path / "in.jsonl", powers(400))
    taken = []

    class Counting(JsonLines):
        def parts(self, path, size, read):
            for part in super().parts(path, size, read):
                taken.append(part)
                yield part

    seen = []

    def tell(summary, at_work):
        seen.append(len(taken) - summary.rows // 10)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("symdiff.batch.running.JsonLines", Counting)
        batch.run(source, tmp_path / "out.jsonl", part=10, workers=2, method="fork", tell=tell)
    assert len(taken) == 40
    assert max(seen) <= 3


def test_a_script_without_a_guard_is_told(tmp_path) -> None:
    source = written(tmp_path / "in.jsonl", powers(4))
    script = tmp_path / "script.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        f"from symdiff import batch\nbatch.run({str(source)!r}, {str(tmp_path / 'out.jsonl')!r}, workers=1)\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "E-WORKER" in done.stderr and '__name__ == "__main__"' in done.stderr
