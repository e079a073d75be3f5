"""From a formula to its derivative: read, differentiate, simplify; with the steps on request.

d/dx x*x + (x - 2)   raw:    (1*x + x*1) + (1 - 0)
                     result: 2*x + 1
"""

from __future__ import annotations

from . import simplification as _simplification
from .calculus import arranged, differentiate, off_the_kinks, pruned
from .catalogue import CATALOGUE
from .expressions import (
    DEFAULT_LIMITS,
    Apply,
    ArgumentError,
    ArgumentTypeError,
    DomainError,
    Expr,
    LimitExceeded,
    Symbol,
    SymdiffError,
    apply,
    check_domain,
    check_order,
    expect_one_of,
    expect_whole,
    members,
    services,
    sizes,
)
from .expressions.errors import in_short, kind_of
from .loading import load
from .notation import Reading, read
from .notation.given import given
from .notation.held import NOWHERE, is_nowhere
from .notation.names import CONSTANTS, listed
from .rewriting import Step, replay

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from .catalogue import Catalogue
    from .evaluation import Tangent
    from .expressions import Limits, Sizes
    from .expressions.nodes import Operand
    from .notation.given import Names
    from .simplification import Candidate
    from .simplification.cost import Cost

    Formula = Operand | str
    Asked = Formula | Reading
    Variable = Symbol | str
    Candidates = Iterable[Candidate | str] | None

FORMS = ("raw", *_simplification.FORMS)
_RAW_NODES = 2
"""A raw derivative of higher order may have so many nodes for every step that is allowed."""
_ALL_ORDERS = 20
"""All orders of a higher derivative together may take so many times the steps of one."""


class Question:
    """What is asked: a formula, and the variables by which it is to be differentiated, in order."""

    __slots__ = ("formula", "variables")

    def __init__(self, formula: Expr, variables: tuple[Symbol, ...]) -> None:
        self.formula = formula
        self.variables = variables


def ask(
    f: Asked,
    x: Variable | Sequence[Variable] | None,
    n: int = 1,
    *,
    variables: Iterable[Variable] = (),
    functions: Iterable[str] = (),
    constants: Iterable[str] = CONSTANTS,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
) -> Question:
    """The formula and the variables of a question, both of which may be given as text.

    Raises:
        ArgumentError: when no variable is named and the formula does not have exactly one.
    """
    expect_whole(n, "the order of a derivative is 0, 1, 2 ...", 0)
    check_order(n)
    named = _symbols(x)
    asked: tuple[Symbol, ...] = ()
    if isinstance(f, str):
        f = read(
            f,
            variables=(*listed(variables), *named),
            functions=functions,
            constants=constants,
            catalogue=catalogue,
            limits=limits,
        )
    if isinstance(f, Reading):
        formula, order = f.expression, f.order
        asked = (f.variable,) if f.variable is not None else ()
    else:
        formula, order = given(f, catalogue, limits, {}), 0
    by = named or asked
    if not by:
        by = (only_variable(formula),)
    if order and not named:
        n = order * n
    check_order(n * len(by))
    if len(by) > 1 and n != 1:
        raise ArgumentError(
            "an order goes with one variable",
            advice='name a variable as often as it counts: ("x", "x", "y")',
        )
    return Question(formula, by * n if len(by) == 1 else by)


def _symbols(x: Variable | Sequence[Variable] | None) -> tuple[Symbol, ...]:
    if x is None:
        return ()
    try:
        several = (x,) if isinstance(x, (str, Expr)) else tuple(x)
    except TypeError:
        several = (x,)  # type: ignore[assignment]
    return tuple([as_variable(one) for one in several])


def as_variable(x: object) -> Symbol:
    """The variable that is named, or given as a symbol.

    Raises:
        ArgumentError: for anything else.
    """
    if isinstance(x, str):
        return Symbol(x)
    if not isinstance(x, Symbol):
        what = in_short(x) if isinstance(x, (Expr, int, float)) else kind_of(x)
        raise ArgumentTypeError(
            f"{what} is not a variable", advice="differentiate by a symbol or its name"
        )
    return x


