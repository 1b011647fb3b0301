"""Answers questions about an article from a structured fact base, each answer with its verbatim quote.

from answers import Assistant, load_fact_base
reply = Assistant(load_fact_base()).reply("When is Putin going to China?")
print(reply.kind, reply.text)
"""

from answers.assistant import Assistant
from answers.cache import load_assistant
from answers.errors import ArticleBotError, FactBaseError, Problem
from answers.load import load_fact_base
from answers.model import FactBase
from answers.reply import Explanation, Kind, Option, Part, Quote, Reply

__all__ = [
    "ArticleBotError",
    "Assistant",
    "Explanation",
    "FactBase",
    "FactBaseError",
    "Kind",
    "Option",
    "Part",
    "Problem",
    "Quote",
    "Reply",
    "load_assistant",
    "load_fact_base",
]
