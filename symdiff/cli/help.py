"""What ``--help`` prints, made from the tables of verbs and options; and what was perhaps meant."""

from __future__ import annotations

import re
from difflib import get_close_matches

from ..expressions.limits import DEFAULT_LIMITS, NAMES
from .options import OPTIONS, VERBS, UnknownChoice, UnknownOption, Verb

_NOTES = """\
Results are written to standard output, conditions, notes and errors to standard error.
Exit status: 0 done, 1 the answer is "no", 2 bad input, 3 a limit was hit,
4 an error inside symdiff, which a report will help to mend.
Limits, counted and never timed, so that a formula always meets the same end:
{limits}.
With no FORMULA, or FORMULA -, every line of standard input is one.
A word that begins with a minus and is no option is a formula; after -- everything is.
A verb is one only as the first word with something after it: `symdiff tree` alone
differentiates the symbol tree."""


def help_text(verb: Verb) -> str:
    """The help page of a verb; that of ``derive`` is the page of the whole command.

    >>> print(help_text(VERBS["completion"]))
    symdiff completion bash|zsh|fish
      print a script that completes verbs and options
    <BLANKLINE>
    How to answer
      --help  this text (also -h)
    <BLANKLINE>
    Examples
      eval "$(symdiff completion bash)"  for this shell
    """
    whole = verb.name == "derive"
    parts = [_usage() if whole else f"{_call(verb)}\n  {verb.summary}"]
    parts += _options(verb)
    parts.append(_section("Examples", _table(list(verb.examples))))
    if verb.notes:
        parts.append(verb.notes)
    if whole:
        bounds = ", ".join(f"{n} {getattr(DEFAULT_LIMITS, n):,}" for n in NAMES)
        parts += [_NOTES.format(limits=bounds), "symdiff VERB --help shows the options of a verb."]
    return "\n\n".join(parts)


def usage_text() -> str:
    """What ``symdiff`` alone says: the ways to call it, and where the rest stands."""
    return f"{_usage()}\n\nsymdiff --help shows the options."


def advice(error: UnknownOption | UnknownChoice) -> str:
    """The nearest word that exists, or all of them."""
    wanted = f"-{error.word}" if f"-{error.word}" in error.words else error.word
    near = get_close_matches(wanted, error.words, n=1, cutoff=0.55)
    if near and wanted.startswith("-"):
        return f"did you mean {near[0]}? for a formula write: symdiff -- {error.word}"
    return f"did you mean {near[0]}?" if near else f"there are: {' '.join(error.words)}"


def as_options(advice: str) -> str:
    """An advice to a program, said as one types it.

    >>> as_options("declare the function: functions=['f']")
    'declare the function: --functions f'
    """
    for said, typed in _AS_TYPED:
        advice = re.sub(said, typed, advice)
    return advice


# What is said to a program, and what is typed for it.
_AS_TYPED = (
    (r"(limits=)?Limits\((\w+)=[^)]*\)", r"--limit \2=N"),
    (r"ask for the raw form", "ask for the raw form: --raw"),
    (r"let\(\.\.\.\)", "--let"),
    (r"at=\{'([^']*)': \.\.\.\}", r"--at \1=..."),
    (r"\b(functions|variables|constants)=\['([^']*)'\]", r"--\1 \2"),
    (r"(evaluate\(\.\.\., )?\bdigits=(\d+)\)?", r"--digits \2"),
    (r"decimal_comma=True", "--decimal-comma"),
    (r"give the formula to (symdiff\.)?diff", "give the formula alone"),
    (r"add it: catalogue=.*", "a function of your own is added in Python, not here"),
    (r", or give a catalogue with your own record of it", ""),
)


def _call(verb: Verb) -> str:
    return f"{verb.command} {verb.operands}"


def _usage() -> str:
    rows = [(_call(verb), verb.summary) for verb in VERBS.values()]
    return "symdiff: the derivative of a formula\n\n" + "\n".join(_table(rows))


def _options(verb: Verb) -> list[str]:
    own = [option for option in OPTIONS.values() if verb.name in option.verbs]
    groups = dict.fromkeys(option.group for option in own)
    return [
        _section(
            group,
            _table([(f"{o.name} {o.metavar}".strip(), o.summary) for o in own if o.group == group]),
        )
        for group in groups
    ]


def _section(title: str, lines: list[str]) -> str:
    return "\n".join([title, *lines])


def _table(rows: list[tuple[str, str]], widest: int = 34) -> list[str]:
    """Two columns; a left side that is too wide has its right side on the next line."""
    width = max((len(left) for left, _ in rows if len(left) <= widest), default=0)
    lines = []
    for left, right in rows:
        if len(left) > width:
            lines += [f"  {left}", *([f"  {'':{width}}  {right}"] if right else [])]
        else:
            lines.append(f"  {left:{width}}  {right}".rstrip())
    return lines