def only_variable(*formulas: Expr) -> Symbol:
    """The variable of the first formula that has any; x where none has.

    Raises:
        ArgumentError: when that formula has several.
    """
    for formula in formulas:
        names = sorted(s.name for s in formula.free_symbols)
        if names:
            break
    else:
        return Symbol("x")
    if len(names) == 1:
        return Symbol(names[0])
    raise ArgumentError(
        f"the formula has several variables: {', '.join(names)}",
        advice=f'say by which one to differentiate, for example "{usual(names)}"',
    )


def usual(names: Sequence[str]) -> str:
    """The variable by which one mostly differentiates: x, if it is there."""
    return "x" if "x" in names else names[0]


def diff(
    f: Asked,
    x: Variable | Sequence[Variable] | None = None,
    n: int = 1,
    *,
    form: str = "textbook",
    domain: str = "real",
    assume: Iterable[Formula] = (),
    cost: Cost | None = None,
    candidates: Candidates = None,
    variables: Iterable[Variable] = (),
    functions: Iterable[str] = (),
    constants: Iterable[str] = CONSTANTS,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
) -> Expr:
    """The n-th derivative of f with respect to x.

    Arguments:
        f: a formula, as text or as an expression; or what ``read_latex`` read.
        x: the variable; several for a mixed derivative; None for the only variable that f has. By
            a variable that f does not hold the derivative is 0.
        n: the order.
        form: "textbook", the form that costs its reader least; "raw", what the rules give;
            "canonical", the normal form; "expanded", "factored" or "collected".
        domain: "real", or "complex" for principal values.
        assume: what is known of the symbols, such as "x > 0".
        cost: what a formula costs its reader, for the textbook form: a function of an expression.
        candidates: the forms among which the textbook form is chosen: ``CANDIDATES`` unless given.
        variables: names that are variables whatever else they mean.
        functions: names that are functions nothing is known of.
        constants: names that are constants.
        catalogue: the functions and rules.
        limits: bounds on the work.

    Raises:
        SymdiffError: for text that is no formula, and for a question that does not fit.

    >>> print(diff("x*x + x - 2"))
    2*x + 1
    >>> print(diff("sin(x)^2 * y", "x", 2))
    2*y*cos(2*x)
    >>> print(diff("x^2 * y^3", ("x", "y")))
    6*x*y**2
    """
    _check_form(form)
    _check_cost(cost)
    check_domain(domain)
    question = ask(
        f,
        x,
        n,
        variables=variables,
        functions=functions,
        constants=constants,
        catalogue=catalogue,
        limits=limits,
    )
    options: dict[str, Any] = {"domain": domain, "catalogue": catalogue}
    chosen = _simplification.as_candidates(candidates, catalogue)
    if form == "raw":
        return _raw(question, options, limits)
    wanted: dict[str, Any] = {"form": form, "cost": cost, "assume": assumptions(assume, catalogue)}
    wanted["candidates"] = chosen
    return _simplified(question, options, wanted, limits)


def _raw(question: Question, options: dict[str, Any], limits: Limits) -> Expr:
    """What the rules give, order by order."""
    e = question.formula
    for order, variable in enumerate(question.variables, 1):
        e = differentiate(e, variable, **options)
        _check_nodes(e, order, limits)
    return e


def _simplified(
    question: Question, options: dict[str, Any], wanted: dict[str, Any], limits: Limits
) -> Expr:
    """Each order simplified before the next is found."""
    e, work = question.formula, 0
    make = pruned if len(question.variables) == 1 else apply
    textbook = wanted["form"] == "textbook"
    for order, variable in enumerate(question.variables, 1):
        in_order = arranged(e, variable)
        raw = differentiate(in_order, variable, make=make, **options)
        last = order == len(question.variables)
        simplification = _simplification.Simplification(
            raw,
            variable=variable,
            limits=limits,
            otherwise=_unsimplified(in_order, variable, options) if last and textbook else None,
            **options,
            **wanted,
        )
        if not (simplification.has_value or simplification.exhausted) and make is not pruned:
            tidy = differentiate(in_order, variable, make=pruned, **options)
            simplification = _simplification.Simplification(
                tidy, variable=variable, limits=limits, **options, **wanted
            )
        if order > 1:
            simplification.shorten()
        e = simplification.result
        if order < len(question.variables):
            work += simplification.work
            _check_work(work, order, limits)
    return e


