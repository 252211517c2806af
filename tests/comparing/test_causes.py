"""Each thing that may differ below a mark is told, with before and after, and nothing else is."""

import pytest
from results_by_hand import ONE_PER_CENT, answer, change_of, code, compared, group, mark, review, sheet, wrong

from grader.comparing.shown import in_words, verdict_words
from grader.records.decision_results import DecisionResult, FirstResult
from grader.records.results import MemberResult, State
from grader.score import Outcome

RULE = "judged by another rule: “as printed: within half a unit of the last digit, whole numbers exactly” → “within 1 % of the value”"
SCANNED = {"file": "scan.pdf", "page": 2, "line": None, "source": "ocr"}


def told(before, after, old=None, new=None):
    """The causes of the only mark that changed, in words."""
    (changed,) = change_of(before, after, old, new).marks
    return [in_words(cause) for cause in changed.causes]


@pytest.mark.parametrize(
    ("before", "after", "causes"),
    [
        (wrong(), mark(rule=ONE_PER_CENT), [RULE]),
        (mark(), wrong(expected=62.5), ["the expected value changed: “61.06” → “62.5”"]),
        (mark(), wrong(expected=(1.0, 2.0)), ["the expected value changed: “61.06” → “(1, 2)”"]),
        (mark(), wrong(expected=None), ["the expected value changed: “61.06” → “none”"]),
        (mark(answer=None), wrong(answer=None, expected=None, rule=""), ["the results do not tell why"]),
        (mark(), wrong(answer=None, expected=None, rule=""), ["no longer read: “61.06”"]),
        (mark(), mark(points=2.0, possible=2.0), ["the line is worth other points: 1 point → 2 points"]),
        (mark(), mark(bonus=True), ["the line counts otherwise: an ordinary line → a bonus"]),
        (mark(), review(check="between"), ["the line is checked in another way: `close` → `between`"]),
        (mark(), wrong(answer=answer("61.60", 61.6)), ["read otherwise: “61.06” → “61.60”"]),
        (mark(answer=answer("1,234", 1.234)), wrong(answer=answer("1,234", 1234.0)), ["understood otherwise: “1.234” → “1234”"]),
        (review(answer=None), mark(), ["read now, and nothing before: “61.06”"]),
        (mark(), mark(outcome=Outcome.MISSING, points=0.0, answer=None), ["no longer read: “61.06”"]),
        (mark(), review(answer=answer(line=7)), ["read at another place: “a.md, line 3” → “a.md, line 7”"]),
        (
            mark(),
            review(answer=answer(confidence=0.6, doubts=("ambiguous comma",))),
            ["read with another certainty: 97 % → 60 %", "doubted otherwise: “no doubt” → “ambiguous comma”"],
        ),
        (
            mark(),
            review(answer=answer(**SCANNED)),
            [
                "read at another place: “a.md, line 3” → “scan.pdf, page 2”",
                "read from something else: a transcription → recognised from a picture",
            ],
        ),
        (mark(), review(also=(answer("62"),)), ["other readings beside it: “62”"]),
        (wrong(code=None), mark(code=code(True)), ["their code was run, and not before: “solver.py, solve”"]),
        (mark(code=code(True)), review(code=None), ["there is nothing of their code any more: “solver.py, solve”"]),
        (
            mark(code=code(True, True, True)),
            wrong(code=code(True, False, "out of time")),
            ["its inputs end otherwise: 3 right → 1 not right, 1 out of time, 1 right"],
        ),
        (wrong(code=code(True, False)), mark(code=code(False, True)), ["its inputs end otherwise: input 1 right → not right"]),
        (mark(code=code(True)), wrong(code=code(True, source="return y")), ["their code there is not the same"]),
        (
            mark(code=code(True)),
            wrong(code=code(True, file="other.py")),
            ["their code was taken from another place: “solver.py, solve” → “other.py, solve”"],
        ),
        (
            wrong(code=code(False, stage="shape")),
            review(code=code(False, stage="values")),
            ["it differs first in something else: shape → values"],
        ),
        (wrong(code=code(False, difference="1 != 2")), review(code=code(False, difference="1 != 3")), ["what it gave differs otherwise"]),
        (
            wrong(code=code(False)),
            mark(code=code(True, notes=("a stub for wandb",))),
            ["its inputs end otherwise: 1 not right → 1 right", "it was run otherwise: “as it stands” → “a stub for wandb”"],
        ),
        (review(), mark(decided_by="M. Adler"), ["a person decided: M. Adler"]),
        (mark(decided_by="M. Adler"), review(), ["a person's decision is no longer there: M. Adler"]),
        (mark(decided_by="M. Adler"), wrong(decided_by="K. Falk"), ["a person decided otherwise: “M. Adler” → “K. Falk”"]),
    ],
)  # fmt: skip
def test_what_differs_below_a_mark_is_told_with_before_and_after(before, after, causes):
    assert told(before, after) == causes


