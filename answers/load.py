"""Files → the checked fact base. The one place in `answers` that reads the article's and the editor's files.

All mistakes of a load are collected and raised together as one `FactBaseError`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from answers.errors import FactBaseError
from answers.model import Aspect, Excerpt, Fact, FactBase, Gap, Language, SmallTalk, Source, Topic
from answers.nodes import Node, Problems, read_text, read_yaml
from answers.normalise import words_of
from answers.values import COUNTED

LANGUAGE_FILE = "english.yaml"
"""General English, beside the articles' own files in the data folder."""

_SHIPPED = Path(__file__).parent / "shipped" / "data"
_CHECKOUT = Path(__file__).parent.parent / "data"


def default_folder() -> Path:
    """The shipped fact base: inside the installed package, or data/ of a checkout."""
    return _SHIPPED if _SHIPPED.is_dir() else _CHECKOUT


def load_fact_base(folder: Path | None = None) -> FactBase:
    """Load and check the fact base in `folder` (default: the shipped one).

    Raises:
        FactBaseError: with every mistake found in the files.
    """
    folder = folder or default_folder()
    problems = Problems([])
    files = sorted(file for file in folder.glob("*.yaml") if file.name != LANGUAGE_FILE) if folder.is_dir() else []
    if not folder.is_dir():
        problems.add(folder, 0, "is not a folder", "name the folder that holds the fact base")
    elif len(files) != 1:
        problems.add(folder, 0, f"holds {len(files)} article files (*.yaml beside {LANGUAGE_FILE})", "keep exactly one article in it")
    language = _read_language(folder / LANGUAGE_FILE, problems) if folder.is_dir() else None
    fact_base = _read_article(files[0], language, problems) if len(files) == 1 and language else None
    if problems.found or fact_base is None:
        raise FactBaseError(problems.found)
    return fact_base


def _read_language(file: Path, problems: Problems) -> Language | None:
    root = read_yaml(file, problems)
    if root is None:
        return None
    keys = root.record(file.name, "short_forms small_talk off_topic aspects concepts values")
    parts = {name: _mapping(keys, name) for name in ("short_forms", "concepts", "values", "aspects", "small_talk")}
    return Language(
        short_forms={key: tuple(node.text(key).split()) for key, node in parts["short_forms"].items()},
        concepts=_forms(parts["concepts"]),
        values={kind: _forms(node.mapping(kind)) for kind, node in parts["values"].items()},
        aspects=_read_aspects(parts["aspects"]),
        small_talk=_read_small_talk(parts["small_talk"]),
        off_topic=_texts(keys, "off_topic"),
    )


def _forms(nodes: Mapping[str, Node]) -> dict[str, tuple[str, ...]]:
    return {name: value.texts(name) for name, value in nodes.items()}


def _read_aspects(nodes: Mapping[str, Node]) -> dict[str, Aspect]:
    found = {}
    for name, value in nodes.items():
        keys = value.record(name, "missing", "follow_ups phrases same_as")
        found[name] = Aspect(name, _text(keys, "missing"), _texts(keys, "follow_ups"), _texts(keys, "phrases"), _text(keys, "same_as"))
    return found


def _read_small_talk(nodes: Mapping[str, Node]) -> dict[str, SmallTalk]:
    found = {}
    for name, value in nodes.items():
        keys = value.record(name, "reply patterns")
        found[name] = SmallTalk(name, _text(keys, "reply"), _texts(keys, "patterns"))
    return found


def _text(keys: Mapping[str, Node], name: str, default: str = "") -> str:
    return keys[name].text(name) if name in keys else default


def _mapping(keys: Mapping[str, Node], name: str) -> dict[str, Node]:
    return keys[name].mapping(name) if name in keys else {}


def _texts(keys: Mapping[str, Node], name: str) -> tuple[str, ...]:
    return keys[name].texts(name) if name in keys else ()


def _read_article(file: Path, language: Language, problems: Problems) -> FactBase | None:
    root = read_yaml(file, problems)
    if root is None:
        return None
    keys = root.record(file.name, "article topics facts gaps", "concepts values")
    if not {"article", "topics", "facts", "gaps"} <= keys.keys():
        return None
    about = keys["article"].record("article", "title source about examples")
    source = _read_source(file, about, problems)
    topics = _read_topics(keys["topics"])
    language = _with_article_words(language, keys)
    reader = _IntentReader(source, topics, language)
    fact_nodes, gap_nodes = keys["facts"].mapping("facts"), keys["gaps"].mapping("gaps")
    for name in sorted(fact_nodes.keys() & gap_nodes.keys()):
        gap_nodes[name].problem(f"{name!r} is the id of a fact and of a gap", "rename one of them")
    facts = {name: reader.fact(name, node) for name, node in fact_nodes.items()}
    gaps = {name: reader.gap(name, node, facts) for name, node in gap_nodes.items()}
    _report_shared_patterns((fact_nodes, gap_nodes), language)
    return FactBase(
        source=source,
        about=_text(about, "about"),
        examples=_texts(about, "examples"),
        topics=topics,
        facts=facts,
        gaps=gaps,
        language=language,
        files=(file, file.parent / LANGUAGE_FILE, file.parent / _text(about, "source")),
    )


def _read_topics(node: Node) -> dict[str, Topic]:
    found = {}
    nodes = node.mapping("topics")
    for name, value in nodes.items():
        keys = value.record(name, "name", "near")
        found[name] = Topic(name, _text(keys, "name"), frozenset(_texts(keys, "near")))
        for other in sorted(found[name].near - nodes.keys()):
            keys["near"].problem(f"near of {name} names the topic {other!r}, which does not exist", "name a topic of this file")
    return found


