"""The fitted assistant from a cache: taken from it when nothing has changed, made anew when anything has."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from answers import Assistant, FactBase, FactBaseError, Kind, cache, load_assistant
from answers.cache import KEPT
from answers.match import Model, fit
from answers.understand import Interpreter
from tests.answers.paths import edit

ARTICLE = "footbridge.yaml"
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def model(small: FactBase, interpreter: Interpreter) -> Model:
    return fit(small, interpreter)


@pytest.fixture
def fitted(monkeypatch: pytest.MonkeyPatch, model: Model) -> list[str]:
    """The titles of the fact bases that were fitted; each gets the small one's model, which no edit here would change."""
    titles: list[str] = []

    def count(base: FactBase, _: Interpreter) -> Model:
        titles.append(base.title)
        return model

    monkeypatch.setattr(cache, "fit", count)
    return titles


def entries(store: Path) -> list[Path]:
    return sorted(store.iterdir())


def works(assistant: Assistant) -> bool:
    reply = assistant.reply("When does the footbridge open?")
    return (reply.kind, reply.parts[0].statement) == (Kind.ANSWER, "In May.")


def test_the_second_time_it_comes_from_the_cache(folder: Path, store: Path, fitted: list[str]) -> None:
    first = load_assistant(folder, store)
    assert len(fitted) == len(entries(store)) == 1
    second = load_assistant(folder, store)
    assert len(fitted) == 1
    assert second.base == first.base
    for message in ("When does the footbridge open?", "so it opens in june?", "what does the ferry cost", "hello", "who won the match"):
        assert second.reply(message, ["how long is the bridge"]) == first.reply(message, ["how long is the bridge"])


@pytest.mark.usefixtures("fitted")
def test_the_folder_is_made_for_its_owner_alone(folder: Path, store: Path) -> None:
    load_assistant(folder, store / "deep" / "er")
    assert (store / "deep" / "er").stat().st_mode & 0o777 == 0o700
    (entry,) = entries(store / "deep" / "er")
    assert entry.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        pytest.param(ARTICLE, "answer: In May.", "answer: In the month of May.", id="article"),
        pytest.param("english.yaml", "You are welcome.", "With pleasure.", id="language"),
        pytest.param("footbridge.txt", "at dusk", "at dawn", id="source"),
    ],
)
def test_another_content_is_fitted_anew(folder: Path, store: Path, fitted: list[str], *, file: str, old: str, new: str) -> None:
    load_assistant(folder, store)
    edit(folder / file, old, new)
    changed = load_assistant(folder, store)
    assert len(fitted) == 2
    assert changed.base == load_assistant(folder).base
    load_assistant(folder, store)
    assert len(fitted) == 2


@pytest.mark.usefixtures("fitted")
def test_a_mistake_made_since_is_reported(folder: Path, store: Path) -> None:
    load_assistant(folder, store)
    edit(folder / ARTICLE, "answer: In May.", "answer:")
    with pytest.raises(FactBaseError, match="answer should be a text, not nothing"):
        load_assistant(folder, store)


@pytest.mark.usefixtures("fitted")
def test_a_source_that_is_gone_is_reported(folder: Path, store: Path) -> None:
    load_assistant(folder, store)
    (folder / "footbridge.txt").unlink()
    with pytest.raises(FactBaseError, match="cannot be read"):
        load_assistant(folder, store)


