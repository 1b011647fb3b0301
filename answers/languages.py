"""Messages in another language or script: a line in that language that says the bot answers in English.

Scripts are told by their letters. Languages in Latin letters are told by their commonest words, and only where English has fewer in the
message: a name alone decides nothing.
"""

from __future__ import annotations

import unicodedata
from collections import Counter

LINES = {
    "ru": "Я отвечаю только по-английски: задайте, пожалуйста, вопрос о статье на английском языке.",
    "uk": "Я відповідаю лише англійською: поставте, будь ласка, запитання про статтю англійською мовою.",
    "zh": "我只能用英语回答。请用英语提出有关这篇文章的问题。",
    "ar": "أجيب باللغة الإنجليزية فقط. من فضلك اطرح سؤالك عن المقال بالإنجليزية.",
    "ro": "Răspund doar în engleză: vă rog să întrebați despre articol în limba engleză.",
    "es": "Solo respondo en inglés: por favor, haga su pregunta sobre el artículo en inglés.",
    "fr": "Je ne réponds qu'en anglais : posez, s'il vous plaît, votre question sur l'article en anglais.",
    "de": "Ich antworte nur auf Englisch: Bitte stellen Sie Ihre Frage zum Artikel auf Englisch.",
    "": "I answer in English only: please ask about the article in English.",
}
_SCRIPTS = {"CYRILLIC": "ru", "CJK": "zh", "ARABIC": "ar"}
_SPANISH = frozenset("¿¡")
_UKRAINIAN = frozenset("іїєґІЇЄҐ")
_COMMONEST = {
    "ro": "și este unde când cine ce cum pentru din sunt care cât nu la în că fost președintele va ale lui câte",
    "es": "el la los las qué que cuándo cuando dónde donde quién quien cómo como es por para del una en se ha cuántos presidente va visitó",
    "fr": "le les qui quand où ou quoi que quel quelle est pour dans des du une et en été combien président pourquoi va il elle",
    "de": "der das wer wann wo warum wie ist und für mit ein eine nach von wird wurde zu den viele präsident reist fährt",
    "it": "il lo gli che cosa quando dove chi perché è sono di del della una ha hanno va quanti cina presidente",
    "pt": "que quando onde quem por para dos uma é foi vai não quantos presidente visitou",
    "pl": "kiedy gdzie kto jak dlaczego czy jest ile prezydent jedzie się nie chin",
    "no": "når hvor hvem hva hvorfor hvordan og et på har sa reiser mange",
    "en": "the is are was were do does did what when where who whom which why how a an of to in and for with on he she it they has have "
    "had will about that this me you i not be go going his their tell can",
}
_COMMON = {language: frozenset(words.split()) for language, words in _COMMONEST.items()}
_FEWEST, _ONE_IN = 3, 4
"""A message of so many words, none of them a common English one, is in the language of which one word in four is a common one."""


def foreign_line(text: str) -> str | None:
    """What to say to a message that is not in English; None where it is, or where it has no letters."""
    text = unicodedata.normalize("NFKC", text)
    letters = [character for character in text if character.isalpha()]
    scripts = Counter(unicodedata.name(character, "?").split(" ", 1)[0] for character in letters)
    if not scripts:
        return None
    script, number = scripts.most_common(1)[0]
    if script != "LATIN":
        if number * 2 < len(letters):
            return None
        language = _SCRIPTS.get(script, "")
        return LINES["uk" if language == "ru" and _UKRAINIAN & set(text) else language]
    words = text.casefold().replace("?", " ").replace(",", " ").replace(".", " ").replace("¿", " ").replace("!", " ").split()
    hits = {language: sum(word in common for word in words) for language, common in _COMMON.items()}
    best = max(hits, key=lambda language: (hits[language], language == "en"))
    if set(text) & _SPANISH:
        return LINES["es"]
    none_english = hits["en"] == 0 and len(words) >= _FEWEST and hits[best] * _ONE_IN >= len(words)
    if best == "en" or not (none_english or (hits[best] >= 2 and hits[best] > hits["en"])):
        return None
    return LINES.get(best, LINES[""])
