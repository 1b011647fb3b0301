"""`article-bot ask`: one question from the command line, or many from stdin as JSON lines."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from answers.reply import Reply
from bot.engine import load_engine
from bot.errors import InputError
from bot.explain import SCORES, explain_to_editor
from bot.render import clean_text
from bot.settings import load_local_settings
from bot.terminal import Page, show, terminal_page
from bot.texts import Answerer

__all__ = ["Question", "read_questions", "reply_record", "run"]


@dataclass(frozen=True, slots=True)
class Question:
    """A message and the user's earlier ones, oldest first."""

    text: str
    context: tuple[str, ...] = ()


def run(arguments: argparse.Namespace) -> int:
    """The command; raises InputError, SettingsError, FactBaseError."""
    question = " ".join(arguments.question)
    if arguments.jsonl == bool(question.strip()):
        raise InputError('Ask either one question, `article-bot ask "When …?"`, or many, `article-bot ask --jsonl < questions.jsonl`.')
    settings = load_local_settings(arguments.data)
    answerer, _ = load_engine(settings.data, settings.cache)
    if arguments.jsonl:
        for asked in read_questions(sys.stdin.buffer):
            _print_record(_reply(answerer, asked), arguments.explain)
    elif arguments.json:
        _print_record(_reply(answerer, Question(question)), arguments.explain)
    else:
        _print_reply(_reply(answerer, Question(question)), terminal_page(settings.colour), arguments.explain)
    return 0


def read_questions(lines: Iterable[bytes]) -> Iterator[Question]:
    """The questions, each as soon as its line is there; empty lines are skipped, other keys ignored. Raises InputError."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = error.msg if isinstance(error, json.JSONDecodeError) else type(error).__name__
            raise InputError(f'stdin:{number}: not JSON ({reason}); write {{"q": "the question"}}.') from None
        yield _question(record, number)


def reply_record(reply: Reply) -> dict[str, Any]:
    """The reply as it is written to JSON."""
    quotes = [{"text": quote.text, "source": quote.source, "passage": quote.passage} for quote in reply.quotes]
    return {"kind": reply.kind.value, "text": reply.text, "quotes": quotes}


def _question(record: Any, number: int) -> Question:
    if not isinstance(record, dict) or not isinstance(record.get("q"), str):
        raise InputError(f'stdin:{number}: no question; write {{"q": "the question"}}.')
    context = record.get("context", [])
    if not isinstance(context, list) or not all(isinstance(message, str) for message in context):
        raise InputError(f'stdin:{number}: "context" is not a list of strings; write {{"q": …, "context": ["an earlier message"]}}.')
    return Question(record["q"], tuple(context))


def _reply(answerer: Answerer, question: Question) -> Reply:
    return answerer.reply(clean_text(question.text), tuple(clean_text(message) for message in question.context))


def _print_record(reply: Reply, explain: bool) -> None:
    record = reply_record(reply)
    if explain:
        record["explanations"] = [asdict(part.explanation) for part in reply.parts if part.explanation]
        record["scores"] = SCORES
    show(json.dumps(record, ensure_ascii=False))


def _print_reply(reply: Reply, page: Page, explain: bool) -> None:
    show(page.reply(reply))
    if explain:
        show("\n" + page.text(explain_to_editor(reply), hanging="  "))
