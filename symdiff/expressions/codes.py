"""What the codes of errors mean, and what to do: one table, which ERRORS.md shows.

A code never changes its meaning; programs may rely on it. Every code that the package can raise
stands here; a test reads all sources and compares.
"""

from __future__ import annotations

from . import errors
from .limits import DEFAULT_LIMITS, HIGHEST_ORDER, NAMES

# Code, what is wrong, what to do.
_TABLE = """
E-SYNTAX          the text is not a formula                    mend what the caret points at; most messages say how
E-CHARACTER       a character is no part of a formula          replace it; look-alikes and invisible characters are named
E-BRACKET         a bracket is missing, or one too many        close what is open, or leave the bracket out
E-NUMBER          a number that no formula can hold            write a finite number in base ten
E-CONDITION       a condition where a number belongs           choose by it: where(x > 0, a, b)
E-ARGUMENTS       a function with too many or too few arguments  give it as many as the message says
E-AMBIGUOUS       the text has two readings                    write one of the two that the message shows
E-LATEX           LaTeX that is no single formula              write one formula, without integrals, sums, limits, environments
E-NAME            a name that nobody declared                  mend the spelling, or declare it: functions=, variables=, or a record
E-DOMAIN          there is no value at this point              ask at another point, or for domain="complex"
E-OVERFLOW        the value is too large for a float           ask for digits: digits=20
E-ARGUMENT        a call that does not fit                     the message says what fits
E-TYPE            an argument of the wrong kind                the message says which kind is taken
E-OPTION          no such option on the command line           see symdiff --help
E-DISCONNECTED    the cost does not contain a variable         leave it out, or ask for disconnected="zero"
E-ROW             a row of a table that cannot be answered     mend the row; the rest of the table is answered
E-COLUMN          a column is missing, or there already        name the columns: --column formula=f
E-FILE            a file that cannot be read or written        mend what the message names
E-RESUME          an earlier, other run was stopped here       finish that one, or start anew: --overwrite
E-WORKER          the process of a row died, or took too long  give the row alone to symdiff; its formula is too large
E-RULE            a rule or record does not hold together      mend the line that the message names
E-EXTRA           an optional package is not installed         install the extra that the message names
E-COMPILER        no C compiler, or it failed                  install one, or use another backend
E-LIMIT-CHARACTERS  the text is too long                       split it, or raise the limit
E-LIMIT-NODES     the formula has too many nodes               split it, or raise the limit
E-LIMIT-DIGITS    an exact number has too many digits          keep the power or factorial unexpanded, or raise the limit
E-LIMIT-STEPS     simplifying takes too many steps             ask for a simpler form, such as raw, or raise the limit
E-LIMIT-OUTPUT    the printed text or picture is too large     print with let, which names shared parts, or raise the limit
E-LIMIT-ORDER     a derivative of too high an order            ask for a lower order
E-LIMIT-TERMS     multiplied out, there are too many terms     ask for another form
E-LIMIT-RULES     rules lead back to themselves                mend the rule that the message names
E-LIMIT-MEMORY    there is not enough memory                   split the formula; the command line says this
E-LIMIT           some other bound on work                     not raised as such; the parent of all limits
E-INTERNAL        an error of symdiff's own                    report it with the formula; the command line says this
E-SYMDIFF         any error of symdiff                         not raised as such; the parent of all errors
"""


class Code:
    """What a code means.

    Attributes:
        code: the stable name.
        meaning: what is wrong.
        remedy: what to do.
    """

    __slots__ = ("code", "meaning", "remedy")

    def __init__(self, code: str, meaning: str, remedy: str) -> None:
        self.code = code
        self.meaning = meaning
        self.remedy = remedy

    @property
    def raised_as(self) -> str:
        """The class of the error where it has the code by itself, else that of its family."""
        kinds = [k for k in vars(errors).values() if isinstance(k, type)]
        named = {k.code: k.__name__ for k in kinds if issubclass(k, errors.SymdiffError)}
        return named.get(self.code, _FAMILIES.get(self.code, "LimitExceeded"))


_FAMILIES = {
    **dict.fromkeys(("E-CHARACTER", "E-BRACKET", "E-NUMBER", "E-CONDITION"), "FormulaError"),
    **dict.fromkeys(("E-ARGUMENTS", "E-LATEX"), "FormulaError"),
    **dict.fromkeys(("E-OPTION", "E-DISCONNECTED"), "ArgumentError"),
    "E-COLUMN": "ArgumentError",
    **dict.fromkeys(("E-ROW", "E-FILE", "E-RESUME", "E-WORKER"), "SymdiffError"),
    "E-OVERFLOW": "DomainError",
    "E-COMPILER": "MissingExtra",
    "E-INTERNAL": "SymdiffError",
}


def _read(table: str) -> dict[str, Code]:
    rows = [line.split("  ", 1) for line in table.strip().splitlines()]
    split = [(code, *map(str.strip, rest.strip().split("  ", 1))) for code, rest in rows]
    return {code: Code(code, meaning, remedy) for code, meaning, remedy in split}


CODES = _read(_TABLE)
"""All codes, by name."""


def errors_page() -> str:
    """The page ERRORS.md: what an error holds, the limits, and the table of codes.

    >>> errors_page().splitlines()[0]
    '# Errors'
    """
    rows = [f"| `{c.code}` | {c.meaning} | {c.remedy} | `{c.raised_as}` |" for c in CODES.values()]
    bounds = [f"| `{name}` | {getattr(DEFAULT_LIMITS, name):,} | {_BOUNDS[name]} |" for name in NAMES]
    return _PAGE.format(codes="\n".join(rows), limits="\n".join(bounds), order=f"{HIGHEST_ORDER:,}")


_BOUNDS = {
    "characters": "length of a formula as typed",
    "nodes": "nodes in the graph of an expression",
    "digits": "decimal digits of one exact number",
    "steps": "units of work of one simplification, besides some for every node of the formula",
    "output": "characters of one printed text",
}

_PAGE = """\
# Errors

Every error that symdiff raises on purpose is a `SymdiffError`. It has a stable `code`, a `message`, a `span` in its `text`
where there is one, and an `advice`; `str(error)` shows the place with a caret, and `error.to_json()` gives all of it as
plain data. A `LimitExceeded` says also which `limit` was met, and its `value`. On the command line, `--json` puts the
same record in the place of the answer.

This page is made from the table in `symdiff/expressions/codes.py`: `python tests/golden/errors_page.py`.

| code | what is wrong | what to do | raised as |
| --- | --- | --- | --- |
{codes}

## Limits

Work is counted and never timed, so that the same input always meets the same end. `Limits(steps=...)` is passed as `limits=`;
the command line has `--limit steps=N`.

| limit | by itself | what it bounds |
| --- | --- | --- |
{limits}

Besides, derivatives are found to the order {order}.
"""