def test_what_differs_in_several_ways_is_told_in_all_of_them():
    after = wrong(rule=ONE_PER_CENT, answer=answer("60", 60.0))
    assert told(mark(), after, None, {"rubric_sha256": "cc"}) == [RULE, "read otherwise: “61.06” → “60”"]


def test_a_rule_that_is_only_told_in_other_words_for_another_answer_is_the_same_rule():
    finer, coarser = (f"as printed: within half a unit of the last digit ({reach})" for reach in ("±0.005", "±0.05"))
    before, after = mark(rule=finer), wrong(rule=coarser, answer=answer("61.1", 61.1))
    assert told(before, after) == ["read otherwise: “61.06” → “61.1”"]
    others = group("ben", mark(rule=coarser, answer=answer("61.1", 61.1)))
    (change,) = compared(sheet(group("ada", before), others), sheet(group("ada", after), others, rubric_sha256="cc")).changed
    assert [in_words(cause) for cause in change.marks[0].causes] == ["read otherwise: “61.06” → “61.1”"]


def test_a_mark_that_rests_on_an_earlier_value_names_what_became_of_that():
    earlier = answer("12", 12.0), answer("14", 14.0)
    before = mark("y_hat", answer=earlier[0]), mark(outcome=Outcome.FOLLOWS, carried=("y_hat",))
    after = mark("y_hat", answer=earlier[1]), wrong(carried=("y_hat",))
    assert told(before, after) == ["an earlier value of theirs changed (y_hat): “12” → “14”"]


def test_an_earlier_value_that_is_understood_otherwise_is_told_as_it_is_understood():
    earlier = answer("1,234", 1.234), answer("1,234", 1234.0)
    before = mark("y_hat", answer=earlier[0]), mark(outcome=Outcome.FOLLOWS, carried=("y_hat",))
    after = mark("y_hat", answer=earlier[1]), wrong(carried=("y_hat",))
    assert told(before, after) == ["an earlier value of theirs changed (y_hat): “1.234” → “1234”"]


def test_a_mark_that_no_longer_rests_on_an_earlier_value_says_so():
    assert told(mark(outcome=Outcome.FOLLOWS, carried=("y_hat",)), wrong()) == ["it rests on other earlier values of theirs: y_hat → none"]


def test_that_it_no_longer_rests_on_an_earlier_value_is_not_told_where_it_only_follows_from_what_else_differs():
    assert told(mark(outcome=Outcome.FOLLOWS, carried=("y_hat",)), review(rule=ONE_PER_CENT)) == [RULE]


def test_a_change_of_isolation_is_told_where_code_is_concerned_and_nowhere_else():
    ways = {"isolation": "none"}, {"isolation": "namespaces"}
    assert told(review(code=code("not run")), mark(code=code(True)), *ways) == [
        "its inputs end otherwise: 1 not run → 1 right",
        "another isolation of students' code: none → namespaces",
    ]
    assert told(review(), mark(answer=answer("61")), *ways) == ["read otherwise: “61.06” → “61”"]


