"""A notebook run again, cell by cell, each with a clock of its own; where one ends the job, the others are run without it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from grader.bench import Bench
from grader.jail.ended import JobEnded
from grader.run import Ending, Question, Reason, Reply
from grader.session import Session, ended_reply, reply_of

MOST_SKIPPED = 3
MOST_CELLS = 2_000
TEXTS = ("output", "error", "line", "skipped")


def rerun(bench: Bench, question: Question) -> tuple[Reply, ...]:
    """One reply for each cell; where nothing could be run, one that says why."""
    ended: dict[int, Reply] = {}
    while True:
        with bench.fresh(alone=bool(ended)) as session:
            replies = cells(session, question, ended) if isinstance(session, Session) else [session]
        last = replies[-1] if replies else Reply(Ending.FINISHED)
        at = last.value["index"] - 1 if isinstance(last.value, dict) else -1
        if last.ending is Ending.FINISHED or at < 0 or len(ended) >= MOST_SKIPPED:
            return tuple(replies)
        ended[at] = last


def cells(session: Session, question: Question, ended: Mapping[int, Reply]) -> list[Reply]:
    """The cells of one run, without those that ended an earlier one."""
    message: dict[str, Any] = {"do": "cells", "file": question.fields["file"], "skip": sorted(ended)}
    found: list[Reply] = []
    while len(found) < MOST_CELLS:
        try:
            answered = session.job.ask(message, question.seconds)
        except JobEnded as problem:
            return [*found, replace(ended_reply(problem, question.seconds), value=cell_value(len(found)))]
        told = answered.message
        if told.get("is") == "done":
            return found
        if told.get("is") != "cell":
            return [*found, reply_of(told, session.material.names)]
        value = told_of(told.get("value"), len(found))
        if value is None:
            return [*found, Reply(Ending.NO_RESULT, reason=Reason.PROTOCOL, says="what came back is no answer")]
        found.append(ended.get(len(found)) or Reply(Ending.FINISHED, value, says=value["error"], cpu=answered.cpu, wall=answered.wall))
        message = {"do": "next"}
    return found


def told_of(value: object, index: int) -> dict[str, Any] | None:
    """What a job says of a cell: the one that is due, and texts; None where it is something else."""
    if type(value) is not dict or value.get("index") != index or any(type(value.get(key)) is not str for key in TEXTS):
        return None
    return cell_value(index, **{key: value[key] for key in TEXTS})


def cell_value(index: int, output: str = "", error: str = "", line: str = "", skipped: str = "") -> dict[str, Any]:
    """A cell; people count from 1."""
    return {"index": index + 1, "output": output, "error": error[:500], "line": line[:300], "skipped": skipped[:300]}
