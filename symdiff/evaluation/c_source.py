"""The C of a compiled function: one loop over the points, or parts of a long program.

The loop is left to the compiler, with declarations that let it compute several points at once by
the vector functions of the C library, where that has them. A long program is cut into functions
that hand on their values in an array, since compilers take more than linear time for long ones.
Its own names begin with an underscore, as none of a variable does.
"""

from __future__ import annotations

from .dialects import C_IN_LOOPS, C_IN_PARTS
from .regrouping import regrouped
from .statements import Program

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..expressions import Expr, Symbol
    from .signature import Signature

IN_PARTS = "__attribute__((noinline))"
_LONGEST = 400  # statements of one function
_VECTOR_FUNCTIONS = {
    1: """acos acosh asin asinh atan atanh cbrt cos cosh erf erfc exp expm1 log log10 log1p log2 sin
       sinh tan tanh""".split(),
    2: "atan2 hypot pow".split(),
}
_OF_TWO = """static inline double _{name}(double u, double v)
{{
    const double found = u {sign} v ? u : v;
    return u != u ? u : found;
}}"""  # nan where either is, without a branch


def c_source(signature: Signature, roots: Sequence[Expr], mask: tuple[bool, ...]) -> str:
    """A function ``f`` that computes lowered formulas at n points.

    Arguments:
        signature: the arguments; numbers come by value, vectors and arrays by pointers.
        roots: the formulas.
        mask: for each argument, whether it is an array over the points; the values of a vector that
            is one stand one after the other, n of each.
    """
    layout = _Layout(signature, mask)
    uniform = layout.fixed if any(mask) else set()
    formulas = regrouped(roots, uniform)
    program = Program(formulas, signature.names, C_IN_LOOPS)
    if len(program.lines) <= _LONGEST:
        return _whole(layout, program, signature)
    return _in_parts(layout, Program(formulas, layout.place, C_IN_PARTS, "_v[", "]"))


class _Layout:
    """Where each variable lies, and what the function's parameters are."""

    def __init__(self, signature: Signature, mask: tuple[bool, ...]) -> None:
        self.single = not any(mask)
        self.parameters: list[str] = []
        self.names: list[str] = []
        self.place: dict[Symbol, str] = {}
        self.fixed: set[Symbol] = set()
        for argument, is_array in zip(signature.inputs, mask, strict=True):
            by_value = not is_array and not argument.vector
            name = argument.name if by_value else f"_in_{argument.name}"
            self.names.append(name)
            self.parameters.append(
                f"double {name}" if by_value else f"const double *restrict {name}"
            )
            for k, s in enumerate(argument.symbols):
                index = (
                    f"{k}*n + i" if is_array and argument.vector else "i" if is_array else str(k)
                )
                self.place[s] = name if by_value else f"{name}[{index}]"
                if not is_array:
                    self.fixed.add(s)

    def results(self, program: Program) -> list[str]:
        """The statements that hand over the results."""
        return [
            f"out[{k if self.single else f'{k}*n + i'}] = {result};"
            for k, result in enumerate(program.results)
        ]


def _whole(layout: _Layout, program: Program, signature: Signature) -> str:
    """One function: what is the same for all points, then a loop."""
    before: list[str] = []
    within: list[str] = []
    for s, place in layout.place.items():
        if place != signature.names[s]:
            line = f"const double {signature.names[s]} = {place};"
            (before if s in layout.fixed else within).append(line)
    within += [*program.lines, *layout.results(program)]
    loop = ["#pragma omp simd", "for (long i = 0; i < n; i++) {", *_indented(within), "}"]
    body = [*before, *(["(void)n;", *within] if layout.single else loop)]
    parameters = ", ".join([*layout.parameters, "double *restrict out", "long n"])
    return "\n".join(
        [*_declarations(within), f"void f({parameters})", "{", *_indented(body), "}", ""]
    )


def _in_parts(layout: _Layout, program: Program) -> str:
    """Functions of a few hundred statements each, called one after the other at each point."""
    statements = [*program.lines, *layout.results(program)]
    shared = ["double *restrict _v", "double *restrict out", "long n", "long i"]
    parameters = ", ".join([*layout.parameters, *shared])
    parts: list[str] = []
    calls: list[str] = []
    for start in range(0, len(statements), _LONGEST):
        name = f"_part{len(calls)}"
        own = ["(void)_v; (void)out; (void)n; (void)i;", *statements[start : start + _LONGEST]]
        parts += [f"static {IN_PARTS} void {name}({parameters})", "{", *_indented(own), "}"]
        calls.append(f"{name}({', '.join([*layout.names, '_v', 'out', 'n', 'i'])});")
    whole = [
        f"double *_v = malloc({len(program.lines) + 1}*sizeof(double));",
        f"if (!_v) {{ for (long i = 0; i < {len(program.results)}*n; i++) out[i] = NAN; return; }}",
        "for (long i = 0; i < n; i++) {",
        *_indented(calls),
        "}",
        "free(_v);",
    ]
    outside = ", ".join([*layout.parameters, "double *restrict out", "long n"])
    choices = _choices("\n".join(statements))
    head = ["#include <math.h>", "#include <stdlib.h>", *choices, *parts]
    return "\n".join([*head, f"void f({outside})", "{", *_indented(whole), "}", ""])


def _indented(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def _declarations(lines: list[str]) -> list[str]:
    """The headers; functions that the C library has for several points at once say so."""
    text = "\n".join(lines)
    found = ["#include <math.h>", *_choices(text)]
    vector = [
        f'__attribute__((simd("notinbranch"))) double {name}({", ".join(["double"] * arity)});'
        for arity, names in _VECTOR_FUNCTIONS.items()
        for name in names
        if f"{name}(" in text
    ]
    if vector:
        condition = "#if defined(__x86_64__) && defined(__GLIBC__) && !defined(__clang__)"
        found += [condition, "#if __GLIBC_PREREQ(2, 35)", *vector, "#endif", "#endif"]
    return found


def _choices(text: str) -> list[str]:
    """The smaller and the larger of two numbers, if they are called."""
    return [
        _OF_TWO.format(name=name, sign=sign)
        for name, sign in (("smaller", "<"), ("larger", ">"))
        if f"_{name}(" in text
    ]
