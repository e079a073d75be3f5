r"""Names and numbers in LaTeX: ``alpha_1`` is \alpha_{1}, ``x_max`` is x_{\mathrm{max}}."""

from __future__ import annotations

from .characters import GREEK

# The Greek letters that do not look like Latin ones, by name.
LETTERS = {
    name: letter for letter, name in GREEK.items() if letter in "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΦΨΩ"
}


def latex_name(name: str) -> str:
    r"""A variable's name: single letters as such, words upright, what follows _ lowered.

    >>> latex_name("x"), latex_name("lambda_"), latex_name("speed"), latex_name("x1")
    ('x', '\\lambda', '\\mathrm{speed}', 'x_{1}')
    >>> latex_name("R_0_max")
    'R_{0,\\mathrm{max}}'
    """
    stem = name.rstrip("'")
    primes = name[len(stem) :]
    letter, *below = [part for part in stem.split("_") if part] or [stem]
    head = letter.rstrip("0123456789")
    if not below and head != letter and (len(head) == 1 or head in LETTERS):
        letter, below = head, [letter[len(head) :]]
    if not below:
        return _word(letter) + primes
    return f"{_word(letter)}_{{{','.join([_word(part) for part in below])}}}{primes}"


def _word(text: str) -> str:
    if text in LETTERS:
        return "\\" + text
    if len(text) == 1 or text.isdigit():
        return text.replace("_", r"\_")
    return rf"\mathrm{{{text}}}".replace("_", r"\_")


def latex_number(spelling: str) -> str:
    r"""A number as it was spelled, powers of ten written out.

    >>> latex_number("0.10"), latex_number("6.67e-11"), latex_number("1e03")
    ('0.10', '6.67 \\cdot 10^{-11}', '10^{3}')
    """
    mantissa, mark, exponent = spelling.lower().partition("e")
    if not mark:
        return spelling
    sign = "-" if exponent[0] == "-" else ""
    power = f"10^{{{sign}{exponent.lstrip('+-0') or '0'}}}"
    return power if mantissa == "1" else rf"{mantissa} \cdot {power}"