def _unsimplified(e: Expr, variable: Symbol, options: dict[str, Any]) -> Callable[[], Expr]:
    """What stands in for a result whose normal form takes too many steps."""
    return lambda: differentiate(e, variable, make=pruned, **options)


def _check_nodes(e: Expr, order: int, limits: Limits) -> None:
    """Refuse to go on from a raw derivative that has become too large."""
    allowed = _RAW_NODES * limits.steps
    if order > 1 and sizes(e).graph_nodes > allowed:
        raise LimitExceeded(
            f"the raw derivative of order {order} has more than {allowed} nodes",
            limit="steps",
            value=limits.steps,
            advice="ask for a lower order, or allow more with limits=Limits(steps=...)",
        )


def _check_work(work: int, order: int, limits: Limits) -> None:
    """Refuse to go on when the orders so far took more steps than all together may."""
    allowed = _ALL_ORDERS * limits.steps
    if work > allowed:
        raise LimitExceeded(
            f"the derivatives up to order {order} took all {allowed} steps that are allowed",
            limit="steps",
            value=limits.steps,
            advice="ask for a lower order, or allow more with limits=Limits(steps=...)",
        )


def _check_cost(cost: object) -> None:
    if cost is not None and not callable(cost):
        raise ArgumentTypeError(f"the cost is a function of an expression, not {kind_of(cost)}")


def _check_form(form: str) -> None:
    expect_one_of(form, FORMS, "form")


def assumptions(
    assume: Iterable[Formula] | Formula, catalogue: Catalogue, names: Names | None = None
) -> tuple[Expr, ...]:
    """Assumptions as formulas; a single one may stand alone.

    Arguments:
        assume: conditions, as expressions or as text: "x > 0", "0 < x < 1", "n integer".
        catalogue: the functions and rules.
        names: how names in texts are read.

    Raises:
        ArgumentError: for one that is not understood, with its place in a text.

    >>> assumptions(["0 < x < 1", "n integer"], CATALOGUE)
    (0 < x < 1, n == floor(n))
    """
    if isinstance(assume, (str, Expr)):
        assume = (assume,)
    facts = members(assume, "assumptions are facts such as x > 0", ordered=False)
    return tuple([_assumption(fact, catalogue, names or {}) for fact in facts])


def _assumption(fact: Formula, catalogue: Catalogue, names: Names) -> Expr:
    if not isinstance(fact, str):
        return given(fact, catalogue, DEFAULT_LIMITS, {})
    read_assumption = load("symdiff.notation.assumed").read_assumption
    found: Expr = read_assumption(fact, catalogue=catalogue, **names)
    try:
        _simplification.understood((found,), catalogue)
    except ArgumentError as error:
        error.text, error.span = fact, (0, len(fact))
        raise
    return found


