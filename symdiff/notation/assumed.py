"""Assumptions as people write them: a comparison, or a property in a word.

    x > 0,   0 < x < 1,   x positive,   n is an integer
"""

from __future__ import annotations

from ..catalogue import CATALOGUE
from ..expressions import DEFAULT_LIMITS, ArgumentError, Number, apply
from .given import given
from .names import is_condition

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Unpack

    from ..catalogue import Catalogue
    from ..expressions import Expr
    from .given import Names

PROPERTIES = {
    "positive": "gt",
    "negative": "lt",
    "nonnegative": "ge",
    "nonpositive": "le",
    "nonzero": "ne",
    "integer": "whole",
    "whole": "whole",
}
"""What a property of a number is as a comparison with 0; a whole number is its own floor."""
_LITTLE_WORDS = ("is", "a", "an")


def read_assumption(
    text: str, *, catalogue: Catalogue = CATALOGUE, **names: Unpack[Names]
) -> Expr:
    """The assumption as a condition.

    Arguments:
        text: a comparison, or a formula and a property.
        catalogue: the names of functions.
        **names: ``variables``, ``functions``, ``constants``: how names in a text are read.

    Raises:
        ArgumentError: for what is no condition; its place is the text.

    >>> read_assumption("0 < x < 1"), read_assumption("n is an integer")
    (0 < x < 1, n == floor(n))
    """
    head, _, last = text.strip().rpartition(" ")
    property_ = PROPERTIES.get(last.lower().replace("-", ""))
    if property_ is None or not head:
        found = given(text, catalogue, DEFAULT_LIMITS, names)
        if not is_condition(found):
            raise ArgumentError(
                f"{text.strip()} is no assumption",
                text=text,
                span=(0, len(text)),
                advice=f"write a comparison, such as x > 0 or 0 < x < 1, or one of "
                f"{', '.join(PROPERTIES)} behind a symbol",
            )
        return found
    words = head.split(" ")
    while words[-1] in _LITTLE_WORDS and len(words) > 1:
        words.pop()
    subject = given(" ".join(words), catalogue, DEFAULT_LIMITS, names)
    if property_ == "whole":
        return apply("eq", (subject, apply("floor", (subject,))))
    return apply(property_, (subject, Number("0")))
