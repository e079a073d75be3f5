"""What each character means: many signs for one thing, and the ones that are refused.

``SAME`` maps a character to the plain one of the same meaning, one for one, so that places in the
text stay places. ``SIGNS`` maps a character to the token it stands for. ``REFUSED`` says of a
character why it is no part of a formula, and what to write.
"""

from __future__ import annotations

from .names import GREEK_NAMES

DIGITS = frozenset("0123456789")
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
NAME_STARTS = LETTERS | {"_"}
NAME_PARTS = NAME_STARTS | DIGITS

GREEK = dict(zip("αβγδεζηθικλμνξοπρστυφχψω", GREEK_NAMES, strict=True)) | dict(
    zip("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ", [n.title() for n in GREEK_NAMES], strict=True)
)

SUPERSCRIPTS = dict(
    zip(
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        "0123456789+-()abcdefghijklmnoprstuvwxyz",
        strict=True,
    )
)
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", "0123456789aehijklmnoprstuvx", strict=True))
PRIMES = {"'": 1, "″": 2, "‴": 3}
FRACTIONS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅛": "1/8"}

ABSOLUTE_OPEN, ABSOLUTE_CLOSE = "|(", "|)"
RAISED_OPEN, RAISED_CLOSE = "⁽", "⁾"
BRACKETS = {"(": ")", "[": "]", "{": "}"}
CLOSING = frozenset({")", "]", "}", ABSOLUTE_CLOSE, RAISED_CLOSE})

DOUBLE_SIGNS = {"**": "^", "<=": "<=", ">=": ">=", "==": "==", "!=": "!=", "&&": "and", ":=": "="}
SIGNS = {c: c for c in "+-*/^()[]{},<>=!|"} | {
    "≤": "<=", "≦": "<=", "⩽": "<=", "≥": ">=", "≧": ">=", "⩾": ">=", "≠": "!=",
    "∧": "and", "∨": "or", "¬": "not", "√": "√", "∛": "∛",
}  # fmt: skip

SPACES = frozenset(" \t\n\r")


def _same() -> dict[int, str]:
    table = dict.fromkeys(map(ord, "\N{NO-BREAK SPACE}\u2002\u2003\u2007\u2009\u202f\u3000"), " ")
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    for plain, others in {
        "-": "−–‐‑—﹣",
        "*": "·⋅∙•×∗✕✖",
        "/": "÷∕⁄",
        "(": "❨﹙❪⟮",
        ")": "❩﹚❫⟯",
        "|": "∣ǀ",
        "'": "′’ʼ‘´",
        "ε": "ϵ",
        "θ": "ϑ",
        "φ": "ϕ",
        "ρ": "ϱ",
        "σ": "ς",
        "μ": "µ",
        "Ω": "Ω",
        "Δ": "∆",
        "h": "ℎ",
        "e": "ℯ",
    }.items():
        table |= dict.fromkeys(map(ord, others), plain)
    italics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    table |= {0x1D434 + i: letter for i, letter in enumerate(italics)}
    table |= {0x1D6FC + i: chr(0x3B1 + i) for i in range(25) if i != 17}
    return table


SAME = _same()

LOOK_ALIKES = dict(zip("асеорхуіјѕһԁАВЕКМНОРСТХІЈЅ", "aceopxyijshdABEKMHOPCTXIJS", strict=True))

REFUSED = {
    "∞": ("infinity is not a number here", "a limit is not read; write a finite formula"),
    "°": ("degrees are not read", "write x*pi/180 for x degrees"),
    "%": ("percent is not read", "write x/100"),
    "&": ("& is not read", "write `and`"),
    "~": ("~ is not read", "write `not`"),
    "\\": ("this is LaTeX", "read it with parse_latex(...) or --from latex; or write sin(x), a/b"),
    "$": ("this is LaTeX", "read it with parse_latex(...) or --from latex; or leave the $ out"),
    **dict.fromkeys("“”„«»", ("quotation marks are not part of a formula", "leave them out")),
    '"': ("quotation marks are not part of a formula", "write the formula alone"),
    "`": ("quotation marks are not part of a formula", "write the formula alone"),
    ":": ("a colon is not part of a formula", "write where(condition, a, b) to choose"),
    "?": ("a question mark is not part of a formula", "write where(condition, a, b) to choose"),
    ";": ("a semicolon separates arguments only with decimal_comma=True", "write a comma"),
    "∫": ("integrals are not read", "write the formula itself"),
    "∑": ("sums over an index are not read", "write the terms out"),
    "∏": ("products over an index are not read", "write the factors out"),
    "∂": ("∂ asks for a derivative, and a formula holds none", "give the formula to diff"),
    "∜": ("the fourth root has no sign here", "write root(x, 4)"),
    "±": ("± stands for two formulas", "write one of them"),
    "…": ("dots leave the formula open", "write the terms out"),
}  # fmt: skip


def describe(c: str) -> tuple[str, str]:
    """Why the character c is no part of a formula, and what to do.

    >>> describe("х")
    ('х is the Cyrillic letter U+0445, a look-alike of the Latin x', 'type x on a Latin keyboard')
    """
    code = f"U+{ord(c):04X}"
    if c in LOOK_ALIKES:
        latin = LOOK_ALIKES[c]
        return (
            f"{c} is the Cyrillic letter {code}, a look-alike of the Latin {latin}",
            f"type {latin} on a Latin keyboard",
        )
    if c in REFUSED:
        return REFUSED[c]
    if "\ud800" <= c <= "\udfff":
        return f"half of a character ({code}, a lone surrogate)", "type the character again"
    if c < " " or "\x7f" <= c <= "\x9f":
        return f"a control character ({code})", "delete it"
    if not c.isprintable():
        return f"an invisible character ({code})", "delete it and type its neighbours again"
    if c.isalpha():
        return f"the letter {c} ({code}) is not read", "names use Latin and Greek letters"
    return f"the character {c} ({code}) is not read", "leave it out"