def simplify(
    f: Formula,
    *,
    variable: Variable | None = None,
    form: str = "textbook",
    domain: str = "real",
    assume: Iterable[Formula] = (),
    cost: Cost | None = None,
    candidates: Candidates = None,
    variables: Iterable[Variable] = (),
    functions: Iterable[str] = (),
    constants: Iterable[str] = CONSTANTS,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
) -> Expr:
    """A simpler formula, equal to f wherever f is defined.

    Arguments:
        f: a formula, as text or as an expression.
        variable: the variable by which sums are ordered, or collected.
        form: "textbook", "canonical", "expanded", "factored" or "collected", as for ``diff``.
        cost: what a formula costs its reader, for the textbook form: a function of an expression.
        candidates: the forms among which the textbook form is chosen, of two that cost the same the
            first: ``CANDIDATES`` unless given. Records of those, their names, or rule lines of your
            own, ``name: left -> right``.
        domain: "real", or "complex" for principal values.
        assume: what is known of the symbols, such as "x > 0".
        variables, functions, constants: how names in the text are read.
        catalogue: the functions and rules.
        limits: bounds on the work.

    >>> print(simplify("sqrt(x^2)"), simplify("sqrt(x^2)", assume="x > 0"))
    abs(x) x
    >>> print(simplify("(x + 1)^2*y", form="expanded"), simplify("x^2 - y^2", form="factored"))
    x**2*y + 2*x*y + y x**2 - y**2
    >>> half = "sine of a double angle: sin(u)*cos(u) -> sin(2*u)/2"
    >>> print(simplify("sin(x)*cos(x)", candidates=[*_simplification.CANDIDATES, half]))
    sin(2*x)/2
    """
    _check_cost(cost)
    check_domain(domain)
    e = given(
        f,
        catalogue,
        limits,
        {"variables": variables, "functions": functions, "constants": constants},
    )
    return _simplification.Simplification(
        e,
        variable=None if variable is None else as_variable(variable),
        form=form,
        domain=domain,
        assume=assumptions(assume, catalogue),
        cost=cost,
        candidates=candidates,
        catalogue=catalogue,
        limits=limits,
        otherwise=(lambda: e) if form == "textbook" else None,
    ).result


def expand(f: Formula, **options: Any) -> Expr:
    """The formula with all products and powers of sums multiplied out.

    The options are those of ``simplify``.

    >>> print(expand("(x + 1)^2*(y - 1)"))
    x**2*y + 2*x*y - x**2 - 2*x + y - 1
    """
    return simplify(f, form="expanded", **options)


def factor(f: Formula, **options: Any) -> Expr:
    """The formula as one fraction, above and below the bar in factors, as far as they are found.

    Common factors, contents with respect to each symbol and repeated factors are; the options are
    those of ``simplify``.

    >>> print(factor("x^2*a + 2*x*a + a"), factor("1/x + 1/y"))
    a*(x + 1)**2 (x + y)/(x*y)
    """
    return simplify(f, form="factored", **options)


def collect(f: Formula, x: Variable, **options: Any) -> Expr:
    """The formula as a sum of powers of x, the terms of each power together.

    The options are those of ``simplify``.

    >>> print(collect("a*x^2 + b*x^2 + x*(x + c)", "x"))
    x**2*(a + b + 1) + c*x
    """
    return simplify(f, variable=x, form="collected", **options)


