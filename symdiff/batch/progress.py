"""How far a batch is, on a terminal: a bar, the rate, the errors."""

from __future__ import annotations

import sys
from time import monotonic

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any

    from .running import Summary

_EVERY = 0.1


class Silent:
    """No bar: standard error is no terminal."""

    def __enter__(self) -> Silent:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __call__(self, summary: Summary, at_work: int) -> None:
        """Show how far it is."""

    def close(self) -> None:
        """Leave the terminal as it was."""


class Line(Silent):
    """One line of text that is written over."""

    def __init__(self) -> None:
        self._rate = Rate()
        self._shown = 0.0

    def __call__(self, summary: Summary, at_work: int) -> None:
        if monotonic() - self._shown < _EVERY:
            return
        self._shown = monotonic()
        done = round(20 * summary.fraction)
        told = self._rate.told(summary, at_work)
        sys.stderr.write(f"\r[{'#' * done}{'.' * (20 - done)}] {told}\033[K")
        sys.stderr.flush()

    def close(self) -> None:
        if self._shown:
            sys.stderr.write("\r\033[K")
            sys.stderr.flush()
        self._shown = 0.0


class Bar(Silent):
    """The bar of the package rich; it is drawn from here, so that no thread is started."""

    def __init__(self, rich: Any, console: Any) -> None:
        self._rate = Rate()
        columns = (
            rich.BarColumn(), rich.TaskProgressColumn(), rich.TextColumn("{task.description}"),
        )  # fmt: skip
        self._bar = rich.Progress(*columns, console=console, auto_refresh=False, transient=True)
        self._task = self._bar.add_task("", total=1.0)
        self._shown = 0.0
        self._bar.start()

    def __call__(self, summary: Summary, at_work: int) -> None:
        if monotonic() - self._shown < _EVERY:
            return
        self._shown = monotonic()
        told = self._rate.told(summary, at_work)
        self._bar.update(self._task, completed=summary.fraction, description=told)
        self._bar.refresh()

    def close(self) -> None:
        self._bar.stop()


class Rate:
    """Rows a second, of late."""

    def __init__(self) -> None:
        self._past: list[tuple[float, int]] = []

    def told(self, summary: Summary, at_work: int) -> str:
        """Rows, rate and errors in a line."""
        now, done = monotonic(), summary.rows + at_work
        self._past = [*[p for p in self._past if now - p[0] < 5.0], (now, done)]
        then, before = self._past[0]
        rate = max(0, done - before) / (now - then) if now > then else 0.0
        errors = f", errors {summary.errors.total():,}" if summary.errors else ""
        return f"{done:,} rows, {rate:,.0f} a second{errors}"


def progress() -> Silent:
    """What fits standard error: nothing, the bar of rich, or a line."""
    if not sys.stderr.isatty():
        return Silent()
    try:
        from rich import progress as rich  # noqa: PLC0415
        from rich.console import Console  # noqa: PLC0415
    except ImportError:
        return Line()
    return Bar(rich, Console(stderr=True))
