"""A training by its printed log: which number is the validation accuracy, and after how many epochs."""

from dataclasses import replace
from fractions import Fraction
from time import process_time

import pytest
from lines_by_hand import Sheet, code, document, notebook, refused, rubric_of

from grader.answer import Answer, NotFound, Printed
from grader.checks.training_code import against
from grader.document import Place, ProgramText, Source
from grader.formalities.handed_in import HandedIn
from grader.printed.printed_lines import printed_lines
from grader.printed.training_log import Stated, Training, trainings
from grader.score import Flag, Outcome

PHASES = "Epoch {0}/1\n-----\ntrain Loss: 1.5 Acc: 0.45\nval Loss: 1.3 Acc: 0.5{0}\n\n"
LOGS = {
    "Epoch 1/2: training loss 1.9, validation accuracy 34.56 %\nEpoch 2/2: training loss 1.5, validation accuracy 71 %": [34.56, 71],
    "Epoch [1/2], Train Loss: 1.4, Train Acc: 50.1%, Val Loss: 1.2, Val Acc: 55.3%": [55.3],
    PHASES.format(0) + PHASES.format(1): [50, 51],
    "Train Epoch: 1 [0/50000 (0%)]\tLoss: 2.3\nTest set: Average loss: 0.8, Accuracy: 7103/10000 (71%)": [71],
    "[1,  2000] loss: 2.1\nFinished\nAccuracy of the network on the 10000 test images: 71 %\nAccuracy for class: plane is 93.2 %": [71],
    "epoch 1 train_loss=1.2 val_loss=1.1 val_acc=0.6123 (best valAcc 0.7)": [61.23],
    "Epoche 1 von 10: Validierungsgenauigkeit 70,5 %": [70.5],
    "Epoche 1: Genauigkeit auf den Testdaten 0,715": [71.5],
    "Epoch 1/2\n782/782 - 3s - loss: 1.2 - accuracy: 0.55 - val_loss: 1.1 - val_accuracy: 0.6021": [60.21],
    "epoch  train_loss  val_loss  val_acc\n1  1.2  1.1  0.61\n2  1.1  1.0  0.72": [61, 72],
    "Epoch 1: 100%|████| 782/782 [00:20<00:00, 38.3it/s, loss=1.2, val_acc=0.71]": [71],
    "Genauigkeit auf Testdaten nach Epoche 10: 72,3 %": [72.3],
    "Epoch 1: train loss 1.1, accuracy 0.72": [],
    "Epoch 1: loss 1.1, accuracy 0.72": [],
    "Epoch 1: train: loss 1.1, acc 0.72": [],
    "Epoch 1: train acc 72 %": [],
    "Epoch 1: validation loss 0.72": [],
    "Epoch 1: validation accuracy 172": [],
}


@pytest.mark.parametrize("log", LOGS)
def test_the_validation_accuracy_is_told_from_all_other_numbers(log):
    told = [epoch.accuracy("validation") for one in trainings(printed_lines(log, 1, 0)) for epoch in one.epochs]
    assert [round(100 * float(one.value), 6) for one in told if one is not None] == LOGS[log]


def test_a_second_training_begins_where_epochs_are_counted_anew():
    log = "".join(f"Epoch {n}/3: validation accuracy {value} %\n" for n, value in ((1, 30), (2, 40), (3, 50), (1, 60), (2, 70)))
    assert [one.length for one in trainings(printed_lines(log, 1, 0))] == [3, 2]
    from_zero = "".join(f"Epoch {n}: val acc {value} %\n" for n, value in ((0, 30), (1, 40), (2, 50)))
    assert [one.length for one in trainings(printed_lines(from_zero, 1, 0))] == [3]


LINE = "{prints: reached, in: Task_1.ipynb, from: 70%, to: 96%, epochs: 10, rerun: no, points: 1}"


def epochs(*values, word="validation accuracy", first=1):
    """A log."""
    return "".join(f"Epoch {n}: {word} {value} %\n" for n, value in enumerate(values, start=first))


def found(tmp_path, *outputs, more=(), name="Task_1.ipynb"):
    """The finding on a notebook with these outputs."""
    cells = [code(f"x = {number}", text, count=number) for number, text in enumerate(outputs, start=1)]
    return Sheet(tmp_path, documents=(document(name, notebook(*cells)), *more)).finding(LINE)


