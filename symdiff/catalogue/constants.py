"""The constants: functions of nothing."""

from .records import Function

PI = Function("pi", arity=0, latex=r"\pi", math="pi", mpmath="pi", numpy="pi", sympy="pi",
    spellings=("π",),
    sign="positive",
    sample=(),
    page="The ratio of a circle's circumference to its diameter.",
)
E = Function("E", arity=0, latex="e", math="e", mpmath="e", numpy="e", sympy="E",
    spellings=("e",),
    sign="positive",
    sample=(),
    page="Euler's number, the base of the natural logarithm.",
)
I = Function("I", arity=0, latex="i", mpmath="j", sympy="I",
    domain="false",
    sample=(),
    page="The imaginary unit; a constant only where `constants` names it.",
)

CONSTANTS = (PI, E, I)
