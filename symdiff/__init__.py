"""symdiff: symbolic differentiation that keeps what was typed and says which rules it used.

The public names load the first time they are used:

>>> import symdiff
>>> symdiff.diff("x*x + x - 2")
2*x + 1
"""

from __future__ import annotations

from .expressions import services
from .loading import load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .catalogue import CATALOGUE, Catalogue, Function
    from .checking import check, check_derivative
    from .checking.from_sympy import from_sympy
    from .compiling import check_accuracy, code, function, grad_source
    from .derivations import Derivation, collect, derivation, diff, expand, factor, simplify
    from .expressions import (
        AmbiguousFormula,
        Apply,
        ArgumentError,
        ArgumentTypeError,
        DomainError,
        Expr,
        FormulaError,
        LimitExceeded,
        Limits,
        MissingExtra,
        Number,
        RuleError,
        Sizes,
        Symbol,
        SymdiffError,
        UnknownName,
        errors,
        symbols,
    )
    from .formulas import evaluate, sizes, to_sympy
    from .gradients import directional, grad, hessian, implicit, jacobian, jvp, vjp
    from .notation import (
        Picture,
        from_json,
        infix,
        latex,
        let,
        parse,
        parse_latex,
        picture,
        read_latex,
        sexpr,
        to_json,
        tree,
    )
    from .simplification import CANDIDATES, Candidate
    from .teaching import (
        Comparison,
        Explanation,
        Grade,
        Quiz,
        Swell,
        compare,
        explain,
        grade,
        quiz,
        replay_explanation,
        swell,
    )
    from .tracing import trace

__version__ = "0.1.0"

# Each public name and the module that has it.
_HOMES = {
    name: f"symdiff.{module}"
    for module, names in {
        "expressions": "AmbiguousFormula Apply ArgumentError ArgumentTypeError DomainError Expr"
        " FormulaError LimitExceeded Limits MissingExtra Number RuleError Sizes Symbol"
        " SymdiffError UnknownName errors symbols",
        "catalogue": "CATALOGUE Catalogue Function",
        "notation": "Picture from_json infix latex let parse parse_latex picture"
        " read_latex sexpr to_json tree",
        "formulas": "evaluate sizes to_sympy",
        "compiling": "check_accuracy code function grad_source",
        "gradients": "directional grad hessian implicit jacobian jvp vjp",
        "simplification": "CANDIDATES Candidate",
        "tracing": "trace",
        "derivations": "Derivation collect derivation diff expand factor simplify",
        "checking": "check check_derivative",
        "checking.from_sympy": "from_sympy",
        "teaching": "Comparison Explanation Grade Quiz Swell compare explain grade quiz"
        " replay_explanation swell",
    }.items()
    for name in names.split()
}

__all__ = [
    "CANDIDATES",
    "CATALOGUE",
    "AmbiguousFormula",
    "Apply",
    "ArgumentError",
    "ArgumentTypeError",
    "Candidate",
    "Catalogue",
    "Comparison",
    "Derivation",
    "DomainError",
    "Explanation",
    "Expr",
    "FormulaError",
    "Function",
    "Grade",
    "LimitExceeded",
    "Limits",
    "MissingExtra",
    "Number",
    "Picture",
    "Quiz",
    "RuleError",
    "Sizes",
    "Swell",
    "Symbol",
    "SymdiffError",
    "UnknownName",
    "__version__",
    "check",
    "check_accuracy",
    "check_derivative",
    "code",
    "collect",
    "compare",
    "derivation",
    "diff",
    "directional",
    "errors",
    "evaluate",
    "expand",
    "explain",
    "factor",
    "from_json",
    "from_sympy",
    "function",
    "grad",
    "grad_source",
    "grade",
    "hessian",
    "implicit",
    "infix",
    "jacobian",
    "jvp",
    "latex",
    "let",
    "parse",
    "parse_latex",
    "picture",
    "quiz",
    "read_latex",
    "replay_explanation",
    "sexpr",
    "simplify",
    "sizes",
    "swell",
    "symbols",
    "to_json",
    "to_sympy",
    "trace",
    "tree",
    "vjp",
]


def __getattr__(name: str) -> Any:
    """A public name, from the room that has it."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"symdiff has no {name!r}")
    value = globals()[name] = getattr(load(home), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})


def _serve(field: str, home: str, name: str) -> None:
    """Let expressions do what this function does; the first use loads it."""

    def first(*args: Any, **options: Any) -> Any:
        function = getattr(load(f"symdiff.{home}"), name)
        setattr(services, field, function)
        return function(*args, **options)

    setattr(services, field, first)


_serve("text", "notation", "infix")
_serve("diff", "derivations", "diff")
_serve("simplify", "derivations", "simplify")
_serve("slope", "calculus.slopes", "slope")
_serve("check_tables", "tables", "check_tables")
_serve("plain_name", "notation.names", "plain_name")
_serve("to_sympy", "checking.to_sympy", "to_sympy")
_serve("mimebundle", "teaching.display", "mimebundle")
