"""Text to tokens, each with its place: one pass, one step for each kind of character.

Signs that mean the same become one token (``**`` and ``^``, ``−`` and ``-``), Greek letters become
their names, raised and lowered digits become exponents and subscripts.
"""

from __future__ import annotations

from ..expressions import AmbiguousFormula, FormulaError
from .bars import pair_bars
from .characters import (
    DIGITS,
    DOUBLE_SIGNS,
    FRACTIONS,
    GREEK,
    LETTERS,
    NAME_PARTS,
    NAME_STARTS,
    PRIMES,
    RAISED_CLOSE,
    RAISED_OPEN,
    SAME,
    SIGNS,
    SPACES,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    describe,
)
from .source import END, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .names import Scope


def places_of(text: str, scope: Scope, start: int = 0) -> Source:
    """The tokens of the text from ``start`` on, with their places.

    Raises:
        FormulaError: at the first character that is no part of a formula.
    """
    lexer = Lexer(text, scope)
    lexer.run(start, len(text))
    lexer.emit(END, len(text.rstrip()), len(text.rstrip()))
    source = Source(text, lexer.tokens, lexer.starts, lexer.ends)
    if "|" in lexer.tokens:
        pair_bars(source, scope)
    return source


def single_name(name: str) -> str:
    """The name of the symbol that ``name`` is read as, if it is read as one token.

    >>> single_name("α"), single_name("x₁")
    ('alpha', 'x_1')
    """
    lexer = Lexer(name, None)
    lexer.run(0, len(name))
    return lexer.tokens[0] if len(lexer.tokens) == 1 else name


