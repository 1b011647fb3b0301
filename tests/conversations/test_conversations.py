"""Every script against every target that it names: the shipped fact base, the real engine, and what stands around it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from answers import Assistant
from bot.engine import describe
from bot.local.running import run_local_bot
from tests.conversations.outcome import problems_of
from tests.conversations.script import Script, Target, read_script
from tests.conversations.targets import EngineTarget, Recorder, Runner, StepError, TelegramTarget, TerminalTarget

FOLDER = Path(__file__).parent
SCRIPTS = [read_script(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path) for path in sorted(FOLDER.glob("*.txt"))]
CASES = [pytest.param(script, target, id=f"{script.path.stem}-{target}") for script in SCRIPTS for target in script.targets]


@asynccontextmanager
async def runner_of(target: Target, assistant: Assistant, script: Script) -> AsyncIterator[Runner]:
    if target is Target.ENGINE:
        yield EngineTarget(assistant)
        return
    recorder = Recorder(assistant)
    async with run_local_bot(recorder, describe(assistant.base)) as bot:
        yield TerminalTarget.on(bot, recorder) if target is Target.TERMINAL else await TelegramTarget.on(bot, recorder, script)


async def failures(script: Script, runner: Runner) -> list[str]:
    """What is not as the script says, with file and line."""
    found = []
    for step in script.steps:
        try:
            problems = list(problems_of(step, await runner.run(step)))
        except StepError as error:
            problems = [(step.line, f"{step.person} {step.action}: {error}")]
        found += [f"{script.path}:{line}: {problem}" for line, problem in problems]
    return found


@pytest.mark.parametrize(("script", "target"), CASES)
async def test_conversation(script: Script, target: Target, shipped: Assistant) -> None:
    async with runner_of(target, shipped, script) as runner:
        found = await failures(script, runner)
    if found:
        pytest.fail("\n".join([f"On “{target}”, not as written:", *found]), pytrace=False)


def test_there_are_scripts_for_every_target() -> None:
    assert {target for script in SCRIPTS for target in script.targets} == set(Target)
