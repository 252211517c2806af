"""A group whose function asks the reference for a helper's values decides how often: the grader's own work for it is bounded."""

from types import SimpleNamespace

import numpy as np
import pytest

from grader import stand_ins
from grader.references.quantity import CannotFollow
from grader.references.reference import FEWEST_STEPS
from grader.stand_ins import ENTRIES_IN_ALL, LARGEST, MOST_CALLS, STEPS_IN_ALL, StandIn, StandIns


class Slow:
    """A reference that takes as many steps as it may."""

    def __init__(self, steps, fails=False):
        self.steps, self.fails, self.calls = steps, fails, 0

    def arguments(self, _name):
        return ["x"]

    def called(self, _name, arguments, most=None):
        self.calls += 1
        if self.fails and most is not None:
            raise CannotFollow("half takes far more steps than on the sheet's own values")
        return arguments["x"], 1 if most is None else self.steps


def answered(monkeypatch, reference, value, times):
    """How many of so many calls were answered."""
    monkeypatch.setattr(stand_ins, "arguments_of", lambda _reference, _name: ["x"])
    asked = SimpleNamespace(order=SimpleNamespace(name="half"), inputs=[SimpleNamespace(arguments={"x": value})])
    all_of_them = StandIns({"half": StandIn(reference, asked)})
    told = [all_of_them.answers({"is": "call", "name": "half", "args": [value], "kwargs": {}}) for _ in range(times)]
    return sum(one["do"] == "result" for one in told)


@pytest.mark.parametrize(
    ("steps", "value", "most"),
    [
        (10, 1.0, MOST_CALLS),
        (FEWEST_STEPS, 1.0, STEPS_IN_ALL + 1),
        (10, np.zeros(LARGEST, dtype=bool), ENTRIES_IN_ALL // LARGEST),
    ],
)
def test_the_reference_works_no_longer_for_a_group_than_is_fair(monkeypatch, steps, value, most):
    assert answered(monkeypatch, Slow(steps), value, most + 20) == most


def test_calls_that_come_to_no_end_are_counted_too(monkeypatch):
    reference = Slow(0, fails=True)
    answered(monkeypatch, reference, 1.0, 2 * STEPS_IN_ALL)
    assert reference.calls <= STEPS_IN_ALL + 2
