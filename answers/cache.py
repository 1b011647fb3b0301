"""The fitted assistant from a cache, keyed by content: never stale, and safe to share between processes.

The key is a digest of the fact base's files and of the code that reads and fits them, so a change of either makes another entry. A file
is written under another name and then renamed, so that nobody reads half of one; one that cannot be read is made anew. Entries are
pickles: the folder must be the user's own.
"""

from __future__ import annotations

import hashlib
import logging
import os
import pickle
import tempfile
from collections.abc import Iterable
from pathlib import Path

from answers.assistant import Assistant
from answers.load import default_folder, load_fact_base
from answers.match import Model, fit
from answers.model import FactBase
from answers.understand import Interpreter

_DIGEST_BYTES = hashlib.sha256().digest_size
KEPT = 4
"""Entries that stay in the folder; older ones are removed."""


def load_assistant(folder: Path | None = None, cache: Path | None = None) -> Assistant:
    """The assistant for the fact base in `folder` (None: the shipped one), fitted once and then taken from the folder `cache` (None:
    fitted each time).

    Raises:
        FactBaseError: the fact base has mistakes.

    """
    folder = folder or default_folder()
    if cache is None:
        return Assistant(load_fact_base(folder))
    entry = cache / f"{_digest((*sorted(folder.glob('*.yaml')), *_code()))}.pickle"
    found = _read(entry)
    if found is None:
        base = load_fact_base(folder)
        logging.getLogger(__name__).info("Fitting the fact base in %s.", folder)
        found = (base, fit(base, Interpreter(base.language)))
        _write(entry, found, _digest(base.files))
    return Assistant(*found)


def _code() -> list[Path]:
    return sorted(Path(__file__).parent.glob("*.py"))


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        content = file.read_bytes() if file.is_file() else b""
        digest.update(f"{file.name} {len(content)} ".encode() + content)
    return digest.hexdigest()


def _read(entry: Path) -> tuple[FactBase, Model] | None:
    try:
        content = entry.read_bytes()
    except OSError:
        return None
    digest, packed = content[:_DIGEST_BYTES], content[_DIGEST_BYTES:]
    if hashlib.sha256(packed).digest() != digest:
        return None
    checked, base, model = pickle.loads(packed)  # noqa: S301 - written by us, unchanged since, in the user's own folder
    return (base, model) if checked == _digest(base.files) else None


def _write(entry: Path, found: tuple[FactBase, Model], checked: str) -> None:
    """Best effort: a cache that cannot be written costs time, not answers."""
    try:
        entry.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=entry.parent, delete=False) as file:
            packed = pickle.dumps((checked, *found), protocol=5)
            file.write(hashlib.sha256(packed).digest() + packed)
        Path(file.name).replace(entry)
        for old in sorted(entry.parent.glob("*.pickle"), key=os.path.getmtime)[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return
