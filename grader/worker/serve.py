"""The job's own loop: one request, one reply, until the grader closes the channel."""

import traceback
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from grader.worker import ask, begin, cells, handle, live, load, official, protected, style
from grader.worker.attempt import attempt
from grader.worker.channel import Channel, ChannelClosed
from grader.worker.guard import Before
from grader.worker.loaded import Loaded

Answer = Callable[[dict[str, Any], Loaded, Channel], dict[str, Any]]

ANSWERS: Mapping[str, Answer] = MappingProxyType(
    {
        "begin": begin.answer,
        "load": load.answer,
        "ask": ask.answer,
        "cells": cells.answer,
        "style": style.answer,
        "pytest": official.answer,
        "handle": handle.answer,
        "protected": protected.answer,
        "live": live.answer,
    }
)
"""By the word that a request begins with."""


def serve(channel: Channel, before: Before = ()) -> None:
    """Obey until the channel closes; `before` is how the fork server remembers everything."""
    state = Loaded(before=before)
    while True:
        try:
            request = channel.receive()
            reply = reply_to(request, state, channel)
            channel.send(reply)
        except ChannelClosed:
            return


def reply_to(request: dict[str, Any], state: Loaded, channel: Channel) -> dict[str, Any]:
    """The reply to one request, whatever happens."""
    word = request.get("do")
    known = ANSWERS.get(word) if isinstance(word, str) else None
    if known is None:
        return {"is": "fault", "says": f"a job cannot do {word!r}"}
    if not state.files and word != "begin" and state.guard is None:
        return {"is": "fault", "says": "a job begins with its files"}
    done = attempt(lambda: known(request, state, channel))
    if state.guard is not None:
        state.guard.restore()
    if isinstance(done.error, ChannelClosed):
        raise done.error
    if done.error is not None:
        return {"is": "fault", "says": "".join(traceback.format_exception(done.error))[-2000:]}
    reply: dict[str, Any] = done.value
    return reply
