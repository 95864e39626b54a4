"""The one desk for what goes wrong: a kind sentence for a refusal, an apology for a fault."""

import logging
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

import aiohttp
import discord
from discord import app_commands

from bot.core import MemoryLost
from bot.forms import Problem
from bot.refusals import Refusal
from bot.words import known, say
from cogs.ui.paint.drafts import sentence, spoken
from cogs.ui.paint.ink import Painted
from cogs.ui.people import language
from cogs.ui.speaking import Heard, speak

log = logging.getLogger(__name__)

UNKNOWN_INTERACTION = 10062
ALREADY_ANSWERED = 40060


async def apologise(interaction: Heard, error: BaseException) -> None:
    """Tell the person, privately and in their language; never raises.

    Every door leads here: commands, buttons and menus, forms, autocomplete.
    """
    cause = _cause(error)
    try:
        painted = _said(interaction, cause)
        if painted is not None:
            await speak(interaction, painted)
    except (discord.HTTPException, discord.InteractionResponded, aiohttp.ClientError, OSError):
        log.warning("interaction %d: even the apology did not arrive", interaction.id)


def _cause(error: BaseException) -> BaseException:
    while isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    return error


def _said(interaction: Heard, error: BaseException) -> Painted | None:
    locale = language(interaction)
    if isinstance(error, Refusal):
        return refused(error, locale)
    if isinstance(error, discord.HTTPException) and error.code in (
        UNKNOWN_INTERACTION,
        ALREADY_ANSWERED,
    ):
        # Too late to say anything; what was asked for has been done and remembered.
        log.warning("interaction %d expired before its answer", interaction.id)
        return None
    if isinstance(error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)):
        log.warning("an outdated command was called: %s", type(error).__name__)
        return Painted(content=say("apology.stale", locale))
    if isinstance(error, MemoryLost):
        log.error("interaction %d was not noted: %s", interaction.id, error)
        return Painted(content=say("apology.memory", locale))
    code = secrets.token_hex(3)
    log.error("fault %s in interaction %d", code, interaction.id, exc_info=error)
    return Painted(content=say("apology", locale, code=code))


def refused(refusal: Refusal, locale: str) -> Painted:
    """A polite no in words, with what had been typed, so that nothing is lost."""
    return Painted(content=_sentence(refusal, locale))


def _sentence(refusal: Refusal, locale: str) -> str:
    details = {name: _detail(value, locale) for name, value in refusal.details.items()}
    key = f"refusal.{refusal.key}"
    if known(key, locale):
        return say(key, locale, **_spoken(details, locale))
    if known(f"problem.{refusal.key.split('.')[0]}", locale):
        return sentence("problem", Problem(refusal.key, refusal.details), locale)
    log.error("no sentence is written for the refusal %s", refusal.key)
    return say("refusal.other", locale)


def _spoken(details: Mapping[str, Any], locale: str) -> dict[str, str]:
    ready = {name: text for name, text in details.items() if isinstance(text, _Ready)}
    return {**spoken({k: v for k, v in details.items() if k not in ready}, locale), **ready}


class _Ready(str):
    """A text of ours that needs no escaping."""

    __slots__ = ()


def _detail(value: Any, locale: str) -> Any:
    if isinstance(value, tuple) and value and all(isinstance(one, Problem) for one in value):
        return _Ready("\n".join(f"• {sentence('problem', one, locale)}" for one in value))
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return value
