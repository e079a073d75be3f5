"""Every notebook runs in a fresh kernel and says what it says where it is read.

    python tests/test_notebooks.py

runs them all and writes what they say now into them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LARGEST = 200_000  # bytes, so that a page opens at once where it is browsed

for package in ("nbformat", "nbclient", "ipykernel", "matplotlib", "mpmath", "sympy"):
    pytest.importorskip(package, reason=f'notebooks need {package}: pip install ".[test]"')

import nbclient  # noqa: E402
import nbformat  # noqa: E402


def opened(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=4)


def executed(path: Path) -> nbformat.NotebookNode:
    """The notebook as a new kernel runs it in the project's folder; an error in a cell is raised."""
    notebook = opened(path)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbclient.NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(ROOT)}},
    ).execute()
    return notebook


def said(notebook: nbformat.NotebookNode) -> dict[str, list[dict[str, str]]]:
    """What each cell prints and shows as text; pictures are left out."""
    return {
        cell.source: [text for output in cell.outputs for text in _texts(output)]
        for cell in notebook.cells
        if cell.cell_type == "code"
    }


def _texts(output: nbformat.NotebookNode) -> list[dict[str, str]]:
    if output.output_type == "stream":
        return [{output.name: output.text}] if output.name == "stdout" else []
    data = output.get("data", {})
    return [] if any(kind.startswith("image/") for kind in data) else [dict(data)]


def keep(path: Path) -> None:
    """Run the notebook and write it with its outputs, and with nothing of the machine it ran on."""
    notebook = executed(path)
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    nbformat.write(notebook, path)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_says_what_it_shows(path):
    shown, now = said(opened(path)), said(executed(path))
    assert shown, f"{path.name} has no cells"
    for source, texts in shown.items():
        assert now[source] == texts, f"python tests/test_notebooks.py renews this cell:\n{source}"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebook_is_kept_as_it_ran(path):
    """From top to bottom, without errors or warnings, and small."""
    notebook = opened(path)
    nbformat.validate(notebook)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        for output in cell.outputs:
            assert output.output_type != "error", cell.source
            assert output.get("name") != "stderr", cell.source
    assert path.stat().st_size <= LARGEST


def test_there_are_notebooks():
    assert NOTEBOOKS


if __name__ == "__main__":
    for notebook_path in NOTEBOOKS:
        keep(notebook_path)