class Derivation:
    """A derivative and how it came about; made by ``derivation``.

    Attributes:
        given: the formula that was differentiated.
        variable: by which variable.
        raw: the derivative as the rules give it.
        result: the simplified derivative.
        before: for a higher or mixed derivative, the derivation of the order before.
    """

    def __init__(
        self,
        given: Expr,
        variable: Symbol,
        before: Derivation | None,
        options: dict[str, Any],
        *,
        last: bool = True,
    ) -> None:
        self._catalogue: Catalogue = options["catalogue"]
        self.given = given
        self.variable = variable
        self.before = before
        self.raw = differentiate(
            given, variable, catalogue=options["catalogue"], domain=options["domain"]
        )
        self._without_zeros: tuple[Step, ...] = ()
        self._simplified = self._from_raw(options, last)
        if before is not None:
            self._simplified.shorten()
        self.result = self._simplified.result
        self._conditions: tuple[Expr, ...] | None = None
        self._domain: str = options["domain"]
        self._at_kinks: Any = None
        self._off_kinks = off_the_kinks(given, variable, catalogue=self._catalogue)

    def _from_raw(self, options: dict[str, Any], last: bool) -> _simplification.Simplification:
        """The simplification of the raw derivative.

        Where a part of it has no value anywhere nothing is folded; then at least the zeros and ones
        that the rules bring are left out.
        """
        rules = {"catalogue": options["catalogue"], "domain": options["domain"]}
        in_order, start = arranged(self.given, self.variable), self.raw
        if in_order is not self.given:
            start = differentiate(in_order, self.variable, **rules)
        textbook = last and options["form"] == "textbook"
        otherwise = _unsimplified(in_order, self.variable, rules) if textbook else None
        options = {"variable": self.variable, "trace": True, **options}
        found = _simplification.Simplification(
            self.raw, start=start, otherwise=otherwise, **options
        )
        if found.has_value or found.exhausted:
            return found
        tidy = differentiate(in_order, self.variable, make=pruned, **rules)
        if tidy is not self.raw:
            self._without_zeros = (Step("product with zero", (), self.raw, tidy),)
        return _simplification.Simplification(tidy, **options)

    @property
    def work(self) -> int:
        """The units of work that the simplification took, as ``Limits.steps`` counts them."""
        return self._simplified.work

    @property
    def exhausted(self) -> bool:
        """Whether the steps that are allowed ended before all forms were tried.

        The result is then the best form that was found; where there was no normal form yet, the
        derivative as the rules give it, without the zeros and ones that they bring.

        >>> derivation("x^2").exhausted
        False
        """
        return self._simplified.exhausted

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps from the raw derivative to the result."""
        return (*self._without_zeros, *self._simplified.steps())

    @property
    def conditions(self) -> tuple[Expr, ...]:
        """For which values the result is the derivative, besides that it must have a value itself.

        The shortest list that says so: ``(x != 0,)``. Where it does not hold, the formula has no
        value or nothing is said of its derivative. ``(false,)``: the formula has no real value
        anywhere.

        >>> derivation("ln(x)").conditions, derivation("x*ln(x)").conditions
        ((x > 0,), ())
        """
        if self._conditions is None:
            last, chain = self._simplified, self._chain()
            found = [*last.domain(chain[0].given), *self._without_value(chain[0].given)]
            for one in chain:
                found += one._simplified.granted()
                found += last.understood(one._off_kinks)
            told = last.shortest(found, last.demanded())
            if any([_is_thin(c, self.variable) for c in told]):
                told = (apply("false", ()),)
            self._conditions = tuple([c for c in told if not self._is_smooth_off(c)])
        return self._conditions

    def _without_value(self, formula: Expr) -> list[Expr]:
        """The condition that holds nowhere, for a number that has no complex value either."""
        if self._domain == "real" or formula.free_symbols:
            return []
        try:
            load("symdiff.evaluation").evaluate(
                formula, {}, domain=self._domain, catalogue=self._catalogue
            )
        except SymdiffError as error:
            return [apply("false", ())] if error.code == DomainError.code else []
        return []

    def _is_smooth_off(self, condition: Expr) -> bool:
        """Whether ``x != c`` need not be said: at c the derivative is proved to be the result."""
        if type(condition) is not Apply or condition.op != "ne" or self.before is not None:
            return False
        if condition.args[0] is not self.variable or self._domain != "real":
            return False
        return bool(self._corners().at(condition.args[1]) == "smooth")

    @property
    def not_differentiable(self) -> tuple[Expr, ...]:
        """The points where the formula has a value and is proved to have no derivative.

        Corners, and ends with a vertical tangent, of a formula in one variable; only a first
        derivative is asked about. Nothing is said of points that are not here.

        >>> derivation("abs(x - 1)").not_differentiable, derivation("x*abs(x)").not_differentiable
        ((x == 1,), ())
        """
        if self.before is not None or self._domain != "real" or not self._off_kinks:
            return ()
        corners = self._corners()
        found = [c for c in corners.points() if corners.at(c) == "corner"]
        told = [apply("eq", (self.variable, c)) for c in found]
        return tuple([c for c in told if self._simplified.may_hold(c)])

    def _corners(self) -> Any:
        if self._at_kinks is None:
            self._at_kinks = load("symdiff.corners").Corners(
                self.given, self.variable, self.result, self._off_kinks, self._catalogue
            )
        return self._at_kinks

    def _chain(self) -> list[Derivation]:
        """The derivations of all orders, the first one first."""
        chain = [self]
        while chain[-1].before is not None:
            chain.append(chain[-1].before)
        return chain[::-1]

    @property
    def sizes(self) -> dict[str, Sizes]:
        """The sizes of the given formula, the raw derivative and the result."""
        return {
            "given": sizes(self.given),
            "raw": sizes(self.raw),
            "result": sizes(self.result),
        }

    def replay(self) -> Expr:
        """The formula that the steps make of the raw derivative, which is the result.

        >>> derivation("x*x + (x - 2)").replay()
        2*x + 1
        """
        return replay(self.raw, self.steps)

    def tangent(self, at: Mapping[Any, Any] | str, digits: int | None = None) -> Tangent:
        """The line that touches the graph of the given formula at a point.

        Arguments:
            at: a value for the variable, and for every other one, as for ``evaluate``.
            digits: how many digits, as for ``evaluate``.

        Raises:
            DomainError: where the formula or its derivative has no value, or nothing is proved.

        >>> derivation("x^2").tangent("x=3")
        Tangent(y = 6*x - 9)
        """
        evaluation = load("symdiff.evaluation")
        for condition in self.conditions:
            if is_nowhere(condition):
                raise DomainError(NOWHERE)
            if not evaluation.evaluate(condition, at, catalogue=self._catalogue):
                raise DomainError(f"nothing is said there: the answer holds for {condition}")
        found: Tangent = evaluation.tangent_line(
            self.given, self.result, self.variable, at, digits, catalogue=self._catalogue
        )
        return found

    def _repr_latex_(self) -> str | None:
        return services.mimebundle(self).get("text/latex")

    def _repr_mimebundle_(self, **options: Any) -> dict[str, str]:
        return services.mimebundle(self, **options)

    def __repr__(self) -> str:
        return f"Derivation(d/d{self.variable} {self.given} = {self.result})"


def _is_thin(condition: Expr, x: Symbol) -> bool:
    """Whether a condition holds at single places of x only, where there is no derivative by it."""
    stack = [condition]
    while stack:
        part = stack.pop()
        if type(part) is Apply and part.op in ("and", "or"):
            stack += part.args
        elif type(part) is not Apply or part.op != "eq" or x not in part.free_symbols:
            return False
    return True


def derivation(
    f: Asked,
    x: Variable | Sequence[Variable] | None = None,
    n: int = 1,
    *,
    form: str = "textbook",
    domain: str = "real",
    assume: Iterable[Formula] = (),
    cost: Cost | None = None,
    candidates: Candidates = None,
    variables: Iterable[Variable] = (),
    functions: Iterable[str] = (),
    constants: Iterable[str] = CONSTANTS,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
) -> Derivation:
    """The derivative of f with respect to x, and how it came about.

    The arguments are those of ``diff``; the order is at least 1, and the form not "raw".

    >>> d = derivation("x*x + (x - 2)")
    >>> print(d.raw, "=", d.result)
    1*x + x*1 + (1 - 0) = 2*x + 1
    >>> [step.rule for step in d.steps]
    ['product with one', 'product with one', 'difference with zero', 'like terms']
    """
    _check_cost(cost)
    check_domain(domain)
    question = ask(
        f,
        x,
        n,
        variables=variables,
        functions=functions,
        constants=constants,
        catalogue=catalogue,
        limits=limits,
    )
    if not question.variables:
        raise ArgumentError("a derivation has at least order 1")
    options: dict[str, Any] = {"form": form, "domain": domain, "cost": cost, "limits": limits}
    options |= {"assume": assumptions(assume, catalogue), "candidates": candidates}
    options["catalogue"] = catalogue
    made: Derivation | None = None
    work = 0
    for order, variable in enumerate(question.variables, 1):
        start = question.formula if made is None else made.result
        last = order == len(question.variables)
        made = Derivation(start, variable, made, options, last=last)
        if order < len(question.variables):
            work += made.work
            _check_work(work, order, limits)
    assert made is not None
    return made
