"""Where the tests' fact bases stand, and how a copy of the small one is given a mistake."""

from __future__ import annotations

import shutil
from pathlib import Path

SMALL = Path(__file__).parent / "small"
"""A footbridge in an invented town: 5 facts, 4 gaps, fitted in half a second."""


def copy_small(to: Path) -> Path:
    """A copy of the small fact base that a test may change."""
    to.mkdir(parents=True, exist_ok=True)
    for file in SMALL.iterdir():
        shutil.copy(file, to)
    return to


def edit(file: Path, old: str, new: str) -> None:
    """Replace the one place where `old` stands; a test whose edit no longer applies fails."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_text(text.replace(old, new), encoding="utf-8")