def test_another_code_makes_another_entry(folder: Path, store: Path, fitted: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    load_assistant(folder, store)
    code = folder.parent / "match.py"
    code.write_text("# another\n", encoding="utf-8")
    monkeypatch.setattr(cache, "_code", lambda: [code])
    load_assistant(folder, store)
    assert len(fitted) == len(entries(store)) == 2


def _sealed(packed: bytes) -> bytes:
    return hashlib.sha256(packed).digest() + packed


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "half": lambda content: content[: len(content) // 2],
    "without its end": lambda content: content[:-1],
    "text": lambda content: b"not a pickle\n",
    "zeros": lambda content: bytes(len(content)),
    "another class": lambda content: b"\x80\x04\x8c\x07answers\x94\x8c\x04Gone\x94\x93\x94.",
    "another module": lambda content: b"\x80\x04\x8c\x08gone.now\x94\x8c\x04Gone\x94\x93\x94.",
    "another shape": lambda content: pickle.dumps(7),
    "two of three": lambda content: pickle.dumps((1, 2)),
    "another digest": lambda content: bytes(32) + content[32:],
    "one bit": lambda content: content[:5000] + bytes([content[5000] ^ 1]) + content[5001:],
    "of another source": lambda content: _sealed(pickle.dumps(("0" * 64, *pickle.loads(content[32:])[1:]))),  # noqa: S301 - written by this test
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_entry_is_made_anew(folder: Path, store: Path, fitted: list[str], damage: str) -> None:
    load_assistant(folder, store)
    (entry,) = entries(store)
    entry.write_bytes(DAMAGES[damage](entry.read_bytes()))
    assert works(load_assistant(folder, store))
    assert len(fitted) == 2
    assert works(load_assistant(folder, store))
    assert (len(fitted), entries(store)) == (2, [entry])


@pytest.mark.usefixtures("fitted")
def test_an_entry_cut_off_anywhere_is_made_anew(folder: Path, store: Path) -> None:
    load_assistant(folder, store)
    (entry,) = entries(store)
    content = entry.read_bytes()
    for size in (1, 2, 10, 11, 50, 100, 1000, 5000, len(content) - 100, len(content) - 2):
        entry.write_bytes(content[:size])
        assert cache._read(entry) is None, size


def test_a_folder_that_is_a_file(folder: Path, tmp_path: Path, fitted: list[str]) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert works(load_assistant(folder, tmp_path / "file"))
    assert works(load_assistant(folder, tmp_path / "file" / "below"))
    assert len(fitted) == 2
    assert (tmp_path / "file").read_text(encoding="utf-8") == "x"


def test_no_permission_to_write(folder: Path, store: Path, fitted: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """By a refusal of the system call's wrapper, because root may write anywhere."""

    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied", str(store))

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    assert works(load_assistant(folder, store))
    assert works(load_assistant(folder, store))
    assert (len(fitted), entries(store)) == (2, [])


def test_without_a_cache_nothing_is_kept(folder: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    assert works(load_assistant(folder))
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.usefixtures("fitted")
def test_old_entries_are_removed(folder: Path, store: Path) -> None:
    load_assistant(folder, store)
    (newest,) = entries(store)
    for age in range(KEPT + 3):
        old = store / f"{age}.pickle"
        old.write_bytes(b"x")
        os.utime(old, (1_000_000 - age, 1_000_000 - age))
    edit(folder / ARTICLE, "answer: In May.", "answer: In the month of May.")
    load_assistant(folder, store)
    kept = entries(store)
    assert len(kept) == KEPT
    assert {newest, store / "0.pickle", store / "1.pickle"} < set(kept)


LOAD = """
import sys
from pathlib import Path
from answers import load_assistant
assistant = load_assistant(Path(sys.argv[1]), Path(sys.argv[2]))
print([repr(assistant.reply(text)) for text in ("when does the footbridge open", "so it opens in june?", "what does the ferry cost")])
"""


def test_several_processes_at_once(folder: Path, store: Path, fitted: list[str]) -> None:
    running = [
        subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", LOAD, str(folder), str(store)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    found = [process.communicate(timeout=60) for process in running]
    assert [process.returncode for process in running] == [0, 0, 0], json.dumps(found)
    assert len({output for output, _ in found}) == 1
    assert "In May." in found[0][0]
    assert len(entries(store)) == 1
    assert works(load_assistant(folder, store))
    assert fitted == []
