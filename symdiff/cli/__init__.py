"""The command line: formulas in, answers on standard output, everything else on standard error."""

from __future__ import annotations

import os
import sys

from ..expressions import ArgumentError, LimitExceeded, SymdiffError
from ..loading import load
from .derivative import Derivative
from .options import Request, UnknownChoice, UnknownOption, read

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .answers import Answer

_GRAPHS = frozenset({"grad", "jacobian", "hessian", "code"})
_TOGETHER = frozenset({"jacobian", "code"})
DONE, BAD_INPUT, LIMIT_HIT, INTERNAL, INTERRUPTED, PIPE_CLOSED = 0, 2, 3, 4, 130, 141


def console() -> None:
    """The command as a process of its own: answer, and leave at once.

    Nothing is taken down one by one that ends with the process anyway; for a large formula, and for
    a small one beside the start of Python, that takes a good part of the time.
    (Standard error is never held back, and ``main`` leaves nothing in standard output.)
    """
    os._exit(main())


def main(words: list[str] | None = None) -> int:
    """Answer one command line; the exit status.

    0 done, 1 the answer is "no", 2 bad input, 3 a limit was hit, 4 an error of symdiff's own.

    >>> main(["x*x + x - 2"])
    2*x + 1
    0
    """
    try:
        status = _run(sys.argv[1:] if words is None else words)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED


def _run(words: list[str]) -> int:
    try:
        request = read(words)
        if request.flag("--help"):
            return _say(load("symdiff.cli.help").help_text(request.verb))
        if request.flag("--version"):
            return _say(f"symdiff {sys.modules['symdiff'].__version__}")
        if request.verb.name == "completion":
            shell = " ".join(request.formulas)
            return _say(load("symdiff.cli.completion").completion_script(shell))
        if request.verb.name == "batch":
            return int(load("symdiff.batch.command").batch(request))
        if request.verb.name == "quiz":
            return _tell(request, kind_of(request)(request, " ".join(request.formulas)))
        if not request.formulas and _nobody_pipes():
            _note(load("symdiff.cli.help").usage_text())
            return BAD_INPUT
        return _answer_all(request)
    except (UnknownOption, UnknownChoice) as error:
        error.advice = load("symdiff.cli.help").advice(error)
        return _complain(error)
    except Exception as error:
        return _complain(as_told(error))


def _answer_all(request: Request) -> int:
    """One answer after the other; a formula that cannot be read does not stop the rest."""
    status = DONE
    kind = kind_of(request)
    for line, formula in _formulas(request):
        try:
            status = max(status, _tell(request, kind(request, formula)))
        except Exception as caught:
            error = as_told(caught)
            if request.flag("--json"):
                _say_json({"formula": formula, "error": error.to_json()})
            else:
                _complain(error, line)
            status = max(status, _status(error))
    return status


def as_told(error: Exception) -> SymdiffError:
    """What is said of an error; one that nobody foresaw is symdiff's own."""
    if isinstance(error, BrokenPipeError):
        raise error
    if isinstance(error, MemoryError):
        return LimitExceeded("there is not enough memory for this formula", limit="memory", value=0)
    if not isinstance(error, SymdiffError):
        return InternalError(error)
    as_options = load("symdiff.cli.help").as_options
    error.message = as_options(error.message)
    error.advice = error.advice and as_options(error.advice)
    return error


class InternalError(SymdiffError):
    """An error that is no fault of the input."""

    code = "E-INTERNAL"

    def __init__(self, error: Exception) -> None:
        what = " ".join(f"{type(error).__name__}: {error}".split())
        super().__init__(
            f"an error inside symdiff, no fault of the formula ({what[:200]})",
            advice="please report it, with the formula and the options",
        )


def kind_of(request: Request) -> type[Answer]:
    """How a verb answers."""
    if request.verb.name == "derive":
        return Derivative
    home = "graphs" if request.verb.name in _GRAPHS else "verbs"
    kind: type[Answer] = load(f"symdiff.cli.{home}").ANSWERS[request.verb.name]
    return kind


def _formulas(request: Request) -> Iterator[tuple[int, str]]:
    """Line numbers (0 when typed as a word) and formulas; ``-`` stands for standard input."""
    if request.verb.name == "check" and len(request.formulas) != 2:
        raise ArgumentError("check takes two words: a formula and a claim")
    if request.verb.name in _TOGETHER:
        request.formulas = [text for f in request.formulas or ["-"] for text in _spread(f)]
    one_answer = request.verb.name in ("check", *_TOGETHER)
    for formula in request.formulas[: 1 if one_answer else None] or ["-"]:
        if formula == "-":
            yield from _lines()
        else:
            yield 0, formula


def _spread(formula: str) -> list[str]:
    return [line for _, line in _lines()] if formula == "-" else [formula]


def _lines() -> Iterator[tuple[int, str]]:
    """The lines of standard input that are not blank; bytes that are no text become marks."""
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    for number, line in enumerate(sys.stdin or (), 1):
        formula = line.strip().removeprefix("\ufeff")
        if formula:
            yield number, formula


def _tell(request: Request, answer: Answer) -> int:
    if request.flag("--json"):
        _say_json(answer.record() | ({"notes": answer.notes} if answer.notes else {}))
        return answer.status
    text = answer.text()
    for note in answer.notes:
        _note(note)
    _say(text)
    sys.stdout.flush()
    for line in answer.held():
        _note(line)
    return answer.status


def _complain(error: SymdiffError, line: int = 0) -> int:
    text = str(error).replace(error.code, _coloured(error.code, "31;1"), 1)
    _note(f"line {line}: {text}" if line else text)
    return _status(error)


def _status(error: SymdiffError) -> int:
    if isinstance(error, InternalError):
        return INTERNAL
    return LIMIT_HIT if isinstance(error, LimitExceeded) else BAD_INPUT


def _say(text: str) -> int:
    try:
        print(text)
    except UnicodeEncodeError:
        encoding = sys.stdout.encoding
        print(text.encode(encoding, "replace").decode(encoding))
    return DONE


def _say_json(record: dict[str, object]) -> None:
    print(load("json").dumps(record), flush=True)


def _note(text: str) -> None:
    print(text, file=sys.stderr)


def _nobody_pipes() -> bool:
    return sys.stdin is None or sys.stdin.isatty()


def _coloured(text: str, code: str) -> str:
    """The text in colour where standard error is a terminal and nobody asked for none."""
    if not sys.stderr.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\033[{code}m{text}\033[0m"
