"""Problems to practise on, made from a seed: the formula, its answer, the steps, and a marker.

    quiz("product", n=3, seed=7)

The same topic and seed give the same problems on every machine.
"""

from __future__ import annotations

from random import Random

from ..derivations import diff
from ..expressions import (
    Expr,
    Symbol,
    SymdiffError,
    expect,
    expect_one_of,
    expect_whole,
    postorder,
    sizes,
)
from ..expressions.nearness import completed
from ..loading import load
from ..notation import infix, latex, parse
from .explanation import explain, known_level
from .grading import grade
from .needed_rules import needs_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .explanation import Explanation
    from .grading import Grade

_X = Symbol("x")
_FUNCTIONS = ("sin", "cos", "exp", "ln")
_TRIGONOMETRIC = ("sin", "cos", "tan")


class Problem:
    """One problem.

    Attributes:
        formula: what is to be differentiated by x.
        answer: the derivative.
    """

    __slots__ = ("answer", "formula")

    def __init__(self, formula: Expr) -> None:
        self.formula = formula
        self.answer = diff(formula, _X)

    def steps(self, level: str = "normal") -> Explanation:
        """How the answer comes about."""
        return explain(self.formula, _X, level=level)

    def grade(self, claimed: Expr | str) -> Grade:
        """How good a claimed answer is."""
        return grade(self.formula, claimed, _X)

    def __repr__(self) -> str:
        return f"Problem({self.formula})"


class Quiz:
    """Problems of one topic; made by ``quiz``.

    Attributes:
        topic: what they practise.
        seed: from which they were made.
        problems: the problems.
        level: how much the answers tell.
    """

    def __init__(self, topic: str, seed: int, problems: list[Problem], level: str) -> None:
        self.topic = topic
        self.seed = seed
        self.problems = problems
        self.level = level

    def text(self) -> str:
        """Problems, then answers with their steps."""
        lines = [f"Differentiate by x ({self.topic}, seed {self.seed})", ""]
        lines += [f"{i:3}. {infix(p.formula)}" for i, p in enumerate(self.problems, 1)]
        lines += ["", "Answers"]
        for i, problem in enumerate(self.problems, 1):
            lines += ["", f"{i:3}. {infix(problem.answer)}", ""]
            lines += [f"     {line}".rstrip() for line in self._steps(problem).splitlines()]
        return "\n".join(lines)

    def markdown(self) -> str:
        """Problems and answers as Markdown, formulas in LaTeX."""
        lines = [f"## Differentiate by x ({self.topic})", ""]
        lines += [f"{i}. ${latex(p.formula)}$" for i, p in enumerate(self.problems, 1)]
        lines += ["", "## Answers", ""]
        for i, problem in enumerate(self.problems, 1):
            told = problem.steps(self.level).markdown()
            lines += [
                f"**{i}.** ${latex(problem.answer)}$",
                "",
                "<details><summary>steps</summary>",
            ]
            lines += ["", told, "", "</details>", ""]
        return "\n".join(lines)

    def html(self, *, page: bool = True) -> str:
        """Problems with the answers folded away, as HTML."""
        parts = load("symdiff.teaching.html_parts")
        body = [f"<h2>Differentiate by x ({self.topic})</h2>", "<ol>"]
        for problem in self.problems:
            shown = parts.formula(infix(problem.formula, style="math"))
            steps = problem.steps(self.level).html(page=False)
            answer = parts.formula(infix(problem.answer, style="math"))
            body.append(
                f"<li>{shown}<details><summary>answer</summary>{answer}{steps}</details></li>"
            )
        return str(parts.framed(f"Problems: {self.topic}", [*body, "</ol>"], page=page))

    def record(self) -> dict[str, Any]:
        """The problems as plain data."""
        return {
            "symdiff quiz": 1,
            "topic": self.topic,
            "seed": self.seed,
            "problems": [
                {
                    "formula": infix(p.formula),
                    "latex": latex(p.formula),
                    "answer": infix(p.answer),
                    "steps": self._steps(p).splitlines(),
                }
                for p in self.problems
            ],
        }

    def _steps(self, problem: Problem) -> str:
        return problem.steps(self.level).text()

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"Quiz({self.topic!r}, {len(self.problems)} problems)"

    def __iter__(self) -> Any:
        return iter(self.problems)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": self.text(), "text/html": self.html(page=False)}


def quiz(topic: str = "mixed", n: int = 5, seed: int = 0, *, level: str = "brief") -> Quiz:
    """Problems of a topic, with answers and steps.

    Arguments:
        topic: one of TOPICS, or how one of them begins ("trig").
        n: how many.
        seed: the same seed gives the same problems.
        level: how much the answers tell: "brief", "normal" or "every" step.

    >>> [str(problem.formula) for problem in quiz("power", 3, seed=7)]
    ['3/x**2', '9/x', '9*x**6']
    """
    known_level(level)
    expect(seed, int, "the seed is a whole number")
    topic = completed(topic, TOPICS) if isinstance(topic, str) else topic
    expect_one_of(topic, TOPICS, "topic")
    expect_whole(n, "n is a whole number from 1 to 100", most=100)
    random = Random(f"{topic} {seed}")  # noqa: S311
    problems: dict[Expr, Problem] = {}
    for _ in range(50 * n):
        practised = random.choice(_MIXED) if topic == "mixed" else topic
        formula = parse(TOPICS[practised](random), variables=("x",))
        if formula not in problems and _is_good(formula, practised):
            problems[formula] = Problem(formula)
            if len(problems) == n:
                break
    return Quiz(topic, seed, list(problems.values()), level)


