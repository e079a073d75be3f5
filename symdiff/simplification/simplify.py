"""Simplification: the normal form, presented; with steps and conditions on request."""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import (
    DEFAULT_LIMITS,
    Apply,
    ArgumentError,
    Expr,
    LimitExceeded,
    Number,
    Symbol,
    apply,
    check_domain,
    expect_one_of,
    postorder,
    sizes,
    substitute,
)
from ..loading import load
from ..rewriting import Place, Step, replay
from . import conditions as _conditions
from . import facts
from .arithmetic import Algebra, nothing
from .assumptions import understood
from .candidates import Chooser
from .declared import as_candidates
from .forms import ZERO, NoValue, value_key
from .fractions import multiplied_out, with_common_factor
from .normal import normal_form
from .presentation import Presenter
from .rearranged import collected, expanded, factored
from .zero import vanishes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..catalogue import Catalogue
    from ..expressions import Limits
    from ..expressions.walks import Path
    from .cost import Cost
    from .declared import Candidate
    from .forms import Value

FORMS = ("canonical", "textbook", "expanded", "factored", "collected")
_STEPS_OF_CANDIDATES = 4
"""Candidate forms have steps of their own: so many times those of the normal form."""
_STEPS_OF_ZERO = 30_000
_STEPS_OF_PROOF = 200_000
_STEPS_OF_CONDITIONS = 30_000
_READINGS = 3


