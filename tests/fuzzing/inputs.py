"""Inputs by chance, each made from its seed and its number alone, so that the two say which it was.

Three sorts: formulas by grammar, also such as are meant to hurt (deep, long, huge); texts that were
formulas until something was done to them; and bytes. Of the last two there are formulas, JSON and
LaTeX.
"""

from __future__ import annotations

import json
import os
import random
import string
from collections.abc import Callable
from pathlib import Path

from symdiff.catalogue import CATALOGUE

FUNCTIONS = sorted(
    (spelling, arity)
    for spelling in CATALOGUE.spellings()
    for arity, record in CATALOGUE.spelled(spelling).items()
    if arity and record.name not in ("add", "sub", "mul", "div", "neg", "lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not", "where")
)
COMMON = [("sin", 1), ("cos", 1), ("tan", 1), ("exp", 1), ("ln", 1), ("sqrt", 1), ("abs", 1), ("atan", 1), ("max", 2), ("min", 2), ("f", 1)]
LEAVES = [
    *["x"] * 8, *["y"] * 3, *"t a n u 0 1 1 2 2 3 4 10 -1 e pi E".split(),
    *"1/2 1/3 0.5 0.1 1e-3 2.5e10 100 1e300 1e-400 12345678901234567890 alpha θ λ_2 x_1 x₁ ab I i π ½ 0.30000000000000004 7".split(),
]  # fmt: skip
MARKS = "()[]{}|,;'\"!^*/+-=<>≤≥≠·×÷√∛∞∂∫∑π′²³⁻⁽₁½\\_.:&%$#@~`?\x00\n\t\r \u200b\u200e\u202e\ufeff\ud800\udfff\U0001d465хеаｘ１０٣\u0301\u00a0\u2212\u2044"
WORDS = [
    *(spelling for spelling, _ in FUNCTIONS), *LEAVES, *MARKS, *"()()()+-*/^^,,",
    *"and or not where Piecewise d/dx d^2/dx^2 dy/dx y' f'(x) y= f(x)= == != <= >= ** // -> := inf nan NaN Infinity None True lambda import".split(),
    "__import__('os')", "exec(", "x.y", "0x1f", "1_000", "1e999999", "9**9**9", "'''", '"""', "%s", "{0}", "${x}", "1j", "sin^-1", "sin^2", "log_2", "|x|", "(x", "x)",
]  # fmt: skip
COMMANDS = [
    *r"\frac{ \dfrac \sqrt{ \sqrt[3]{ \sin \cos \tan \ln \log \log_2 \exp \left( \right) \left| \right| \left\lfloor \right\rfloor \cdot \times \div".split(),
    *r"\alpha \beta \pi \theta \mathrm{ \operatorname{ \text{ \begin{cases} \end{cases} \\ \frac{d}{dx} \frac{d^2}{dx^2} \frac{\partial}{\partial \le \ge \ne \infty \int \sum".split(),
    *r"{ } { } { } _ ^ ^{ _{ & $ $$ \( \) \[ \] \, \; \quad \displaystyle \big ' \prime \circ ^\circ \arcsin \sinh ^{-1} x y 2 1 3 + - = a b e i ! | ( )".split(),
    *r"\input{x} \write18 \def \csname \catcode %".split(), "\\", " ", "\n",
]  # fmt: skip
# What stands before, in the middle and behind, the first and the last any number of times.
NESTS = [
    ("(", "x", ")"), ("-", "x", ""), ("+", "x", ""), ("sin(", "x", ")"), ("sqrt(", "x", ")"), ("x^", "x", ""), ("2^", "x", ""),
    ("9**", "9", ""), ("x^(", "x", ")"), ("", "x", "!"), ("(", "x", ")^2"), ("(", "x", "^2+1)^2"), ("1/(1+", "x", ")"), ("x+", "x", ""),
    ("x*", "x", ""), ("x-", "x", ""), ("x/", "x", ""), ("x*(1+", "x", ")"), ("(x+1)*", "x", ""), ("x-(", "x", ")"), ("|", "x", "|"),
    ("abs(", "x", ")"), ("max(x,", "1", ")"), ("min(y+", "x", ",1)"), ("where(x>0,", "x", ",1)"), ("where(x>", "x", ",x,1)"),
    ("exp(", "x", ")"), ("ln(", "x", ")"), ("exp(-", "x", ")"), ("(x+1)/(", "x", "+1)"), ("factorial(", "5", ")"), ("(", "3", ")!"),
    ("√", "x", ""), ("sin ", "x", ""), ("not ", "x>0", ""), ("d/dx ", "x", ""), ("x=", "x", ""), ("f(", "x", ")"), ("[", "x", "]"),
    ("sin(x)+", "x", ""), ("sin(x)*", "x", ""), ("gamma(", "x", ")"), ("x_", "1", ""), ("", "f", "'(x)"), ("", "x", "²"), ("1/", "x", ""),
    ("a ", "x", ""), ("(x+y)*", "x", ""), ("(x+y)^", "3", ""), ("atan(", "x", "/2)"), ("x>0 and ", "x>1", ""), ("1e9*", "x", ""),
    ("(x+#)*", "x", ""), ("x^#+", "1", ""), ("sin(#*x)+", "x", ""), ("sin(#*x)*", "x", ""), ("x#+", "x", ""), ("x#*", "x", ""),
    ("1/(x+#)+", "x", ""), ("sqrt(x+#)+", "x", ""), ("exp(#*x)*", "x", ""), ("max(x,#)+", "x", ""), ("abs(x-#)*", "x", ""),
    ("(x-#)^#*", "x", ""), ("(1+", "x", ")*(1-x)"), ("x^2*(", "x", "+#)^3"), ("ln(1+", "x", ")/x"), ("(sin(", "x", ")+#)^2"),
    ("1/#+", "x", ""), ("#^(1/#)*", "x", ""), ("sqrt(#)*", "x", ""), ("cos(x)^#+", "x", ""), ("tan(", "x", "+y)"), ("sqrt(1+", "x", "^2)"),
]  # fmt: skip
HUGE = [
    "x^{n}", "(x+1)^{n}", "(x+y)^{n}", "{n}^x", "{n}!", "x^(1/{n})", "{n}^(1/3)", "sqrt({n})", "sin({n})", "sin(10^{n})", "10^{n}", "2^{n}", "2^-{n}",
    "(1+1/3)^{n}", "x^{n}/x^{m}", "exp({n})", "exp(x)^{n}", "ln({n})", "gamma({n})", "gamma({n}/2)", "besselj({n},x)", "zeta({n})", "zeta(-{n})",
    "(sin(x)+cos(x))^{n}", "sin({n}*x)", "cos(x)^{n}", "sin({n}*pi/{m})", "x^{n}+x^{m}", "{n}*x+{m}", "1e{n}", "1e-{n}", "x^1e{n}", "({n}!)!", "{n}^{m}",
    "{n}^{m}^{n}", "(x^{n})^{m}", "(2*x+{n})^{m}", "(x^{n}-1)/(x-1)", "root(x,{n})", "floor({n}/{m})", "polygamma({n},x)", "legendre({n},x)", "hermite({n},{m})",
    "(1+x)^{n}*(1-x)^{m}", "log({n},{m})", "abs(-{n})^x", "chebyshevt({n},x)", "expint({n},x)", "hyp2f1({n},{m},1,x)", "(x+1)^{n}-(x-1)^{n}", "0.{n}^{m}", "(a+b*x+c*x^2)^{n}",
    "atan2({n},-{m})", "cos({n}*acos(x))", "(x+i)^{n}", "(1+sqrt(2))^{n}", "(sqrt(2)+sqrt(3)+sqrt(5))^{n}", "exp(ln(x)*{n})", "where(x>{n},x^{m},0)^{n}", "max({n},x)^{m}",
]  # fmt: skip
LATEX_NESTS = [
    (r"\frac{", "x", "}{2}"), (r"\frac{1}{", "x", "}"), (r"\sqrt{", "x", "}"), ("{", "x", "}"), (r"\left(", "x", r"\right)"), (r"\sin ", "x", ""),
    ("x^{", "2", "}"), ("x_{", "1", "}"), ("-", "x", ""), (r"\left|", "x", r"\right|"), ("|", "x", "|"), (r"x \cdot ", "x", ""), ("x ", "x", ""),
    (r"\sqrt[3]{", "x", "}"), (r"\mathrm{", "sin", "}"), (r"\lfloor ", "x", r"\rfloor"), (r"\frac", "12", ""), (r"\, ", "x", ""), ("$", "x", "$"), (r"\sin^2 ", "x", ""),
    (r"\begin{cases}", "x", r"\end{cases}"), (r"\frac{d}{dx}", "x", ""), (r"\log_", "2", ""), ("x'", "", ""), (r"\\", "x", ""), ("x&", "x", ""),
]  # fmt: skip
JSON_NESTS = [("[", "1", "]"), ('{"a":', "1", "}"), ('{"symdiff": 1, "rows": [', '["$","x"]', "]}"), ("-", "1", ""), ('["$", ', '"x"', "]"), ("1", "", "0")]


