"""Formulas shown to people: explained, compared, measured; and people's answers graded."""

from __future__ import annotations

from ..loading import load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .comparison import Comparison, compare
    from .explanation import Explanation, explain
    from .grading import Grade, grade
    from .quizzing import Quiz, quiz
    from .replaying import replay_explanation
    from .swelling import Swell, swell

__all__ = [
    "Comparison",
    "Explanation",
    "Grade",
    "Quiz",
    "Swell",
    "compare",
    "explain",
    "grade",
    "quiz",
    "replay_explanation",
    "swell",
]

_HOMES = {
    "Comparison": "comparison",
    "Grade": "grading",
    "Quiz": "quizzing",
    "Swell": "swelling",
    "compare": "comparison",
    "Explanation": "explanation",
    "explain": "explanation",
    "grade": "grading",
    "quiz": "quizzing",
    "replay_explanation": "replaying",
    "swell": "swelling",
}


def __getattr__(name: str) -> object:
    """A name that loads late, from the module that has it."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"symdiff.teaching has no {name!r}")
    value = globals()[name] = getattr(load(f"symdiff.teaching.{home}"), name)
    return value
