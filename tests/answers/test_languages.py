"""Messages in other languages."""

from __future__ import annotations

import pytest

from answers.languages import LINES, foreign_line


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param("Когда Путин поедет в Китай?", "ru", id="Russian"),
        pytest.param("Коли Путін поїде до Китаю?", "uk", id="Ukrainian"),
        pytest.param("普京什么时候去中国？", "zh", id="Chinese"),
        pytest.param("متى سيزور بوتين الصين؟", "ar", id="Arabic"),
        pytest.param("Când va merge Putin în China și pentru ce?", "ro", id="Romanian"),
        pytest.param("¿Cuándo va Putin a China y por qué?", "es", id="Spanish"),
        pytest.param("Quand est-ce que Poutine va en Chine et pourquoi ?", "fr", id="French"),
        pytest.param("Wann reist Putin nach China und warum?", "de", id="German"),
        pytest.param("quand Poutine va en Chine", "fr", id="French without accents"),
        pytest.param("cuando va Putin a China", "es", id="Spanish without accents"),
        pytest.param("Quando Putin va in Cina?", "", id="Italian"),
        pytest.param("Quando visitou Putin a China?", "", id="Portuguese"),
        pytest.param("kiedy putin jedzie do chin", "", id="Polish"),
        pytest.param("Når reiser Putin til Kina", "", id="Norwegian"),
        pytest.param("プーチンはいつ中国に行きますか", "", id="Japanese"),
        pytest.param("푸틴은 언제 중국에 가나요?", "", id="Korean"),
        pytest.param("Πότε πάει ο Πούτιν στην Κίνα;", "", id="Greek"),
        pytest.param("מתי פוטין נוסע לסין?", "", id="Hebrew"),
        pytest.param("पुतिन चीन कब जा रहे हैं?", "", id="Hindi"),
        pytest.param("Путин Putin когда when поедет", "ru", id="mostly Cyrillic"),
    ],
)
def test_other_languages(text: str, language: str) -> None:
    assert foreign_line(text) == LINES[language]


@pytest.mark.parametrize(
    "text",
    [
        "When is Putin going to China?",
        "putin china when",
        "Who is Ushakov?",
        "Xi Jinping",
        "El Niño",
        "What is the meaning of the word der Wanderer?",
        "who said “la la land” un",
        "When did Путин visit China?",
        "does 习近平 go to Moscow",
        "WHERE WAS THE PHOTO TAKEN",
        "was he in moscow",
        "die",
        "",
        "   ",
        "123 456",
        "🙂🙂",
        "?",
        "\ud800",
    ],
    ids=ascii,
)
def test_english_and_nothing(text: str) -> None:
    assert foreign_line(text) is None


def test_each_line_says_english_in_its_own_language() -> None:
    names = {"ru": "англий", "uk": "англій", "zh": "英语", "ar": "بالإنجليزية", "ro": "engleză", "es": "inglés", "fr": "anglais"}
    names |= {"de": "Englisch", "": "English"}
    assert names.keys() == LINES.keys()
    assert [language for language, name in names.items() if name not in LINES[language]] == []
