"""Files → the checked fact base: each kind of mistake in its exact words, and what the shipped fact base must hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from answers import FactBase, FactBaseError, load_fact_base
from answers.load import LANGUAGE_FILE, default_folder
from answers.model import Excerpt
from tests.answers.paths import SMALL, edit

ARTICLE = "footbridge.yaml"
TEXT = "write one line of text, in quotes where it holds ': ' or '#'"
LIST = "write '- ' before each entry, or [a, b, c]"
MAPPING = "write 'key: value' lines, indented alike"
COPY = "copy it from one paragraph of the source"
FACT = "aspect, question, answer, statement, quote, patterns, says, values, premises, follow_ups"
LANGUAGE_KEYS = "short_forms, small_talk, off_topic, aspects, concepts, values"


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(FactBaseError) as caught:
        load_fact_base(folder)
    assert str(caught.value) == "\n".join(map(str, caught.value.problems))
    return str(caught.value).replace(f"{folder}/", "").splitlines()


def line_of(file: Path, text: str, after: str = "") -> int:
    """Number of the first line that holds the text, from the first line that holds `after` on."""
    lines = file.read_text(encoding="utf-8").splitlines()
    start = next(place for place, line in enumerate(lines) if after in line)
    return next(place for place, line in enumerate(lines[start:], start + 1) if text in line)


def mistake(name: str, old: str, new: str, place: str, problem: str, *, file: str = ARTICLE) -> object:
    """`old` becomes `new` in `file`; the problem is reported in the first line that holds `place`."""
    return pytest.param(file, old, new, place, problem, id=name)


MISTAKES = [
    mistake("list for text", "answer: In May.", "answer: [In May.]", "[In May.]", f"answer should be a text, not a list; {TEXT}"),
    mistake("nothing for text", "answer: In May.", "answer:", "answer:", f"answer should be a text, not nothing; {TEXT}"),
    mistake("list for mapping", "values: {month: [may]}", "values: [may]", "[may]", f"values should be a mapping, not a list; {MAPPING}"),
    mistake("mapping for list", "near: [ferry]", "near: {x: y}", "{x: y}", f"near should be a list, not a mapping; {LIST}"),
    mistake(
        "colon in a pattern",
        "- ferry fare",
        "- ferry: fare",
        "- ferry: fare",
        f"an entry of patterns should be a text, not a mapping; {TEXT}",
    ),
    mistake("unknown key of a fact", "says: Mayor", "sais: Mayor", "sais:", f"unknown key 'sais' in bridge.opening; use one of: {FACT}"),
    mistake(
        "unknown key of a gap",
        "nearest: [bridge.length]",
        "nearby: [bridge.length]",
        "nearby:",
        "unknown key 'nearby' in bridge.cost; use one of: aspect, missing, patterns, nearest, follow_ups",
    ),
    mistake("unknown key of a topic", "near: [ferry]", "far: [ferry]", "far:", "unknown key 'far' in bridge; use one of: name, near"),
    mistake(
        "unknown key of the article",
        "  about:",
        "  author: Bo\n  about:",
        "author:",
        "unknown key 'author' in article; use one of: title, source, about, examples",
    ),
    mistake(
        "unknown key of the file",
        "topics:\n",
        "subjects: x\ntopics:\n",
        "subjects:",
        f"unknown key 'subjects' in {ARTICLE}; use one of: article, topics, facts, gaps, concepts, values",
    ),
    mistake(
        "no quote",
        "    quote: The bridge is 120 metres long\n",
        "",
        "aspect: number",
        "bridge.length lacks the key 'quote'; add a line 'quote: …'",
    ),
    mistake(
        "no missing line",
        "    missing: what the bridge cost\n",
        "",
        "aspect: money",
        "bridge.cost lacks the key 'missing'; add a line 'missing: …'",
    ),
    mistake("no title", "  title: Lanternby opens a footbridge\n", "", "source:", "article lacks the key 'title'; add a line 'title: …'"),
    mistake(
        "quote with a word changed",
        "quote: The bridge is 120 metres long",
        "quote: The bridge is 120 meters long",
        "meters long",
        f"the quote 'The bridge is 120 meters long' is not in the article word for word; {COPY}",
    ),
    mistake(
        "quote over two paragraphs",
        "quote: The old ferry will run until the end of June.",
        "quote: The old ferry will run until the end of June. A flood washed away the last bridge in 1998.",
        "June. A flood",
        f"the quote 'The old ferry will run until the end of June. A flood washed' is not in the article word for word; {COPY}",
    ),
    mistake(
        "one quote of two",
        "quote: The bridge is 120 metres long",
        "quote: [The bridge is 120 metres long, No such words]",
        "No such words",
        f"the quote 'No such words' is not in the article word for word; {COPY}",
    ),
    mistake(
        "unknown topic",
        "  ferry.fare:\n    aspect: money",
        "  boat.fare:\n    aspect:    money",
        "aspect:    money",
        "boat.fare is of the topic 'boat', which does not exist; begin the id with a topic of this file and a dot",
    ),
    mistake(
        "unknown aspect",
        "aspect: year",
        "aspect: yaer",
        "yaer",
        "unknown aspect 'yaer'; use one of: exact-date, money, number, reason, when, who, year",
    ),
    mistake(
        "unknown nearest",
        "nearest: [ferry.end]",
        "nearest: [ferry.end, ferry.stop]",
        "ferry.stop",
        "nearest of ferry.fare names the fact 'ferry.stop', which does not exist; name an id that stands under facts",
    ),
    mistake(
        "a gap as nearest",
        "nearest: [bridge.length]",
        "nearest: [bridge.reason]",
        "nearest: [bridge.reason]",
        "nearest of bridge.cost names the fact 'bridge.reason', which does not exist; name an id that stands under facts",
    ),
    mistake(
        "unknown near",
        "near: [ferry]",
        "near: [ferry, river]",
        "river]",
        "near of bridge names the topic 'river', which does not exist; name a topic of this file",
    ),
    mistake(
        "alias",
        "near: [ferry]",
        "near: &near [ferry]\n  shore: {name: the shore, near: *near}",
        "&near",
        "uses a YAML anchor and alias (&…, *…); write the text out",
    ),
    mistake(
        "no reply",
        "    reply: You are welcome.\n",
        "",
        "patterns: [thanks",
        "thanks lacks the key 'reply'; add a line 'reply: …'",
        file=LANGUAGE_FILE,
    ),
    mistake(
        "unknown key of an aspect",
        "    missing: the cost\n",
        "    missing: the cost\n    sample: x\n",
        "sample:",
        "unknown key 'sample' in money; use one of: missing, follow_ups, phrases, same_as",
        file=LANGUAGE_FILE,
    ),
    mistake("list for short form", '"u": "you"', '"u": [you]', '"u": [you]', f"u should be a text, not a list; {TEXT}", file=LANGUAGE_FILE),
    mistake(
        "unknown key of the language",
        "values:\n",
        "nouns: x\nvalues:\n",
        "nouns:",
        f"unknown key 'nouns' in {LANGUAGE_FILE}; use one of: {LANGUAGE_KEYS}",
        file=LANGUAGE_FILE,
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "place", "problem"), MISTAKES)
def test_a_mistake(folder: Path, *, file: str, old: str, new: str, place: str, problem: str) -> None:
    edit(folder / file, old, new)
    assert problems_of(folder) == [f"{file}:{line_of(folder / file, place)}: {problem}"]


@pytest.mark.parametrize(
    ("group", "old", "new"),
    [
        pytest.param("facts", "bridge.flood", "bridge.length", id="fact"),
        pytest.param("gaps", "bridge.reason", "bridge.exact-date", id="gap"),
    ],
)
def test_a_duplicate_id(folder: Path, group: str, old: str, new: str) -> None:
    file = folder / ARTICLE
    first, second = line_of(file, f"  {new}:"), line_of(file, f"  {old}:")
    edit(file, f"  {old}:\n", f"  {new}:\n")
    assert problems_of(folder) == [
        f"{ARTICLE}:{second}: {new!r} stands twice in {group} (first in line {first + 1}); rename or remove one of them"
    ]


@pytest.mark.parametrize(
    ("old", "new", "reported", "other"),
    [
        pytest.param(
            "who is the designer of the footbridge",
            "When does the FERRY stop?!",
            ("when does the ferry stop", "ferry.end (patterns)"),
            ("When does the FERRY stop?!", "bridge.designer (patterns)"),
            id="facts",
        ),
        pytest.param(
            "ferry fare",
            "how long is the bridge",
            ("how long is the bridge", "ferry.fare (patterns)"),
            ("how long is the bridge", "bridge.length (patterns)"),
            id="fact and gap",
        ),
        pytest.param(
            "ferry fare",
            "why, a bridge!",
            ("why, a bridge!", "ferry.fare (patterns)"),
            ("why a bridge", "bridge.reason (patterns)"),
            id="gaps",
        ),
        pytest.param(
            "bridge length",
            "So the bridge opens in June",
            ("So the bridge opens in June", "bridge.length (patterns)"),
            ("so the bridge opens in june", "bridge.opening (premises)"),
            id="pattern and premise",
        ),
        pytest.param(
            "ferry fare",
            "What's the ferry cost",
            ("What's the ferry cost", "ferry.fare (patterns)"),
            ("whats the ferry cost", "ferry.fare (patterns)"),
            id="one intent",
        ),
    ],
)
def test_a_duplicate_pattern(folder: Path, *, old: str, new: str, reported: tuple[str, str], other: tuple[str, str]) -> None:
    """The later of the two is reported, and says where the earlier stands; case, punctuation and short forms make no difference."""
    file = folder / ARTICLE
    edit(file, "      - what does the ferry cost\n", "      - whats the ferry cost\n")
    edit(file, f"      - {old}\n", f'      - "{new}"\n')
    lines = [line.removeprefix("      - ").strip('"') for line in file.read_text(encoding="utf-8").splitlines()]
    first, second = (number for number, line in enumerate(lines, 1) if line in (reported[0], other[0]))
    assert problems_of(folder) == [
        f"{ARTICLE}:{second}: the pattern {reported[0]!r} of {reported[1]} is also one of {other[1]} (line {first}); keep it in one of them"
    ]


def test_a_missing_section(folder: Path) -> None:
    edit(folder / ARTICLE, "\ngaps:\n", "\nholes:\n")
    line = line_of(folder / ARTICLE, "holes:") + 2
    assert problems_of(folder) == [
        f"{ARTICLE}:3: {ARTICLE} lacks the key 'gaps'; add a line 'gaps: …'",
        f"{ARTICLE}:{line}: unknown key 'holes' in {ARTICLE}; use one of: article, topics, facts, gaps, concepts, values",
    ]


def test_a_missing_section_of_the_language(folder: Path) -> None:
    edit(folder / LANGUAGE_FILE, "off_topic:\n", "off-topic:\n")
    assert problems_of(folder) == [
        f"{LANGUAGE_FILE}:3: {LANGUAGE_FILE} lacks the key 'off_topic'; add a line 'off_topic: …'",
        f"{LANGUAGE_FILE}:17: unknown key 'off-topic' in {LANGUAGE_FILE}; use one of: {LANGUAGE_KEYS}",
    ]


def test_a_source_that_is_not_there(folder: Path) -> None:
    (folder / "footbridge.txt").rename(folder / "elsewhere.txt")
    assert problems_of(folder) == ["footbridge.txt: cannot be read (No such file or directory); check the name and the permissions"]


def test_all_mistakes_are_reported_at_once_in_order(folder: Path) -> None:
    """One of each of several steps of the load, in both files: sorted by file and line, none hides another."""
    file, language = folder / ARTICLE, folder / LANGUAGE_FILE
    edit(language, '"wen": "when"', '"wen":')
    edit(language, "phrases: [why, for what reason]", "phrases: {why: x}")
    edit(file, "near: [ferry]", "near: [river]")
    edit(file, "aspect: who", "aspect: whom")
    edit(file, "quote: The bridge is 120 metres long", "quote: The bridge is 12 metres long")
    edit(file, "    missing: what the ferry costs\n", "")
    edit(file, "      - ferry fare\n", "      - [ferry, fare]\n")
    fact = "aspect: who"
    assert problems_of(folder) == [
        f"{LANGUAGE_FILE}:6: wen should be a text, not nothing; {TEXT}",
        f"{LANGUAGE_FILE}:{line_of(language, '{why: x}')}: phrases should be a list, not a mapping; {LIST}",
        f"{ARTICLE}:{line_of(file, '[river]')}: near of bridge names the topic 'river', which does not exist; name a topic of this file",
        f"{ARTICLE}:{line_of(file, '12 metres')}: the quote 'The bridge is 12 metres long' is not in the article word for word; {COPY}",
        f"{ARTICLE}:{line_of(file, fact)}: unknown aspect 'whom'; use one of: exact-date, money, number, reason, when, who, year",
        f"{ARTICLE}:{line_of(file, 'aspect: money', 'ferry.fare')}: ferry.fare lacks the key 'missing'; add a line 'missing: …'",
        f"{ARTICLE}:{line_of(file, '[ferry, fare]')}: an entry of patterns should be a text, not a list; {TEXT}",
    ]


@pytest.mark.parametrize("file", [ARTICLE, LANGUAGE_FILE])
def test_an_empty_file(folder: Path, file: str) -> None:
    (folder / file).write_text("", encoding="utf-8")
    assert problems_of(folder) == [f"{file}: is empty; start from a copy of the shipped file"]


@pytest.mark.parametrize("file", [ARTICLE, LANGUAGE_FILE])
def test_a_file_that_is_not_utf_8(folder: Path, file: str) -> None:
    text = (folder / file).read_bytes()
    line = text.count(b"\n") + 1
    (folder / file).write_bytes(text + b"# caf\xe9\n")
    assert problems_of(folder) == [f"{file}:{line}: is not UTF-8 (byte 0xe9); save it as UTF-8"]


def test_no_language(folder: Path) -> None:
    (folder / LANGUAGE_FILE).unlink()
    assert problems_of(folder) == [f"{LANGUAGE_FILE}: cannot be read (No such file or directory); check the name and the permissions"]


def test_no_article(folder: Path) -> None:
    (folder / ARTICLE).unlink()
    assert problems_of(folder) == [f"{folder}: holds 0 article files (*.yaml beside english.yaml); keep exactly one article in it"]


def test_two_articles(folder: Path) -> None:
    (folder / "second.yaml").write_text((folder / ARTICLE).read_text(encoding="utf-8"), encoding="utf-8")
    assert problems_of(folder) == [f"{folder}: holds 2 article files (*.yaml beside english.yaml); keep exactly one article in it"]


@pytest.mark.parametrize("name", ["none", ARTICLE], ids=["missing", "file"])
def test_no_folder(folder: Path, name: str) -> None:
    assert problems_of(folder / name) == [f"{folder / name}: is not a folder; name the folder that holds the fact base"]


def test_the_small_fact_base(small: FactBase) -> None:
    assert small.title == "Lanternby opens a footbridge"
    assert small.examples == ("When does the footbridge open?", "Who designed the bridge?", "How long will the ferry run?")
    assert list(small.facts) == ["bridge.opening", "bridge.length", "bridge.designer", "bridge.flood", "ferry.end"]
    assert [intent.id for intent in small.intents] == [*small.facts, *small.gaps]
    assert small.files == (SMALL / ARTICLE, SMALL / LANGUAGE_FILE, SMALL / "footbridge.txt")
    fact = small.facts["bridge.designer"]
    assert (fact.topic, fact.aspect, fact.answer, fact.says) == ("bridge", "who", "The engineer Bo Tarn designed it.", "the article")
    assert (fact.statement, fact.question) == ("the engineer Bo Tarn designed the bridge", "Who designed the footbridge?")
    assert fact.excerpts == (Excerpt("designed by the engineer Bo Tarn", 3),)
    assert (fact.values, fact.premises) == ({"person": frozenset({"bo-tarn"})}, ())
    gap = small.gaps["bridge.reason"]
    assert (gap.topic, gap.aspect, gap.missing, gap.nearest) == ("bridge", "reason", "why the town built the bridge", ())


def test_the_source_is_read_passage_by_passage(small: FactBase) -> None:
    assert len(small.source.passages) == 6
    assert small.source.passages[3] == "The old ferry will run until the end of June."
    assert small.source.passage_of("the last bridge") == 5
    assert small.source.passage_of("The Last bridge") is None


def test_the_articles_words_come_behind_the_general_ones(small: FactBase) -> None:
    assert small.language.concepts["bridge"] == ("bridge", "footbridge", "span")
    assert small.language.values["person"] == {"ada-quill": ("ada quill", "mayor quill"), "bo-tarn": ("bo tarn", "tarn")}


def test_counts(small: FactBase) -> None:
    counts = small.counts()
    assert {key: counts[key] for key in ("passages", "passages covered", "topics", "facts", "gaps", "small talk", "false premises")} == {
        "passages": 6,
        "passages covered": 4,
        "topics": 2,
        "facts": 5,
        "gaps": 4,
        "small talk": 2,
        "false premises": 9,
    }
    assert counts["patterns"] == sum(len(intent.patterns) for intent in small.intents) + 12 + 15


# The shipped fact base ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def base() -> FactBase:
    return load_fact_base()


def test_the_shipped_fact_base_is_the_default(base: FactBase) -> None:
    assert base == load_fact_base(default_folder())
    assert base.title == "Putin plans to visit China in October"


def test_every_passage_is_covered(base: FactBase) -> None:
    assert len(base.source.passages) == 18
    assert {excerpt.passage for fact in base.facts.values() for excerpt in fact.excerpts} == set(range(1, 19))


def test_there_is_enough_of_it(base: FactBase) -> None:
    counts = base.counts()
    assert counts["facts"] >= 60
    assert counts["gaps"] >= 45


def test_every_excerpt_is_verbatim(base: FactBase) -> None:
    """Against the file as it stands, not as the loader has split it."""
    text = base.files[-1].read_text(encoding="utf-8")
    wrong = [(fact.id, e.text) for fact in base.facts.values() for e in fact.excerpts if e.text not in text]
    assert wrong == []
    assert all(fact.excerpts for fact in base.facts.values())
    assert all(e.text in base.source.passages[e.passage - 1] for fact in base.facts.values() for e in fact.excerpts)


def test_no_text_gives_a_year_that_the_article_does_not_give(base: FactBase) -> None:
    """The article has 2022 (Putin's last visit) and 2030 (the plan); it gives no year for the visits of March and October."""
    texts = {text for fact in base.facts.values() for text in (fact.answer, fact.statement, fact.question)}
    texts |= {gap.missing for gap in base.gaps.values()} | {topic.name for topic in base.topics.values()}
    years = {(year, text) for text in texts for year in re.findall(r"\b(?:19|20)\d\d\b", text)}
    assert {year for year, _ in years} == {"2022", "2030"}
    assert [text for year, text in years if year == "2030" and re.search("Xi|Putin|visit", text)] == []
    clauses = [clause for year, text in years if year == "2022" for clause in re.split("[;,] ", text) if year in clause]
    assert [clause for clause in clauses if re.search("October|March|Xi Jinping paid", clause)] == []


def test_everything_that_can_be_said_is_a_sentence(base: FactBase) -> None:
    assert [fact.id for fact in base.facts.values() if fact.answer[-1] not in ".”:" or not fact.patterns] == []
    assert [fact.id for fact in base.facts.values() if fact.statement.endswith(".")] == []
    assert [fact.id for fact in base.facts.values() if not fact.question.endswith("?")] == []
    assert [gap.id for gap in base.gaps.values() if gap.missing.endswith(".") or not gap.patterns] == []


def test_every_value_of_a_fact_is_one_that_messages_can_say(base: FactBase) -> None:
    """A value that no form stands for would never contradict or confirm anything; numbers are read without forms."""
    named = {(kind, value) for kind, values in base.language.values.items() for value in values}
    free = {"number", "year", "duration"}
    said = {(kind, value) for fact in base.facts.values() for kind, values in fact.values.items() for value in values if kind not in free}
    assert said - named == set()