def _read_source(file: Path, about: Mapping[str, Node], problems: Problems) -> Source:
    text = read_text(file.parent / _text(about, "source"), problems) if "source" in about else None
    lines = (line.strip().removeprefix("•").strip() for line in (text or "").splitlines())
    return Source(_text(about, "title"), tuple(line for line in lines if line))


def _with_article_words(language: Language, keys: Mapping[str, Node]) -> Language:
    """The general language and what the article adds: further forms of a concept or value come behind the general ones."""
    concepts = dict(language.concepts)
    for name, forms in _forms(_mapping(keys, "concepts")).items():
        concepts[name] = (*concepts.get(name, ()), *forms)
    values = {kind: dict(named) for kind, named in language.values.items()}
    for kind, node in _mapping(keys, "values").items():
        for name, forms in _forms(node.mapping(kind)).items():
            values.setdefault(kind, {})[name] = (*values.get(kind, {}).get(name, ()), *forms)
    return replace(language, concepts=concepts, values=values)


class _IntentReader:
    """Reads facts and gaps against what they refer to."""

    def __init__(self, source: Source, topics: Mapping[str, Topic], language: Language) -> None:
        self._source, self._topics, self._language = source, topics, language

    def fact(self, name: str, node: Node) -> Fact:
        keys = node.record(name, "aspect question answer statement quote patterns", "says values premises follow_ups")
        return Fact(
            id=name,
            topic=self._topic(name, node),
            aspect=self._aspect(keys),
            answer=_text(keys, "answer"),
            excerpts=tuple(self._excerpts(keys)),
            says=_text(keys, "says", "the article"),
            values=self._values(keys),
            patterns=self._patterns(keys),
            premises=_texts(keys, "premises"),
            follow_ups=_texts(keys, "follow_ups"),
            statement=_text(keys, "statement"),
            question=_text(keys, "question"),
        )

    def gap(self, name: str, node: Node, facts: Mapping[str, Fact]) -> Gap:
        keys = node.record(name, "aspect missing patterns", "nearest follow_ups")
        nearest = _texts(keys, "nearest")
        for other in nearest:
            if other not in facts:
                keys["nearest"].problem(
                    f"nearest of {name} names the fact {other!r}, which does not exist", "name an id that stands under facts"
                )
        return Gap(
            name,
            self._topic(name, node),
            self._aspect(keys),
            _text(keys, "missing"),
            nearest,
            self._patterns(keys),
            _texts(keys, "follow_ups"),
        )

    @staticmethod
    def _patterns(keys: Mapping[str, Node]) -> tuple[str, ...]:
        patterns = _texts(keys, "patterns")
        if "patterns" in keys and not any(any(c.isalnum() for c in pattern) for pattern in patterns):
            keys["patterns"].problem("patterns is empty", "write at least one question that readers ask")
        return patterns

    def _values(self, keys: Mapping[str, Node]) -> dict[str, frozenset[str]]:
        """Typed values; a type or value that the language does not know could never be found in a message."""
        found = {kind: frozenset(node.texts(kind)) for kind, node in _mapping(keys, "values").items()}
        for kind, values in found.items():
            known = self._language.values.get(kind)
            if known is None and kind not in COUNTED:
                types = ", ".join(sorted([*self._language.values, *COUNTED]))
                keys["values"].problem(f"unknown type of value {kind!r}", f"use one of: {types}")
            for value in sorted(values - known.keys()) if known is not None else ():
                keys["values"].problem(f"unknown {kind} {value!r}", f"add it with its surface forms to 'values: {kind}:' of this file")
        return found

    def _topic(self, name: str, node: Node) -> str:
        topic = name.partition(".")[0]
        if topic not in self._topics:
            node.problem(f"{name} is of the topic {topic!r}, which does not exist", "begin the id with a topic of this file and a dot")
        return topic

    def _aspect(self, keys: Mapping[str, Node]) -> str:
        aspect = _text(keys, "aspect")
        if aspect and aspect not in self._language.aspects:
            keys["aspect"].problem(f"unknown aspect {aspect!r}", f"use one of: {', '.join(sorted(self._language.aspects))}")
        return aspect

    def _excerpts(self, keys: Mapping[str, Node]) -> Iterable[Excerpt]:
        if "quote" not in keys:
            return
        for quote in keys["quote"].texts("quote") if self._source.passages else ():
            number = self._source.passage_of(quote)
            if number is None:
                keys["quote"].problem(
                    f"the quote {quote[:60]!r} is not in the article word for word", "copy it from one paragraph of the source"
                )
            else:
                yield Excerpt(quote, number)


def _report_shared_patterns(intents: Iterable[Mapping[str, Node]], language: Language) -> None:
    """A pattern that two intents claim, or that stands twice in one."""
    owner: dict[tuple[str, ...], tuple[str, int]] = {}
    for group in intents:
        for name, node in group.items():
            for key in ("patterns", "premises"):
                for pattern in node.entries(key):
                    words = words_of(pattern.text(key), language.short_forms)
                    other, line = owner.setdefault(words, (f"{name} ({key})", pattern.line))
                    if line != pattern.line:
                        pattern.problem(
                            f"the pattern {pattern.text(key)!r} of {name} ({key}) is also one of {other} (line {line})",
                            "keep it in one of them",
                        )