# Where nothing below the mark differs


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ({}, "the results do not tell why"),
        ({"grader": "0.2.0"}, "the marking itself changed: grader 0.1.0 → 0.2.0"),
        ({"rubric_sha256": "cc"}, "nothing that it rests on differs in the results; since then changed: the rubric"),
        (
            {"rubric_sha256": "cc", "reference_sha256": "dd", "grader": "0.2.0"},
            "nothing that it rests on differs in the results; since then changed: the rubric, the reference, the grader (0.1.0 → 0.2.0)",
        ),
    ],
)
def test_what_is_not_known_is_said_to_be_unknown(new, said):
    assert told(mark(), wrong(), None, new) == [said]


def test_the_sentences_are_told_where_nothing_else_differs():
    assert told(mark(says="fits"), wrong(says="does not fit")) == [
        "what is said of it changed: “fits” → “does not fit”",
        "the results do not tell why",
    ]


def test_a_mistake_that_earns_another_share_says_so():
    half, most = (mark(outcome=Outcome.MISTAKE, points=points) for points in (0.5, 0.8))
    assert told(half, most, None, {"rubric_sha256": "cc"}) == [
        "the same outcome earns another share of the points: 50 % → 80 %",
        "nothing that it rests on differs in the results; since then changed: the rubric",
    ]


def test_a_change_of_the_sheet_is_no_cause_where_a_nearer_one_is_known():
    assert told(mark(), wrong(answer=answer("60")), None, {"rubric_sha256": "cc"}) == ["read otherwise: “61.06” → “60”"]


# Decisions of people


def decided(**other):
    return mark(decided_by="M. Adler", first=FirstResult(outcome=Outcome.REVIEW, says="Too few digits."), **other)


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (decided().model_copy(update={"first": FirstResult(outcome=Outcome.WRONG, points=0.0, says="Not right.")}),
         "the finding below the decision changed: “review: Too few digits.” → “wrong, 0 points: Not right.”"),
        (decided(answer=answer("60", 60.0)), "read otherwise: “61.06” → “60”"),
        (decided(expected=60.0), "the expected value changed: “61.06” → “60”"),
        (decided(rule=ONE_PER_CENT), RULE),
        (decided(code=code(True)), "their code was run, and not before: “solver.py, solve”"),
    ],
)  # fmt: skip
def test_a_decision_that_stands_on_something_else_is_told_although_it_still_holds(after, said):
    (changed,) = change_of(decided(), after).marks
    assert changed.look_again
    assert (changed.before, [in_words(cause) for cause in changed.causes]) == (changed.after, [said])


@pytest.mark.parametrize("other", [{"label": "Another label"}, {"answer": answer(confidence=0.5)}, {"detail": "new"}, {"says": "new"}])
def test_a_decision_is_not_looked_at_again_for_what_nobody_decided_by(other):
    assert compared(sheet(group("ada", decided())), sheet(group("ada", decided(**other)))).nothing


@pytest.mark.parametrize(("before", "after"), [(decided(), review(answer=answer("60"))), (wrong(answer=answer("60")), decided())])
def test_a_decision_that_came_or_went_is_not_one_to_look_at_again(before, after):
    (changed,) = change_of(before, after).marks
    assert not changed.look_again


def test_a_decision_that_somebody_made_otherwise_needs_no_second_look():
    (changed,) = change_of(decided(), wrong(decided_by="M. Adler", first=decided().first)).marks
    assert not changed.look_again


def corrected(text, value, **other):
    first = FirstResult(outcome=Outcome.WRONG, points=0.0, says="Not right.", text="61.60", value=61.6)
    return decided(answer=answer(text, value), corrected=text).model_copy(update={"first": first} | other)


def made(changed=""):
    return DecisionResult(decided_at="2026-03-04T09:30:00+00:00", changed=changed)


