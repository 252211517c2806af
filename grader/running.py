"""The code of one submission, run for all lines of a rubric that are about code."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import partial

from grader.bench import Bench
from grader.checks.asking import Asking
from grader.checks.same import Same
from grader.errors import JailFault
from grader.following_code import followed
from grader.handed import Handed
from grader.kept_runs import NOTHING_KEPT, KeptRuns
from grader.plan import Key, Plan
from grader.questions import Answered, Questions, answered, confirmed
from grader.run import Ending, Reason, Reply, Run
from grader.session import Jobs, Material, Session
from grader.surveyed import Survey
from grader.targets import Sought, Target, target_of

Found = dict[Key, Answered]
NO_ISOLATION = "it was not run: this machine cannot isolate student code (`grader doctor` says what to switch on)"


def runs_of(plan: Plan, handed: Handed, jobs: Jobs | None, kept: KeptRuns = NOTHING_KEPT) -> dict[Key, Run]:
    """What became of every question; without a jail of a level that holds, nothing is run. What was `kept` is not run again."""
    if jobs is None:
        return not_run(plan, Reply(Ending.NOT_RUN, reason=Reason.NO_ISOLATION, says=NO_ISOLATION))
    material = Material(handed.files, plan.starter, plan.seed, plan.names, plan.asked_files)
    try:
        with Bench(jobs, material, kept=kept) as bench:
            return _same(bench, plan, handed)
    except JailFault as problem:
        return not_run(plan, Reply(Ending.FAULT, says=str(problem)))


def not_run(plan: Plan, reply: Reply) -> dict[Key, Run]:
    """The same reply for every line that compares functions."""
    return {key: Run((reply,)) for key, _ in plan.same}


def _same(bench: Bench, plan: Plan, handed: Handed) -> dict[Key, Run]:
    """All `same` lines: asked one after another in one job, then what has to be asked once more."""
    if not plan.same:
        return {}
    survey = bench.kept.kept(("survey",), partial(_surveyed, bench)) if handed.programs else Survey({})
    if isinstance(survey, Reply):
        return {key: Run((survey,), suspicious=survey.ending is not Ending.FAULT) for key, _ in plan.same}
    runs, found = dict[Key, Run](), Found()
    for key, line in plan.same:
        target = target_of(sought(plan, line), survey, handed)
        if isinstance(target, Run):
            runs[key] = target
        else:
            found[key] = answered(bench, Questions(line, target, plan.asked(key, line)))
            found[key].notes += _about(target, survey, found[key].notes)
    bench.close()
    for key, one in found.items():
        runs[key] = confirmed(bench, one).run()
    every = followed(bench, plan, survey, found, {key: runs[key] for key, _ in plan.same})
    return {key: _with_its_file(line, every[key], plan, handed) for key, line in plan.same}


def _with_its_file(line: Asking, run: Run, plan: Plan, handed: Handed) -> Run:
    """With what else the group wrote in the file, where the line asks for it."""
    return replace(run, around=around(run, plan, handed)) if isinstance(line, Same) and line.unless else run


def around(run: Run, plan: Plan, handed: Handed) -> str:
    """What a group wrote in the file of a function besides that; lines that were handed out say nothing about anybody."""
    text = handed.files.get(run.file, b"").decode("utf-8", "replace").replace(run.source.strip() or "\0", "")
    return "\n".join(line for line in text.splitlines() if line.strip().lower().encode() not in plan.given)


def _surveyed(bench: Bench) -> Survey | Reply:
    """What the files define, as the first job tells it."""
    session = _begun(bench)
    return session if isinstance(session, Reply) else session.survey


def _begun(bench: Bench) -> Session | Reply:
    """The first job; where it could not begin, that is tried once more alone."""
    session = bench.session()
    if isinstance(session, Session):
        return session
    with bench.fresh(alone=True) as again:
        if isinstance(again, Reply):
            return again
    return bench.session()


def sought(plan: Plan, line: Asking) -> Sought:
    """What a line looks for."""
    return Sought(line.candidates, line.file or "", plan.taken - set(line.candidates), plan.given)


def _about(target: Target, survey: Survey, told: Collection[str]) -> Iterator[str]:
    """What is to be said of a file as a whole, where the job that loaded it has not told it place by place."""
    error = survey.files[target.file].error
    if error and not any(note.startswith(f"{target.file}, ") and error.rpartition(": ")[2] in note for note in told):
        yield f"{target.file} cannot be read as Python everywhere ({error}); what can be read of it was used"
    yield from (note for note in survey.notes if target.file in note and "cannot be read" not in note)
