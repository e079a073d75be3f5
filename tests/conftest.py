"""What all tests share: where the corpora lie, and how hard hypothesis tries."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "symdiff", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", parent=settings.get_profile("symdiff"), max_examples=2_000)
settings.load_profile(os.environ.get("SYMDIFF_HYPOTHESIS", "symdiff"))


def corpus_folder() -> Path | None:
    """The folder that SYMDIFF_CORPUS names, if it is there."""
    folder = os.environ.get("SYMDIFF_CORPUS")
    return Path(folder) if folder and Path(folder).is_dir() else None


def pytest_report_header() -> str:
    folder = corpus_folder()
    return f"corpora: {folder}" if folder else "corpora: none (SYMDIFF_CORPUS names no folder)"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of the corpora; a test that needs it is skipped where there is none."""
    folder = corpus_folder()
    if folder is None:
        pytest.skip("SYMDIFF_CORPUS names no folder of corpora")
    return folder