@pytest.mark.parametrize(
    ("before", "after", "said", "again"),
    [
        (wrong(answer=answer("61.60", 61.6)), corrected("61.06", 61.06),
         ["a person decided: M. Adler", "a person read another value: “61.60” → “61.06”"], False),
        (corrected("61.06", 61.06), wrong(answer=answer("61.60", 61.6)),
         ["a person's decision is no longer there: M. Adler", "a person read another value: “61.06” → “61.60”"], False),
        (corrected("61.06", 61.06), corrected("61.07", 61.07), ["a person read another value: “61.06” → “61.07”"], False),
        (corrected("61.06", 61.06, decision=made()), corrected("61.06", 61.06, decision=made("handed in anew")),
         ["what the decision was made on changed: “handed in anew”"], True),
        (decided(decision=made()), decided(decision=made("handed in anew")),
         ["what the decision was made on changed: “handed in anew”"], True),
        (decided(decision=made()), review(decision=made("not used")),
         ["a person's decision is no longer there: M. Adler", "what the decision was made on changed: “not used”"], False),
    ],
)  # fmt: skip
def test_a_value_that_a_person_read_and_a_decision_on_something_else_are_told(before, after, said, again):
    (changed,) = change_of(before, after).marks
    assert ([in_words(cause) for cause in changed.causes], changed.look_again) == (said, again)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (corrected("61.06", 61.06), corrected("61.06", 61.06, rule=ONE_PER_CENT)),  # a value stands on the paper alone
        (decided(decision=made("handed in anew")), decided(decision=made())),  # somebody has looked since
    ],
)
def test_a_decision_that_stands_as_it_did_is_nothing_to_tell(before, after):
    assert compared(sheet(group("ada", before)), sheet(group("ada", after))).nothing


def test_a_decision_that_went_with_its_line_is_told():
    (changed,) = change_of((mark("kept"), decided()), mark("kept")).marks
    assert [in_words(cause) for cause in changed.causes] == ["the line is gone", "a person's decision is no longer there: M. Adler"]


# Lines that came, went and moved


def test_a_new_line_and_one_that_is_gone_are_told_with_their_points():
    before, after = (mark("old"), mark("kept")), (mark("kept"), wrong("new", possible=2.0))
    said = [
        (one.name, [in_words(cause) for cause in one.causes], verdict_words(one.before, one.after))
        for one in change_of(before, after).marks
    ]
    assert said == [("new", ["the line is new"], "0 of 2"), ("old", ["the line is gone"], "1 of 1")]


def test_a_line_that_only_moved_to_another_task_is_told_once_and_costs_nobody_anything():
    change = compared(sheet(group("ada", mark())), sheet(group("ada", mark(task="1.2"))))
    assert [in_words(cause) for cause in change.causes] == ["the line stands under another task (loss): 1.1 → 1.2"]
    assert change.nothing


def test_a_line_that_moved_and_was_marked_otherwise_says_both():
    assert told(mark(), wrong(task="1.2", rule=ONE_PER_CENT)) == ["the line stands under another task: 1.1 → 1.2", RULE]


@pytest.mark.parametrize("after", [(mark(task="1.2"), mark(task="1.3")), (review(task="1.2", check="review"),)])
def test_what_may_be_another_line_of_the_same_name_is_not_taken_for_it(after):
    assert "the line is gone" in [in_words(cause) for one in change_of(mark(), after).marks for cause in one.causes]


# Beside the marks


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"penalty": 0.5}, ["another penalty: 0 points → 0.5 points"]),
        (
            {"penalty": 0.5, "late": True, "late_by": "2 days", "deadline": "2026-05-01T12:00:00+02:00"},
            [
                "another penalty: 0 points → 0.5 points",
                "late or in time: not known whether in time → late by 2 days",
                "another deadline: “none” → “2026-05-01T12:00:00+02:00”",
            ],
        ),
        ({"late": True, "late_by": "1 hour"}, ["late or in time: not known whether in time → late by 1 hour"]),
        ({"members": (MemberResult(name="Ben Ode"),)}, ["other members: “Ada Nowak (51)” → “Ben Ode”"]),
        ({"members": (MemberResult(name="Ada Nowak", id="51"), MemberResult(name="Ben Ode"))}, ["other members: “nobody” → “Ben Ode”"]),
        ({"state": State.UNMARKABLE, "message": "a.zip is damaged"}, ["the submission could not be marked: “a.zip is damaged”"]),
        ({"points": 0.5}, ["its sum differs, and none of its lines"]),
        ({"undecided": 0.5}, ["its sum differs, and none of its lines"]),
    ],
)
def test_what_differs_beside_the_marks_is_told(other, said):
    (change,) = compared(sheet(group("ada", mark())), sheet(group("ada", mark(), **other))).changed
    assert [in_words(cause) for cause in change.causes] == said


