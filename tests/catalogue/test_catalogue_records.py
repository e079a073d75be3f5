"""Every record is complete, and no two functions are written alike."""

from __future__ import annotations

import math
import pickle
import random
import re

import pytest
from reference_values import (
    applied,
    at_kink,
    close,
    grid,
    in_domain,
    in_sympy,
    inside,
    is_real,
    mp,
    read,
    value,
)

from symdiff.catalogue import CATALOGUE, Function
from symdiff.expressions import COMPARISONS, Apply, postorder

LOGIC = COMPARISONS | {"and", "or", "not", "true", "false", "where"}
records = pytest.mark.parametrize("record", list(CATALOGUE), ids=lambda r: r.name)
numeric = pytest.mark.parametrize(
    "record",
    [r for r in CATALOGUE if r.name not in LOGIC and r.name != "undefined"],
    ids=lambda r: r.name,
)

NAMED = """
exp ln log log2 log10 log1p expm1 sqrt cbrt root sin cos tan sec csc cot asin acos atan asec acsc acot sinh cosh tanh
sech csch coth asinh acosh atanh asech acsch acoth sinc atan2 hypot abs sign floor ceil min max heaviside where
factorial erf erfc erfi erfinv gamma loggamma digamma polygamma beta uppergamma lowergamma besselj bessely besseli
besselk hankel1 hankel2 airyai airybi airyaiprime airybiprime Ei E1 expint li Si Ci Shi Chi fresnels fresnelc lambertw
zeta dilog polylog elliptic_k elliptic_f elliptic_e elliptic_pi hyp2f1 hyp1f1 hyp0f1 legendre chebyshevt chebyshevu
hermite laguerre sigmoid logit softplus relu pi E I true false undefined
""".split()


def test_the_catalogue_knows_the_functions_that_the_project_promises() -> None:
    assert [name for name in NAMED if name not in CATALOGUE] == []


@records
def test_a_record_says_all_there_is_to_say(record: Function) -> None:
    assert record.latex, "no LaTeX"
    assert record.page.endswith("."), "no sentence for the reference page"
    assert record.mpmath or record.definition, "no way to evaluate it in many digits"
    assert record.sympy, "no name in SymPy"
    assert len(record.sample) == record.arity
    assert record.sign in ("", "positive", "nonnegative", "nonzero", "u", "u - 1")
    for text in filter(None, (record.domain, record.kinks, record.definition)):
        assert {
            n.name for n in postorder((read(text),)) if not n.args and hasattr(n, "name")
        } <= set("uvwxyz")


@records
def test_latex_templates_hold_every_argument(record: Function) -> None:
    if "{0}" in record.latex:
        arguments = [f"<{i}>" for i in range(record.arity)]
        filled = record.latex.format(*arguments)
        assert all(argument in filled for argument in arguments)
        assert filled.count("{") == filled.count("}")


def test_no_two_functions_are_written_alike() -> None:
    seen: dict[tuple[str, int], str] = {}
    for record in CATALOGUE:
        for spelling in {record.name, record.infix, *record.spellings}:
            assert seen.setdefault((spelling, record.arity), record.name) == record.name, spelling


def test_no_spelling_is_given_twice() -> None:
    for record in CATALOGUE:
        assert len({record.name, *record.spellings}) == 1 + len(record.spellings), record.name


def test_every_spelling_leads_to_its_record() -> None:
    for record in CATALOGUE:
        for spelling in (record.name, record.infix, *record.spellings):
            assert CATALOGUE.spelled(spelling)[record.arity] is record


def test_a_record_survives_pickling_and_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        CATALOGUE["exp"].name = "other"
    assert pickle.loads(pickle.dumps(CATALOGUE["exp"])).derivative == CATALOGUE["exp"].derivative


@numeric
def test_the_sample_range_lies_in_the_domain(record: Function) -> None:
    if record.domain == "false":
        pytest.skip("its values are complex")
    dice = random.Random(record.name)
    assert all(in_domain(record, inside(record, dice)) for _ in range(20))


UNLIKE_MPMATH = {
    "log": "ln(u)/ln(v) can be real where ln(u) and ln(v) are not",
    "root": "mpmath gives u^(1/v) also for v = 1/2, which is no index of a root",
    "atan2": "mpmath gives atan2(0, 0) = 0",
    "polygamma": "mpmath gives values between the orders",
    **dict.fromkeys(("beta", "uppergamma", "lowergamma"), "mpmath gives limits where poles cancel"),
    "bessely": "mpmath gives limits at u = 0",
    "lambertw_branch": "mpmath takes the branch before a number that is no integer",
    "laguerre": "mpmath gives 0 at negative degrees",
    **dict.fromkeys(
        ("gegenbauer", "assoc_laguerre"),
        "mpmath gives limits that depend on the degree, or finds no end",
    ),
    **dict.fromkeys(
        ("hyp1f1", "hyp2f1"), "mpmath lets a series end before a pole of the denominator"
    ),
    "appellf1": "mpmath continues beyond the region of convergence, or finds no end",
    **dict.fromkeys(
        ("hurwitz_zeta", "elliptic_pi", "elliptic_piinc"), "mpmath finds no end at some poles"
    ),
}


