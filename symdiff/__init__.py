"""symdiff: symbolic differentiation that keeps what was typed and says which rules it used."""

__version__ = "0.1.0"
