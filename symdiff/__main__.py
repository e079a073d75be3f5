"""``python -m symdiff``: the command line."""

from .cli import console

console()