def dice_of(seed: int, number: int) -> random.Random:
    """The chances of one case."""
    return random.Random(seed << 40 | number)


def corpus() -> list[str]:
    """Formulas to spoil: those written here, and those of the corpora if SYMDIFF_CORPUS names them."""
    found = [*SEEDS]
    folder = os.environ.get("SYMDIFF_CORPUS")
    if folder and Path(folder).is_dir():
        for file in sorted(Path(folder).glob("*.jsonl")):
            for line in file.read_text("utf-8").splitlines():
                record = json.loads(line)
                texts = [record.get("formula"), record.get("input"), *(record.get("formulas") or ())]
                found += [text for text in texts if isinstance(text, str) and len(text) < 2_000]
    return found


SEEDS = """x*x + (x - 2)|x^2 sin x|y = √(x²+1)|d/dx (x^3 - 1)|f(t) = t^2*e^(-t)|sin^2 x + cos^2 x|1/(1 + exp(-x))|x^x^x|log_2 x|ln(x)/x|a*sin(b*t)
|x - 1||2x||(x+1)(x-1)/(x^2-1)|sqrt(x^2)|where(x > 0, sqrt(x), 0)|max(x, y, 3)|atan2(y, x)|x!|sin⁻¹x|e^(2x)|2^-x|-x^2|Piecewise((x, x > 0), (0, True))|gamma(x)*besselj(n, x)
((x+1)^3 - 1)/(x*(x + 2))|exp(x)/(1+exp(x))||x|*|y||½x²|x₁² + x₂²|α*β - γ|D(f, 1)(x)|f'(x)|Gamma(a, x)|0.1 + 1e-3*x|sin(x y) cos(x)/tan(x)|(x^2+1)^(1/3)|floor(x) + ceil(-x)|sign(x)*abs(x)
tanh(x)^5|x^2/x|sin(pi/6)*x|ln(x*y) - ln(x)|sqrt(x)*sqrt(x)|asin(sin(x))|(x > 0 and x < 1) or not y >= 2|x == y|hypot(x, y)|erf(x)*exp(-x^2)|x**(2/3)*8**(1/3)|1/0|0^0|0/0*x""".replace("\n", "|").split("|")
LATEX_SEEDS = r"""\frac{x^2}{\sqrt{1 + x}} - \sin 2x;\frac{d}{dx} \frac{\sin x}{x^2 + 1};f(t) = \frac{d^2}{dt^2} \sin t;\sqrt[3]{x};\left|x\right|;\log_2 x;e^{-x^2/2}
\mathrm{erf}(x);\operatorname{sign}(x);x_{12}^{3};\lfloor x \rfloor;\alpha\beta;\sin^2 x;\left(x + 1\right)^{n};\frac{\partial}{\partial x} x y;\ln x;2 \cdot 3 \times x;x \le y;\sin^{-1} x;\frac12 x""".replace("\n", ";").split(";")
JSON_SEEDS = [
    '{"symdiff": 1, "rows": [["$", "x"], ["#", "2"], ["pow", 0, 1]]}',
    '{"symdiff": 1, "rows": [["$", "x"], ["$", "y"], ["gt", 0, 1], ["sin", 0], ["where", 2, 3, 1], ["#", "0.5"], ["mul", 5, 4]]}',
    '{"symdiff": 1, "rows": [["$", "x"], ["pi"], ["f", 0, 1], ["D(f, 1)", 0, 1], ["add", 2, 3], ["#", "1e-3"], ["div", 4, 5]]}',
    '{"symdiff": 1, "rows": [["$", "x"], ["exp", 0], ["neg", 1], ["sub", 1, 2], ["ln", 3], ["factorial", 4], ["max", 5, 0]]}',
]  # fmt: skip


