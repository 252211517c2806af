"""A job without a jail, for tests of what stands before it: the very worker, in this process."""

import types
from contextlib import contextmanager

from grader.jail.ended import Answered, JobEnded
from grader.run import Ending
from grader.wire.decode import decode
from grader.wire.encode import encode
from grader.wire.frames import LENGTHS
from grader.worker.objects import Absent, Handles


def crossed(message):
    """A message as it arrives at the other end."""
    frame = encode(message)
    head, _ = LENGTHS.unpack_from(frame)
    middle = LENGTHS.size + head
    return decode(frame[LENGTHS.size : middle], frame[middle:])


class Unjailed:
    """Answers as a job does; a function of theirs called `hang` or `crash` ends it."""

    def __init__(self, files):
        self.files = files
        self.handles = Handles(self.load)
        self.asked = []

    def load(self, name):
        if name not in self.files:
            raise Absent("file", f"there is no {name}")
        module = types.ModuleType("theirs")
        exec(self.files[name], vars(module))  # noqa: S102 - written by these tests
        return module

    def ask(self, message, seconds):
        self.asked.append(message)
        message = crossed(message)
        try:
            return Answered(crossed(self.handles.answer(message)), 0.01, 0.01)
        except TimeoutError:
            raise JobEnded(Ending.OUT_OF_TIME, says=f"not done after {seconds:g} s of processor time") from None
        except Exception as problem:  # noqa: BLE001 - written by these tests
            told = {"is": "raised", "type": type(problem).__name__, "message": str(problem), "trace": [["s.py", 3, "f", "x"]], "chain": []}
            kinds = [kind.__name__ for kind in type(problem).__mro__]
            return Answered(crossed({**told, "kinds": kinds}), 0.01, 0.01)


class Jobs:
    """Opens jobs over the same files, and counts them."""

    def __init__(self, **files):
        self.files = {name.replace("__", "/") + ".py": source for name, source in files.items()}
        self.opened = []

    @contextmanager
    def open(self):
        job = Unjailed(self.files)
        self.opened.append(job)
        yield job