@numeric
def test_the_domain_is_where_the_value_is_real(record: Function) -> None:
    for point in grid(record, 30):
        inside = in_domain(record, point)
        if not inside and (record.name in UNLIKE_MPMATH or record.domain == "false"):
            continue
        number = applied(record, point)
        real = number is not None and is_real(number)
        assert real == inside, f"{record.name}{point} = {number}"


SIGNS = {
    "positive": lambda number, u: number > 0,
    "nonnegative": lambda number, u: number >= 0,
    "nonzero": lambda number, u: number != 0,
    "u": lambda number, u: mp.sign(number) == mp.sign(u),
    "u - 1": lambda number, u: mp.sign(number) == mp.sign(u - 1),
}


@numeric
def test_the_sign_holds(record: Function) -> None:
    for point in grid(record, 30) if record.sign else ():
        if in_domain(record, point):
            assert SIGNS[record.sign](applied(record, point), *point[:1] or (None,)), point


@numeric
def test_values_lie_within_the_bounds(record: Function) -> None:
    for point in grid(record, 30) if record.bounds else ():
        low, *high = record.bounds
        value = applied(record, point)
        assert low <= value and (not high or value <= high[0]), point


@numeric
def test_kinks_are_where_the_slopes_of_the_two_sides_differ(record: Function) -> None:
    if not record.kinks:
        return
    found = 0
    step = mp.mpf(10) ** -20
    for point in [*grid(record), *(tuple(mp.mpf(0) for _ in record.sample),)]:
        if at_kink(record, point) and in_domain(record, point):
            found += any(_has_kink(record, point, i, step) for i in range(record.arity))
    assert found or record.name in ("elliptic_einc", "lambertw", "lambertw_branch"), (
        "no kink was tried"
    )


def _has_kink(record: Function, point: tuple, slot: int, step) -> bool:
    sides = [(*point[:slot], point[slot] + side, *point[slot + 1 :]) for side in (-step, step)]
    if not all(in_domain(record, side) for side in sides):
        return True
    left, right = (applied(record, side) for side in sides)
    here = applied(record, point)
    slopes = (here - left) / step, (right - here) / step
    return not close(*slopes, 6) or abs(slopes[0]) > 10**5


@numeric
def test_the_definition_gives_the_same_value(record: Function) -> None:
    if not record.definition or record.mpmath == "":
        return
    body = read(record.definition)
    for point in grid(record, 30):
        letters = dict(zip("uvwxyz", point, strict=False))
        if in_domain(record, point):
            assert close(applied(record, point), value(body, letters)), point
        elif record.name not in UNLIKE_MPMATH:
            assert value(body, letters) is None or record.name in ("beta",), point


@numeric
@pytest.mark.parametrize("library", ["math", "numpy", "scipy"])
def test_floating_point_libraries_give_the_same_value(record: Function, library: str) -> None:
    implementation = getattr(record, library)
    if not implementation:
        return
    module = (
        math
        if library == "math"
        else pytest.importorskip({"scipy": "scipy.special"}.get(library, library))
    )
    dice = random.Random(record.name)
    for _ in range(5):
        point = inside(record, dice)
        numbers = [
            float(p) if not isinstance(w, range) else int(p)
            for p, w in zip(point, record.sample, strict=True)
        ]
        if callable(implementation):
            found = implementation(module, *numbers)
        else:
            found = getattr(module, implementation)
            found = found(*numbers) if record.arity else found
        assert abs(complex(found) - complex(applied(record, point))) < 1e-9 * max(
            1, abs(complex(found))
        ), point


@numeric
def test_sympy_gives_the_same_value(record: Function) -> None:
    sympy = pytest.importorskip("sympy")
    tried = 0
    for point in [p for p in grid(record, 4) if in_domain(record, p) or record.domain == "false"][
        -6:
    ]:
        exact = [sympy.Rational(round(p * 6000), 6000) for p in point]
        expected = applied(record, tuple(mp.mpf(int(q.p)) / int(q.q) for q in exact))
        try:
            found = sympy.N(in_sympy(sympy, record, exact), 30)
        except ValueError:  # a degree that SymPy wants whole
            continue
        if expected is not None and found.is_number and not found.has(sympy.Function):
            assert close(mp.mpmathify(found), expected, 20), point
            tried += 1
    assert tried


def test_every_function_in_a_line_is_in_the_catalogue() -> None:
    for record in CATALOGUE:
        for line in record.derivative.splitlines() + record.derivative_complex.splitlines():
            for node in postorder((read(_right_side(line)),)) if line.strip() else ():
                assert type(node) is not Apply or CATALOGUE[node.op].arity == len(node.args)


def _right_side(line: str) -> str:
    _, _, right = line.partition("' =")
    return re.sub(r"([a-z])'", r"d\1", right.partition(" when ")[0])