def grammar(dice: random.Random, most: int = 12) -> str:
    """A formula as somebody may type it, mostly one that can be read."""
    there = [dice.choice(LEAVES) for _ in range(1 + int(dice.random() ** 2 * most))]
    for _ in range(len(there) // 2 + dice.randrange(3)):
        at = dice.randrange(len(there))
        there[at] = _applied(dice, there[at])
    while len(there) > 1:
        one, other = there.pop(dice.randrange(len(there))), there.pop(dice.randrange(len(there)))
        there.append(_joined(dice, one, other))
        if dice.random() < 0.4:
            there[-1] = _applied(dice, there[-1])
    return there[0]


def _joined(dice: random.Random, a: str, b: str) -> str:
    style = dice.randrange(16)
    if style < 11:
        sign = dice.choice(["+", "-", "*", "*", "/", "^", "**", " + ", " - ", "·", " "])
        return f"({a}){sign}({b})" if style < 7 or sign in "^**" else f"{a}{sign}{b}"
    if style == 11:
        return f"where({a} {dice.choice(['>', '<', '>=', '<=', '==', '!='])} {b}, {a}, {b})"
    if style == 12:
        return f"({a})^{dice.choice(['2', '3', '-1', '(1/2)', 'n', '0', '-2/3', '10', '0.5'])}*{b}"
    if style == 13:
        return f"Piecewise(({a}, x > {dice.randrange(4)}), ({b}, True))"
    name, arity = dice.choice(FUNCTIONS)
    return f"{name}({', '.join([a, b, 'x', '2', a, '1'][:arity])})"


def _applied(dice: random.Random, a: str) -> str:
    style = dice.randrange(12)
    name, arity = dice.choice(COMMON) if style < 8 else dice.choice(FUNCTIONS)
    if style < 9:
        return f"{name}({', '.join([a, 'x', '2', '1', 'y', a][:arity])})"
    return dice.choice(["-{}", "√({})", "|{}|", "({})!", "({})²", "{0}*({0})", "1/({})", "sin {}", "({})^x", "e^({})", "d/dx({})", "({})'", "sin²({})"]).format(a)


def hurting(dice: random.Random, longest: int = 10_000) -> str:
    """Deep, long or huge: a pattern over and over, or numbers where they hurt."""
    if dice.random() < 0.4:
        return _huge(dice)
    text = _nested(dice, NESTS, longest)
    if dice.random() < 0.3:
        before, _, after = dice.choice(NESTS)
        text = before + text + after
    return text if dice.random() < 0.8 else f"{text}*({_nested(dice, NESTS, longest)})"[:longest]


def _nested(dice: random.Random, nests: list[tuple[str, str, str]], longest: int) -> str:
    before, middle, after = dice.choice(nests)
    most = longest // max(1, len(before) + len(after) + 3 * (before + after).count("#"))
    times = int(most ** dice.random()) + 1
    if "#" not in before + after:
        return before * times + middle + after * times
    step = dice.randrange(1, 5)
    one = "".join(before.replace("#", str(i * step + 2)) for i in range(times))
    return one + middle + "".join(after.replace("#", str(i * step + 2)) for i in range(times))


def _huge(dice: random.Random) -> str:
    text = dice.choice(HUGE).format(n=_number(dice), m=_number(dice))
    while dice.random() < 0.4:
        text = _joined(dice, text, dice.choice(HUGE).format(n=_number(dice), m=_number(dice)))
    return text if dice.random() < 0.7 else _applied(dice, text)


def _number(dice: random.Random) -> str:
    digits = int(10 ** (dice.random() * 3.3))
    style = dice.randrange(8)
    if style < 4:
        return str(dice.randrange(10 ** min(digits, 1 + 2 * style)))
    if style < 6:
        return "".join(dice.choices(string.digits, k=digits))
    return dice.choice(["9" * digits, f"10^{digits}", f"0.{'0' * digits}1", f"{digits}/{digits + 1}", f"2^{digits}", f"{digits}!"])


def spoiled(dice: random.Random, texts: list[str], pieces: list[str], longest: int = 10_000) -> str:
    """A text that something was done to, once or a few times."""
    text = dice.choice(texts)
    for _ in range(1 + int(dice.random() ** 2 * 6)):
        text = dice.choice(_SPOILING)(dice, text, texts, pieces)
    return text[:longest]


def _cut(dice: random.Random, text: str) -> tuple[int, int]:
    i = dice.randrange(len(text) + 1)
    return i, min(len(text), i + int(dice.expovariate(0.25)))


def _leave_out(dice: random.Random, text: str, texts: list[str], pieces: list[str]) -> str:
    i, j = _cut(dice, text)
    return text[:i] + text[j:]


def _put_in(dice: random.Random, text: str, texts: list[str], pieces: list[str]) -> str:
    i, _ = _cut(dice, text)
    return text[:i] + dice.choice(pieces) + text[i:]


def _replace(dice: random.Random, text: str, texts: list[str], pieces: list[str]) -> str:
    i, j = _cut(dice, text)
    return text[:i] + dice.choice(pieces) + text[j:]


def _repeat(dice: random.Random, text: str, texts: list[str], pieces: list[str]) -> str:
    i, j = _cut(dice, text)
    return text[:i] + text[i:j] * int(2 ** (dice.random() * 8)) + text[j:]


def _join(dice: random.Random, text: str, texts: list[str], pieces: list[str]) -> str:
    i, j = _cut(dice, text)
    k, m = _cut(dice, other := dice.choice(texts))
    return text[:i] + other[k : m + 8] + text[j:]


def _swap(dice: random.Random, text: str, texts: list[str], pieces: list[str]) -> str:
    i, j = sorted((_cut(dice, text)[0], _cut(dice, text)[0]))
    return text[j:] + text[i:j] + text[:i]


_Spoil = Callable[[random.Random, str, list[str], list[str]], str]
_SPOILING: list[_Spoil] = [_leave_out, _put_in, _put_in, _replace, _replace, _repeat, _join, _swap]


def by_bytes(dice: random.Random, longest: int = 60) -> str:
    """Bytes as somebody may decode them, or characters from anywhere."""
    style = dice.randrange(6)
    size = 1 + int(dice.random() ** 2 * longest)
    if style == 0:
        return "".join([chr(dice.randrange(0x110000)) for _ in range(size)])
    if style == 1:
        return "".join([chr(dice.choice((0x20, 0x370, 0x2070, 0x2200, 0x1D400, 0x400, 0xD800, 0xFF00)) + dice.randrange(0x80)) for _ in range(size)])
    if style == 2:
        return "".join([chr(dice.randrange(0x20, 0x7F)) for _ in range(size)])
    data = dice.randbytes(size)
    return data.decode(("utf-8", "latin-1", "utf-16-le")[style - 3], ("surrogateescape", "replace", "surrogatepass")[style - 3]) if style < 5 else data.decode("utf-16-le", "replace")


def in_tokens(dice: random.Random, pieces: list[str] = WORDS) -> str:
    """Words of the language in no order."""
    return dice.choice(["", "", " "]).join(dice.choices(pieces, k=1 + int(dice.random() ** 2 * 14)))


def json_text(dice: random.Random) -> str:
    """JSON by chance: rows that may be a formula, rows that were one, and what is none."""
    style = dice.randrange(8)
    if style < 3:
        return spoiled(dice, JSON_SEEDS, JSON_PIECES)
    if style == 3:
        return _nested(dice, JSON_NESTS, 10_000)
    rows: list[list[object]] = []
    for i in range(1 + dice.randrange(12)):
        rows.append(_row(dice, i, rough=style == 4))
    return json.dumps({"symdiff": 1, "rows": rows})


def _row(dice: random.Random, i: int, rough: bool) -> list[object]:
    kind = dice.randrange(4) if i else 0
    if rough and dice.random() < 0.2:
        return [dice.choice(ODD) for _ in range(dice.randrange(4))]
    if kind == 0:
        return ["$", dice.choice(["x", "y", "a_1", "alpha"])] if dice.random() < 0.7 else ["#", dice.choice(["0", "1", "2", "0.5", "1e-3", "10", "1e4000", "007", ".5", "3."])]
    operations = [(name, len(record.arguments) if hasattr(record, "arguments") else record.arity) for name, record in _records()]
    name, arity = dice.choice(operations)
    return [name, *(dice.randrange(i) for _ in range(arity))]


def _records() -> list[tuple[str, object]]:
    if not _RECORDS:
        _RECORDS.extend((record.name, record) for spelling in sorted(CATALOGUE.spellings()) for record in CATALOGUE.spelled(spelling).values())
    return _RECORDS


_RECORDS: list[tuple[str, object]] = []
ODD: list[object] = [None, True, -1, 0, 1, 10**30, 0.5, "", "x", "#", "$", "sin", "pow", "D(f, 1)", "D(f, 0)", "__import__('os')", "\ud800", "1e99999", "9" * 5000, [], {}, [[[]]], "x\n", "add", "true", "where", float("nan")]
JSON_PIECES = [*'[]{}",:0123456789-+.eE', "null", "true", "NaN", "Infinity", "\\ud800", "\\u0000", '"symdiff"', '"rows"', '["$", "x"]', '["#", "2"]', '["sin", 0]', "1e999", "-1", '"__class__"', "\ufeff", "99999999999999999999"]


def latex_text(dice: random.Random) -> str:
    """LaTeX by chance."""
    style = dice.randrange(6)
    if style < 3:
        return spoiled(dice, LATEX_SEEDS, COMMANDS)
    if style == 3:
        return _nested(dice, LATEX_NESTS, 10_000)
    return in_tokens(dice, COMMANDS)