class Simplification:
    """A formula simplified, and how.

    With ``start``, an equal formula, the form is chosen from that one's normal form: the steps lead
    from the given formula to its normal form first, and from there to the other's.

    Attributes:
        given: the formula as it was.
        result: the simplified formula; the given one, its arguments in order, if a part of it has
            no value anywhere.
        conditions: what the result takes for granted, such as x != 0.
        exhausted: whether the steps ended before all candidate forms were tried.
        unfinished: whether they ended before there was a normal form: the result is then what
            ``otherwise`` gives, a formula equal to the given one.
    """

    _work_on_candidates = 0

    def __init__(
        self,
        given: Expr,
        *,
        start: Expr | None = None,
        variable: Symbol | None = None,
        form: str = "textbook",
        domain: str = "real",
        assume: Iterable[Expr] = (),
        cost: Cost | None = None,
        candidates: object = None,
        catalogue: Catalogue = CATALOGUE,
        limits: Limits = DEFAULT_LIMITS,
        trace: bool = False,
        settled: bool = False,
        otherwise: Callable[[], Expr] | None = None,
    ) -> None:
        check_domain(domain)
        self.given = given
        self._start = given if start is None else start
        self._variable = variable
        self._assume = tuple(assume)
        self._assumed = understood(self._assume, catalogue)
        expect_one_of(form, FORMS, "form")
        self._domain, self._catalogue, self._limits = domain, catalogue, limits
        self._form, self._cost = form, cost
        self._candidates = as_candidates(candidates, catalogue)
        self._algebras: list[Algebra] = []
        self._algebra = self._new_algebra()
        self._fired: dict[Expr, list[str]] | None = {} if trace else None
        self._presenter = Presenter(self._algebra, variable)
        self._values: dict[Expr, Value] = {}
        self._last: list[Step] = []
        self._chosen: list[tuple[str, Expr, Expr]] = []
        self.exhausted = self.unfinished = False
        self._otherwise = otherwise
        self._stages: list[tuple[Algebra, Presenter, Value]] = []
        self.result = self._simplified()
        if not settled and self._algebra.arena.has_scales() and not self.exhausted:
            self._settle()

    def _simplified(self) -> Expr:
        """The given formula in the form asked for; in order only, if it has no value anywhere."""
        algebra = self._algebra
        try:
            self._values = normal_form(algebra, self.given, self._fired)
            value = self._from_start()
        except NoValue:
            algebra.arena.forget_scales()
            in_order = load("symdiff.simplification.ordered").in_order
            ordered: Expr = in_order(self._start, self._catalogue)
            return ordered
        except LimitExceeded as limit:
            if self._otherwise is None or limit.limit != "steps":
                raise
            algebra.arena.forget_scales()
            self._values.clear()
            self.exhausted = self.unfinished = True
            return self._otherwise()
        algebra.arena.typed = True
        if self._form == "canonical":
            algebra.arena.forget_scales()
        value = self._formed(value)
        result = self._presenter.formula(value)
        self._stages.append((algebra, self._presenter, value))
        return result

    def _from_start(self) -> Value:
        """The normal form from which forms are chosen."""
        value = self._values[self.given]
        if self._start is self.given:
            return value
        self._algebra.arena.forget_scales()
        start = normal_form(self._algebra, self._start)[self._start]
        if start != value:
            before, after = self._presenter.formula(value), self._presenter.formula(start)
            self._chosen.append(("regrouped", before, after))
        return start

    def _settle(self) -> None:
        """Take the result for a formula that was typed, until it is written as it is read.

        What a sum is multiplied by when it is typed decides how it is written; in the result it
        may be multiplied by something else.
        """
        for _ in range(_READINGS):
            if self.work > self._limits.steps:
                return
            try:
                again = Simplification(
                    self.result,
                    variable=self._variable,
                    form=self._form,
                    domain=self._domain,
                    assume=self._assume,
                    cost=self._cost,
                    candidates=self._candidates,
                    catalogue=self._catalogue,
                    limits=self._limits,
                    settled=True,
                )
            except LimitExceeded:
                return
            if again.result is self.result or not again._stages:
                return
            self._algebras += again._algebras
            self._work_on_candidates += again._work_on_candidates
            self._stages += again._stages
            self.exhausted = again.exhausted
            self._last.append(_told(self.result, again.result))
            self.result = again.result

    def _formed(self, value: Value) -> Value:
        """The value in the form asked for; as it is, where on the way a part has no value."""
        noted = dict(self._algebra.conditions)
        try:
            return self._in_form(value)
        except NoValue:
            self._algebra.conditions = noted
            self._algebra.multiply_out = nothing
            return value

    def _in_form(self, value: Value) -> Value:
        if self._form == "textbook":
            return self._textbook(value)
        if self._form == "expanded":
            return expanded(self._algebra, self._presenter, value)
        if self._form == "factored":
            return factored(self._algebra, value)
        if self._form == "collected":
            return collected(self._algebra, self._presenter, value, self._variable)
        return value

    def _textbook(self, value: Value) -> Value:
        """The form that costs its reader least; fractions in it may stay as they were typed."""
        chooser = self._chooser()
        best = chooser.best(value)
        if self._algebra.cleared and not chooser.exhausted:
            best = self._with_fractions_as_typed(chooser, best)
        self._work_on_candidates = chooser.work
        self.exhausted = self.exhausted or chooser.exhausted
        self._chosen += chooser.changes
        formula = self._presenter.formula(best)
        if vanishes(self._new_algebra(_STEPS_OF_ZERO), formula):
            self._algebra.conditions["defined", (1, best[1])] = None
            self._chosen.append(("identities", formula, Number("0")))
            return ZERO
        return best

    def _with_fractions_as_typed(self, chooser: Chooser, best: Value) -> Value:
        algebra = self._algebra
        noted, changes = dict(algebra.conditions), list(chooser.changes)
        try:
            as_typed = normal_form(algebra, self._start, clear=False)[self._start]
            other = chooser.best(as_typed)
        except (NoValue, LimitExceeded) as end:
            algebra.conditions, chooser.changes = noted, changes
            self.exhausted = isinstance(end, LimitExceeded)
            return best
        if (chooser.cost(best), value_key(best)) <= (chooser.cost(other), value_key(other)):
            algebra.conditions, chooser.changes = noted, changes
            return best
        return other

    def _chooser(self) -> Chooser:
        steps = _STEPS_OF_CANDIDATES * self._limits.steps
        return Chooser(
            self._algebra,
            self._presenter,
            cost=self._cost,
            candidates=self._candidates,
            steps=steps,
        )

    def _new_algebra(self, most: int | None = None, *, counted: bool = True) -> Algebra:
        algebra = Algebra(
            self._catalogue,
            domain=self._domain,
            signs=self._assumed.signs,
            steps=self._limits.steps if most is None else min(most, self._limits.steps),
            digits=self._limits.digits,
        )
        algebra.ranges, algebra.whole = self._assumed.ranges, self._assumed.whole
        try:
            for formula, signs in self._assumed.relations:
                facts.assume(algebra, normal_form(algebra, formula)[formula], signs)
        except NoValue:
            raise ArgumentError(
                f"an assumption compares what has no value: {formula}",
                advice="a bound is a number or a formula that has values",
            ) from None
        algebra.conditions.clear()
        algebra.provided.clear()
        if counted:
            self._algebras.append(algebra)
        return algebra

    @property
    def has_value(self) -> bool:
        """Whether no part of the formula is without value whatever its symbols are."""
        return bool(self._stages)

    @property
    def work(self) -> int:
        """The steps that were needed beside those that a formula brings along."""
        used = [a.arena.allowed - a.arena.left for a in self._algebras]
        return sum([steps for steps in used if steps > 0]) + self._work_on_candidates

    def shorten(self) -> None:
        """Multiply the result out, and put what its terms share in front, where that is shorter.

        A derivative of high order swells when its products are kept; multiplied out, like terms
        meet.
        """
        if not self._stages or self._form not in ("canonical", "textbook"):
            return
        algebra = self._new_algebra()
        algebra.multiply_out = multiplied_out
        presenter = Presenter(algebra, self._variable)
        out = normal_form(algebra, self.result)[self.result]
        out = multiplied_out(algebra, out) or out
        algebra.multiply_out = nothing
        shared = with_common_factor(algebra, out)
        for law, value in (("multiplied out", out), ("common factor", shared)):
            formula = presenter.formula(value)
            if sizes(formula).tree_nodes < sizes(self.result).tree_nodes:
                self._last.append(_told(self.result, formula, law))
                self._stages.append((algebra, presenter, value))
                self.result = formula

    @property
    def conditions(self) -> tuple[Expr, ...]:
        """What the result takes for granted."""
        if not self._stages:
            return self.shortest(self.domain(self.given), [])
        return self.shortest(self.granted(), self.demanded())

    def granted(self) -> list[Expr]:
        """All that was taken for granted, as it was met."""
        return [c for a, p, _ in self._stages for c in _conditions.taken_for_granted(a, p)]

    def domain(self, formula: Expr) -> list[Expr]:
        """What a formula demands to have a real value; nothing where that takes too many steps."""
        if self._domain != "real":
            return []
        algebra, presenter = self._beside()
        try:
            return list(dict.fromkeys(_conditions.domain_of_formula(algebra, presenter, formula)))
        except LimitExceeded:
            return []

    def understood(self, conditions: Iterable[Expr]) -> list[Expr]:
        """Further conditions in the normal form, in parts; one that nowhere holds is left out.

        Those for which the steps do not suffice stay as they are.
        """
        algebra, presenter = self._beside()
        found: list[Expr] = []
        rest = list(conditions)
        try:
            while rest:
                found += _conditions.simplified(algebra, presenter, rest[0])
                del rest[0]
        except LimitExceeded:
            found += rest
        return found

    def _beside(self) -> tuple[Algebra, Presenter]:
        """An algebra for conditions, where the nodes of a formula take steps and bring none."""
        algebra = self._new_algebra(_STEPS_OF_CONDITIONS, counted=False)
        algebra.arena.brought = -1
        return algebra, Presenter(algebra, self._variable)

    def demanded(self) -> list[Expr]:
        """What the result itself demands to be defined, and what is assumed."""
        own = _conditions.demanded(*self._stages[-1]) if self._stages else []
        return [*own, *self._assumed.formulas]

    def shortest(self, found: list[Expr], known: list[Expr]) -> tuple[Expr, ...]:
        """The shortest list of conditions that says what ``found`` says where ``known`` holds."""
        return _conditions.shortest(self._beside()[0], found, known)

    def may_hold(self, condition: Expr) -> bool:
        """Whether a condition does not contradict what is assumed."""
        if not self._assumed.formulas:
            return True
        return not _is_nowhere(self.shortest([condition], list(self._assumed.formulas)))

    def vanishes(self) -> bool:
        """Whether the given formula is proved to be 0 wherever it has a value, by all means."""
        algebra = self._new_algebra(_STEPS_OF_PROOF, counted=False)
        return vanishes(algebra, self.given, thorough=True)

    @property
    def is_zero(self) -> bool:
        """Whether the normal form is 0."""
        value = self._values.get(self.given)
        return value is not None and not value[0]

    def steps(self) -> tuple[Step, ...]:
        """The steps from the given formula to the result, each at its place."""
        if self.given not in self._values:
            changed = self.result is not self.given
            return (_told(self.given, self.result),) if changed else ()
        places = _places(self.given)
        current: dict[Expr, Expr] = {}
        steps = []
        told = load("symdiff.simplification.named").steps_between
        for node in postorder((self.given,)):
            before = _rebuilt(node, current)
            value = self._values.get(node)
            if value is None:
                current[node] = before
                continue
            after = self._presenter.formula(value)
            current[node] = after
            if after is not before:
                fired = (self._fired or {}).get(node, ())
                small = told(before, after, fired)
                steps += [Step(names, places[node], one, other) for names, one, other in small]
        formula = current[self.given]
        rooted = formula is self.given or any(not step.path for step in steps)
        return (*steps, *self._steps_of_choice(formula, rooted), *self._last)

    def _steps_of_choice(self, formula: Expr, rooted: bool) -> Iterator[Step]:
        """The steps from the normal form to the form that was chosen.

        Each stands at its place, once there is a step at the root: paths lead through what it left.
        """
        last = self._last[0].before if self._last else self.result
        hidden = ""
        start, since = formula, list[Step]()
        for name, before, after in self._chosen:
            if formula is last:
                return
            changed = substitute(formula, {before: after})
            if changed is formula:
                hidden = name
                continue
            here = _places(start).get(before) if rooted else None
            step = _told(before, after, name, here or ())
            if here is not None and _leads_to(changed, start, [*since, step]):
                since.append(step)
            else:
                step = Step(step.rules, (), formula, changed)
                start, since, rooted = changed, [], True
            yield step
            formula = changed
        if formula is not last:
            yield _told(formula, last, hidden)


