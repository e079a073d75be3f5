"""Write ERRORS.md anew from the table of codes: python tests/golden/errors_page.py"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from symdiff.expressions.codes import errors_page  # noqa: E402 - run as a script, it finds the project first

PAGE = ROOT / "ERRORS.md"

if __name__ == "__main__":
    PAGE.write_text(errors_page(), encoding="utf-8")
