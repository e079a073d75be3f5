"""What the command line understands: one table of verbs and one of options.

Reading the words, ``--help`` and the shell completions are all made from these two tables. (The
standard library's argparse would do the reading; importing it takes longer than a derivative.)
"""

from __future__ import annotations

from ..derivations import FORMS
from ..expressions import ArgumentError
from ..expressions.nearness import completed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Verb:
    """One thing the command does; ``derive`` is the verb that is not written."""

    __slots__ = ("examples", "name", "notes", "operands", "summary")

    def __init__(
        self,
        name: str,
        operands: str,
        summary: str,
        examples: tuple[tuple[str, str], ...] = (),
        notes: str = "",
    ) -> None:
        self.name = name
        self.operands = operands
        self.summary = summary
        self.examples = examples
        self.notes = notes

    @property
    def command(self) -> str:
        """What is typed to get it."""
        return "symdiff" if self.name == "derive" else f"symdiff {self.name}"


class Option:
    """One option: what is typed, what follows it, what it says, and the verbs that have it.

    An option takes one value if ``metavar`` or ``choices`` is given, and is a flag otherwise.
    """

    __slots__ = ("choices", "group", "many", "metavar", "name", "summary", "verbs")

    def __init__(
        self,
        name: str,
        metavar: str,
        summary: str,
        verbs: str,
        group: str,
        *,
        choices: tuple[str, ...] = (),
        many: bool = False,
    ) -> None:
        self.name = name
        self.metavar = metavar or "|".join(choices)
        self.summary = summary
        self.verbs = tuple(verbs.split())
        self.group = group
        self.choices = choices
        self.many = many


VERBS = {
    verb.name: verb
    for verb in (
        Verb(
            "derive",
            "FORMULA...",
            "differentiate; the verb when none is written",
            (
                ('symdiff "x*x + x - 2"', ""),
                ('symdiff "a*sin(b*t)" -x t -n 2', "the second derivative by t"),
                ('symdiff "x^3" --at x=2', "value, derivative and tangent line"),
                ('symdiff "x^x" --format latex', ""),
                ('symdiff -- "-x"', "after -- everything is a formula"),
                ("symdiff - < formulas.txt", "one formula a line"),
            ),
        ),
        Verb(
            "tree",
            "FORMULA...",
            "draw a formula, or its derivative, as a tree",
            (
                ('symdiff tree "x*x + (x - 2)"', ""),
                ('symdiff tree "x*x + (x - 2)" --derivative raw', "what the rules give"),
                ('symdiff tree "x*x + (x - 2)" --style svg --share', "a graph as a picture"),
            ),
        ),
        Verb(
            "explain",
            "FORMULA...",
            "tell step by step how the derivative comes about",
            (
                ('symdiff explain "sin(x^2)"', ""),
                ('symdiff explain "x*x + x - 2" --level every', "no step left out"),
                ('symdiff explain "ln(x)/x" --as html', "a page with pictures"),
            ),
        ),
        Verb(
            "compare",
            "FORMULA...",
            "the derivative at a point in five ways, side by side",
            (('symdiff compare "ln(x1) + x1*x2 - sin(x2)" --at x1=2,x2=5', ""),),
        ),
        Verb(
            "swell",
            "FORMULA...",
            "how derivatives grow, as trees and as graphs",
            (
                ('symdiff swell "exp(sin(x))" -n 5', "the derivatives to the fifth"),
                ('symdiff swell "4*x*(1 - x)" -n 8 --by iterations', "of a map put into itself"),
            ),
        ),
        Verb(
            "simplify",
            "FORMULA...",
            "write a formula as a textbook would",
            (('symdiff simplify "x/x + sin(x)^2 + cos(x)^2"', ""),),
        ),
        Verb(
            "check",
            "FORMULA CLAIM",
            "is CLAIM the derivative of FORMULA? exit status 1 if not",
            (('symdiff check "x^2" "x + x"', ""),),
        ),
        Verb(
            "quiz",
            "--topic TOPIC",
            "problems to practise on, with answers and steps",
            (
                ("symdiff quiz --topic product -n 5 --seed 7", ""),
                ("symdiff quiz --topic chain --level normal", "with more steps"),
            ),
        ),
        Verb(
            "grad",
            "FORMULA...",
            "all partial derivatives, their parts shared",
            (
                ('symdiff grad "x^2*y + exp(x*y)" -x x,y --let', "shared parts by name"),
                ('symdiff grad "log(1 + exp(w*x + b))" -x w,b', ""),
            ),
        ),
        Verb(
            "jacobian",
            "FORMULA...",
            "partial derivatives, one row for each formula",
            (('symdiff jacobian "r*cos(t)" "r*sin(t)" -x r,t', ""),),
        ),
        Verb(
            "hessian",
            "FORMULA...",
            "the matrix of second partial derivatives",
            (('symdiff hessian "x^2*y" -x x,y', ""),),
        ),
        Verb(
            "code",
            "FORMULA...",
            "a function that computes the formulas, as source",
            (
                ('symdiff code "x*exp(-x^2)" --to c', ""),
                ('symdiff code "log(1 + exp(x))" --grad --to numpy', "value and gradient"),
            ),
        ),
        Verb(
            "batch",
            "IN OUT",
            "answer every row of a CSV, JSON Lines or Parquet file",
            (
                ("symdiff batch in.csv out.csv", "the column formula, differentiated"),
                ("symdiff batch in.jsonl out.jsonl --column formula=f -x t -n 2", ""),
                ("symdiff batch in.parquet out.parquet --do simplify", ""),
                ("symdiff batch in.csv.gz out.csv.gz --do check", "columns formula and claim"),
            ),
            """\
OUT has the rows of IN, in order, with four columns more: result, conditions,
notes, and error, JSON with code, message, span and advice where a row has no
answer. A check is the mark (equal, equal in part, unequal, unknown); with
--json the result is all that symdiff knows, as JSON, and so is an explanation.
Work is done in whole parts, kept in OUT.parts: after a kill the same command
goes on from there. A process that dies is replaced; the row at which three died,
or which took longer than --timeout, has the error E-WORKER.
Exit status: 0 done, also if rows have errors (1 with --strict), 2 bad input.""",
        ),
        Verb(
            "completion",
            "bash|zsh|fish",
            "print a script that completes verbs and options",
            (('eval "$(symdiff completion bash)"', "for this shell"),),
        ),
    )
}