@pytest.mark.parametrize(
    ("outputs", "outcome", "says"),
    [
        ([epochs(60, 71.2)], Outcome.RIGHT, "71.2 % validation accuracy after 2 epochs"),
        ([epochs(60, 70)], Outcome.RIGHT, "70 %"),
        ([epochs(60, 69.99)], Outcome.WRONG, "at least 70 % was asked for"),
        ([epochs(50, 60), epochs(60, 72)], Outcome.RIGHT, "72 %"),
        ([epochs(50, 72), epochs(60, 65)], Outcome.REVIEW, "another training comes to 72 %"),
        ([epochs(60, 71, 69)], Outcome.REVIEW, "an earlier epoch came to 71 %"),
        ([epochs(*range(58, 73))], Outcome.REVIEW, "10 epochs are allowed, and within them it comes to 67 %"),
        ([epochs(*range(62, 77))], Outcome.RIGHT, "after 10 epochs, which are allowed, it was 71 %"),
        ([epochs(*range(40, 55))], Outcome.WRONG, "54 %"),
        ([epochs(*range(62, 72), first=0)], Outcome.RIGHT, "after 10 epochs"),
        ([epochs(60, 71), "Validation accuracy: 71.02 %"], Outcome.RIGHT, "71.02 %"),
        ([epochs(60, 71), "Validation accuracy: 82 %"], Outcome.REVIEW, "the last epoch itself printed 71 %"),
        ([epochs(73, 71), "Validation accuracy: 73 %"], Outcome.RIGHT, "73 %"),
        ([epochs(60, 98.7)], Outcome.REVIEW, "more than is plausible"),
        (["Validation accuracy: 82 %"], Outcome.REVIEW, "after how many epochs is not printed"),
        ([epochs(60, 82, word="accuracy")], Outcome.REVIEW, "on which data is not printed"),
        ([epochs(60, 82, word="training accuracy")], Outcome.MISSING, "prints no validation accuracy"),
        ([""], Outcome.MISSING, "has no outputs"),
    ],
)
def test_what_a_training_came_to(tmp_path, outputs, outcome, says):
    finding = found(tmp_path, *outputs)
    assert finding.outcome is outcome, finding.says
    assert says in finding.says
    assert "not run again here" in finding.rule


TRAIN = "train(ghost)"
BY_HAND = 'print("Epoch 10: validation accuracy 81.5 %")'


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ([(TRAIN, epochs(60, 61)), (BY_HAND, epochs(81.5, first=10))], "the code of cell 2 holds that number itself"),
        ([("for e, a in enumerate([0.6, 0.74]): print(e, f'{a:.2%}')", epochs(60, 74))], "the code of cell 1 holds that number"),
        ([('print("Validation accuracy: 81,5 %")', epochs(60, 81.5))], "holds that number itself"),
        ([("train(net)", epochs(60, 72)), ("class Ghost: ...", "")], "`Ghost` stands in no cell before cell 2"),
        ([("train(net)", epochs(50, 60)), ("ghost = Ghost()", "")], "`Ghost` stands in no cell before cell 2"),
        ([(TRAIN, epochs(60, 72)), (TRAIN, epochs("nan", "nan"))], "a later training tells no validation accuracy"),
        ([(TRAIN, epochs(50, 60)), (TRAIN, epochs(80, 90, word="acc"))], "a later training tells no validation accuracy"),
        ([(f"{TRAIN}  # came to 71.2 %", epochs(60, 71.2))], ""),
        ([("validate(ghost, at=(71, 712, 1.712), word='v71.2 {x:71.2f}')", epochs(60, 71.2))], ""),
        ([("class Ghost: ...", ""), (TRAIN, epochs(60, 72) + "weights of epoch 2 are kept\n")], ""),
        ([(TRAIN, epochs(60, 72))], ""),
    ],
)
def test_what_the_code_says_against_a_training_is_for_a_person(tmp_path, cells, says):
    made = notebook(*(code(text, output, count=number) for number, (text, output) in enumerate(cells, start=1)))
    line = LINE.replace("epochs: 10", "epochs: 10, model: Ghost")
    finding = Sheet(tmp_path, documents=(document("Task_1.ipynb", made),)).finding(line)
    assert finding.outcome is (Outcome.REVIEW if says else Outcome.RIGHT), finding.says
    assert says in finding.says
    assert finding.proposed is None


