"""Messages to the shipped fact base and what must come back; the expectations are read off the article, passage by passage.

Passages: 1 the announcement · 2 the photo · 3 Ushakov · 4 his words · 5 Xi in Moscow · 6 allies · 7 Ukraine · 8 Putin in 2022 ·
9 the heading · 10 the fourteen documents · 11 the joint statements · 12 science · 13 presidential meetings · 14 television · 15 VGTRK ·
16 TASS · 17 the six memoranda · 18 nuclear
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from answers import Assistant, Kind, Reply
from answers.assistant import NOTHING
from answers.decide import OFF_TOPIC
from answers.languages import LINES
from tests.answers.paths import SMALL

ROOT = Path(__file__).parent.parent.parent


def passages(reply: Reply) -> set[int]:
    return {quote.passage for quote in reply.quotes}


def case(message: str, *expected: object) -> object:
    return pytest.param(message, *expected, id=message)


ANSWERS = [
    case("Did China condemn the attack on Ukraine?", "refused", 7),
    case("When is Putin going to China?", "October", 1),
    case("Who plans to visit China in October?", "Putin", 1),
    case("Which country does Putin plan to visit?", "China", 1),
    case("Why does Putin want to go to China?", "strengthen ties", 1),
    case("Who announced the visit?", "Kremlin", 1),
    case("On what day of the week did the Kremlin announce it?", "Tuesday", 1),
    case("Which news agency reported the visit?", "AFP", 1),
    case("Who is in the photo?", "Xi Jinping and Vladimir Putin", 2),
    case("Who is credited for the photo?", "Profimedia", 2),
    case("Who is Yuriy Ushakov?", "adviser", 3),
    case("To whom did Ushakov make his comment?", "Russian news agencies", 3),
    case("What did Ushakov say?", "invitation", 4),
    case("Did Russia receive an invitation?", "invitation", 4),
    case("During which event will Putin go to China?", "Belt and Road Forum", 4),
    case("When is the Belt and Road Forum held?", "October", 4),
    case("When did Xi Jinping visit Moscow?", "March", 5),
    case("Which city did Xi visit in March?", "Moscow", 5),
    case("What kind of visit did Xi pay to Moscow?", "state visit", 5),
    case("What did Xi declare about relations between the two countries?", "new era", 5),
    case("Are China and Russia allies?", "strategic allies", 6),
    case("What word do they use for their partnership?", "borderless", 6),
    case("When did Putin last visit China?", "2022", 8),
    case("What did Putin attend in 2022?", "opening ceremony", 8),
    case("How many documents were signed in Moscow?", "14", 10),
    case("How long did Xi's state visit last?", "Three days", 10),
    case("When were the agreements signed?", "March", 9),
    case("How many joint statements were there?", "Two", 11),
    case("Until which year is the economic plan?", "2030", 11),
    case("Who signed the science protocol?", "Ministries of Science", 12),
    case("What is the science protocol about?", "scientific research", 12),
    case("What did the protocol services establish?", "mechanism", 13),
    case("What did the governments agree on about television?", "joint television programs", 14),
    case("Which broadcasters signed a memorandum of cooperation?", "VGTRK", 15),
    case("Who is VGTRK's partner?", "China Media Group", 15),
    case("What did TASS and Xinhua agree on?", "exchange of information", 16),
    case("How many additional memoranda were there?", "Six", 17),
    case("What did the six additional memoranda cover?", "forestry", 17),
    case("In which region is infrastructure covered?", "Far East", 17),
    case("Who is Rosatom's partner?", "China Atomic Energy Agency", 18),
    case("What kind of reactors are meant?", "ast neutron reactors", 18),
]

PARAPHRASES = [
    case("whens putin off to china", "October", 1),
    case("wen is puttin goin to chna", "October", 1),
    case("Could you please tell me in which month the Russian president intends to fly to Beijing?", "October", 1),
    case("what month is vlad heading to xi's country", "October", 1),
    case("what's the name of the kremlin adviser who commented", "Ushakov", 3),
    case("when were putin's last trip in china", "2022", 8),
    case("how many days was xi in moscow", "Three days", 10),
    case("number of papers they inked in moscow", "14", 10),
    case("hw many agrements wer signd", "14", 10),
    case("who teamed up with rosatom", "China Atomic Energy Agency", 18),
    case("what will the two news agencies swap", "exchange of information", 16),
    case("what sort of stay was it when xi came to moscow - a state visit or a private one?", "state visit", 5),
    case("<b>When</b> is Putin going to China?", "October", 1),
    case("*When* is _Putin_ going to `China`?", "October", 1),
    case("When\tis\r\nPutin going\x00 to China?", "October", 1),
    case("“When is Putin going to China?” 🇨🇳🤔", "October", 1),
    case("Whe\u200bn is Pu\u00adtin going to China\ud83d?", "October", 1),
    case("When is Putin going to China?" + " " * 5000 + "Who is Ushakov?", "October", 1),
]

NEAR_MISSES = [
    case("On which day in October will Putin go to China?", "day"),
    case("In which year is Putin going to China?", "year"),
    case("How long will Putin stay in China in October?", "how long"),
    case("Which city in China will Putin visit in October?", "city"),
    case("Who will accompany Putin to China?", "accompany"),
    case("Will Putin fly or take the train to China?", "travel"),
    case("What will Putin and Xi discuss in October?", ""),
    case("What time did the Kremlin make the announcement?", "time"),
    case("Who wrote the article?", "who wrote"),
    case("When was the article published?", "published"),
    case("Who sent the invitation?", "who sent"),
    case("When did Russia receive the invitation?", "when the invitation"),
    case("On which days does the Belt and Road Forum take place?", "days"),
    case("Where in China is the forum held?", "city or building"),
    case("Which other leaders will attend the forum?", "leaders"),
    case("How old is Ushakov?", "old"),
    case("On which days in March was Xi in Moscow?", "days"),
    case("In which year did Xi visit Moscow?", "year"),
    case("Who accompanied Xi to Moscow?", "accompanied"),
    case("Why did Xi go to Moscow?", "why"),
    case("Where was the photo taken?", "photo"),
    case("Does China send weapons to Russia?", "weapons"),
    case("On which day in March were the agreements signed?", "day"),
    case("Who signed the documents in person?", "who signed"),
    case("How many of the fourteen documents were memoranda?", "how many"),
    case("How much are the agreements worth?", "worth"),
    case("How often will the presidents meet?", "often"),
    case("When will the joint television programs be broadcast?", ""),
    case("How much money goes into the nuclear program?", ""),
    case("How many days did Putin spend in China in 2022?", "how long"),
    case("Did Putin meet Xi in 2022?", "2022"),
]

FALSE_PREMISES = [
    case("Why is Putin visiting China in September?", "October", {1, 4}),
    case("So Putin goes to China in November, right?", "October", {1, 4}),
    case("Is it true that Xi visited Moscow in April?", "March", {5}),
    case("Why did Xi stay in Moscow for five days?", "three days", {10}),
    case("Why were only 12 documents signed?", "14", {10}),
    case("Did Putin last visit China in 2019?", "2022", {8}),
    case("Were three joint statements made?", "two", {11}),
    case("Is the economic plan until 2040?", "2030", {11}),
    case("Were there eight additional memoranda?", "six", {17}),
    case("Why did China condemn the attack on Ukraine?", "refused", {7}),
    case("Did Reuters report the visit?", "AFP", {1}),
    case("Did TASS agree with Reuters on the exchange of information?", "Xinhua", {16}),
    case("Is it true that Rosatom signed with Westinghouse?", "China Atomic Energy Agency", {18}),
]

YES_OR_NOT = [
    case("Did Xi go to Moscow in March?", "Yes: Xi's state visit to Moscow was in March."),
    case("is putin going to china in october?", "Yes: the article says October."),
    case("did putin visit china in march?", "Chinese President Xi Jinping paid a state visit to Moscow in March."),
    case("did putin visit moscow in march?", "Chinese President Xi Jinping paid a state visit to Moscow in March."),
    case("did xi attend the olympics in 2022?", "Putin attended the opening ceremony of the Winter Olympics."),
    case("was the winter olympics in moscow?", "Putin attended the opening ceremony in Beijing."),
]
"""A yes only where who and where are right too."""

OFF_TOPICS = [
    "What is the weather like in Paris tomorrow?",
    "How do I bake sourdough bread?",
    "Write me a poem about the sea",
    "Recommend me a good laptop",
    "How many calories are in an apple?",
    "What is the capital of Australia?",
    "Can you help me fix my washing machine?",
    "how do i learn to play the guitar",
    "Who painted the Mona Lisa?",
    "How do I reset my password?",
]

SMALL_TALK = [
    case("hello", "greeting"),
    case("Hi there!", "greeting"),
    case("thanks a lot", "thanks"),
    case("bye", "goodbye"),
    case("who are you?", "identity"),
    case("are you a bot", "identity"),
    case("what can you do?", "ability"),
    case("how are you?", "how_are_you"),
    case("you are stupid", "insult"),
    case("tell me a joke", "joke_request"),
]

FOLLOW_UPS = [
    case("And who announced it?", ["When is Putin going to China?"], Kind.ANSWER, "Kremlin"),
    case("when?", ["Did Xi Jinping visit Moscow?"], Kind.ANSWER, "March"),
    case("how long was it?", ["When did Xi visit Moscow?"], Kind.ANSWER, "Three days"),
    case("and on which day?", ["When is Putin going to China?"], Kind.NOT_STATED, "day in October"),
    case("why?", ["Did Beijing condemn the attack on Ukraine?"], Kind.NOT_STATED, "why Beijing refused"),
    case("what did they agree on?", ["Who is Rosatom's partner?"], Kind.ANSWER, "fast neutron reactors"),
    case("and who signed it?", ["What is the science protocol about?"], Kind.ANSWER, "Ministries of Science"),
    case("and the news agencies?", ["Which broadcasters signed a memorandum?"], Kind.ANSWER, "exchange of information"),
    case("thanks", ["When is Putin going to China?"], Kind.SMALL_TALK, "You are welcome"),
    case("who is Ushakov?", ["How many documents were signed?"], Kind.ANSWER, "adviser"),
    case("when?", ["When did Xi visit Moscow?", "When did Putin last visit China?", "thanks"], Kind.ANSWER, "2022"),
]

SEVERAL = [
    case(
        "Who is Rosatom's partner? How many additional memoranda were there? Who is Ushakov?",
        [("China Atomic Energy Agency", Kind.ANSWER), ("Six", Kind.ANSWER), ("adviser", Kind.ANSWER)],
    ),
    case("Hello! I read your article. When is Putin going to China? Thanks!", [("October", Kind.ANSWER)]),
    case(
        "Hello! I read your article. When is Putin going to China, and on which day? Thanks!",
        [("October", Kind.ANSWER), ("day in October", Kind.NOT_STATED)],
    ),
    case("When is Putin going to China and who is Ushakov?", [("October", Kind.ANSWER), ("adviser", Kind.ANSWER)]),
    case("When did Xi visit Moscow? How long did he stay there?", [("March", Kind.ANSWER), ("Three days", Kind.ANSWER)]),
    case(
        "How many documents were signed in Moscow? Who signed them in person?",
        [("14", Kind.ANSWER), ("who signed", Kind.NOT_STATED)],
    ),
]

OTHER_LANGUAGES = [
    case("Когда Путин поедет в Китай?", "ru"),
    case("Коли Путін поїде до Китаю?", "uk"),
    case("普京什么时候去中国？", "zh"),
    case("متى سيزور بوتين الصين؟", "ar"),
    case("Când va merge Putin în China și pentru ce?", "ro"),
    case("¿Cuándo va Putin a China y por qué?", "es"),
    case("Quand est-ce que Poutine va en Chine et pourquoi ?", "fr"),
    case("Wann reist Putin nach China und warum?", "de"),
    case("プーチンはいつ行きますか", ""),
    case("푸틴은 언제 중국에 가나요?", ""),
    case("Πότε πάει ο Πούτιν στην Κίνα;", ""),
    case("पुतिन चीन कब जा रहे हैं?", ""),
]

NOT_WORDS = ["", " ", "\n\t \r\n", "?", "?!…", "🙂", "👍🏽👩‍👩‍👧", "\x00\x01\x1f\x7f", "\ud800", "\udfff\ud800", "\u200b\u200d", "_ _"]
NOT_WORDS += ["…" * 4096, "🎉" * 4096]

LONG = [
    pytest.param("a" * 4096, id="one letter"),
    pytest.param("a" * 100_000, id="beyond the limit"),
    pytest.param("a." * 2048, id="dots"),
    pytest.param("?a" * 2048, id="question marks"),
    pytest.param("when " * 820, id="one word"),
    pytest.param("who signed it and " * 230, id="and"),
    pytest.param("twenty " * 585, id="numbers"),
    pytest.param("9" * 4096, id="digits"),
    pytest.param("<b>" * 1365, id="tags"),
    pytest.param("*_`[" * 1024, id="markup"),
    pytest.param("'" * 4096, id="apostrophes"),
    pytest.param("ﷺ" * 4096, id="ligatures that unfold"),
    pytest.param("é́́́" * 1024, id="accents"),
    pytest.param("Zq" * 2048, id="no word"),
    pytest.param("\n".join("abcdefgh"[n % 8 :] + str(n) for n in range(600)), id="lines"),
]


@pytest.mark.parametrize(("message", "says", "passage"), [*ANSWERS, *PARAPHRASES])
def test_answer(shipped: Assistant, message: str, says: str, passage: int) -> None:
    reply = shipped.reply(message)
    assert [part.kind for part in reply.parts] == [Kind.ANSWER], reply.text
    assert says in reply.parts[0].statement
    assert passage in passages(reply)
    assert 1 <= len(reply.quotes) <= 3


@pytest.mark.parametrize(("message", "statement"), YES_OR_NOT)
def test_yes_or_not(shipped: Assistant, message: str, statement: str) -> None:
    assert [part.statement for part in shipped.reply(message).parts] == [statement]


@pytest.mark.parametrize(("message", "says"), NEAR_MISSES)
def test_not_stated(shipped: Assistant, message: str, says: str) -> None:
    reply = shipped.reply(message)
    assert [part.kind for part in reply.parts] == [Kind.NOT_STATED], reply.text
    assert says in reply.parts[0].statement
    assert reply.quotes == ()


@pytest.mark.parametrize(("message", "says", "expected"), FALSE_PREMISES)
def test_correction(shipped: Assistant, message: str, says: str, expected: set[int]) -> None:
    reply = shipped.reply(message)
    assert [part.kind for part in reply.parts] == [Kind.CORRECTION], reply.text
    assert reply.parts[0].statement.startswith("No: ")
    assert says in reply.parts[0].statement
    assert passages(reply) & expected


@pytest.mark.parametrize("message", OFF_TOPICS)
def test_off_topic(shipped: Assistant, message: str) -> None:
    reply = shipped.reply(message)
    assert [part.kind for part in reply.parts] == [Kind.OFF_TOPIC], reply.text
    assert reply.parts[0].statement == OFF_TOPIC
    assert reply.quotes == ()
    assert tuple(option.question for option in reply.parts[0].options) == shipped.base.examples[:3]


@pytest.mark.parametrize(("message", "talk"), SMALL_TALK)
def test_small_talk(shipped: Assistant, message: str, talk: str) -> None:
    reply = shipped.reply(message)
    assert [(part.kind, part.statement) for part in reply.parts] == [(Kind.SMALL_TALK, shipped.base.language.small_talk[talk].reply)]


@pytest.mark.parametrize("message", ["when?", "how many?", "and why", "how long"])
def test_a_question_about_nothing_is_asked_back(shipped: Assistant, message: str) -> None:
    reply = shipped.reply(message)
    assert [(part.kind, part.statement) for part in reply.parts] == [(Kind.CLARIFY, "About what? You could ask, for example:")]
    assert tuple(option.question for option in reply.parts[0].options) == shipped.base.examples[:3]


@pytest.mark.parametrize(("message", "context", "kind", "says"), FOLLOW_UPS)
def test_follow_up(shipped: Assistant, message: str, context: list[str], kind: Kind, says: str) -> None:
    reply = shipped.reply(message, context)
    assert [part.kind for part in reply.parts] == [kind], reply.text
    assert says in reply.parts[0].statement


@pytest.mark.parametrize(("message", "expected"), SEVERAL)
def test_several_questions_in_one_message(shipped: Assistant, message: str, expected: list[tuple[str, Kind]]) -> None:
    reply = shipped.reply(message)
    assert [part.kind for part in reply.parts] == [kind for _, kind in expected], reply.text
    for part, (says, _) in zip(reply.parts, expected, strict=True):
        assert says in part.statement


def test_each_facts_own_question_is_answered_by_its_quote(shipped: Assistant) -> None:
    replies = [(fact, shipped.reply(fact.question)) for fact in shipped.base.facts.values()]
    failed = [
        f"{fact.id}: {reply.kind}"
        for fact, reply in replies
        if reply.kind is not Kind.ANSWER or not {quote.text for quote in reply.quotes} & {excerpt.text for excerpt in fact.excerpts}
    ]
    assert not failed


@pytest.mark.parametrize("place", range(5))
def test_the_examples_that_the_bot_offers_are_answered(shipped: Assistant, place: int) -> None:
    reply = shipped.reply(shipped.base.examples[place])
    assert (reply.kind, len(reply.parts)) == (Kind.ANSWER, 1)


@pytest.mark.parametrize(("message", "language"), OTHER_LANGUAGES)
def test_other_languages(shipped: Assistant, message: str, language: str) -> None:
    reply = shipped.reply(message)
    assert [(part.kind, part.text) for part in reply.parts] == [(Kind.SMALL_TALK, LINES[language])]


@pytest.mark.parametrize("message", NOT_WORDS, ids=ascii)
def test_nothing_to_read(shipped: Assistant, message: str) -> None:
    reply = shipped.reply(message, ["When is Putin going to China?"])
    assert [(part.kind, part.text) for part in reply.parts] == [(Kind.SMALL_TALK, NOTHING)]


@pytest.mark.parametrize("message", LONG)
def test_long_messages(shipped: Assistant, message: str) -> None:
    reply = shipped.reply(message)
    assert reply.kind is not Kind.ANSWER or "who signed" in message
    assert reply.text
    assert len(reply.parts) <= 6


def test_what_lies_beyond_the_limit_is_not_read(small_assistant: Assistant) -> None:
    question = "when does the bridge open?"
    assert small_assistant.reply(question + " " * 4096 + "who designed the bridge?") == small_assistant.reply(question)


def test_every_answer_is_explained(small_assistant: Assistant) -> None:
    explanation = small_assistant.reply("wen does the fotbridge open").parts[0].explanation
    assert explanation is not None
    assert explanation.question == "when does the footbridge open"
    assert (explanation.intent, explanation.pattern) == ("bridge.opening", "When does the footbridge open?")
    assert explanation.unknown == ()
    assert explanation.reason == "It asks for what this fact says."


def test_unknown_words_are_named(small_assistant: Assistant) -> None:
    explanation = small_assistant.reply("when does the marmalade open the bridge").parts[0].explanation
    assert explanation is not None
    assert explanation.unknown == ("marmalade",)


def test_only_the_last_three_messages_are_remembered(small_assistant: Assistant) -> None:
    recent = ["hello", "thanks", "hi"]
    assert small_assistant.reply("and when?", ["how long is the bridge", *recent]) == small_assistant.reply("and when?", recent)
    assert small_assistant.reply("and when?", ["how long is the bridge"]) != small_assistant.reply("and when?")


@pytest.mark.parametrize(
    "context",
    [
        pytest.param(["", "🙂", "\ud800"], id="no words"),
        pytest.param(["Когда?"], id="Russian"),
        pytest.param(["x" * 100_000], id="long"),
        pytest.param(["what is the capital of france"], id="off topic"),
    ],
)
def test_a_context_that_says_nothing(small_assistant: Assistant, context: list[str]) -> None:
    reply = small_assistant.reply("When does the footbridge open?", context)
    assert (reply.kind, reply.parts[0].statement) == (Kind.ANSWER, "In May.")


ALPHABET = [
    *"abcdefghijklmnopqrstuvwxyzABCXYZ0123456789",
    *"  \t\n.,;:!?…'’`\"“”()[]{}<>&/\\|*_~#@%^+=-–—\x00\x07\x1b\x7f\u200b\u200d\u202e\ufeff\ufffd",
    *"éßİıǆΩжЇ中あ한عא๐²½Ⅷʼﾞªǃ🙂🇨👩\u0301\ud800\udfff\U0010ffff",
]
WORDS = ["when", "who", "is", "the", "bridge", "ferry", "open", "not", "and", "why", "in", "june", "120", "twenty", "hello", "it", "what's"]
WORDS += ["cost", "long"]


def random_message(chance: random.Random) -> str:
    match chance.randrange(3):
        case 0:
            return "".join(chance.choices(ALPHABET, k=chance.randrange(120)))
        case 1:
            return "".join(chr(chance.randrange(sys.maxunicode + 1)) for _ in range(chance.randrange(60)))
        case _:
            words = chance.choices([*WORDS, *ALPHABET], k=chance.randrange(30))
            return "".join(word + chance.choice([" ", " ", "? ", ", ", "\n", ". "]) for word in words)


def test_any_message_gets_a_reply(small_assistant: Assistant) -> None:
    chance = random.Random(20240229)  # noqa: S311 - repeatable cases, not secrets
    kinds = set()
    for number in range(1500):
        context = [random_message(chance) for _ in range(number % 3)]
        message = random_message(chance)
        reply = small_assistant.reply(message, context)
        kinds.add(reply.kind)
        assert reply.parts, ascii(message)
        assert all(part.text.strip() for part in reply.parts), ascii(message)
    assert {Kind.ANSWER, Kind.NOT_STATED, Kind.OFF_TOPIC, Kind.SMALL_TALK} <= kinds


ASK = """
import json, sys
from pathlib import Path
from answers import load_assistant
assistant = load_assistant(Path(sys.argv[1]))
for message, context in json.load(sys.stdin):
    print(json.dumps(repr(assistant.reply(message, context))))
"""


def test_hash_seeds_change_nothing() -> None:
    chance = random.Random(7)  # noqa: S311 - repeatable cases, not secrets
    asked: list[tuple[str, list[str]]] = [("when does the bridge open", []), ("what does the ferry cost", [])]
    asked += [("so it opens in june or july?", ["how long is the bridge"])]
    asked += [(" ".join(chance.choices(WORDS, k=8)), [" ".join(chance.choices(WORDS, k=5))]) for _ in range(40)]
    found = []
    for seed in ("0", "1", "4321"):
        run = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", ASK, str(SMALL)],
            input=json.dumps(asked),
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        found.append(run.stdout)
    assert len(found[0].splitlines()) == len(asked)
    assert found[0] == found[1] == found[2]
