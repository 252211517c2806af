"""An invented class: made-up people, every outcome, every visibility, and names that wish us ill."""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from grader.answer import Answer, Doubt, NotFound, Printed
from grader.document import Document, Place, Source, Unread
from grader.readers.crops import Region, drawn
from grader.records.format_results import FormatResult, WhereResult
from grader.records.recording import in_order, result_of, unmarkable_of
from grader.records.results import LookResult, Results, SubmissionResult, TaskResult
from grader.score import Finding, Flag, Mark, Outcome, Proposal, Score, Visibility
from grader.submission import Member, Submission

HEADINGS = {
    "1.1": "1.1 Forward pass",
    "1.2": "1.2 Backward pass",
    "1.3": "1.3 One step of gradient descent",
    "3": "3 Convolution output size",
    "6.2": "6.2 Questions",
    "7": "7 Code style",
}
SCRIPT = "<script>alert('marks')</script>"
FORMULA = '=HYPERLINK("http://example.org","click")'
REORDERED = "team \u202etxt.exe\u202c"
PRIVATE_VALUE = "31.4159265"
"""The expected value of a line that no student may see."""
OTHERS_NUMBER = "5170077"
"""A number on a group's paper that is another group's."""
WHOSE = f"{OTHERS_NUMBER} on the paper is the number of Rana Holzer (group-d)"
LACKING = "정수민 is not on it; numbers stand there that are not the group's"
PRIVATE_RULE = "a rule that gives the answer away"


@dataclass(frozen=True)
class Line:
    task: str
    name: str
    label: str
    points: float
    truth: tuple | float | None = None
    check: str = "close"
    visibility: Visibility = Visibility.VISIBLE
    bonus: bool = False
    expect: tuple[str, ...] = ()


LINES = (
    Line("1.1", "y_hat", "Prediction ŷ", 0.5, (14.0, 20.0)),
    Line("1.1", "loss", "Loss L: half the squared distance between target and prediction", 0.5, 200.0),
    Line("1.2", "grad_y_hat", "Gradient ∂L/∂ŷ: the error", 0.0, (12.0, 16.0)),
    Line("1.2", "grad_w", "Gradient ∂L/∂w: cross-correlation of x with the error", 1.0, (44.0, 72.0, 100.0)),
    Line("1.2", "grad_b", "Gradient ∂L/∂b: the summed error", 1.0, 28.0),
    Line("1.3", "w_new", "Weights after one step of gradient descent", 0.25, (1.56, 0.28, 2.0)),
    Line("1.3", "b_new", "Bias after one step of gradient descent", 0.25, 0.72, visibility=Visibility.AFTER_PUBLISHED),
    Line("1.3", "loss_new", "Loss after the step", 0.25, 61.064),
    Line("3", "calculate_conv_output", "Output size of a convolution", 0.75, check="review"),
    Line("3", "calculate_conv_output_general", "Output size for other shapes", 0.25, float(PRIVATE_VALUE), visibility=Visibility.HIDDEN),
    Line("6.2", "cnn_accuracy", "Accuracy on data using a convolutional model", 0.0, 0.95, check="between"),
    Line("6.2", "explanation", "How the accuracies can be explained", 0.5, check="review",
         expect=("a convolution is equivariant to shifts", "an MLP is not")),
    Line("6.2", "improvement", "What could improve the MLP on shifted data", 1.0, check="review", expect=("training on shifted copies",)),
    Line("7", "code_style", "Code style", 1.0, check="style", bonus=True),
)  # fmt: skip


def printed(value):
    return tuple(printed(entry) for entry in value) if isinstance(value, tuple) else Printed(Fraction(str(value)))


def answer(text, value, *, context="", file="submission.pdf", page=1, line=None, source=Source.TEXT, confidence=0.97, doubts=(), also=()):
    place = Place(file, page, (72.0, 301.5, 110.25, 330.1) if page else None, line)
    return Answer(text, printed(value), place, source, confidence, doubts, "", context, also)


def as_printed(value):
    return "(" + ", ".join(f"{entry:g}" for entry in value) + ")" if isinstance(value, tuple) else f"{value:g}"


def right(line):
    """The line as a group that makes no slip has it."""
    if line.check == "review":
        return Finding(Outcome.REVIEW, "A person reads this answer."), None
    if line.check == "style":
        return Finding(Outcome.RIGHT, "No findings.", 1.0), None
    text = as_printed(line.truth)
    sign = line.label.split()[1].rstrip(":") if "∂" in line.label else line.name
    found = answer(text, line.truth, context=f"so that {sign} = {text}, as asked", page=1 if line.task < "1.3" else 2)
    rule = PRIVATE_RULE if line.visibility is Visibility.HIDDEN else "as printed: half a unit in the last decimal"
    return Finding(Outcome.RIGHT, text, 1.0, rule=rule, expected=line.truth), found


