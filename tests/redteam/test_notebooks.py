"""A job that runs a notebook and lies about its cells: the grader comes to an end with it, and holds little of what it says."""

from contextlib import contextmanager

from grader.jail.ended import Answered, JobEnded
from grader.notebooks import MOST_CELLS, MOST_OUTPUT, MOST_SKIPPED, rerun
from grader.run import Ending, Question
from grader.session import Material, Session
from grader.surveyed import Survey

EMPTY = dict.fromkeys(("output", "error", "line", "skipped", "hint", "notes"), "")


class Liar:
    """A job that answers for each cell as it is told to."""

    def __init__(self, cell):
        self.cell, self.index = cell, 0

    def ask(self, message, seconds):  # noqa: ARG002 - as a job is asked
        index, self.index = self.index, self.index + 1
        return Answered({"is": "cell", "value": EMPTY | {"index": index} | self.cell(index)}, cpu=0.0, wall=0.0)


class Jobs:
    """A bench whose jobs all lie in the same way; counts them."""

    def __init__(self, cell):
        self.cell, self.count = cell, 0

    @contextmanager
    def fresh(self, *, alone=False):  # noqa: ARG002 - as a bench is
        self.count += 1
        assert self.count <= 2 * MOST_SKIPPED, "it is run again for ever"
        yield Session(Liar(self.cell), Material({}, {}), Survey({}))


def test_a_job_that_ends_at_a_cell_that_was_left_out_is_not_run_again_for_ever():
    def ends_at_two(index):
        if index == 2:
            raise JobEnded(Ending.NO_RESULT)
        return {}

    jobs = Jobs(ends_at_two)
    replies = rerun(jobs, Question("cells", {"file": "train.ipynb"}))
    assert (jobs.count, [reply.ending for reply in replies]) == (2, [Ending.FINISHED, Ending.FINISHED, Ending.NO_RESULT])


def test_what_all_cells_print_is_bounded():
    replies = rerun(Jobs(lambda _: {"output": "x" * 60_000}), Question("cells", {"file": "train.ipynb"}))
    assert len(replies) == MOST_CELLS
    assert sum(len(reply.value["output"]) for reply in replies) == MOST_OUTPUT


def test_a_cell_that_load_may_have_ended_is_tried_once_more_alone():
    ends = [JobEnded(Ending.OUT_OF_TIME)]

    def loops_once(index):
        if index == 2 and ends:
            raise ends.pop()
        if index == 4:
            raise JobEnded(Ending.NO_RESULT)
        return {}

    replies = rerun(Jobs(loops_once), Question("cells", {"file": "train.ipynb"}))
    assert [reply.ending for reply in replies] == [Ending.FINISHED] * 4 + [Ending.NO_RESULT]
    assert [reply.first and reply.first.ending for reply in replies] == [None, None, Ending.OUT_OF_TIME, None, None]
