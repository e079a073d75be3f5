"""Names that are not understood, and functions that are not applied as they should be."""

from __future__ import annotations

from ..expressions import FormulaError, UnknownName
from ..expressions.nearness import nearest
from .refusals import clip, error_at, typed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .callees import Callee
    from .machine import Parse

_NOT_FUNCTIONS = {
    "give the formula to symdiff.diff": "diff derivative Derivative differentiate",
    "integrals are not read": "integrate integral Integral int",
    "write the terms out": "sum Sum prod product Product",
    "limits are not read": "lim limit Limit",
}
_ADVICE = {name: advice for advice, names in _NOT_FUNCTIONS.items() for name in names.split()}


def unknown_function(parse: Parse, word: int) -> UnknownName:
    """A call of a name that nobody knows."""
    name = parse.tokens[word]
    shown = clip(name)
    advice = _ADVICE.get(name) or _suggestion(parse, name)
    declare = f"functions=[{shown!r}] declares a function, variables=[{shown!r}] a variable"
    return _unknown_name(
        parse,
        f"{shown} is not a function that symdiff knows",
        word,
        f"{advice}; {declare}" if advice else declare,
    )


def _unknown_name(parse: Parse, message: str, word: int, advice: str) -> UnknownName:
    span = parse.source.span(word, word)
    return UnknownName(message, text=parse.source.text, span=span, advice=advice)


def _known(parse: Parse) -> list[str]:
    words = parse.scope.words
    known = [s for s in words.catalogue.spellings() if words.callee(s) is not None]
    return [*known, *parse.scope.functions]


def _suggestion(parse: Parse, name: str) -> str:
    """A name that is nearly this one, or what was written together: xsin(x), lnabs(x)."""
    scope = parse.scope
    if scope.callee(name[1:]) is not None and len(name) > 2:
        return f"write {name[0]}*{name[1:]}(...) for a product"
    near = nearest(name, _known(parse))
    if near:
        return f"did you mean {' or '.join(near)}?"
    for k in range(2, min(len(name) - 1, 40)):
        if scope.callee(name[k:]) is not None:
            inner = f"{name[k:]}(...)"
            if scope.callee(name[:k]) is not None:
                return f"write {name[:k]}({inner})"
            return f"write {name[:k]}*{inner} for a product"
    return ""


def capitalised(parse: Parse, word: int) -> UnknownName | None:
    """A name that differs from a function's in capitals alone: Sin[x]."""
    name = parse.tokens[word]
    near = [known for known in nearest(name, _known(parse)) if known.lower() == name.lower()]
    if not near:
        return None
    message = f"{clip(name)} is not a function that symdiff knows"
    return _unknown_name(parse, message, word, f"write {near[0]}(...)")


def misspelled(parse: Parse, word: int) -> UnknownName | None:
    """A name that is nearly a function's, in front of an operand: sinn x."""
    name = parse.tokens[word]
    near = nearest(name, [known for known in _known(parse) if len(known) > 2], 1)
    if not near:
        return None
    message = f"{clip(name)} is not a function that symdiff knows"
    return _unknown_name(
        parse, message, word, f"did you mean {near[0]}? Write {name}*... for a product"
    )


def spoken(parse: Parse, word: int, advice: str) -> UnknownName:
    """A word of a language in the middle of a formula."""
    name = parse.tokens[word]
    return _unknown_name(
        parse,
        f"{name} is a word, and a formula has signs",
        word,
        f"{advice}; or declare a variable: variables=[{name!r}]",
    )


def primed_symbol(parse: Parse, name: str) -> UnknownName:
    """A prime behind what is no function."""
    shown = clip(name)
    return _unknown_name(
        parse,
        f"{shown} is not a function, and a prime means the derivative of a function",
        parse.i,
        f"write {shown}'(x), with functions=[{shown!r}]",
    )


def needs_argument(parse: Parse, word: int) -> FormulaError:
    """The sine of nothing."""
    name = typed(parse, word)
    return error_at(
        parse, f"{name} is a function and needs an argument", word, word,
        f"write {name}(x), or declare a variable: variables=[{name!r}]", "E-NAME",
    )  # fmt: skip


def needs_brackets(parse: Parse, word: int) -> FormulaError:
    """A function that takes its arguments in brackets only."""
    name = typed(parse, word)
    return error_at(
        parse, f"{name} is a function and needs its arguments in brackets", word, word,
        f"write {name}(...), or declare a variable: variables=[{name!r}]", "E-NAME",
    )  # fmt: skip


def wrong_count(parse: Parse, callee: Callee, count: int, first: int, end: int) -> FormulaError:
    """A call with too few or too many arguments."""
    name = clip(callee.name)
    if callee.primed and count > 1:
        message = f"{name}' is the derivative of a function of one argument"
        advice = f"write D({name}, 1)(x, y)"
    elif callee.slots and (callee.declared or count in callee.operations):
        message = f"{name} has no argument number {max(callee.slots)} here"
        advice = f"D({name}, n)(...) needs at least n arguments"
    else:
        counts = sorted(n - (callee.base is not None) for n in callee.operations)
        takes = " or ".join(map(str, counts)) + (" or more" if callee.fold else "")
        message = f"{name} takes {takes} argument{'s' * (takes != '1')}, not {count}"
        advice = f"write {name}({', '.join('xyzuvw'[: counts[0]])})"
    return error_at(parse, message, first, end - 1, advice, "E-ARGUMENTS")


def case_form(parse: Parse, first: int, end: int) -> FormulaError:
    """Piecewise without its pairs."""
    return error_at(
        parse, "a case of Piecewise is a formula and a condition in brackets", first, end - 1,
        "write Piecewise((a, x > 0), (b, True))", "E-ARGUMENTS",
    )  # fmt: skip


def slot_form(parse: Parse) -> FormulaError:
    """D(f, x)."""
    return error_at(
        parse, "D takes a function and slots, and is applied to arguments", parse.i, parse.i + 1,
        "write D(f, 1)(x) for f'(x), or give the formula to symdiff.diff",
    )  # fmt: skip


def refused_word(parse: Parse, lexeme: str) -> FormulaError:
    """Nan, infinity, and words of programs."""
    i = parse.i
    if lexeme in ("if", "else", "for", "while"):
        return error_at(
            parse, f"{lexeme} is not part of a formula", i, i,
            "write where(condition, a, b) to choose between formulas",
        )  # fmt: skip
    return error_at(
        parse, f"{lexeme} is not a number that a formula can hold", i, i,
        f"write a finite formula, or declare a variable: variables=[{lexeme!r}]", "E-NUMBER",
    )  # fmt: skip
