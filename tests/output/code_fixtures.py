"""An invented class that handed in code: every ending, every reason, every stage, and code that wishes us ill."""

from itertools import product

from grader.records.code_results import AskedResult, CodeResult, OursResult, TraceResult
from grader.records.decision_results import ProposedResult
from grader.records.recording import in_order
from grader.records.results import MarkResult, Results, State, SubmissionResult
from grader.run import Ending, Reason
from grader.score import Outcome, Visibility

HEADINGS = {"3": "3 Output size", "4.1": "4.1 Warm-up", "4.2": "4.2 Convolution layer", "5": "5 Experiment", "7": "7 Code style"}
SECRETS = ("271.828", "(17, 23)", "ZeroDivisionError: 91 of 92", "printed: 577.215", "SECRET_STAGE_NOTE", "def their_hidden_helper")
"""An expected value, an input, an exception, something printed, a note and a source of a line that no student may see."""
SCRIPT = "<script>alert('code')</script>"
TEMPLATE = "{{ 7 * 7 }}{% raw %}"
ILL = f"{SCRIPT} {TEMPLATE} \x1b[31mred\x1b[0m \u202eevil\u202c \ud800"
SIZE = """def calculate_conv_output(input_shape, kernel_size, stride, padding):
    size = (input_shape[0] + 2 * padding - kernel_size[0]) // stride + 1
    return [size] * len(input_shape)
"""
PAD = """def pad_array(X, pad):
    rows, columns = pad
    padded = np.zeros((X.shape[0] + 2 * rows, X.shape[1] + columns))
    padded[rows:-rows, columns:-columns] = X
    return padded
"""
DIFFERENCE = """ index   obtained   expected
[1, 1]         -1          1
entries that differ: 2 of 4, the first at [0, 1]
largest absolute difference: 2
largest relative difference: 200 %"""
LINES = (
    ("3", "calculate_conv_output", "Output size of a convolution", 0.75, Visibility.VISIBLE),
    ("3", "calculate_conv_output_general", "Output size for other shapes", 0.25, Visibility.HIDDEN),
    ("4.1", "pad_array", "Zeros round a matrix", 0.5, Visibility.VISIBLE),
    ("4.1", "dot_product_single_filter", "One entry of a cross-correlation", 0.5, Visibility.VISIBLE),
    ("4.2", "Conv2d", "Convolution layer", 1.5, Visibility.VISIBLE),
    ("4.2", "Conv2d_general", "Convolution layer, other shapes", 0.5, Visibility.AFTER_PUBLISHED),
    ("5", "create_conv_model", "A model of the right shape", 2.0, Visibility.VISIBLE),
    ("7", "code_style", "Code style", 1.0, Visibility.VISIBLE),
)


def asked(*endings, seconds=0.01):
    """`True` and `False` are answers that came back; else an ending, alone or with its reason and sentence."""
    return tuple(
        AskedResult(ending=Ending.FINISHED, right=one, seconds=seconds)
        if isinstance(one, bool)
        else AskedResult(ending=one, seconds=seconds)
        if isinstance(one, Ending)
        else AskedResult(ending=one[0], reason=one[1], says=one[2] if len(one) > 2 else "", seconds=seconds)
        for one in endings
    )


def code(*endings, file="lib/convolutions.py", line=12, function="calculate_conv_output", source=SIZE, seconds=0.01, **more):
    if "asked" not in more:
        more["asked"] = asked(*endings, seconds=seconds)
    return CodeResult(file=file, line=line, function=function, source=source, ours=OursResult(seconds=0.02), **more)


def right(name):
    if name == "code_style":
        return Outcome.RIGHT, "no findings in 3 files of yours", CodeResult(asked=asked(Ending.FINISHED))
    return Outcome.RIGHT, "5 of 5 inputs agree", code(True, True, True, True, True, function=name, source="")


