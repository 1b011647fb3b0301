"""YAML text → checked plain values, each mistake reported with its file and line.

Reads the node graph (`yaml.compose`), so that lines are known and nothing is constructed: no Python objects, no implicit types (`no`
stays the word “no”), no aliases (a file that refers to itself, or a “billion laughs”, is refused at its first alias).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from answers.errors import Problem

MAX_BYTES = 8 * 2**20
"""A fact base of an article is about 0.5 MiB; a file larger than this is a mistake."""

MAX_DEPTH = 60
"""libyaml composes by recursion without a limit of its own and would bring the process down; the fact base needs four levels."""
_BRACKET = re.compile(r"[\[\]{}]")
_DEEP = re.compile(rf"(?:[-?:] ){{{MAX_DEPTH}}}|^ {{{4 * MAX_DEPTH},}}", re.MULTILINE)
_LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Problems:
    """Collects the mistakes of a load, so that all are reported together."""

    found: list[Problem]

    def add(self, file: Path, line: int, what: str, remedy: str) -> None:
        self.found.append(Problem(file, line, what, remedy))


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML node that knows where it stands."""

    node: yaml.Node
    file: Path
    problems: Problems

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    def problem(self, what: str, remedy: str) -> None:
        self.problems.add(self.file, self.line, what, remedy)

    def text(self, key: str) -> str:
        """The node's text; "" (and a problem) where it is none."""
        if isinstance(self.node, yaml.ScalarNode) and self.node.value.strip():
            return str(self.node.value).strip()
        self.problem(f"{key} should be a text, not {self._shape()}", "write one line of text, in quotes where it holds ': ' or '#'")
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a single text counts as a list of one."""
        if isinstance(self.node, yaml.ScalarNode):
            return (text,) if (text := self.text(key)) else ()
        return tuple(text for item in self.items(key) if (text := item.text(f"an entry of {key}")))

    def items(self, key: str) -> Iterator[Node]:
        if not isinstance(self.node, yaml.SequenceNode):
            self.problem(f"{key} should be a list, not {self._shape()}", "write '- ' before each entry, or [a, b, c]")
            return
        for item in self.node.value:
            yield Node(item, self.file, self.problems)

    def mapping(self, key: str) -> dict[str, Node]:
        """Key → node, in order; a key that stands twice is a problem."""
        if not isinstance(self.node, yaml.MappingNode):
            self.problem(f"{key} should be a mapping, not {self._shape()}", "write 'key: value' lines, indented alike")
            return {}
        found: dict[str, Node] = {}
        for name_node, value_node in self.node.value:
            name = Node(name_node, self.file, self.problems)
            if (label := name.text(f"a key of {key}")) in found:
                name.problem(f"{label!r} stands twice in {key} (first in line {found[label].line})", "rename or remove one of them")
            elif label:
                found[label] = Node(value_node, self.file, self.problems)
        return found

    def entries(self, key: str) -> Iterator[Node]:
        """The entries of the list under `key` of this mapping; none where there is no such list. Reports nothing."""
        pairs = self.node.value if isinstance(self.node, yaml.MappingNode) else []
        for name, value in pairs:
            if name.value == key and isinstance(value, yaml.SequenceNode):
                yield from (Node(item, self.file, self.problems) for item in value.value if isinstance(item, yaml.ScalarNode))

    def record(self, key: str, required: str, optional: str = "") -> dict[str, Node]:
        """A mapping with known keys (given as words in a string): unknown and missing ones are problems."""
        found = self.mapping(key)
        known = required.split() + optional.split()
        for name in [name for name in found if name not in known]:
            found.pop(name).problem(f"unknown key {name!r} in {key}", f"use one of: {', '.join(known)}")
        for name in required.split():
            if name not in found and isinstance(self.node, yaml.MappingNode):
                self.problem(f"{key} lacks the key {name!r}", f"add a line '{name}: …'")
        return found

    def _shape(self) -> str:
        if isinstance(self.node, yaml.ScalarNode):
            return f"the text {self.node.value[:40]!r}" if self.node.value.strip() else "nothing"
        return "a list" if isinstance(self.node, yaml.SequenceNode) else "a mapping"


def read_text(file: Path, problems: Problems) -> str | None:
    """The file's text; None (and a problem) where it cannot be read."""
    try:
        content = file.read_bytes()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        problems.add(file, 0, f"cannot be read ({reason})", "check the name and the permissions")
        return None
    if len(content) > MAX_BYTES:
        problems.add(file, 0, f"is too large ({len(content):,} bytes)", f"keep it below {MAX_BYTES:,} bytes")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.add(file, line, f"is not UTF-8 (byte {content[error.start]:#04x})", "save it as UTF-8")
        return None


def read_yaml(file: Path, problems: Problems) -> Node | None:
    """The root node of a YAML file; None (and a problem) where there is none."""
    text = read_text(file, problems)
    if text is None:
        return None
    try:
        root = yaml.compose(text, Loader=_LOADER) if _depth(text) <= MAX_DEPTH else None
    except yaml.MarkedYAMLError as error:
        _add_syntax_error(file, text, error, problems)
        return None
    except yaml.YAMLError as error:
        problems.add(file, 0, f"is not YAML: {str(error).splitlines()[0]}", "remove the characters that are no text")
        return None
    alias = _first_alias(root) if root is not None else None
    if alias is not None:
        problems.add(file, alias.start_mark.line + 1, "uses a YAML anchor and alias (&…, *…)", "write the text out")
    elif root is not None:
        return Node(root, file, problems)
    elif _depth(text) > MAX_DEPTH:
        problems.add(file, 0, f"is nested more than {MAX_DEPTH} levels deep", "look for brackets that are never closed")
    else:
        problems.add(file, 0, "is empty", "start from a copy of the shipped file")
    return None


def _add_syntax_error(file: Path, text: str, error: yaml.MarkedYAMLError, problems: Problems) -> None:
    mark = error.problem_mark or error.context_mark
    lines = text.splitlines()
    tabbed = mark is not None and mark.line < len(lines) and "\t" in lines[mark.line]
    remedy = "indent with spaces, not tabs" if tabbed else "check indentation and quotes of this line and the one above"
    problems.add(file, mark.line + 1 if mark else 0, f"is not YAML: {error.problem}", remedy)


def _depth(text: str) -> int:
    """How deep its brackets are nested, those in quotes included; beyond any bound where dashes or spaces alone nest deeper."""
    depth = deepest = MAX_DEPTH + 1 if _DEEP.search(text) else 0
    for bracket in _BRACKET.findall(text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _first_alias(root: yaml.Node) -> yaml.Node | None:
    """The first node that is reached twice."""
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            return node
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    return None