def _told(before: Expr, after: Expr, choice: str = "", place: Path | Place = ()) -> Step:
    """A step by the laws that it needs; by the form that was chosen where arithmetic is not all."""
    names = load("symdiff.simplification.named").names_of(before, after, choice=choice)
    return Step(names, place, before, after)


def _is_nowhere(conditions: tuple[Expr, ...]) -> bool:
    return any(type(c) is Apply and c.op == "false" for c in conditions)


def _leads_to(changed: Expr, start: Expr, steps: list[Step]) -> bool:
    """Whether steps with paths through ``start`` lead to a formula."""
    try:
        return replay(start, steps) is changed
    except ArgumentError:
        return False


def _rebuilt(node: Expr, current: dict[Expr, Expr]) -> Expr:
    if type(node) is Apply and node.args:
        return apply(node.op, tuple([current[a] for a in node.args]))
    return node


def _places(root: Expr) -> dict[Expr, Place]:
    """One place for every node."""
    places = {root: Place(None, 0)}
    for node in reversed(postorder((root,))):
        for i, a in enumerate(node.args):
            places.setdefault(a, Place(places[node], i))
    return places


def simplify(
    e: Expr,
    *,
    variable: Symbol | None = None,
    form: str = "textbook",
    domain: str = "real",
    assume: Iterable[Expr] = (),
    cost: Cost | None = None,
    candidates: Iterable[Candidate | str] | None = None,
    catalogue: Catalogue = CATALOGUE,
    limits: Limits = DEFAULT_LIMITS,
) -> Expr:
    """A simpler formula, equal to e wherever e is defined.

    Arguments:
        e: the formula.
        variable: the variable by which sums are ordered; without it all symbols count alike.
        form: "textbook", the form that costs its reader least; "canonical", the normal form;
            "expanded", "factored", or "collected", by powers of the variable.
        domain: "real" (every subformula has a real value), or "complex" (principal values).
        assume: what is known of the symbols, such as x > 0.
        cost: what a formula costs its reader, for the textbook form.
        candidates: the forms among which the textbook form is chosen, in order: ``CANDIDATES``
            unless given; records, their names, or rule lines ``name: left -> right``.
        catalogue: the functions and rules.
        limits: bounds on the work.

    Raises:
        LimitExceeded: when the work takes more steps than ``limits.steps``.

    >>> from symdiff.notation import parse
    >>> print(simplify(parse("1*x + x*1 + (1 - 0)")))
    2*x + 1
    """
    return Simplification(
        e,
        variable=variable,
        form=form,
        domain=domain,
        assume=assume,
        cost=cost,
        candidates=candidates,
        catalogue=catalogue,
        limits=limits,
    ).result