FORMATS = ("infix", "math", "latex", "json", "tree")
STYLES = ("ascii", "unicode", "indented", "svg", "dot", "mermaid")
LEVELS = ("brief", "normal", "every")
TOPICS = (
    "power", "polynomial", "product", "quotient", "chain",
    "exponential", "logarithm", "trigonometric", "root", "mixed",
)  # fmt: skip
WAYS = ("derivatives", "iterations")
NOTATIONS = ("text", "latex")
TELLINGS = ("text", "markdown", "html")
SHELLS = ("bash", "zsh", "fish")
LANGUAGES = ("python", "numpy", "c", "jax", "julia", "latex")
OF_ROWS = (
    "diff", "simplify", "check", "explain", "compare", "tree", "swell",
    "grad", "jacobian", "hessian", "code",
)  # fmt: skip
TABLES = ("csv", "tsv", "jsonl", "parquet")

_COMPUTE = "What to compute"
_ANSWER = "How to answer"
_READ = "How to read the formula"
_ROWS = "How to go through the file"
_BOUND = "How much work to do"
_GRAPHS = "grad jacobian hessian"
_ALL = "derive tree explain compare swell simplify check batch"
_EVERY = f"{_ALL} {_GRAPHS} code"
_BY = "derive tree explain check simplify batch"
_VARIED = f"{_BY} compare swell {_GRAPHS} code"
_FACTS = "derive tree explain simplify check batch"
_TOLD = "explain compare swell quiz batch"

