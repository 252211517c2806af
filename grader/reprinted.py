"""What notebooks print, found in two places apart: their saved outputs, and the outputs of a re-run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from grader.answer import Found, NotFound
from grader.checks.prints import ORIGINS, Prints, error_of, lacking, place
from grader.collect import asked, nodes_of
from grader.document import Document, Line, LineKind, Unread
from grader.find import find
from grader.labels import spelling
from grader.printed_lines import printed_lines
from grader.reference import Reference
from grader.run import Ending, Run
from grader.scheme import Rubric, Task
from grader.sections import Node, path_of
from grader.wanted import Wanted

MOST_CHARACTERS = 200_000
"""Of the output of one cell."""


def reprinted(
    rubric: Rubric, reference: Reference, documents: Sequence[Document], runs: Mapping[tuple[str, str], Run]
) -> Mapping[str, Found]:
    """What was found for every `prints:` line in either place."""
    found: dict[str, Found] = {}
    nodes = nodes_of(rubric)
    for task, line in rubric.lines:
        if not isinstance(line, Prints):
            continue
        wanted = wanted_of(rubric, reference, task, line)
        notebook = notebook_of(line, documents)
        run = runs.get((task.id, line.mark_name))
        for origin, one in zip(ORIGINS, (saved_outputs(line, notebook), rerun_outputs(line, notebook, run)), strict=True):
            found[place(line.mark_name, origin)] = one if isinstance(one, NotFound) else printed_in(one, wanted, nodes)
    return found


def printed_in(outputs: Document, wanted: Wanted, nodes: Sequence[Node]) -> Found:
    """What a notebook's outputs say; where it printed nothing, nothing is there for certain."""
    if not any(line.kind is not LineKind.HEADING for line in outputs.lines):
        why = outputs.unread[0].why if outputs.unread else ""
        nothing = f"{outputs.file} printed nothing"
        return NotFound(why if why.startswith(outputs.file) else f"{nothing}; {why}" if why else nothing, certain=not why)
    return find([outputs], [wanted], nodes)[wanted.name]


def wanted_of(rubric: Rubric, reference: Reference, task: Task, line: Prints) -> Wanted:
    """The finder's order for one line."""
    shares = {line.prints} if line.low is not None and line.high is not None and 0 <= line.low < line.high <= 1 else set()
    wish, givens = asked(reference, line.prints, shares)
    spellings = tuple(spelling(text) for text in rubric.written_as.get(line.prints, (line.prints,)))
    return Wanted(line.prints, path_of(task.id), spellings, wish, givens)


def notebook_of(line: Prints, documents: Sequence[Document]) -> Document | NotFound:
    """The notebook that a line is about."""
    name = line.notebook([one.file for one in documents])
    if name is not None:
        return next(one for one in documents if one.file == name)
    several = any(one.file.casefold().endswith(".ipynb") and line.meant(one.file) for one in documents)
    return NotFound("it is not clear which notebook is meant") if several else NotFound("no such notebook was handed in", certain=True)


def saved_outputs(line: Prints, notebook: Document | NotFound) -> Document | NotFound:
    """What was printed, with the headings above it; what the group wrote beside it is no output."""
    if isinstance(notebook, NotFound):
        return notebook
    kept = [one for one in notebook.lines if (one.number is None or one.kind is LineKind.HEADING) and in_cell(line, one)]
    return replace(notebook, lines=tuple(kept))


def rerun_outputs(line: Prints, notebook: Document | NotFound, run: Run | None) -> Document | NotFound:
    """What it prints when it is run again, below the same headings."""
    if isinstance(notebook, NotFound):
        return notebook
    if run is None:
        return NotFound("it was not run again")
    headings = [one for one in notebook.lines if one.kind is LineKind.HEADING]
    lines = [one for one in in_order(run, headings) if in_cell(line, one)]
    return Document(notebook.file, tuple(lines), unread=tuple(unfinished(run)), pages=notebook.pages)


def unfinished(run: Run) -> Iterator[Unread]:
    """Why a re-run does not say all that it might."""
    if any(one.ending is not Ending.FINISHED for one in run.replies):
        yield Unread("the re-run did not come to its end")
    if failed := next((one for one in run.replies if lacking(one.value)), None):
        yield Unread(f"the re-run needs what is not here ({error_of(failed.value)})")


def in_order(run: Run, headings: Sequence[Line]) -> Iterator[Line]:
    """Headings and outputs by cell; a heading stands before the cell of its number."""
    waiting = list(headings)
    block = 0
    for reply in run.replies:
        value = reply.value
        if not isinstance(value, dict) or type(value.get("index")) is not int or not isinstance(value.get("output"), str):
            continue
        number = value["index"]
        while waiting and (waiting[0].page or 0) <= number:
            yield replace(waiting.pop(0), block=block)
            block += 1
        yield from printed_lines(value["output"][:MOST_CHARACTERS], number, block)
        block += 1


def in_cell(line: Prints, one: Line) -> bool:
    """Whether a line of a notebook is of the cell that is asked for, or a heading."""
    return line.cell is None or one.page == line.cell