def score(changes=None):
    """All right, but for the lines named in `changes`."""
    marks = []
    for line in LINES:
        finding, found = right(line)
        finding, found = (changes or {}).get(line.name, (finding, found))
        if finding.expected is None and line.truth is not None:
            finding = replace(finding, expected=line.truth)
        marks.append(
            Mark(line.task, line.name, line.check, line.label, line.points, line.bonus, line.visibility, finding,
                 found if isinstance(found, Answer) else None, line.expect)
        )  # fmt: skip
    return Score(tuple(marks))


def group(name, *members):
    return Submission(name, (), tuple(Member(*member) for member in members))


def tidy_group():
    explained = Finding(Outcome.MISTAKE, "The shift is named, the reason only in part.", 0.5)
    changes = {
        "calculate_conv_output": (Finding(Outcome.RIGHT, "14 of 14 inputs agree.", 1.0), None),
        "explanation": (explained, None),
        "improvement": (Finding(Outcome.RIGHT, "Training on shifted images.", 1.0), None),
    }
    return result_of(group("group-a", ("Mira Okonkwo", "5170001"), ("Jonas Feldhaus", "5170002")), score(changes), seconds=0.412)


def slipped_group():
    follows = "Right for your ŷ."
    changes = {
        "y_hat": (Finding(Outcome.WRONG, "The first entry is not right.", 0.0, rule="as printed: whole numbers exactly"),
                  answer("15, 20", (15.0, 20.0), context="ŷ = w * x + b = (15, 20)ᵀ")),
        "loss": (Finding(Outcome.FOLLOWS, follows, 1.0, carried=("y_hat",), rule="as printed: whole numbers exactly"),
                 answer("212.5", 212.5, context="L = ½(13² + 16²) = 212.5")),
        "grad_w": (Finding(Outcome.FOLLOWS, follows, 1.0, carried=("y_hat",), detail="carried ŷ = (15, 20)"),
                   answer("45 74 103", (45.0, 74.0, 103.0))),
        "grad_b": (Finding(Outcome.RIGHT, "True, yet not what your own ŷ gives.", 1.0, flags=(Flag.NOT_FROM_OWN,)), answer("28", 28.0)),
        "loss_new": (Finding(Outcome.REVIEW, "Close, but too few digits: 61.", proposed=Proposal(Outcome.RIGHT, 1.0),
                             rule="at least three digits"), answer("61", 61.0, confidence=0.91)),
        "b_new": (Finding(Outcome.FOLLOWS, "Right for a slip.", 1.0, carried=("calculate_conv_output_general",)),
                  answer("0.71", 0.71)),
        "cnn_accuracy": (Finding(Outcome.RIGHT, "Within the range.", 1.0, carried=("calculate_conv_output_general",)),
                         answer("95 %", 0.95, context="CNN | 95 % | 61 %")),
    }  # fmt: skip
    return formal(result_of(group("group-b", ("Lea Brandauer", "5170003")), score(changes), penalty=0.5, seconds=0.38))


def scanned_group():
    doubts = (Doubt.GARBLED, Doubt.LOOSE_LABEL)
    traceback = "Traceback (most recent call last):\n  KeyError: 'grad_y_hat'"
    opinion = Proposal(Outcome.WRONG, 0.0)
    other = answer("200", 200.0, file="notes.md", page=None, line=12, source=Source.MARKDOWN)
    read = {"source": Source.OCR, "confidence": 0.61, "doubts": doubts}
    changes = {
        "y_hat": (Finding(Outcome.MISTAKE, "You flipped the kernel; cross-correlation does not.", 0.5), answer("12, 18", (12.0, 18.0))),
        "loss": (Finding(Outcome.REVIEW, "Two readings contradict each other.", proposed=opinion, flags=(Flag.CONFLICT,)),
                 answer("2OO", 2.0, context="L = 2OO", also=(other,), **read)),
        "grad_w": (Finding(Outcome.MISSING, "Looked for on every page, and not there."), NotFound("", certain=True)),
        "grad_b": (Finding(Outcome.FAULT, "KeyError: 'grad_y_hat'", detail=traceback), None),
        "w_new": (Finding(Outcome.WRONG, "An earlier wrong value is charged here.", flags=(Flag.CHARGED,)),
                  answer("⟦1,56 & 0,28\\\\2 & 0⟧", ((1.56, 0.28), (2.0, 0.0)), source=Source.TABLE, page=2)),
        "code_style": (Finding(Outcome.REVIEW, "The style checker is not installed."), None),
    }  # fmt: skip
    documents = [
        Document("submission.pdf", unread=(Unread("a picture without any text", 3),), notes=("white text on page 2 was left out",)),
        Document("code.zip"),
    ]
    submission = replace(group("group-10", ("Nam-Joon Ødegård", "5170004"), ("정수민", "5170005")), notes=(".DS_Store was left out",))
    marked = result_of(replace(submission, submitted_at="2023-12-05 22:10"), score(changes), documents, seconds=1.2)
    return formal(marked, state="not certain", says=LACKING, others=(OTHERS_NUMBER,), private=WHOSE)