OPTIONS = {
    option.name: option
    for option in (
        Option("--do", "", "what to do with each row", "batch", _COMPUTE, choices=OF_ROWS),
        Option("-x", "VAR", "differentiate by VAR; x,y for a mixed derivative", _VARIED, _COMPUTE),
        Option("-n", "N", "the N-th derivative", f"{_BY} swell quiz", _COMPUTE),
        Option("--topic", "TOPIC", "power, chain, mixed ...", "quiz", _COMPUTE, choices=TOPICS),
        Option("--seed", "N", "which problems; the same every time", "quiz", _COMPUTE),
        Option("--by", "", "what grows", "swell", _COMPUTE, choices=WAYS),
        Option(
            "--raw",
            "",
            "the derivative as the rules give it: --form raw",
            "derive grad batch",
            _COMPUTE,
        ),
        Option("--grad", "", "the gradient too", "code batch", _COMPUTE),
        Option("--to", "", "the language", "code batch", _ANSWER, choices=LANGUAGES),
        Option("--name", "NAME", "the function's name", "code batch", _ANSWER),
        Option(
            "--form", "", "how far to simplify", "derive simplify batch", _COMPUTE, choices=FORMS
        ),
        Option("--derivative", "", "draw the derivative", "tree", _COMPUTE, choices=FORMS),
        Option(
            "--at",
            "x=2,...",
            "value, derivative and tangent line there",
            "derive compare",
            _COMPUTE,
            many=True,
        ),
        Option("--digits", "N", "with --at: decimal digits of each number", "derive", _COMPUTE),
        Option("--check", "", "check the derivative and say how", "derive", _COMPUTE),
        Option("--assume", '"x>0"', "a fact; may be repeated", _FACTS, _COMPUTE, many=True),
        Option(
            "--domain",
            "",
            "real values everywhere, or principal complex values",
            f"{_FACTS} compare swell {_GRAPHS}",
            _COMPUTE,
            choices=("real", "complex"),
        ),
        Option(
            "--format",
            "",
            "how to write it",
            f"derive simplify {_GRAPHS} batch",
            _ANSWER,
            choices=FORMATS,
        ),
        Option("--style", "", "how to draw it", "tree", _ANSWER, choices=STYLES),
        Option("--level", "", "how much to tell", "explain quiz batch", _ANSWER, choices=LEVELS),
        Option("--as", "", "what to write", _TOLD, _ANSWER, choices=TELLINGS),
        Option(
            "--let", "", "name shared parts: v1 = ...", f"derive simplify {_GRAPHS} batch", _ANSWER
        ),
        Option("--share", "", "draw a part that repeats once", "tree", _ANSWER),
        Option("--save", "FILE", "to a file: .svg .png .dot .mmd", "tree", _ANSWER),
        Option("--json", "", "one JSON object a formula", f"{_EVERY} quiz", _ANSWER),
        Option("--from", "", "the notation of the formula", _ALL, _READ, choices=NOTATIONS),
        Option("--variables", "a,b", "names that are variables", _EVERY, _READ),
        Option("--functions", "f,g", "names of unknown functions", _EVERY, _READ),
        Option("--constants", "pi,e,E", "names that are constants", _EVERY, _READ),
        Option(
            "--limit",
            "steps=N,...",
            "a bound on the work; may be repeated",
            _EVERY,
            _BOUND,
            many=True,
        ),
        Option("--decimal-comma", "", "a comma is a decimal point: 2,5", _EVERY, _READ),
        Option(
            "--column",
            "ROLE=NAME",
            "the column that is formula, claim, variable, result ...",
            "batch",
            _ROWS,
            many=True,
        ),
        Option("--table", "", "where the names do not tell", "batch", _ROWS, choices=TABLES),
        Option("--workers", "N", "processes; one a core", "batch", _ROWS),
        Option("--part", "N", "rows done together; 500", "batch", _ROWS),
        Option("--timeout", "SECONDS", "one row by the clock; 60", "batch", _ROWS),
        Option("--overwrite", "", "replace OUT, and parts that do not fit", "batch", _ROWS),
        Option("--strict", "", "exit status 1 if a row has an error", "batch", _ROWS),
        Option("--help", "", "this text (also -h)", f"{_EVERY} quiz completion", _ANSWER),
        Option("--version", "", "the version", "derive", _ANSWER),
    )
}


