"""Whoever stops a batch while the course's own solution is tried, at whatever moment, waits for nothing and starts nothing."""

from contextlib import contextmanager

import pytest

from grader.control import TRIES, Controlled
from grader.errors import JailFault


class Jobs:
    """Jobs that know whether they were ended."""

    def __init__(self):
        self.ended = False

    def close(self):
        self.ended = True

    def job(self, *_given, **_more):
        return "a job"


class Batch:
    """A control run and a jail, with a hand that stops at a moment."""

    def __init__(self, moment, *, fault=""):
        self.moment, self.fault, self.said, self.opened = moment, fault, [], []
        self.controlled = Controlled(self.prove, self.jail)

    def at(self, moment):
        self.said.append(moment)
        if moment == self.moment:
            self.controlled.close()

    def prove(self, tell):
        self.at("starting")
        own = Jobs()
        self.opened.append(own)
        tell(own)
        self.at("running")
        return "it was ended" if own.ended else self.fault

    @contextmanager
    def jail(self):
        self.at("opening")
        self.opened.append(Jobs())
        yield self.opened[-1]


ONCE = ["starting", "running"]
MOMENTS = {"before": [], "starting": ["starting"], "running": ONCE, "opening": [*ONCE, "opening"]}


@pytest.mark.parametrize(("moment", "said"), MOMENTS.items(), ids=MOMENTS)
def test_nothing_begins_after_the_stop(moment, said):
    batch = Batch(moment)
    batch.at("before")
    for _ in range(2):  # somebody else waited at the door
        with pytest.raises(JailFault, match="it was stopped"):
            batch.controlled.job()
        assert batch.said == ["before", *said]


def test_what_fails_is_tried_once_more_and_then_told_to_everybody():
    batch = Batch("never", fault="no such library")
    for _ in range(2):
        with pytest.raises(JailFault, match="no such library"):
            batch.controlled.job()
    assert batch.said == ONCE * TRIES


def test_what_works_is_tried_once():
    batch = Batch("never")
    assert [batch.controlled.job(), batch.controlled.job()] == ["a job"] * 2
    assert batch.said == [*ONCE, "opening"]
    batch.controlled.close()
    assert [jobs.ended for jobs in batch.opened] == [False, True], "the first ones ended by themselves"
