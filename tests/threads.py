"""Threads that meet as often as can be."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any


def together(work: Callable[[int], Any], count: int = 8) -> list[Any]:
    """What so many threads return that start at once and take turns as often as can be."""
    found: list[Any] = [None] * count
    start = threading.Barrier(count)

    def run(i: int) -> None:
        start.wait()
        found[i] = work(i)

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        threads = [threading.Thread(target=run, args=(i,)) for i in range(count)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
    finally:
        sys.setswitchinterval(interval)
    return found
