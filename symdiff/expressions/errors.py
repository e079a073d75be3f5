"""What can go wrong, said so that a person can mend it: what, where, and what to do."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any


class SymdiffError(Exception):
    """The root of every error that symdiff raises on purpose.

    Arguments:
        message: what is wrong, one sentence.
        text: the formula as typed, when the error has a place in it.
        span: ``(start, end)`` in ``text``, character offsets; the caret stands under it.
        advice: what to write instead.
        code: a stable name for programs; each class has its own default.

    >>> print(SymdiffError("a name is missing", text="2 +", span=(3, 3), advice="write a term"))
    E-SYMDIFF: a name is missing
      2 +
         ^
      write a term
    """

    code = "E-SYMDIFF"

    def __init__(
        self,
        message: str,
        *,
        text: str | None = None,
        span: tuple[int, int] | None = None,
        advice: str | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.text = text
        self.span = span
        self.advice = advice
        if code is not None:
            self.code = code

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (type(self), self.message, self.__dict__)

    def __str__(self) -> str:
        lines = [f"{self.code}: {self.message}"]
        if self.text is not None and self.span is not None:
            lines += _caret(self.text, *self.span)
        if self.advice:
            lines.append(f"  {self.advice}")
        return "\n".join(lines)

    def to_json(self) -> dict[str, object]:
        """The error as plain data: code, message, span and advice."""
        return {
            "code": self.code,
            "message": self.message,
            "span": list(self.span) if self.span is not None else None,
            "advice": self.advice,
        }


class FormulaError(SymdiffError):
    """The text is not a formula."""

    code = "E-SYNTAX"


class AmbiguousFormula(FormulaError):
    """The text has two readings and no convention chooses between them."""

    code = "E-AMBIGUOUS"


class UnknownName(SymdiffError):
    """A function or variable that nobody declared."""

    code = "E-NAME"


class DomainError(SymdiffError):
    """A value is asked for where there is none."""

    code = "E-DOMAIN"


class LimitExceeded(SymdiffError):
    """A counted bound was reached; ``limit`` names it and ``value`` is the bound."""

    code = "E-LIMIT"

    def __init__(
        self,
        message: str,
        *,
        limit: str,
        value: int,
        text: str | None = None,
        span: tuple[int, int] | None = None,
        advice: str | None = None,
    ) -> None:
        code = f"E-LIMIT-{limit.upper()}"
        super().__init__(message, text=text, span=span, advice=advice, code=code)
        self.limit = limit
        self.value = value

    def to_json(self) -> dict[str, object]:
        return super().to_json() | {"limit": self.limit, "value": self.value}


class MissingExtra(SymdiffError):
    """An optional package is needed and not installed."""

    code = "E-EXTRA"


class RuleError(SymdiffError):
    """A line of a rule table or a function record does not hold together."""

    code = "E-RULE"


class ArgumentError(SymdiffError, ValueError):
    """A call that does not fit: no such variable, form, domain or option."""

    code = "E-ARGUMENT"


class ArgumentTypeError(ArgumentError, TypeError):
    """An argument of a kind that the call does not take."""

    code = "E-TYPE"


def expect(
    value: object, kind: type | tuple[type, ...], sentence: str, advice: str | None = None
) -> None:
    """Refuse a value that is of no such kind; the sentence says what it must be.

    >>> expect(5, str, "a formula is text")
    Traceback (most recent call last):
    symdiff.expressions.errors.ArgumentTypeError: E-TYPE: a formula is text, not an int
    """
    if not isinstance(value, kind):
        raise ArgumentTypeError(f"{sentence}, not {kind_of(value)}", advice=advice)


def kind_of(value: object) -> str:
    """What a value is, for messages.

    >>> kind_of(5), kind_of(None), kind_of("x")
    ('an int', 'None', 'text')
    """
    if value is None or isinstance(value, (str, type)):
        return "text" if isinstance(value, str) else str(value)
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def in_short(value: object, width: int = 60) -> str:
    """A value as Python writes it, for messages; of a long one the beginning.

    >>> in_short("x"), in_short(10**5000), in_short([0] * 9, 12)
    ("'x'", 'an int', '[0, 0, 0, 0...')
    """
    try:
        text = repr(value)
    except ValueError:  # a number that is too long for Python to write
        return kind_of(value)
    return text if len(text) <= width else f"{text[:width]}..."


def expect_whole(value: object, sentence: str, least: int = 1, most: float = float("inf")) -> None:
    """Refuse what is no whole number from ``least`` to ``most``.

    >>> expect_whole(True, "the order is 1, 2 ...")
    Traceback (most recent call last):
    symdiff.expressions.errors.ArgumentError: E-ARGUMENT: the order is 1, 2 ..., not True
    """
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ArgumentError(f"{sentence}, not {in_short(value)}")


def expect_one_of(value: object, words: Collection[str], noun: str) -> None:
    """Refuse what is none of the words.

    >>> expect_one_of("sideways", ("forward", "reverse"), "mode")
    Traceback (most recent call last):
    symdiff.expressions.errors.ArgumentError: E-ARGUMENT: no mode 'sideways'
      modes: forward, reverse
    """
    if not isinstance(value, str) or value not in words:
        advice = f"{noun}s: {', '.join(filter(None, words))}"
        raise ArgumentError(f"no {noun} {in_short(value)}", advice=advice)


def members(values: Any, sentence: str, *, ordered: bool = True) -> tuple[Any, ...]:
    """The members of a list; a text or a dictionary is none, nor a set where the order counts.

    >>> members(5, "tangents are a list")
    Traceback (most recent call last):
    symdiff.expressions.errors.ArgumentTypeError: E-TYPE: tangents are a list, not an int
    """
    refused = (str, bytes, dict, set, frozenset) if ordered else (str, bytes, dict)
    if hasattr(type(values), "__iter__") and not isinstance(values, refused):
        try:
            return tuple(values)
        except TypeError:  # an array without dimensions
            pass
    raise ArgumentTypeError(f"{sentence}, not {kind_of(values)}")


DOMAINS = ("real", "complex")


def check_domain(domain: object) -> None:
    """Refuse what is no domain."""
    expect_one_of(domain, DOMAINS, "domain")


def _restore(kind: type[SymdiffError], message: str, state: dict[str, object]) -> SymdiffError:
    error = kind.__new__(kind, message)
    error.__dict__.update(state)
    return error


def _caret(text: str, start: int, end: int, width: int = 72) -> list[str]:
    """The line of ``text`` around the span, cut to ``width``, and carets under it."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    line_end = len(text) if line_end < 0 else line_end
    left = max(line_start, min(start - width // 2, line_end - width))
    right = min(line_end, left + width)
    shown = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text[left:right])
    before = "..." if left > line_start else ""
    after = "..." if right < line_end else ""
    carets = max(1, min(end, right) - start)
    return [f"  {before}{shown}{after}", "  " + " " * (len(before) + start - left) + "^" * carets]
