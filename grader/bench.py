"""The jobs of one submission, one at a time: the same one as long as it lives, a fresh one where somebody wants it so."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from grader.kept_runs import NOTHING_KEPT, KeptRuns
from grader.run import Reply
from grader.session import Askable, Jobs, Material, Session, opened


@dataclass
class Bench:
    """Where a submission is tried. Never more than one job is held, or workers would wait for each other for ever."""

    jobs: Jobs
    material: Material
    silent: bool = False
    """Whether what is printed is thrown away, because it was too much."""
    refused: dict[tuple[str, bool], Reply] = field(default_factory=dict)
    """Files whose loading ended a job, so that it is not tried for every line."""
    kept: KeptRuns = NOTHING_KEPT
    _session: Session | None = None
    _held: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Give the job back."""
        self._session = None
        self._held.close()

    def session(self) -> Session | Reply:
        """The job in hand, or a new one where it died; a reply where none could be begun."""
        if self._session is not None and self._session.alive:
            return self._session
        self.close()
        begun = self._held.enter_context(opened(self.jobs.job(silent=self.silent), self.material))
        if isinstance(begun, Reply):
            self._held.close()
            return begun
        self._session = begun
        return begun

    @contextmanager
    def fresh(self, *, alone: bool = False) -> Iterator[Session | Reply]:
        """A job that was asked nothing yet; `alone` on the machine, as far as we are concerned, and then with twice the time."""
        self.close()
        job: AbstractContextManager[Askable] = self.jobs.job_alone(silent=self.silent) if alone else self.jobs.job(silent=self.silent)
        with opened(job, self.material, 2.0 if alone else 1.0) as begun:
            yield begun