def _is_good(formula: Expr, topic: str) -> bool:
    """Whether the problem depends on x, has a short answer, and needs the rule of its topic."""
    if _X not in postorder((formula,)):
        return False
    try:
        answer = diff(formula, _X)
        return 1 < sizes(answer).tree_nodes <= 45 and needs_rule(topic, formula, _X)
    except SymdiffError:
        return False


def _number(random: Random) -> int:
    return random.randint(2, 9)


def _power(random: Random) -> str:
    n = random.choice((2, 3, 3, 4, 5, 6, -1, -2))
    return f"{_number(random)}*x^{n}" if n > 0 else f"{_number(random)}/x^{-n}".replace("^1", "")


def _polynomial(random: Random) -> str:
    degrees = sorted(random.sample(range(1, 6), random.randint(2, 3)), reverse=True)
    terms = [f"{_number(random)}*x^{d}" if d > 1 else f"{_number(random)}*x" for d in degrees]
    signs = [random.choice((" + ", " - ")) for _ in terms]
    text = terms[0] + "".join(s + t for s, t in zip(signs, terms[1:], strict=False))
    return f"{text}{signs[-1]}{_number(random)}"


def _linear(random: Random) -> str:
    return f"{_number(random)}*x {random.choice('+-')} {_number(random)}"


def _factor(random: Random) -> str:
    kinds: tuple[Callable[[], str], ...] = (
        lambda: f"x^{random.randint(2, 5)}",
        lambda: f"({_linear(random)})",
        lambda: f"{random.choice(_FUNCTIONS)}(x)",
        lambda: f"(x^2 {random.choice('+-')} {_number(random)})",
    )
    return random.choice(kinds)()


def _product(random: Random) -> str:
    return f"{_factor(random)}*{_factor(random)}"


def _quotient(random: Random) -> str:
    below = random.choice((f"(x^2 + {_number(random)})", f"({_linear(random)})", "x", "exp(x)"))
    return f"{_factor(random)}/{below}"


def _inner(random: Random) -> str:
    return random.choice((_linear(random), f"x^{random.randint(2, 4)}", f"x^2 + {_number(random)}"))


def _chain(random: Random) -> str:
    function = random.choice((*_FUNCTIONS, "sqrt", "tan"))
    outside = random.choice(("", "", f"{_number(random)}*"))
    return random.choice(
        (
            f"{outside}{function}({_inner(random)})",
            f"({_inner(random)})^{random.randint(3, 6)}",
            f"{random.choice(_FUNCTIONS[:2])}({random.choice(_FUNCTIONS)}(x))",
        )
    )


def _exponential(random: Random) -> str:
    return random.choice(
        (
            f"exp({_linear(random)})",
            f"{_number(random)}^x",
            f"x*exp({random.choice(('', '-'))}{_number(random)}*x)",
            f"exp(x^2)*{_number(random)}",
            f"{_number(random)}^({_linear(random)})",
        )
    )


def _logarithm(random: Random) -> str:
    return random.choice(
        (
            f"ln({_inner(random)})",
            f"x^{random.randint(1, 3)}*ln(x)".replace("^1", ""),
            f"ln(x)/{_number(random)}",
            f"ln({random.choice(_TRIGONOMETRIC)}(x))",
            f"ln(x)^{random.randint(2, 4)}",
        )
    )


def _trigonometric(random: Random) -> str:
    function, other = random.choice(_TRIGONOMETRIC), random.choice(_TRIGONOMETRIC)
    return random.choice(
        (
            f"{function}({_linear(random)})",
            f"{function}(x)^{random.randint(2, 4)}",
            f"{function}(x)*{other}(x)",
            f"x*{function}({_number(random)}*x)",
        )
    )


def _root(random: Random) -> str:
    return random.choice(
        (
            f"sqrt({_inner(random)})",
            f"x*sqrt(x + {_number(random)})",
            f"{_number(random)}/sqrt(x)",
            f"x^({random.choice((1, 2, 4))}/3)",
        )
    )


def _mixed(random: Random) -> str:
    return TOPICS[random.choice(_MIXED)](random)


_MIXED = ("product", "quotient", "chain", "exponential", "logarithm", "trigonometric", "root")
TOPICS: dict[str, Callable[[Random], str]] = {
    "power": _power,
    "polynomial": _polynomial,
    "product": _product,
    "quotient": _quotient,
    "chain": _chain,
    "exponential": _exponential,
    "logarithm": _logarithm,
    "trigonometric": _trigonometric,
    "root": _root,
    "mixed": _mixed,
}
