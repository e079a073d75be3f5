"""Every formula of the corpora is read; a spread sample of them here."""

from __future__ import annotations

import json
from pathlib import Path

from symdiff.expressions import Symbol
from symdiff.notation import parse

SAMPLE = 300


def formulas(folder: Path) -> list[tuple[str, list[str]]]:
    """Each formula with the names that are symbols in it."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        if path.stem == "parser_inputs":
            continue
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            names = [*case.get("params", ()), *case.get("variables", ()), *case.get("wrt_all", ())]
            names += [case["wrt"]] if case.get("wrt") else []
            texts = [case.get("formula"), case.get("expected"), *case.get("formulas", ())]
            found += [(text, names) for text in texts if text]
    return found


def test_a_spread_sample_of_the_corpora(corpus: Path) -> None:
    every = formulas(corpus)
    step = max(1, len(every) // SAMPLE)
    for text, names in every[::step]:
        tree = parse(text, variables=names, constants=("pi", "E", "I"))
        assert tree.free_symbols <= {Symbol(name) for name in names}, text
