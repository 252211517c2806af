"""A notebook run again, cell by cell, each with a clock of its own; where one ends the job, the others are run without it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from grader.bench import Bench
from grader.jail.ended import JobEnded
from grader.run import Ending, Question, Reason, Reply
from grader.session import Session, ended_reply, load_may_be_to_blame, reply_of

MOST_SKIPPED = 3
MOST_CELLS = 2_000
MOST_OUTPUT = 4_000_000
"""Characters that all cells together may print; a job can fill every one of them."""
LONGEST = 500
"""Characters of what is told of a cell, beside what it printed."""
TEXTS = ("output", "error", "line", "skipped", "hint", "notes")


def rerun(bench: Bench, question: Question) -> tuple[Reply, ...]:
    """One reply for each cell; where nothing could be run, one that says why. What load may have ended is tried once more alone."""
    ended, first = dict[int, Reply](), dict[int, Reply]()
    while True:
        times = 2 if ended or first else 1
        with bench.fresh(alone=times == 2) as session:
            asked = replace(question, seconds=times * question.seconds)
            replies = cells(session, asked, ended) if isinstance(session, Session) else [session]
        last = replies[-1] if replies else Reply(Ending.FINISHED)
        at = last.value["index"] - 1 if isinstance(last.value, dict) else -1
        # A cell that was left out ends nothing; a job that says so answers for cells, and would for ever.
        if last.ending is Ending.FINISHED or at < 0 or at in ended or len(ended) >= MOST_SKIPPED:
            return tuple(replace(reply, first=first.get(number)) for number, reply in enumerate(replies))
        if load_may_be_to_blame(last) and at not in first:
            first[at] = last
        else:
            ended[at] = last


def cells(session: Session, question: Question, ended: Mapping[int, Reply]) -> list[Reply]:
    """The cells of one run, without those that ended an earlier one."""
    message: dict[str, Any] = {"do": "cells", "file": question.fields["file"], "skip": sorted(ended)}
    found: list[Reply] = []
    room = MOST_OUTPUT
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
        value["output"] = value["output"][:room]
        room -= len(value["output"])
        found.append(ended.get(len(found)) or Reply(Ending.FINISHED, value, says=value["error"], cpu=answered.cpu, wall=answered.wall))
        message = {"do": "next"}
    return found


def told_of(value: object, index: int) -> dict[str, Any] | None:
    """What a job says of a cell: the one that is due, and texts; None where it is something else."""
    if type(value) is not dict or value.get("index") != index or any(type(value.get(key)) is not str for key in TEXTS):
        return None
    return cell_value(index, **{key: value[key] for key in TEXTS})


def cell_value(index: int, output: str = "", **told: str) -> dict[str, Any]:
    """A cell; people count from 1."""
    return {"index": index + 1, "output": output, **{key: told.get(key, "")[:LONGEST] for key in TEXTS[1:]}}


def notes_of_cells(replies: Sequence[Reply]) -> Iterator[str]:
    """What was left out of cells, and what was adapted for them."""
    for reply in replies:
        if isinstance(reply.value, dict) and reply.value.keys() >= {"index", "skipped", "notes"}:
            cell = f"cell {reply.value['index']}"
            if reply.value["skipped"]:
                yield f"{cell}: `{reply.value['skipped']}` was left out"
            if reply.value["notes"]:
                yield f"{cell}: {reply.value['notes']}"