class Lexer:
    """One pass over a text."""

    def __init__(self, text: str, scope: Scope | None) -> None:
        self.text = text
        self.plain = text if text.isascii() else text.translate(SAME)
        self.scope = scope
        self.comma = "," if scope is not None and scope.decimal_comma else "."
        self.tokens: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def emit(self, lexeme: str, start: int, end: int) -> int:
        """Add a token; returns where the next one may begin."""
        self.tokens.append(lexeme)
        self.starts.append(start)
        self.ends.append(end)
        return end

    def run(self, i: int, stop: int) -> None:
        """Cut the text from i to ``stop``."""
        plain = self.plain
        while i < stop:
            c = plain[i]
            if c in SPACES:
                i += 1
            elif c in NAME_STARTS or c in GREEK:
                i = self.name(i)
            elif c in DIGITS or c == ".":
                i = self.number(i)
            elif plain[i : i + 2] in DOUBLE_SIGNS:
                i = self.emit(DOUBLE_SIGNS[plain[i : i + 2]], i, i + 2)
            elif c in SIGNS and (c != "," or self.comma == "."):
                i = self.emit(SIGNS[c], i, i + 1)
            else:
                i = self.unusual(c, i)

    def unusual(self, c: str, i: int) -> int:
        """Raised digits, vulgar fractions, a prime that follows no name, and what is refused."""
        if c in SUPERSCRIPTS:
            return self.raised(i)
        if c in FRACTIONS:
            return self.fraction(c, i)
        if c in PRIMES:
            return self.emit("'", i, i + 1)
        if c == ";" and self.comma == ",":
            return self.emit(",", i, i + 1)
        if c == ",":
            self.refuse(
                "with decimal_comma=True a comma stands only between digits", i, i + 1,
                "separate arguments with a semicolon",
            )  # fmt: skip
        message, advice = describe(self.text[i])
        code = "E-NUMBER" if c == "∞" else "E-CHARACTER"
        return self.refuse(message, i, i + 1, advice, code)

    def refuse(
        self, message: str, start: int, end: int, advice: str, code: str | None = None
    ) -> int:
        """Raise the error of this place."""
        raise FormulaError(message, text=self.text, span=(start, end), advice=advice, code=code)

    def raised(self, start: int) -> int:
        """A run of raised characters is a bracketed exponent: x⁻¹ is x^(-1)."""
        end = self.past(start, SUPERSCRIPTS)
        below = Lexer("".join([SUPERSCRIPTS[c] for c in self.plain[start:end]]), self.scope)
        below.run(0, end - start)
        self.emit(RAISED_OPEN, start, start)
        for lexeme, first, last in zip(below.tokens, below.starts, below.ends, strict=True):
            self.emit(lexeme, start + first, start + last)
        return self.emit(RAISED_CLOSE, end, end)

    def fraction(self, c: str, i: int) -> int:
        """½ is (1/2)."""
        if self.tokens and self.tokens[-1][0] in DIGITS:
            self.refuse(
                "a number before a fraction",
                i,
                i + 1,
                f"write the sum or the product: 2 + {FRACTIONS[c]}",
            )
        for lexeme in ("(", *FRACTIONS[c], ")"):
            self.emit(lexeme, i, i + 1)
        return i + 1

    def past(self, i: int, kind: frozenset[str] | dict[str, str] | dict[str, int]) -> int:
        """The first place from i on where no character of this kind stands."""
        plain, stop = self.plain, len(self.plain)
        while i < stop and plain[i] in kind:
            i += 1
        return i

    def number(self, start: int) -> int:
        """Digits, a point and digits, an exponent."""
        plain, point = self.plain, self.comma
        end = self.past(start, DIGITS)
        if plain[end : end + 1] == point and (point == "." or plain[end + 1 : end + 2] in DIGITS):
            end = self.past(end + 1, DIGITS)
        mantissa = plain[start:end].replace(",", ".")
        if not mantissa or mantissa == ".":
            return self._lone_point(start)
        exponent = self._exponent(end, start)
        end += len(exponent)
        self._check_after_number(start, end)
        return self.emit(mantissa + exponent, start, end)

    def _lone_point(self, i: int) -> int:
        if self.plain[i - 1 : i] in NAME_PARTS and i and self.plain[i + 1 : i + 2] in NAME_STARTS:
            return self.refuse(
                "a name has no attributes here", i, i + 1, "write sin(x) for np.sin(x)"
            )
        advice = "write a comma, 0,5" if self.comma == "," else "write a digit beside it, 0.5"
        return self.refuse("a point that is no part of a number", i, i + 1, advice)

    def _exponent(self, i: int, start: int) -> str:
        plain = self.plain
        if plain[i : i + 1] not in ("e", "E"):
            return ""
        digits = i + 2 if plain[i + 1 : i + 2] in ("+", "-") else i + 1
        end = self.past(digits, DIGITS)
        if plain[end : end + 1] == "." and plain[end + 1 : end + 2] in DIGITS:
            self.refuse(
                "the exponent of a number is whole", start, end + 1, "write a power, 3*10^0.5"
            )
        return plain[i:end] if end > digits else ""

    def _check_after_number(self, start: int, end: int) -> None:
        plain = self.plain
        after = plain[end : end + 1]
        if after == "_":
            self.refuse("an underscore inside a number", end, end + 1, "write the digits together")
        if plain[start:end] == "0" and after in ("x", "X", "b", "o") and after:
            digits = self.past(end + 1, NAME_PARTS)
            if plain[end + 1 : end + 2] in DIGITS:
                self.refuse(
                    "only decimal numbers are read", start, digits, "write the number in base ten"
                )

    def name(self, start: int) -> int:
        """A word with its subscripts and primes, or one Greek letter with its own."""
        plain = self.plain
        if plain[start] in GREEK:
            word, end = self._greek(start)
        else:
            end = self.past(start, NAME_PARTS)
            word = plain[start:end]
        word, end = self._subscript(word, end)
        plain_end = end
        end = self.past(end, PRIMES)
        word += "'" * sum([PRIMES[c] for c in plain[plain_end:end]])
        if self.scope is not None and self.scope.declared and word not in self.scope.leaves:
            return self._pieces(word, start, end)
        return self.emit(word, start, end)

    def _greek(self, start: int) -> tuple[str, int]:
        plain, word, end = self.plain, GREEK[self.plain[start]], start + 1
        known = self.scope.declared if self.scope is not None else {}
        if word == "Delta" and plain[end : end + 1] in LETTERS and word not in known:
            name = plain[end : self.past(end, NAME_PARTS)]
            raise AmbiguousFormula(
                f"Δ{name} has two readings",
                text=self.text,
                span=(start, end + len(name)),
                advice=f"write Delta_{name} for a name or Delta*{name} for a product",
            )
        if plain[end : end + 1] == "_" or (plain[end : end + 1] in DIGITS and word != "pi"):
            stop = self.past(end, NAME_PARTS)
            return word + plain[end:stop], stop
        return word, end

    def _subscript(self, word: str, end: int) -> tuple[str, int]:
        """What follows the word: x₁ is x_1, x_{12} is x_12, k_β is k_beta."""
        plain = self.plain
        after = plain[end : end + 1]
        if after and after in SUBSCRIPTS:
            stop = self.past(end, SUBSCRIPTS)
            below = "".join([SUBSCRIPTS[c] for c in plain[end:stop]])
            return f"{word}_{below}", stop
        if word.endswith("_") and after == "{":
            stop = self.past(end + 1, NAME_PARTS)
            if stop > end + 1 and plain[stop : stop + 1] == "}":
                return word + plain[end + 1 : stop], stop + 1
        if word.endswith("_") and after and after in GREEK:
            return word + GREEK[after], end + 1
        return word, end

    def _pieces(self, word: str, start: int, end: int) -> int:
        """An undeclared name that is declared names written together is their product."""
        scope = self.scope
        if scope is None or scope.callee(word) is not None or len(word) != end - start:
            return self.emit(word, start, end)
        ways = scope.splits(word)
        if not ways and self.plain[end : end + 1] == "(":
            ways = _before_function(word, scope)
        if len(ways) > 1:
            one, two = ("*".join(way) for way in ways[:2])
            raise AmbiguousFormula(
                f"{word[:40]} has two readings as a product of the declared variables",
                text=self.text,
                span=(start, end),
                advice=f"write {one} or {two}" if len(word) < 40 else None,
            )
        for piece in ways[0] if ways else [word]:
            start = self.emit(piece, start, start + len(piece))
        return end


def _before_function(word: str, scope: Scope) -> list[list[str]]:
    """Declared variables written together with the function that follows them: xsin(x)."""
    return [
        [*way, word[k:]]
        for k in range(1, min(len(word), 40))
        if scope.callee(word[k:]) is not None
        for way in scope.splits(word[:k])
    ]
