"""Text → plain lower-case words."""

from __future__ import annotations

import pytest

from answers.normalise import MAX_CHARACTERS, clean, words_of

SHORT = {"u": ("you",), "whats": ("what", "is"), "2day": ("today",)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("When is Putin going?", "When is Putin going?", id="plain"),
        pytest.param("Kremlín café", "Kremlin cafe", id="accents"),
        pytest.param("what’s ‘this’ `that` ʼ", "what's 'this' 'that' '", id="apostrophes"),
        pytest.param("a\tb\nc\x00d\x7fe\u2028f\u2029g", "a b c d e f g", id="control characters and line separators"),
        pytest.param("a\u200bb\u00adc\u202ed\ufeffe", "abcde", id="invisible formatting"),
        pytest.param("a\ud800b\ue000c", "abc", id="surrogates and private use"),
        pytest.param("ｗｈｅｎ ﬁve ②", "when five 2", id="compatibility forms"),
        pytest.param("e\u0301 Å", "e A", id="composed and decomposed"),
        pytest.param("", "", id="empty"),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize("letter", ["a", "é"], ids=["ASCII", "accented"])
def test_clean_reads_no_further_than_the_limit(letter: str) -> None:
    assert len(clean(letter * (MAX_CHARACTERS + 500))) == MAX_CHARACTERS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("When is PUTIN going?", "when is putin going", id="case and punctuation"),
        pytest.param("u said whats 2day", "you said what is today", id="short forms"),
        pytest.param("what's he doing", "what is he doing", id="'s of a question word"),
        pytest.param("Russia's ally", "russia ally", id="'s of a name"),
        pytest.param("don't isn't", "do not is not", id="n't"),
        pytest.param("can't won't shan't", "can not will not shall not", id="irregular"),
        pytest.param("they're we've I'll I'm he'd", "they are we have i will i am he would", id="suffixes"),
        pytest.param("let's y'all", "let us you", id="let us, you all"),
        pytest.param("rock'n'roll o'clock", "rock n roll o clock", id="other apostrophes"),
        pytest.param("'quoted' n't", "quoted n t", id="apostrophes outside"),
        pytest.param("<b>when</b>", "b when b", id="HTML"),
        pytest.param("*when* _is_ `it`", "when is it", id="Markdown"),
        pytest.param("twenty-two 3.5 belt&road", "twenty two 3 5 belt road", id="split at signs"),
        pytest.param("STRASSE straße", "strasse strasse", id="folded case"),
        pytest.param("🙂 … ?!", "", id="no words"),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert " ".join(words_of(text, SHORT)) == expected
