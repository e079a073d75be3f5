"""The pure functions in Dask, Ray and Spark: the recipes of BATCH.md, and a worker that dies."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from symdiff import batch

ROOT = Path(__file__).parent.parent.parent
RECIPES = re.findall(r"```python\n(.*?)```", (ROOT / "BATCH.md").read_text("utf-8"), re.DOTALL)
GIVEN = [{"id": n, "formula": f"x^{n}/(x - {n})" if n % 10 else "x^"} for n in range(300)]
EXPECTED = [{k: row[k] for k in ("id", "result")} for row in batch.rows(GIVEN, form="canonical")]


def recipe(engine: str, folder: Path) -> Path:
    """Run what is shown in a process of its own; the folder that it writes."""
    (shown,) = [text for text in RECIPES if f"import {engine}" in text or f"from {engine}" in text]
    script = folder / "recipe.py"
    script.write_text(shown)
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run(
        [sys.executable, str(script)],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return folder / "out"


def write_parquet(folder: Path) -> None:
    from pyarrow import Table, parquet

    parquet.write_table(Table.from_pylist(GIVEN), folder / "in.parquet")


def read_parquet(folder: Path) -> list[dict]:
    from pyarrow import parquet

    found = [row for path in folder.glob("*.parquet") for row in parquet.read_table(path).to_pylist()]
    assert {json.loads(row["error"])["code"] for row in found if row["error"]} == {"E-SYNTAX"}
    return sorted(({k: row[k] for k in ("id", "result")} for row in found), key=lambda row: row["id"])


def test_there_is_a_recipe_for_each_engine() -> None:
    assert [re.search(r"dask|ray|pyspark", text)[0] for text in RECIPES] == ["dask", "ray", "pyspark"]


def test_dask(tmp_path) -> None:
    pytest.importorskip("distributed")
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in GIVEN))
    files = sorted(recipe("dask", tmp_path).glob("*.jsonl"), key=lambda path: int(path.stem))
    assert len(files) > 1
    found = [json.loads(line) for path in files for line in path.read_text().splitlines()]
    assert [{k: row[k] for k in ("id", "result")} for row in found] == EXPECTED


def test_ray(tmp_path) -> None:
    pytest.importorskip("ray")
    pytest.importorskip("pandas")
    write_parquet(tmp_path)
    assert read_parquet(recipe("ray", tmp_path)) == EXPECTED


@pytest.mark.skipif(not find_spec("pyspark") or not find_spec("pandas"), reason="Spark is not installed")
def test_spark(tmp_path) -> None:
    if subprocess.run(["java", "-version"], capture_output=True, check=False, shell=False).returncode:
        pytest.skip("no Java")
    write_parquet(tmp_path)
    assert read_parquet(recipe("pyspark", tmp_path)) == EXPECTED


KILLED = """
import os, signal, sys, time
import dask.bag
from dask.distributed import Client, LocalCluster
from symdiff import batch

def slow(row):
    time.sleep(0.01)
    return row

if __name__ == "__main__":
    given = [{"id": n, "formula": f"x^{n}"} for n in range(400)]
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        before = client.run(os.getpid)
        bag = dask.bag.from_sequence(given, npartitions=20).map(slow).map_partitions(batch.rows, form="canonical")
        future = client.compute(bag)
        time.sleep(1)
        assert not future.done()
        os.kill(next(iter(before.values())), signal.SIGKILL)
        found = future.result(timeout=120)
        client.wait_for_workers(2, timeout=60)
        after = client.run(os.getpid)
    assert len(set(before.values()) & set(after.values())) == 1, (before, after)
    assert found == list(batch.rows(given, form="canonical"))
    print(len(found), "rows")
"""


def test_a_worker_of_dask_that_is_killed_on_the_way(tmp_path) -> None:
    pytest.importorskip("distributed")
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=400, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "400 rows\n"), done.stderr[-3000:]
