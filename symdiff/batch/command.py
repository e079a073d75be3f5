"""``symdiff batch IN OUT``: a file answered, with a bar while it lasts and a summary at its end."""

from __future__ import annotations

import sys
from pathlib import Path

from ..expressions import ArgumentError
from .progress import progress
from .running import PART, SECONDS, answer_file
from .work import ROLES, Work, part_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..cli.options import Request

DONE, WITH_ERRORS, INTERRUPTED = 0, 1, 130


def batch(request: Request) -> int:
    """Answer the file; the exit status.

    Rows with errors are an ordinary outcome, and told; with ``--strict`` the status is 1 then.
    """
    source, out = _files(request)
    work = Work(part_of(request, request.value("--do", "diff")), _columns(request))
    with progress() as tell:
        try:
            summary = answer_file(
                source,
                out,
                work,
                table=request.value("--table", "") or None,
                workers=request.whole("--workers"),
                part=request.whole("--part") or PART,
                timeout=float(request.whole("--timeout") or SECONDS),
                overwrite=request.flag("--overwrite"),
                tell=tell,
            )
        except KeyboardInterrupt:
            tell.close()
            _say(f"stopped; the same command goes on from the parts in {out}.parts")
            return INTERRUPTED
    _say(str(summary))
    return WITH_ERRORS if summary.errors and request.flag("--strict") else DONE


def _files(request: Request) -> tuple[Path, Path]:
    if len(request.formulas) != 2:
        raise ArgumentError(
            "batch takes two files, the input and the output",
            advice="write, for example: symdiff batch in.csv out.csv",
        )
    source, out = map(Path, request.formulas)
    return source, out


def _columns(request: Request) -> dict[str, str]:
    """The names of columns that ``--column formula=NAME`` gives."""
    named: dict[str, str] = {}
    for given in request.values("--column"):
        role, equal, name = given.partition("=")
        if role not in ROLES or not equal or not name:
            raise ArgumentError(
                f"--column takes a role and a name, not {given!r}",
                advice=f"--column formula=NAME; the roles are {', '.join(ROLES)}",
            )
        named[role] = name
    return named


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
