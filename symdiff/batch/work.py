"""What is done with each row: a verb of the command line, its options, and the columns it uses."""

from __future__ import annotations

from collections.abc import Mapping

from ..cli import as_told, kind_of
from ..cli.options import OF_ROWS, OPTIONS, UnknownOption, read
from ..expressions import (
    ArgumentError,
    ArgumentTypeError,
    SymdiffError,
    expect,
    expect_one_of,
    members,
)
from ..expressions.errors import kind_of as kind_of_value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterable
    from typing import Any, TypeAlias

    from ..cli.answers import Answer
    from ..cli.options import Request

    Row: TypeAlias = Mapping[str, Any]

AS_DATA = ("explain", "compare", "swell")
OPTIONAL = {"variable": "-x", "at": "--at"}
GIVEN = ("formula", "claim", *OPTIONAL)
ADDED = ("result", "conditions", "notes", "error")
ROLES = (*GIVEN, *ADDED)


class BadRow(SymdiffError):
    """A row that cannot be answered, such as a line that is no JSON."""

    code = "E-ROW"


class NoColumn(ArgumentError):
    """A column that is not there, or is there already."""

    code = "E-COLUMN"


class Work:
    """What is done with each row; it can be sent to other processes.

    Arguments:
        request: the verb and its options.
        columns: names of columns, by role: "formula", "claim", "variable" and "at" are read,
            "result", "conditions", "notes" and "error" are added. A column has the name of its
            role unless another is given; variables and points are read from the rows only if
            their column is named. The components of a Jacobian stand in one cell, with ; between.

    >>> Work(asked_for("simplify")).answer({"formula": "sqrt(x^2)"})["result"]
    'abs(x)'
    """

    __slots__ = ("_kind", "columns", "request")

    def __init__(self, request: Request, columns: Mapping[str, str] | None = None) -> None:
        self.request = request
        self._kind = kind_of(request)
        expect(columns, (Mapping, type(None)), "columns are a dictionary of names by role")
        named = dict(columns or {})
        for role, name in named.items():
            expect_one_of(role, ROLES, "column")
            expect(name, str, "the name of a column is text")
            option = OPTIONAL.get(role, "")
            if option and request.verb.name not in OPTIONS[option].verbs:
                raise UnknownOption(request.verb, option, known=True)
        self.columns = {role: named.get(role, role) for role in ROLES if self._has(role, named)}
        names = list(self.columns.values())
        for name in names:
            if names.count(name) > 1:
                raise NoColumn(f"two columns would be called {name!r}")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.request, self.columns)

    @property
    def given(self) -> list[str]:
        """The columns that are read."""
        return [self.columns[role] for role in GIVEN if role in self.columns]

    @property
    def added(self) -> list[str]:
        """The columns that are added."""
        return [self.columns[role] for role in ADDED]

    def fingerprint(self) -> dict[str, Any]:
        """What tells this work from another."""
        request = self.request
        return {"verb": request.verb.name, "options": request.given, "columns": self.columns}

    def must_fit(self, there: Iterable[str]) -> None:
        """Refuse a table without a column that is read, or with one that is to be added.

        Raises:
            NoColumn: with the columns that there are.
        """
        there = list(there)
        for name in there:
            if there.count(name) > 1:
                raise NoColumn(f"the input has two columns {name!r}")
        for role in GIVEN:
            name = self.columns.get(role, "")
            if role in self.columns and name not in there:
                raise NoColumn(
                    f"the input has no column {name!r}; it has: {', '.join(there)}",
                    advice=f"say which it is: --column {role}=NAME",
                )
        self.must_not_have(there)

    def must_not_have(self, there: Container[str]) -> None:
        """Refuse a table, or a row, with a column that is to be added.

        Raises:
            NoColumn: with advice to call the new one otherwise.
        """
        for role in ADDED:
            if self.columns[role] in there:
                raise NoColumn(
                    f"the input has a column {self.columns[role]!r} already",
                    advice=f"give the new one another name: --column {role}=NAME",
                )

    def answer(self, row: Row | SymdiffError) -> dict[str, Any]:
        """The columns that are added to a row, by role; what goes wrong is said in ``error``.

        Of a row that cannot be read it is what is wrong with it.
        """
        if isinstance(row, SymdiffError):
            return refused(row)
        try:
            return self._answer(row)
        except Exception as caught:
            return refused(as_told(caught))

    def answered(self, row: Row) -> dict[str, Any]:
        """The row, and the columns that are added to it.

        Raises:
            ArgumentTypeError: for what is no dictionary.
        """
        expect(row, Mapping, "a row is a dictionary", advice='write {"formula": "x^2"}')
        found = self.answer(row)
        return {**row, **{self.columns[role]: found[role] for role in ADDED}}

    def _answer(self, row: Row) -> dict[str, Any]:
        found = self._kind(*self._asked(row))
        return {
            "result": self._result(found),
            "conditions": list(found.conditions),
            "notes": list(found.notes),
            "error": None,
        }

    def _result(self, found: Answer) -> Any:
        """The answer as the command line prints it; of a check the mark, of what is long data."""
        verb, request = self.request.verb.name, self.request
        if request.flag("--json") or (verb in AS_DATA and not request.flag("--as")):
            return found.record()
        if verb == "check":
            return found.record()["mark"]
        return found.text()

    def _asked(self, row: Row) -> tuple[Request, str]:
        """The command line of one row."""
        formulas = [self._cell(row, role) for role in ("formula", "claim") if role in self.columns]
        if self.request.verb.name == "jacobian":
            formulas = formulas[0].split(";")
        request = type(self.request)(self.request.verb)
        request.given = dict(self.request.given)
        request.formulas = formulas
        for role, option in OPTIONAL.items():
            value = self._cell(row, role).strip() if role in self.columns else ""
            if value:
                request.given[option] = [value]
        return request, formulas[0]

    def _cell(self, row: Row, role: str) -> str:
        name = self.columns[role]
        if name not in row:
            raise NoColumn(f"the row has no {name!r}; it has: {', '.join(row)}")
        cell = row[name]
        if cell is not None and not isinstance(cell, str):
            raise ArgumentTypeError(f"the {name} of a row is text, not {kind_of_value(cell)}")
        return cell or ""

    def _has(self, role: str, named: Mapping[str, str]) -> bool:
        if role == "claim":
            return self.request.verb.name == "check"
        return role not in OPTIONAL or role in named


