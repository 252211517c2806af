"""What became of the cells of a notebook that was run again: which failed, and which of them for want of something that is not here."""

from dataclasses import replace

from grader.run import Ending, Reason, Reply, Run

NOT_HERE = (
    *("ModuleNotFoundError", "ImportError", "FileNotFoundError", "PermissionError", "ConnectionError", "OSError", "URLError"),
    *("NotAvailableHere", "BlockingIOError", "gaierror", "HTTPError", "SSLError", "MaxRetryError", "NotImplementedError: IPython"),
)
"""How errors begin that tell of this machine: a package, data or the network that is not here."""


def why_not_run(run: Run | None) -> str:
    """Why a re-run says nothing."""
    if run is None or not run.replies:
        return "; it was not run again"
    stopped = next((one for one in run.replies if one.ending is not Ending.FINISHED), None)
    if failed := next((one for one in run.replies if error_of(one.value)), None):
        return f"; run again it fails: {error_of(failed.value)}"
    if stopped is None:
        return "; run again it prints no such value"
    says = stopped.says or stopped.reason.value or stopped.ending.value
    return f"; it could not be run again here: {says}"


def as_cells(run: Run) -> Run:
    """What became of each cell: one that failed goes on record as such, with its line."""
    return replace(run, replies=tuple(_as_cell(reply) for reply in run.replies))


def _as_cell(reply: Reply) -> Reply:
    if reply.ending is not Ending.FINISHED or not (error := error_of(reply.value)):
        return reply
    line = str(reply.value.get("line", ""))
    says = f"{error} ({line})" if line else error
    return replace(reply, ending=Ending.RAISED, reason=Reason.ENVIRONMENT if lacking(reply.value) else Reason.NONE, says=says)


def lacking(value: object) -> bool:
    """Whether a cell failed for want of something that is not here: that says nothing about the group."""
    return bool(error_of(value).startswith(NOT_HERE) or (isinstance(value, dict) and value.get("hint")))


def error_of(value: object) -> str:
    """What went wrong in a cell."""
    error = value.get("error") if isinstance(value, dict) else None
    return error[:200] if isinstance(error, str) else ""