class Request:
    """What one command line asks for: a verb, its formulas and its options."""

    __slots__ = ("formulas", "given", "verb")

    def __init__(self, verb: Verb) -> None:
        self.verb = verb
        self.formulas: list[str] = []
        self.given: dict[str, list[str]] = {}

    def flag(self, name: str) -> bool:
        """Whether the option stands on the command line."""
        return name in self.given

    def value(self, name: str, default: str) -> str:
        """The option's value, or the default."""
        return self.given[name][0] if name in self.given else default

    def values(self, name: str) -> tuple[str, ...]:
        """Every value of an option that may be repeated."""
        return tuple(self.given.get(name, ()))

    def names(self, name: str) -> tuple[str, ...]:
        """The value as a list of names, separated by commas or blanks."""
        return tuple(self.value(name, "").replace(",", " ").split())

    def whole(self, name: str) -> int | None:
        """The value as a whole number from 1, None if the option is not given."""
        if name not in self.given:
            return None
        text = self.value(name, "")
        if not text.isascii() or not text.isdigit() or len(text) > 18 or not int(text):
            raise ArgumentError(f"{name} takes a whole number from 1, not {text!r}")
        return int(text)


def read(words: list[str]) -> Request:
    """The request that the words of a command line make.

    A verb is a verb only as the first word, and only if something follows it; a word that begins
    with a minus and is no option is a formula; after ``--`` everything is one.

    >>> request = read(["tree", "-x^2", "--style", "ascii"])
    >>> request.verb.name, request.formulas, request.given
    ('tree', ['-x^2'], {'--style': ['ascii']})
    >>> read(["tree"]).formulas
    ['tree']
    """
    named = len(words) > 1 and words[0] in VERBS and words[0] != "derive"
    request = Request(VERBS[words[0] if named else "derive"])
    rest = iter(words[1:] if named else words)
    for word in rest:
        if word == "--n" and request.verb.name == "quiz":
            word = "-n"
        if word == "--":
            request.formulas += rest
        elif _is_option(word):
            _take(request, word, rest)
        else:
            request.formulas.append(word)
    return request


def _is_option(word: str) -> bool:
    """Whether the word is an option, or looks like one that was misspelled.

    >>> [w for w in ("-x", "-x^2", "--at=2", "--x", "--rwa", "-raw", "-") if _is_option(w)]
    ['-x', '--at=2', '--rwa', '-raw']
    """
    if not word.startswith("--"):
        return word in OPTIONS or word == "-h" or (word[:1] == "-" and f"-{word}" in OPTIONS)
    name = word.partition("=")[0]
    return name in OPTIONS or (len(name) > 3 and name[2:].replace("-", "").isalpha())


def _take(request: Request, word: str, rest: Iterator[str]) -> None:
    name, given, value = word.partition("=") if word.startswith("--") else (word, "", "")
    option = OPTIONS.get("--help" if name == "-h" else name)
    if option is None or request.verb.name not in option.verbs:
        raise UnknownOption(request.verb, name, known=option is not None)
    if option.metavar and not given:
        value = next(rest, "--")
    if option.metavar and (value in OPTIONS or value in ("", "--")):
        raise ArgumentError(f"{name} takes a value: {name} {option.metavar}", advice=_advice(name))
    if given and not option.metavar:
        raise ArgumentError(f"{name} takes no value")
    if option.choices:
        value = completed(value, option.choices)
    if option.choices and value not in option.choices:
        raise UnknownChoice(option, value)
    if option.name in request.given and not option.many:
        raise ArgumentError(f"{name} is given twice")
    request.given.setdefault(option.name, []).append(value)


def _advice(name: str) -> str | None:
    return None if name.startswith("--") else f"for the formula {name} write: symdiff -- {name}"


class UnknownOption(ArgumentError):
    """An option that the verb does not have; ``help`` finds one that was meant."""

    code = "E-OPTION"

    def __init__(self, verb: Verb, name: str, *, known: bool) -> None:
        where = f"{verb.command} has" if known else "there is"
        super().__init__(f"{where} no option {name}")
        self.word = name
        self.words = tuple(o.name for o in OPTIONS.values() if verb.name in o.verbs)


class UnknownChoice(ArgumentError):
    """A value that the option does not have."""

    code = "E-OPTION"

    def __init__(self, option: Option, value: str) -> None:
        super().__init__(f"{option.name} is one of {', '.join(option.choices)}, not {value!r}")
        self.word = value
        self.words = option.choices
