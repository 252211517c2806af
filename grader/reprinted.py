"""What notebooks print, found in two places apart: their saved outputs, and the outputs of a re-run."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from grader.answer import Answer, Found, NotFound
from grader.checks.notebook_named import is_notebook
from grader.checks.prints import ORIGINS, Prints, place
from grader.checks.rerun_cells import error_of, lacking
from grader.document import Document, Line, LineKind, Piece, Unread
from grader.finding.find import find
from grader.page.labels import spelling
from grader.page.nodes import Node, path_of
from grader.page.wanted import Wanted
from grader.printed.printed_lines import printed_lines
from grader.references.reference import Reference
from grader.run import Ending, Run
from grader.saved import saved_outputs as saved
from grader.scheme import Rubric, Task
from grader.search import asked, nodes_of

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
        if line.epochs is not None:  # what a training printed is read as a training's log; here only what is said of it elsewhere
            papers = [one for one in documents if not is_notebook(one.file)]
            found[place(line.mark_name, "paper")] = find(papers, [wanted], nodes)[wanted.name]
            continue
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
    found = find([as_written(outputs)], [wanted], nodes)[wanted.name]
    return in_output(found) if isinstance(found, Answer) else found


def as_written(outputs: Document) -> Document:
    """Outputs that are all there is: no claims beside what is written, and without the names that only the program tells."""
    return replace(outputs, lines=tuple(replace(line, pieces=without_name(line.pieces), printed=False) for line in outputs.lines))


def without_name(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces that were put out."""
    return pieces[1:] if len(pieces) > 1 and not pieces[0].raw and pieces[0].text.endswith(" = ") else pieces


def in_output(answer: Answer) -> Answer:
    """The answer with its place in the output of a cell."""
    return replace(answer, place=replace(answer.place, printed=True), also=tuple(map(in_output, answer.also)))


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
    several = any(line.meant(one.file) for one in documents)
    return NotFound("it is not clear which notebook is meant") if several else NotFound("no such notebook was handed in", certain=True)


def saved_outputs(line: Prints, notebook: Document | NotFound) -> Document | NotFound:
    """What was printed, with the headings above it; what the group wrote beside it is no output."""
    if isinstance(notebook, NotFound):
        return notebook
    asked_ = cell_asked(line, notebook)
    kept = [one for one in notebook.lines if (one.printed or one.kind is LineKind.HEADING) and asked_ in (None, one.page)]
    return replace(notebook, lines=tuple(kept))


def rerun_outputs(line: Prints, notebook: Document | NotFound, run: Run | None) -> Document | NotFound:
    """What it prints when it is run again, below the same headings."""
    if isinstance(notebook, NotFound):
        return notebook
    if run is None:
        return NotFound("it was not run again")
    headings = [one for one in notebook.lines if one.kind is LineKind.HEADING and not one.printed]
    asked_ = cell_asked(line, notebook)
    lines = [one for one in in_order(run, headings, places_of(notebook)) if asked_ in (None, one.page)]
    return Document(notebook.file, tuple(lines), unread=tuple(unfinished(run)), pages=notebook.pages)


def unfinished(run: Run) -> Iterator[Unread]:
    """Why a re-run does not say all that it might."""
    if any(one.ending is not Ending.FINISHED for one in run.replies):
        yield Unread("the re-run did not come to its end")
    if failed := next((one for one in run.replies if lacking(one.value)), None):
        yield Unread(f"the re-run needs what is not here ({error_of(failed.value)})")


def in_order(run: Run, headings: Sequence[Line], places: Sequence[int]) -> Iterator[Line]:
    """Headings and outputs by cell; `places` says where each code cell stands in the file."""
    waiting = list(headings)
    block = 0
    for reply in run.replies:
        value = reply.value
        if not isinstance(value, dict) or type(value.get("index")) is not int or not isinstance(value.get("output"), str):
            continue
        number = places[value["index"] - 1] if 0 < value["index"] <= len(places) else value["index"]
        while waiting and (waiting[0].page or 0) <= number:
            yield replace(waiting.pop(0), block=block)
            block += 1
        yield from printed_lines(value["output"][:MOST_CHARACTERS], number, block)
        block += 1


def places_of(notebook: Document) -> tuple[int, ...]:
    """Where its code cells stand in the file."""
    facts = saved(notebook)
    return () if facts is None else facts.places


def cell_asked(line: Prints, notebook: Document) -> int | None:
    """The place in the file of the code cell that a line is about; None where it is about all."""
    places = places_of(notebook)
    return None if line.cell is None else places[line.cell - 1] if 0 < line.cell <= len(places) else 0
