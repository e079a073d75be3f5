"""What has been done: whole parts in a folder beside the output, and what they were made of."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from ..expressions import SymdiffError

if sys.platform != "win32":
    import fcntl

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any


class NotTheSame(SymdiffError):
    """An earlier run was stopped, and this one is another one."""

    code = "E-RESUME"


class Ledger:
    """The parts of one output, each written under another name and given its own when it is whole.

    Arguments:
        out: the output; the folder has its name with ``.parts`` behind it.
        made_of: what makes the parts what they are; a second run must be made of the same.
        anew: begin again where the folder holds the parts of something else.

    Raises:
        NotTheSame: if the folder holds the parts of something else, or another run is at work.
    """

    def __init__(self, out: Path, made_of: dict[str, Any], *, anew: bool = False) -> None:
        self.folder = out.with_name(f"{out.name}.parts")
        self.done: dict[int, dict[str, Any]] = {}
        self._made_of = made_of
        self._anew = anew
        self._lock: Any = None

    def __enter__(self) -> Ledger:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = open(self.folder / "lock", "w")
        try:
            self._hold()
            self._compare()
        except BaseException:
            self._lock.close()
            raise
        for unfinished in self.folder.glob("*.tmp"):
            unfinished.unlink()
        for told in self.folder.glob("*.json"):
            if told.stem.isdigit() and self._part(int(told.stem)).exists():
                self.done[int(told.stem)] = json.loads(told.read_text("utf-8"))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self.done:
            self.remove()
        self._lock.close()

    def temporary(self, name: int | str) -> Path:
        """Where a part, or the whole, is written."""
        return self.folder / f"{name}.{os.getpid()}.tmp"

    def keep(self, number: int, counts: dict[str, Any]) -> None:
        """A part is whole: first it gets its name, then it counts."""
        os.replace(self.temporary(number), self._part(number))
        _write(self.folder / f"{number}.json", counts)
        self.done[number] = counts

    def parts(self) -> list[Path]:
        """The parts that are done, in order."""
        return [self._part(number) for number in sorted(self.done)]

    def remove(self) -> None:
        """The output is there: the parts are needed no more. What others put there stays."""
        with suppress(OSError):
            self._clear()
            (self.folder / "lock").unlink()
            self.folder.rmdir()

    def _part(self, number: int) -> Path:
        return self.folder / f"{number}.part"

    def _hold(self) -> None:
        """Keep another run from the same parts; the lock ends with the process, however it ends."""
        if sys.platform != "win32":
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise NotTheSame(f"another run is at work on {self.folder}") from None

    def _compare(self) -> None:
        """Parts count that a manifest tells to be of the same making; without one they are lost."""
        manifest = self.folder / "manifest"
        if manifest.exists():
            before = json.loads(manifest.read_text("utf-8"))
            changed = [key for key in self._made_of if before.get(key) != self._made_of[key]]
            if not changed:
                return
            if not self._anew and any(self.folder.glob("*.part")):
                raise NotTheSame(
                    f"an earlier run was stopped, and since then has changed: {', '.join(changed)}",
                    advice=f"--overwrite begins again, without the parts in {self.folder}",
                )
        self._clear()
        _write(manifest, self._made_of)

    def _clear(self) -> None:
        """No part stays; what a kill leaves of this is without a manifest, and cleared again."""
        (self.folder / "manifest").unlink(missing_ok=True)
        for pattern in ("[0-9]*.part", "[0-9]*.json", "*.tmp"):
            for old in self.folder.glob(pattern):
                old.unlink()


def contents(path: Path) -> str:
    """A digest of what stands in a file.

    >>> contents(Path(os.devnull))[:8]
    '0e5751c0'
    """
    with open(path, "rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=32)).hexdigest()


def _write(path: Path, data: dict[str, Any]) -> None:
    """Write data as JSON, so that there is all of it or none."""
    temporary = path.with_name(f"{path.name}.tmp")
    with open(temporary, "w", encoding="utf-8") as file:
        json.dump(data, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