def refused(error: SymdiffError) -> dict[str, Any]:
    """The columns that are added to a row that has no answer."""
    return {"result": None, "conditions": [], "notes": [], "error": error.to_json()}


def asked_for(do: str, **options: Any) -> Request:
    """A verb and its options, given as the keywords of a program.

    Arguments:
        do: a verb of the command line.
        **options: its options, such as x="t", form="expanded", assume=["x > 0"].

    Raises:
        ArgumentError: for a verb or an option that there is not.

    >>> asked_for("diff", x="t", n=2, decimal_comma=True).given
    {'-x': ['t'], '-n': ['2'], '--decimal-comma': ['']}
    """
    expect_one_of(do, OF_ROWS, "verb")
    words = [] if do == "diff" else [do]
    for keyword, value in options.items():
        words += _typed(keyword.rstrip("_").replace("_", "-"), value)
    return read([*words, "--"])


def _typed(keyword: str, value: Any) -> list[str]:
    """An option as it is typed."""
    name = f"-{keyword}" if len(keyword) == 1 else f"--{keyword}"
    if value is None or value is False:
        return []
    if value is True:
        return [name]
    sentence = f"{keyword} is text, a whole number, or a list of such"
    parts = [value] if isinstance(value, (str, int)) else members(value, sentence, ordered=False)
    many = name in OPTIONS and OPTIONS[name].many
    values = [str(part) for part in parts] if many else [",".join(map(str, parts))]
    typed = [[f"{name}={one}"] if name[1] == "-" else [name, one] for one in values]
    return [word for words in typed for word in words]


def part_of(request: Request, do: str) -> Request:
    """The options of one command line that belong to a verb of it.

    Raises:
        UnknownOption: for an option that the verb does not have.
    """
    inner = asked_for(do)
    for name, values in request.given.items():
        if OPTIONS[name].verbs == ("batch",):
            continue
        if inner.verb.name not in OPTIONS[name].verbs:
            raise UnknownOption(inner.verb, name, known=True)
        inner.given[name] = values
    return inner
