"""What the engine's tests share: the small fact base of their own, and the shipped one, fitted once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

from answers import Assistant, FactBase, load_fact_base
from answers.understand import Interpreter
from tests.answers.paths import SMALL, copy_small


@pytest.fixture(scope="session")
def small() -> FactBase:
    return load_fact_base(SMALL)


@pytest.fixture(scope="session")
def interpreter(small: FactBase) -> Interpreter:
    return Interpreter(small.language)


@pytest.fixture(scope="session")
def small_assistant(small: FactBase) -> Assistant:
    return Assistant(small)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small fact base, to be changed."""
    return copy_small(tmp_path / "data")
