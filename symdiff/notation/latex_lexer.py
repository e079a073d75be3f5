r"""LaTeX to tokens, each with its place in the text: the tokens are those of plain formulas.

    \frac{x^2}{\sin x}    (  ( x ^ 2 )  /  ( sin x )  )

Braces group, \frac and \sqrt become operators and brackets, letters stand alone: ``xy`` is x times
y, a word is ``\mathrm{word}``. Conventions and refusals are the parser's, so that both notations
are read alike. Groups that are open stand on a list; nothing calls itself.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from ..expressions import AmbiguousFormula, FormulaError, UnknownName
from ..loading import load
from .bars import pair_bars
from .characters import DIGITS, LETTERS, RAISED_CLOSE, RAISED_OPEN
from .latex_differentials import DERIVATIVE, between
from .names import GREEK_NAMES
from .source import END, Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import NoReturn

    from .names import Scope

_GREEK = {name: name for name in GREEK_NAMES} | {name.title(): name.title() for name in GREEK_NAMES}
_GREEK |= {
    f"var{name}": name for name in ("epsilon", "theta", "phi", "rho", "sigma", "kappa", "pi")
}
_GREEK |= {"ell": "ell", "hbar": "hbar"}
_SIGNS = {
    "cdot": "*",
    "times": "*",
    "ast": "*",
    "div": "/",
    "le": "<=",
    "leq": "<=",
    "leqslant": "<=",
    "ge": ">=",
    "geq": ">=",
    "geqslant": ">=",
    "ne": "!=",
    "neq": "!=",
    "lt": "<",
    "gt": ">",
    "land": "and",
    "wedge": "and",
    "lor": "or",
    "vee": "or",
    "lnot": "not",
    "neg": "not",
    "lbrack": "[",
    "rbrack": "]",
    "lparen": "(",
    "rparen": ")",
    "vert": "|",
    "mid": "|",
    "{": "(",
    "}": ")",
}
_NOTHING = frozenset(
    (
        *(",", ";", ":", "!", " ", "quad", "qquad", "thinspace", "medspace", "thickspace"),
        *("negthinspace", "negmedspace", "negthickspace", "displaystyle", "textstyle", "limits"),
        *(
            "big",
            "Big",
            "bigg",
            "Bigg",
            "bigl",
            "bigr",
            "Bigl",
            "Bigr",
            "biggl",
            "biggr",
            "nolimits",
        ),
    )
)
_FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac"))
_WORDS = frozenset(
    ("mathrm", "mathit", "operatorname", "text", "mathsf", "mathbf", "rm", "mathop", "textrm")
)
# A delimiter, what it opens, and what closes it.
_DELIMITERS = {
    "(": ("(", ")"),
    "[": ("[", "]"),
    "\\{": ("(", "\\}"),
    "\\lbrace": ("(", "\\rbrace"),
    "|": ("abs (", "|"),
    "\\vert": ("abs (", "\\vert"),
    "\\lvert": ("abs (", "\\rvert"),
    "\\lfloor": ("floor (", "\\rfloor"),
    "\\lceil": ("ceil (", "\\rceil"),
}
_CLOSES = {closing: {"]": "]"}.get(closing, ")") for _, closing in _DELIMITERS.values()}
_REFUSED = {
    "int": "symdiff does not integrate",
    "sum": "a sum over an index is not read",
    "prod": "a product over an index is not read",
    "lim": "a limit is not read",
    "partial": "a derivative stands in front of the whole formula",
    "infty": "infinity is not a number",
    "begin": "environments are not read",
    "pm": "plus or minus has two values",
    "mp": "minus or plus has two values",
    "binom": "binomial coefficients are not read",
}
_PLAIN = frozenset("+-*/,=<>!|")
_BLANKS = " \t\n\r~"
# What is left of \tan, \right ... where Python read the backslash and the letter as one sign.
_ESCAPED = re.compile(r"\t(?:an|heta|imes|ext|frac|au)|\r(?:ight|m|ho|brac|paren|vert)")


def _advice(c: str) -> str:
    """What to do about a character that is no part of a formula."""
    if c < " ":
        return r"LaTeX in Python is a raw string, with an r in front: r'\frac{x}{2}'"
    return "leave it out"


def _exponents() -> ModuleType:
    return load("symdiff.notation.latex_exponents")


class Group:
    """A group that is open: what closes it, and what is to come then.

    Attributes:
        closing: the text that closes it; empty for an argument without braces.
        start: where it was opened.
        then: "group", "above", "below", "root", "index", "raised", or a closing token.
        kept: the tokens of a root's index.
    """

    __slots__ = ("closing", "kept", "mark", "start", "then")

    def __init__(self, closing: str, start: int, then: str, mark: int = 0) -> None:
        self.closing = closing
        self.start = start
        self.then = then
        self.mark = mark
        self.kept: list[tuple[str, int, int]] = []


class LatexLexer:
    """One pass over a text in LaTeX."""

    def __init__(self, text: str, scope: Scope, start: int, stop: int) -> None:
        self.text = text
        self.scope = scope
        self.i = start
        self.stop = stop
        self.tokens: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.open: list[Group] = []

    def source(self) -> Source:
        """The tokens of the whole text."""
        while True:
            self.skip_spaces()
            if self.i >= self.stop:
                break
            self.next_token()
        if self.open:
            group = self.open[-1]
            self.refuse(f"no {group.closing} closes this", group.start, group.start + 1, "close it")
        end = len(self.text[: self.stop].rstrip())
        self.emit(END, end, end)
        source = self.so_far()
        if "|" in self.tokens:
            pair_bars(source, self.scope)
        return source

    def so_far(self) -> Source:
        """The tokens that have been read."""
        return Source(self.text, self.tokens, self.starts, self.ends)

    def next_token(self) -> None:
        """Read one sign, letter, number, command or brace."""
        c, i = self.text[self.i], self.i
        if c == "\\":
            self.command()
        elif c == "{":
            if self.text.startswith("{,}", i):
                advice = "write 1.5 for a decimal comma, 1000 where it groups digits"
                self.refuse("a comma inside a number", i, i + 3, advice)
            self.i += 1
            self.emit("(", i, i + 1)
            self.open.append(Group("}", i, "group"))
        elif c in "([":
            self.i += 1
            self.emit(c, i, i + 1)
            closing = ")" if c == "(" else "]"
            self.open.append(Group(closing, i, closing))
        elif c in ")]}":
            self.bracket(c)
        elif c in DIGITS or c == ".":
            self.number()
        elif c in LETTERS:
            self.i += 1
            self.name(c, i)
        elif c == "^":
            self.raised()
        elif c == "_":
            self.refuse("a subscript belongs to a letter", i, i + 1, "write x_1 or x_{max}")
        elif c == "'":
            self.i += 1
            self.emit("'", i, i + 1)
        elif c in _PLAIN:
            self.i += 1
            self.emit(c, i, i + 1)
        else:
            self.refuse(f"{c!r} is no part of a formula here", i, i + 1, _advice(c))

    def bracket(self, c: str) -> None:
        """A bracket or brace that closes: the innermost that is open, or nothing."""
        if self.open and self.open[-1].closing == c:
            self.close(c)
            return
        advice = "open it before, or leave it out"
        if self.open:
            advice = f"close {self.text[self.open[-1].start]} first, by {self.open[-1].closing}"
        self.refuse("this closes nothing", self.i, self.i + 1, advice)

    # Commands

    def command(self) -> None:
        """A backslash and its word, or its one sign."""
        start = self.i
        word = self.word()
        if word in _NOTHING:
            return
        if word in _FRACTIONS:
            self.fraction(start)
        elif word == "sqrt":
            self.root(start)
        elif word == "left":
            self.left(start)
        elif word == "right" or f"\\{word}" in _CLOSES:
            self.right(start, word)
        elif f"\\{word}" in _DELIMITERS:
            self.delimited(f"\\{word}", start)
        elif word in _SIGNS:
            self.emit(_SIGNS[word], start, self.i)
        elif word in _GREEK:
            self.greek(_GREEK[word], start)
        elif word in _WORDS:
            name = self.braced_word(start)
            if name[0] in DIGITS:
                self.refuse("a name begins with a letter", start, self.i, "\\mathrm{speed}")
            self.name(name, start)
        elif word == "log":
            self.logarithm(start)
        elif word in _REFUSED:
            self.refuse(_REFUSED[word], start, self.i, "write one formula", "E-LATEX")
        elif self.scope.callee(word) is not None:
            self.emit(word, start, self.i)
        else:
            self.unknown(word, start)

    def fraction(self, start: int) -> None:
        r"""\frac: the numerator is to come; but d/dx has its place in front of a formula."""
        found = DERIVATIVE.match(self.text, start, self.stop)
        if found is not None:
            self.refuse_derivative(start, found.end(), found[3])
        self.emit("(", start, self.i)
        self.emit("(", self.i, self.i)
        self.argument("above", start, mark=start)

    def refuse_derivative(self, start: int, end: int, variable: str) -> NoReturn:
        advice = rf"write \frac{{d}}{{d{variable}}} in front of the whole formula"
        self.refuse("a derivative inside a formula", start, end, advice)

    def word(self) -> str:
        """The command at this place, and past it."""
        i = self.i + 1
        if i >= self.stop:
            self.refuse("a backslash that begins nothing", self.i, self.i + 1, "leave it out")
        end = i
        while end < self.stop and self.text[end] in LETTERS:
            end += 1
        self.i = max(end, i + 1)
        return self.text[i : self.i]

    def greek(self, name: str, start: int) -> None:
        """A Greek letter; a capital Gamma before brackets is the function."""
        end = self.i
        self.skip_spaces()
        if name == "Gamma" and self.text.startswith(("(", "\\left("), self.i, self.stop):
            name = "gamma"
        self.i = end
        self.name(name, start)

    def logarithm(self, start: int) -> None:
        r"""\log, \log_2, \log_{10}, \log_a."""
        self.skip_spaces()
        if self.text[self.i : self.i + 1] != "_":
            self.emit("log", start, self.i)
            return
        self.i += 1
        self.emit(f"log_{self.subscript()}", start, self.i)

    def unknown(self, word: str, start: int) -> NoReturn:
        known = [*_GREEK, *_SIGNS, *_FRACTIONS, "sqrt", *("sin cos tan ln log exp arcsin".split())]
        near = get_close_matches(word, known, n=2)
        advice = " or ".join(f"\\{name}" for name in near)
        raise UnknownName(
            f"\\{word} is not a command that symdiff reads",
            text=self.text,
            span=(start, self.i),
            advice=f"did you mean {advice}?" if near else "a word is written \\mathrm{word}",
        )

    def left(self, start: int) -> None:
        r"""\left and its delimiter."""
        self.skip_spaces()
        self.delimited(self.delimiter(), start)

    def delimiter(self) -> str:
        if self.i < self.stop and self.text[self.i] == "\\":
            return f"\\{self.word()}"
        self.i += 1
        return self.text[self.i - 1 : self.i]

    def delimited(self, delimiter: str, start: int) -> None:
        if delimiter not in _DELIMITERS:
            self.refuse(f"{delimiter} opens nothing here", start, self.i, "use ( ) or | |")
        opened, (opening, closing) = start, _DELIMITERS[delimiter]
        for lexeme in opening.split():
            self.emit(lexeme, start, self.i)
            start = self.i
        self.open.append(Group(closing, opened, _CLOSES[closing]))

    def right(self, start: int, word: str) -> None:
        r"""\right and its delimiter, or a command that closes."""
        if word == "right":
            self.skip_spaces()
            closing = self.delimiter()
        else:
            closing = f"\\{word}"
        if not self.open or self.open[-1].closing != closing:
            self.refuse(f"{closing} closes nothing here", start, self.i, "open it with \\left")
        self.emit(self.open.pop().then, start, self.i)
        self.after_argument()

    # Arguments of commands

    def argument(
        self,
        then: str,
        start: int,
        kept: list[tuple[str, int, int]] | None = None,
        mark: int = 0,
    ) -> None:
        """What a command takes: a group in braces, or one sign; ``then`` says what follows."""
        self.skip_spaces()
        if self.i >= self.stop:
            self.refuse("something is missing after this", start, self.i, "write it in braces")
        group = Group("}" if self.text[self.i] == "{" else "", self.i, then, mark)
        group.kept = kept or []
        self.open.append(group)
        if group.closing:
            self.i += 1
            self.ends[-1] = self.i
            return
        self.one_sign(start)
        if self.open and self.open[-1] is group:
            self.after_argument()

    def one_sign(self, start: int) -> None:
        """An argument without braces: a digit, a letter or a command."""
        c = self.text[self.i]
        if c in DIGITS or c in LETTERS:
            self.i += 1
            self.emit(c, self.i - 1, self.i)
        elif c == "\\":
            at = self.i
            word = self.word()
            if word in _FRACTIONS and self.open[-1].then in ("raised", "root"):
                self.fraction(at)
                return
            if word not in _GREEK:
                self.refuse("this argument needs braces", at, self.i, f"write {{\\{word} ...}}")
            self.emit(_GREEK[word], at, self.i)
        else:
            self.refuse("an argument is missing", start, self.i + 1, "write it in braces")

    def close(self, closing: str) -> None:
        """A brace or bracket that closes the innermost group."""
        self.i += len(closing)
        group = self.open[-1]
        if group.then == "group" or group.then in ")]":
            self.open.pop()
            self.emit(")" if group.then == "group" else group.then, self.i - 1, self.i)
            self.after_argument()
        else:
            self.finished()

    def after_argument(self) -> None:
        """What is to come when an argument without braces has ended."""
        if self.open and not self.open[-1].closing:
            self.finished()

    def finished(self) -> None:
        """The argument of a command has ended."""
        group, end = self.open.pop(), self.i
        brace = end - len(group.closing)
        if group.then == "above":
            self.emit(")", brace, end)
            self.emit("/", end, end)
            self.emit("(", end, end)
            self.argument("below", group.start, mark=group.mark)
        elif group.then == "below":
            close = self.text.rfind("}", group.mark, group.start)
            found = between(self.text, self.scope, group.mark, close, end)
            if found is not None:
                self.refuse_derivative(group.mark, end, found.variable)
            self.emit(")", brace, end)
            self.emit(")", end, end)
            self.refuse_mixed_number()
            self.after_argument()
        elif group.then == "index":
            kept = self.cut(group.mark)
            self.emit("root", group.start, end)
            self.emit("(", end, end)
            self.argument("root", group.start, kept)
        elif group.then == "root":
            if group.kept:
                self.emit(",", brace, brace)
            if len(group.kept) == 1:  # the root's own token shows it
                group.kept = [(group.kept[0][0], brace, brace)]
            for lexeme, start, stop in group.kept:
                self.emit(lexeme, start, stop)
            self.emit(")", brace, end)
            self.after_argument()
        elif group.then == "raised":
            self.emit(RAISED_CLOSE, brace, end)
            if group.mark and self.tokens[group.mark - 1] == RAISED_CLOSE:
                raise _exponents().double_superscript(self.so_far(), self.scope, group.mark)
            self.after_argument()

    def refuse_mixed_number(self) -> None:
        r"""A number right before a fraction of numbers: 3\frac12 is 3 + 1/2 to many readers."""
        whole, *fraction = self.tokens[-10:]
        above, below = fraction[2:3], fraction[6:7]
        between = ["(", "(", *above, ")", "/", "(", *below, ")", ")"]
        if fraction == between and all(e[:1] in DIGITS for e in (whole, *above, *below)):
            written = rf"\frac{{{above[0]}}}{{{below[0]}}}"
            raise AmbiguousFormula(
                "this is a mixed number, or a product",
                text=self.text,
                span=(self.starts[-10], self.ends[-1]),
                advice=rf"write {whole} + {written} or {whole} \cdot {written}",
            )

    def cut(self, mark: int) -> list[tuple[str, int, int]]:
        """The tokens from ``mark`` on, taken away."""
        kept = list(zip(self.tokens[mark:], self.starts[mark:], self.ends[mark:], strict=True))
        del self.tokens[mark:], self.starts[mark:], self.ends[mark:]
        return kept

    def root(self, start: int) -> None:
        r"""\sqrt{x} and \sqrt[n]{x}."""
        self.skip_spaces()
        if self.text[self.i : self.i + 1] == "[":
            self.open.append(Group("]", start, "index", len(self.tokens)))
            self.i += 1
            return
        self.emit("sqrt", start, self.i)
        self.emit("(", self.i, self.i)
        self.argument("root", start)

    def raised(self) -> None:
        r"""An exponent, in braces or one sign; a prime written as \prime."""
        start = self.i
        self.i += 1
        self.skip_spaces()
        if self.text.startswith(("\\circ", "{\\circ}"), self.i):
            self.refuse("degrees are not read", start, self.i + 1, "write radians: \\pi / 180")
        self.emit(RAISED_OPEN, start, start + 1)
        self.argument("raised", start, mark=len(self.tokens) - 1)

    # Names and numbers

    def name(self, word: str, start: int) -> None:
        """A name with its subscript and primes."""
        end = self.i
        self.skip_spaces()
        if self.text[self.i : self.i + 1] == "_":
            self.i += 1
            word = f"{word}_{self.subscript()}"
            end = self.i
        while self.text[self.i : self.i + 1] == "'":
            word += "'"
            end = self.i = self.i + 1
        if word == "Delta" and self.text[self.i : self.i + 1] in LETTERS and self.i < self.stop:
            raise AmbiguousFormula(
                "\\Delta before a letter has two readings",
                text=self.text,
                span=(start, self.i + 1),
                advice="write \\Delta_x for a name or \\Delta \\cdot x for a product",
            )
        self.emit(word, start, end)

    def subscript(self) -> str:
        r"""The text of a subscript: a sign, or letters, digits and commas in braces."""
        self.skip_spaces()
        start = self.i
        if self.i >= self.stop:
            self.refuse("a subscript is missing", start - 1, start, "write x_1 or x_{max}")
        if self.text[start] == "{":
            return self.braced_word(start)
        if self.text[start] == "\\":
            word = self.word()
            if word in _GREEK:
                return _GREEK[word]
            return self.braced_word(start)
        self.i += 1
        if self.text[start] not in LETTERS | DIGITS:
            self.refuse("this is no subscript", start, self.i, "write x_1 or x_{max}")
        return self.text[start]

    def braced_word(self, start: int) -> str:
        r"""The word in braces; commands for upright letters inside are passed over."""
        self.skip_spaces()
        if self.text[self.i : self.i + 1] != "{":
            self.refuse("a word in braces is missing", start, self.i, "write \\mathrm{speed}")
        end = self.text.find("}", self.i, self.stop)
        inner = self.text[self.i + 1 : end].strip() if end >= 0 else ""
        for command in _WORDS:
            if inner.startswith(f"\\{command}{{"):
                inner, end = inner[len(command) + 2 :], end + 1
        if inner.startswith("\\") and inner[1:] in _GREEK:
            inner = _GREEK[inner[1:]]
        word = inner.replace(",", "_").replace(" ", "").replace("\\_", "_")
        if not word or not set(word) <= LETTERS | DIGITS | {"_"} or end < 0:
            self.refuse(
                "a word has letters and digits only", start, max(end, self.i) + 1, "x_{max}"
            )
        self.i = end + 1
        if word.isdigit() and self.text[start] == "\\":
            self.refuse("a number is no name", start, self.i, "write the digits alone")
        return word

    def number(self) -> None:
        """Digits, a point, digits."""
        start, text = self.i, self.text
        end = start
        while end < self.stop and text[end] in DIGITS:
            end += 1
        if text[end : end + 1] == ".":
            end += 1
            while end < self.stop and text[end] in DIGITS:
                end += 1
        if text[start:end] == ".":
            self.refuse("a point that is no part of a number", start, end, "write 0.5")
        self.i = end
        raised = self.tokens[-1:] == [RAISED_CLOSE]
        self.emit(text[start:end], start, end)
        if raised:
            raise _exponents().number_after_exponent(self.so_far(), self.scope)

    def skip_spaces(self) -> None:
        """Past blanks and ties; but not past what Python made of a backslash."""
        while self.i < self.stop and self.text[self.i] in _BLANKS:
            if _ESCAPED.match(self.text, self.i, self.stop):
                self.refuse("here was a backslash", self.i, self.i + 1, _advice("\t"))
            self.i += 1

    def emit(self, lexeme: str, start: int, end: int) -> None:
        """Add a token; no sign of the text is shown by two, so that a refusal can repeat them."""
        self.tokens.append(lexeme)
        self.starts.append(start)
        self.ends.append(end)

    def refuse(
        self, message: str, start: int, end: int, advice: str, code: str | None = None
    ) -> NoReturn:
        """Raise the error of this place."""
        raise FormulaError(message, text=self.text, span=(start, end), advice=advice, code=code)