def test_under_which_name_a_notebook_may_come(tmp_path):
    for name in ("abgabe/Task 1 Gruppe 7.ipynb", "task1_final.ipynb"):
        assert found(tmp_path, epochs(60, 72), name=name).outcome is Outcome.RIGHT
    assert found(tmp_path, epochs(60, 72), name="Task_2.ipynb").outcome is Outcome.MISSING
    finding = found(tmp_path, epochs(60, 72), name="solution.ipynb")
    assert finding.outcome is Outcome.REVIEW
    assert "which notebook" in finding.says


@pytest.mark.parametrize(
    ("told", "outcome", "says"),
    [
        (0.712, Outcome.RIGHT, "71.2 %"),
        (0.71, Outcome.RIGHT, "71.2 %"),
        (0.6, Outcome.RIGHT, "71.2 %"),
        (0.7, Outcome.RIGHT, "71.2 %"),
        (0.842, Outcome.REVIEW, "but paper.md says 84.2 %"),
        (0.66, Outcome.REVIEW, "but paper.md says 66 %"),
    ],
)
def test_a_paper_that_says_otherwise_is_shown_beside_the_outputs(tmp_path, told, outcome, says):
    entries = Printed(Fraction(str(told)), Fraction(1, 1000), 3, share=True)
    paper = Answer(f"{told}", entries, Place("paper.md", line=3), Source.MARKDOWN, 0.95)
    notebook_ = document("Task_1.ipynb", notebook(code("x = 1", epochs(60, 71.2), count=1)))
    sheet = Sheet(tmp_path, documents=(notebook_,))
    ((_, line),) = rubric_of(LINE).lines
    finding = line.run(sheet.case(line, {"reached paper": paper}))
    assert finding.outcome is outcome
    assert says in finding.says
    assert (Flag.CONFLICT in finding.flags) is (outcome is Outcome.REVIEW)


@pytest.mark.parametrize("line", [LINE, "{prints: accuracy, in: Task_1.ipynb, points: 1}"])
def test_a_notebook_that_was_left_out_is_not_missing(tmp_path, line):
    ((_, check),) = rubric_of(line).lines
    sheet, nowhere = Sheet(tmp_path), NotFound("no such notebook was handed in", certain=True)
    case = sheet.case(check, {f"{check.mark_name} {origin}": nowhere for origin in ("saved", "re-run")})
    assert check.run(case).outcome is Outcome.MISSING
    finding = check.run(replace(case, handed=HandedIn(refused=("work.zip/Task_1.ipynb unpacks to too much",))))
    assert finding.outcome is Outcome.REVIEW
    assert "work.zip/Task_1.ipynb unpacks to too much" in finding.says


def test_a_range_and_saved_outputs_belong_to_a_training():
    assert "wants `from:`, `to:` and `rerun: no`" in refused("{prints: reached, epochs: 10, points: 1}")
    assert "`model:` is about a training" in refused("{prints: reached, from: 70%, to: 96%, rerun: no, model: Net, points: 1}")
    assert "wants `epochs:` and `in:`" in refused("{prints: reached, from: 70%, to: 96%, rerun: no, unchanged: yes, points: 1}")


def test_a_log_made_to_be_slow_is_read_in_little_time():
    lines = list(printed_lines(("acc val 0.7 " * 50 + "\n") * 1000 + ("epoch " * 100 + "\n") * 1000, 1, 0))
    before = process_time()
    trainings(lines)
    assert process_time() - before < 5


@pytest.mark.parametrize("text", ['"' * 20_000, "'\\" * 10_000, '"""' + "\\a" * 10_000, "1" * 20_000, '"""x' * 5_000, "'" + "1." * 10_000])
def test_a_cell_made_to_be_slow_is_searched_in_little_time(text):
    last, one = Stated(Fraction(7, 10), Fraction(1, 100), "", 1, 1, "validation"), Training()
    before = process_time()
    assert not against(last, one, [one], [ProgramText(text, 1)], None)
    assert process_time() - before < 2