def submission(group, changes=None, notes=()):
    """All right, but for the lines named in `changes`: outcome, sentence, code, and what a person might be proposed."""
    marks = []
    for task, name, label, possible, visibility in LINES:
        outcome, says, evidence, *more = (changes or {}).get(name, right(name))
        points = {Outcome.RIGHT: possible, Outcome.FOLLOWS: possible, Outcome.REVIEW: None, Outcome.FAULT: None}.get(outcome, 0.0)
        marks.append(
            MarkResult(task=task, name=name, check="style" if name == "code_style" else "same", label=label, outcome=outcome,
                       points=points, possible=possible,
                       bonus=name == "code_style", visibility=visibility, says=says, code=evidence, **(more[0] if more else {}))
        )  # fmt: skip
    return SubmissionResult(
        group=group, state=State.MARKED, notes=notes,
        points=sum(mark.points or 0 for mark in marks),
        undecided=sum(mark.possible for mark in marks if mark.points is None and not mark.bonus),
        possible=sum(mark.possible for mark in marks if not mark.bonus), marks=tuple(marks),
    )  # fmt: skip


def square_only():
    """Right on squares alone: the general line is wrong, the layer follows."""
    hidden, value, *_ = SECRETS[2], SECRETS[0]
    return submission(
        "group-squares",
        {
            "calculate_conv_output_general": (
                Outcome.WRONG, f"right for 2 of 5 inputs; the third raises {hidden}",
                code(True, True, (Ending.RAISED, "", hidden), False, Ending.NOT_RUN, stage="values", source=SECRETS[5],
                     difference=f"input {SECRETS[1]}\nIndex Obtained Expected\n[0] 1 {value}", output=SECRETS[3], notes=(SECRETS[4],),
                     trace=()),
                {"expected": 271.828, "detail": f"{SECRETS[1]} gave {hidden}"},
            ),
            "pad_array": (
                Outcome.WRONG, "the shape is (5, 4), wanted (5, 5)",
                code(False, True, False, function="pad_array", source=PAD, file="lib/convolution_warmup.py", line=7, stage="shape",
                     difference="shape obtained (5, 4), expected (5, 5)"),
            ),
            "dot_product_single_filter": (
                Outcome.WRONG, "the values differ: 2 of 4 entries",
                code(True, False, function="dot_product_single_filter", source=PAD.replace("pad_array", "dot_product_single_filter"),
                     line=30, stage="values", difference=DIFFERENCE, output="shape: (4, 4)\nshape: (2, 2)\n"),
            ),
            "Conv2d": (
                Outcome.FOLLOWS, "right with the sheet's calculate_conv_output in the place of yours",
                code(True, True, True, function="Conv2d", source="class Conv2d(Module):\n    ...", line=40,
                     in_place_of=("calculate_conv_output",), notes=("a tuple came back where a list is asked for; taken as one",)),
            ),
        },
    )  # fmt: skip


def failing():
    """Raises, does not end, is not attempted."""
    step = (
        TraceResult(file="lib/convolutions.py", line=48, function="forward", text="y = self.pad(x) @ self.W"),
        TraceResult(file="lib/convolutions.py", line=14, function="calculate_conv_output", text="return [size] * len(input_shape)"),
    )
    slow = AskedResult(ending=Ending.OUT_OF_TIME, seconds=10.02, says="not done after 10 s of processor time")
    return submission(
        "group-failing",
        {
            "calculate_conv_output": (
                Outcome.WRONG, "TypeError: object of type 'int' has no len()",
                code(asked=(*asked(True), AskedResult(ending=Ending.RAISED, says="TypeError: object of type 'int' has no len()",
                                                      trace=step), *asked(Ending.NOT_RUN))),
            ),
            "pad_array": (
                Outcome.WRONG, "not done after 20 s; ours takes 0.02 s",
                code(asked=(slow.model_copy(update={"seconds": 20.1, "first": slow, "says": "not done after 20 s of processor time"}),),
                     function="pad_array", file="lib/convolution_warmup.py", line=7,
                     source="def pad_array(X, pad):\n    while True:\n        pass\n"),
            ),
            "dot_product_single_filter": (
                Outcome.MISSING, "not attempted: as it was handed out",
                code((Ending.NOT_RUN, Reason.UNTOUCHED), function="dot_product_single_filter", line=30, file="lib/convolution_warmup.py",
                     source="def dot_product_single_filter(X, F, index):\n    raise NotImplementedError\n"),
            ),
            "Conv2d": (Outcome.MISSING, "no such function", code((Ending.NOT_RUN, Reason.NO_FUNCTION), function="", line=None, source="")),
            "create_conv_model": (
                Outcome.RIGHT, "1 of 1 inputs agree, slowly",
                code(asked=(AskedResult(ending=Ending.FINISHED, right=True, seconds=9.6, first=slow),), function="create_conv_model",
                     file="experiments (1).py", line=3, source="", notes=("found in experiments (1).py instead of lib/experiments.py",)),
            ),
        },
    )  # fmt: skip


