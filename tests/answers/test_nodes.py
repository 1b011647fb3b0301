"""YAML text → checked plain values; each mistake with its file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from answers import nodes
from answers.nodes import MAX_BYTES, Node, Problems, read_text, read_yaml

INDENT = "check indentation and quotes of this line and the one above"
ALIAS = "uses a YAML anchor and alias (&…, *…); write the text out"
LAUGHS = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nd: &d [*c, *c, *c]\n"


def read(tmp_path: Path, content: str | bytes) -> tuple[Node | None, Problems]:
    file = tmp_path / "facts.yaml"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    problems = Problems([])
    return read_yaml(file, problems), problems


def told(problems: Problems, tmp_path: Path) -> list[str]:
    return [str(problem).removeprefix(f"{tmp_path}/") for problem in problems.found]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        pytest.param("", "facts.yaml: is empty; start from a copy of the shipped file", id="empty"),
        pytest.param(" \n\n", "facts.yaml: is empty; start from a copy of the shipped file", id="white space"),
        pytest.param("# nothing\n", "facts.yaml: is empty; start from a copy of the shipped file", id="comment only"),
        pytest.param("a: b\nc: 'd\n", f"facts.yaml:3: is not YAML: found unexpected end of stream; {INDENT}", id="quote not closed"),
        pytest.param(
            "a: b\nc: d: e\n", f"facts.yaml:2: is not YAML: mapping values are not allowed in this context; {INDENT}", id="colon in a text"
        ),
        pytest.param("a: b\n---\nc: d\n", f"facts.yaml:2: is not YAML: but found another document; {INDENT}", id="two documents"),
        pytest.param("a: *b\n", f"facts.yaml:1: is not YAML: found undefined alias; {INDENT}", id="undefined alias"),
        pytest.param("x: y\na: &a {b: c}\nd: *a\n", f"facts.yaml:2: {ALIAS}", id="alias"),
        pytest.param("a: &a {b: c}\nd:\n  <<: *a\n", f"facts.yaml:1: {ALIAS}", id="merge key"),
        pytest.param("&a [*a]", f"facts.yaml:1: {ALIAS}", id="a list in itself"),
        pytest.param("x: y\nz: &a {b: *a}\n", f"facts.yaml:2: {ALIAS}", id="a mapping in itself"),
        pytest.param(
            "a: b\nc: \x00\n",
            "facts.yaml: is not YAML: unacceptable character #x0000: control characters are not allowed; "
            "remove the characters that are no text",
            id="control character",
        ),
        pytest.param(b"a: b\nc: caf\xe9\n", "facts.yaml:2: is not UTF-8 (byte 0xe9); save it as UTF-8", id="Latin-1"),
        pytest.param(b"\xff\xfea\x00", "facts.yaml:1: is not UTF-8 (byte 0xff); save it as UTF-8", id="UTF-16"),
    ],
)
def test_what_is_no_yaml(tmp_path: Path, content: str | bytes, text: str) -> None:
    root, problems = read(tmp_path, content)
    assert root is None
    assert told(problems, tmp_path) == [text]


def test_tabs_are_no_indentation(tmp_path: Path) -> None:
    root, problems = read(tmp_path, "a:\n\tb: c\n")
    assert root is None
    assert [(problem.line, problem.what) for problem in problems.found] == [
        (2, "is not YAML: found character that cannot start any token"),
    ]


def test_a_billion_laughs_are_refused_at_the_first(tmp_path: Path) -> None:
    root, problems = read(tmp_path, LAUGHS)
    assert root is None
    (text,) = told(problems, tmp_path)
    assert text.endswith(f": {ALIAS}")


@pytest.mark.parametrize("content", ["a: b", "\ufeffa: b", "a: b\r\n", "'a': \"b\" # c", "a:\n  b", "a: >\n  b", "? a\n: b"], ids=ascii)
def test_ways_to_write_the_same(tmp_path: Path, content: str) -> None:
    root, problems = read(tmp_path, content)
    assert root is not None
    assert {key: node.text(key) for key, node in root.mapping("root").items()} == {"a": "b"}
    assert problems.found == []


@pytest.mark.parametrize("word", ["no", "yes", "null", "~", "3.50", "0x10", "2024-01-01", "1_000", "!!int 7", ".inf"])
def test_every_value_is_a_text(tmp_path: Path, word: str) -> None:
    root, _ = read(tmp_path, f"a: {word}")
    assert root is not None
    assert root.mapping("root")["a"].text("a") == word.removeprefix("!!int ")


def test_no_object_is_made_from_a_tag(tmp_path: Path) -> None:
    marker = tmp_path / "made"
    root, problems = read(tmp_path, f"a: !!python/object/apply:pathlib.Path.touch [!!python/object/apply:pathlib.Path [{marker}]]")
    assert root is not None
    assert root.mapping("root")["a"].text("a") == ""
    assert [problem.what for problem in problems.found] == ["a should be a text, not a list"]
    assert not marker.exists()


TEXT = "write one line of text, in quotes where it holds ': ' or '#'"
LIST = "write '- ' before each entry, or [a, b, c]"
MAPPING = "write 'key: value' lines, indented alike"


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        pytest.param("a:", [f"facts.yaml:1: a should be a text, not nothing; {TEXT}"], id="nothing"),
        pytest.param("a: ''", [f"facts.yaml:1: a should be a text, not nothing; {TEXT}"], id="empty text"),
        pytest.param("\na: [b]", [f"facts.yaml:2: a should be a text, not a list; {TEXT}"], id="list"),
        pytest.param("a: {b: c}", [f"facts.yaml:1: a should be a text, not a mapping; {TEXT}"], id="mapping"),
        pytest.param("a: b\na: c", ["facts.yaml:2: 'a' stands twice in root (first in line 1); rename or remove one of them"], id="twice"),
        pytest.param("? [a]\n: b", [f"facts.yaml:1: a key of root should be a text, not a list; {TEXT}"], id="a list as key"),
        pytest.param("- a", [f"facts.yaml:1: root should be a mapping, not a list; {MAPPING}"], id="no mapping"),
        pytest.param("just words", [f"facts.yaml:1: root should be a mapping, not the text 'just words'; {MAPPING}"], id="a text"),
        pytest.param(
            "'" + "x" * 50 + "'", [f"facts.yaml:1: root should be a mapping, not the text {'x' * 40!r}; {MAPPING}"], id="a long text is cut"
        ),
    ],
)
def test_texts_in_a_mapping(tmp_path: Path, content: str, texts: list[str]) -> None:
    root, problems = read(tmp_path, content)
    assert root is not None
    for key, node in root.mapping("root").items():
        node.text(key)
    assert told(problems, tmp_path) == texts


@pytest.mark.parametrize(
    ("content", "found", "texts"),
    [
        pytest.param("[a, b]", ("a", "b"), [], id="flow"),
        pytest.param("- a\n- b", ("a", "b"), [], id="block"),
        pytest.param("[]", (), [], id="empty"),
        pytest.param("a", ("a",), [], id="a single text"),
        pytest.param("{a: b}", (), [f"facts.yaml:1: list should be a list, not a mapping; {LIST}"], id="mapping"),
        pytest.param(
            "- a\n-\n- b\n- [c]",
            ("a", "b"),
            [
                f"facts.yaml:2: an entry of list should be a text, not nothing; {TEXT}",
                f"facts.yaml:4: an entry of list should be a text, not a list; {TEXT}",
            ],
            id="entries that are none",
        ),
    ],
)
def test_lists_of_texts(tmp_path: Path, content: str, found: tuple[str, ...], texts: list[str]) -> None:
    root, problems = read(tmp_path, content)
    assert root is not None
    assert root.texts("list") == found
    assert told(problems, tmp_path) == texts


def test_a_record_reports_unknown_and_missing_keys(tmp_path: Path) -> None:
    root, problems = read(tmp_path, "answer: x\nanswr: y\nsays: z\n")
    assert root is not None
    assert list(root.record("the fact", "answer quote", "says")) == ["answer", "says"]
    assert told(problems, tmp_path) == [
        "facts.yaml:2: unknown key 'answr' in the fact; use one of: answer, quote, says",
        "facts.yaml:1: the fact lacks the key 'quote'; add a line 'quote: …'",
    ]


def test_a_record_that_is_no_mapping_lacks_no_keys(tmp_path: Path) -> None:
    root, problems = read(tmp_path, "[answer]")
    assert root is not None
    assert root.record("the fact", "answer quote") == {}
    assert told(problems, tmp_path) == [f"facts.yaml:1: the fact should be a mapping, not a list; {MAPPING}"]


def test_entries_report_nothing(tmp_path: Path) -> None:
    root, problems = read(tmp_path, "a: [x, [y], z]\nb: text\n")
    assert root is not None
    assert [entry.node.value for entry in root.entries("a")] == ["x", "z"]
    assert [list(root.entries("b")), list(root.entries("c")), list(root.mapping("root")["a"].entries("a"))] == [[], [], []]
    assert problems.found == []


def test_a_missing_file(tmp_path: Path) -> None:
    problems = Problems([])
    assert read_text(tmp_path / "none.yaml", problems) is None
    assert told(problems, tmp_path) == ["none.yaml: cannot be read (No such file or directory); check the name and the permissions"]


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    problems = Problems([])
    assert read_text(tmp_path / "folder.yaml", problems) is None
    assert told(problems, tmp_path) == ["folder.yaml: cannot be read (Is a directory); check the name and the permissions"]


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    problems = Problems([])
    assert read_text(tmp_path / "facts.yaml", problems) is None
    assert told(problems, tmp_path) == ["facts.yaml: cannot be read (Permission denied); check the name and the permissions"]


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_BYTES == 8_388_608
    monkeypatch.setattr(nodes, "MAX_BYTES", 1000)
    exact, problems = read(tmp_path, "a: " + "x" * 997)
    assert exact is not None
    assert problems.found == []
    root, problems = read(tmp_path, "a: " + "x" * 998)
    assert root is None
    assert told(problems, tmp_path) == ["facts.yaml: is too large (1,001 bytes); keep it below 1,000 bytes"]