def formal(result, *, state="seen", says="Lea Brandauer with the number", **more):
    """The result with what the sheet asked for beside the answers."""
    where = WhereResult(file="submission.pdf", page=1, box=(72.0, 60.5, 310.0, 74.0))
    members = FormatResult(asked="names and matriculation numbers of all members on a PDF", state=state, says=says, where=(where,), **more)
    outputs = FormatResult(asked="notebooks saved with their outputs", state="not seen", says="no notebook was handed in")
    due = FormatResult(asked="due 2023-12-05 23:59 Europe/Berlin", state="not known", says="no platform told when it came")
    return result.model_copy(update={"format": (members, outputs, due)})


def hostile_group():
    evil = f'"><img src=x onerror=alert(1)> {SCRIPT} \x1b[31mred\x1b[0m \u202eevil\u202c'
    changes = {"y_hat": (Finding(Outcome.WRONG, f"Read: {evil}"), answer(evil, 14.0, context=f"ŷ = {evil} end", file=f"{SCRIPT}.pdf"))}
    marked = result_of(group(SCRIPT, (FORMULA, "@SUM(A1)"), ("+49 761", "-17"), (f"Zoë {SCRIPT}", "'; DROP TABLE")), score(changes))
    return formal(marked, state="not seen", says=evil)


def broken_name_group():
    trivial = Finding(Outcome.FOLLOWS, "Right for your ŷ, which makes every gradient 0.", 1.0, carried=("y_hat",), flags=(Flag.TRIVIAL,))
    changes = {
        "grad_w": (trivial, answer("0, 0, 0", (0.0, 0.0, 0.0))),
        "loss": (Finding(Outcome.WRONG, "Not a finite number.", expected=float("nan")), None),
    }
    return result_of(group("gruppe-m\udcfcller"), score(changes))


def unreadable_group() -> SubmissionResult:
    message = "submission.pdf is damaged (its end is missing); ask for it again"
    waiting = {line.name: (Finding(Outcome.REVIEW, "Nothing could be read."), None) for line in LINES}
    return unmarkable_of(group("group-c", ("Ines Vandersloot", "5170006")), score(waiting), message)


@cache
def kept(key):
    """The picture under a key, as the store has it: a number tells its size; no bytes under a key without one."""
    from PIL import Image, ImageDraw

    wide, high = {"value": (420, 60), "page": (496, 702), "part": (640, 200)}.get(key.partition(":")[0], (0, 0))
    if not wide:
        return b""
    picture = Image.new("RGB", (wide, high), "white")
    ImageDraw.Draw(picture).text((20, high // 3), key.partition(":")[2].encode("ascii", "replace").decode(), fill="black")
    return drawn(picture, (0, 0, wide, high), Region(1, None, (wide - 150, 15, wide - 90, 45)), (wide, high))


def pictured(result, *, page_not_read=(), but=""):
    """The result as if there were pictures of all its places in PDFs but of one, and texts of the others."""

    def place(answer):
        shown = answer is not None and answer.page and answer.text != but
        return answer.model_copy(update={"crop": f"value:{answer.text}"}) if shown else answer

    look = LookResult(file="submission.pdf", page=2, box=(72.0, 80.0, 400.0, 95.0), crop="value:look here")
    marks = tuple(
        mark.model_copy(
            update={
                "answer": place(mark.answer),
                "also": tuple(map(place, mark.also)),
                "look": look if mark.points is None and mark.answer is None and mark.check == "close" else None,
            }
        )
        for mark in result.marks
    )
    unread = tuple(one.model_copy(update={"crops": tuple(page_not_read)}) for one in result.unread)
    tasks = (
        TaskResult(task="6.2", file="submission.pdf", page=3, crop="part:The MLP has to learn each place anew."),
        TaskResult(task="6.2", file="notes.md", text="A convolution sees the same\nthing at <every> place."),
    )
    return result.model_copy(update={"marks": marks, "unread": unread, "tasks": tasks})


def a_class() -> Results:
    """Seven groups."""
    submissions = (
        pictured(scanned_group(), page_not_read=["page:3"]), unreadable_group(), pictured(slipped_group(), but="15, 20"), tidy_group(),
        pictured(hostile_group()), broken_name_group(),
        result_of(group(REORDERED, ("Aylin Gerhardt", "5170009")), score()),
    )  # fmt: skip
    return Results(
        assignment="freiburg_ex06",
        title="Exercise 6: Convolution and shift equivariance",
        possible=sum(line.points for line in LINES if not line.bonus),
        grader="0.1.0",
        rubric_sha256="2f" * 32,
        reference_sha256="c4" * 32,
        isolation="namespaces",
        headings=HEADINGS,
        submissions=in_order(submissions),
    )