def test_a_submission_that_can_be_marked_now_says_why_it_could_not_and_lists_no_lines():
    before = group("ada", review(), state=State.UNMARKABLE, message="a.zip is damaged")
    (change,) = compared(sheet(before), sheet(group("ada", mark()))).changed
    assert [in_words(cause) for cause in change.causes] == ["the submission can be marked now: “a.zip is damaged”"]
    assert change.marks == ()


def test_a_decision_that_went_with_a_submission_that_cannot_be_marked_any_more_is_told():
    after = group("ada", review("other"), review(), state=State.UNMARKABLE, message="a.zip is damaged")
    (change,) = compared(sheet(group("ada", mark("other"), decided())), sheet(after)).changed
    assert [(one.name, one.causes[0].kind) for one in change.marks] == [("loss", "a person's decision is no longer there")]


def test_a_later_hour_is_told_where_it_costs_more():
    late = {"late": True, "late_by": "1 day", "penalty": 0.1}, {"late": True, "late_by": "2 days", "penalty": 0.2}
    (change,) = compared(*(sheet(group("ada", mark(), **each)) for each in late)).changed
    assert [in_words(cause) for cause in change.causes] == [
        "another penalty: 0.1 points → 0.2 points",
        "late or in time: late by 1 day → late by 2 days",
    ]
    free = ({**each, "penalty": 0.0} for each in late)
    assert compared(*(sheet(group("ada", mark(), **each)) for each in free)).nothing


@pytest.mark.parametrize(
    "other",
    [
        {"submitted_at": "2026-05-01T12:00:00"},
        {"seconds": 9.0},
        {"deadline": "2026-05-01T12:00:00"},
        {"notes": ("left out",)},
        {"upload": "b.zip"},
        {"late": False},
        {"members": (MemberResult(name="Ada Nowak", id="51"),) * 2},
    ],
)
def test_what_concerns_no_mark_is_not_told(other):
    assert compared(sheet(group("ada", mark())), sheet(group("ada", mark(), **other))).nothing


@pytest.mark.parametrize(
    "other", [{"label": "L"}, {"says": "s"}, {"rule": ONE_PER_CENT}, {"answer": answer("61.1")}, {"detail": "d"}, {"proposed": None}]
)
def test_a_mark_that_came_out_the_same_is_not_told(other):
    assert compared(sheet(group("ada", mark())), sheet(group("ada", mark(**other)))).nothing


# Texts of any length and kind


def test_long_texts_are_cut_where_they_differ():
    before, after = (mark(answer=answer("7 " * 150 + end + " 5" * 200)) for end in ("41", "42"))
    (said,) = told(before, after.model_copy(update={"outcome": Outcome.WRONG, "points": 0.0}))
    assert "7 7 41 5 5" in said
    assert "7 7 42 5 5" in said
    assert len(said) < 180


def test_very_long_texts_that_differ_far_behind_still_differ():
    before, after = mark(says="a" * 3000 + "b"), wrong(says="a" * 3000 + "c")
    assert told(before, after)[0].startswith("what is said of it changed: “")


def test_a_text_made_to_harm_is_harmless_and_on_one_line():
    (said,) = told(mark(), wrong(answer=answer("\x1b[31m61\n\u202e62\x00")))
    assert said == "read otherwise: “61.06” → “⟨U+001B⟩[31m61 ⟨U+202E⟩62”"