def for_a_person():
    """What a machine cannot judge: environment, crash, disturbed, memory, and what is done to gain review."""
    proposed = {"proposed": ProposedResult(outcome=Outcome.WRONG, points=0.0)}
    torchvision = "torchvision is not installed here (lib/experiments.py, line 2)"
    alone = AskedResult(ending=Ending.FINISHED, right=True, seconds=0.01)
    disturbed = AskedResult(ending=Ending.FINISHED, reason=Reason.DISTURBED, right=False, alone=alone, seconds=0.01)
    return submission(
        "group-person",
        {
            "calculate_conv_output": (Outcome.REVIEW, "asked alone it is right, after other questions it is not", code(asked=(disturbed,))),
            "pad_array": (Outcome.REVIEW, "it ended the program", code((Ending.NO_RESULT, Reason.EXITED), suspicious=True), proposed),
            "dot_product_single_filter": (
                Outcome.REVIEW, "it crashed twice", code((Ending.CRASHED, "", "signal 11 (segmentation fault)"), output="about to crash\n"),
            ),
            "Conv2d": (Outcome.REVIEW, "out of memory near the limit", code((Ending.OUT_OF_MEMORY, "", "more than 1 GiB"))),
            "create_conv_model": (
                Outcome.REVIEW, torchvision,
                code((Ending.RAISED, Reason.ENVIRONMENT, torchvision), notes=("torchsummary is not here; a stand-in was imported",)),
            ),
            "code_style": (
                Outcome.FAULT, "KeyError: 'W605'", code((Ending.FAULT, "", "KeyError: 'W605'")), {"detail": "Traceback: KeyError"},
            ),
        },
    )  # fmt: skip


def ill_willed():
    """Text that would like to be something else, in every place that a group can write to."""
    trace = (TraceResult(file=f"{SCRIPT}.py", line=2, function=SCRIPT, text=ILL),)
    everything = CodeResult(
        file=f"lib/{SCRIPT}.py", line=1, function=ILL, source=f"def f():\n    return '{ILL}'\n</pre></details>{SCRIPT}", stage="values",
        difference=f"[0] {ILL} 1", notes=(ILL,), output=f"{ILL}\n" * 3, in_place_of=(SCRIPT,), suspicious=True,
        asked=(AskedResult(ending=Ending.RAISED, says=f"ValueError: {ILL}", trace=trace,
                           first=AskedResult(ending=ILL, reason=ILL), alone=AskedResult(ending=ILL, says=ILL)),),
    )  # fmt: skip
    return submission("group-ill", {"calculate_conv_output": (Outcome.WRONG, ILL, everything)})


def many_absent(number):
    """One of several groups whose code needs what is not here."""
    says = f"torchvision is not installed here (lib/experiments.py, line {number + 2})"
    changes = {"create_conv_model": (Outcome.REVIEW, says, code((Ending.RAISED, Reason.ENVIRONMENT, says)))}
    return submission(f"group-{number:02}", changes)


def not_run():
    """A group on a machine that isolates nothing."""
    held = (Outcome.REVIEW, "not run: this machine cannot isolate it", code((Ending.NOT_RUN, Reason.NO_ISOLATION), source=""))
    return submission("group-waiting", dict.fromkeys((line[1] for line in LINES), held))


def every_ending():
    """One input for each ending and reason, so that none is without words."""
    one_each = asked(*product(Ending, Reason))
    return submission("group-endings", {"calculate_conv_output": (Outcome.REVIEW, "all of it", code(asked=one_each))})


def results_of(*submissions, isolation="namespaces"):
    return Results(
        assignment="freiburg_ex06", title="Exercise 6: Convolution and shift equivariance", possible=6.0, grader="0.1.0",
        rubric_sha256="2f" * 32, reference_sha256="c4" * 32, isolation=isolation, headings=HEADINGS, submissions=in_order(submissions),
    )  # fmt: skip


def a_code_class():
    return results_of(
        square_only(), failing(), for_a_person(), ill_willed(), every_ending(), submission("group-tidy"), *map(many_absent, range(3))
    )
