"""Error carried forward on the Freiburg sheet: the order of questions, and every guard."""

import pytest
from answers_by_hand import ABSENT, PERHAPS, RIGHT, answer, ocr

from grader.answer import Doubt
from grader.references import reference
from grader.references.reference import Reference
from grader.score import Flag, Outcome

WRITTEN = (*RIGHT,)
SLIP = {
    "y_hat": "15, 20",
    "loss": "212.5",
    "grad_y_hat": "13, 16",
    "grad_w": "45, 74, 103",
    "grad_b": "29",
    "w_new": "1.55, 0.26, 1.97",
    "b_new": "0.71",
    "y_hat_new": "8.69, 12.47",
    "loss_new": "58.25",
}
"""ŷ₁ = 15, and all that follows."""


def test_everything_right(freiburg):
    marks = freiburg.marks(**RIGHT)
    assert {marks[name].finding.says for name in RIGHT} == {"right"}
    assert sum(marks[name].points for name in RIGHT) == 4.0
    assert not any(marks[name].finding.flags or marks[name].finding.carried for name in RIGHT)


def test_a_slip_carried_through_everything_costs_its_own_points_alone(freiburg):
    marks = freiburg.marks(**SLIP)
    assert marks["y_hat"].finding.outcome is Outcome.WRONG
    assert {marks[name].finding.outcome for name in SLIP if name != "y_hat"} == {Outcome.FOLLOWS}
    assert sum(marks[name].points for name in SLIP) == 3.5


@pytest.mark.parametrize(
    ("name", "text", "outcome"),
    [
        ("y_hat", "12, 18", "mistake"),
        ("y_hat", "20, 14", "wrong"),
        ("loss", "400", "mistake"),
        ("loss", "200.0", "right"),
        ("loss", "199", "wrong"),
        ("grad_y_hat", "-12, -16", "mistake"),
        ("grad_y_hat", "24, 32", "mistake"),
        ("grad_w", "100, 72, 44", "wrong"),
        ("grad_w", "22, 36, 50", "mistake"),
        ("grad_b", "14", "mistake"),
        ("grad_b", "12, 16", "wrong"),
        ("w_new", "2.44, 1.72, 4", "mistake"),
        ("w_new", "2, 0, 2", "review"),
        ("w_new", "1.56, 0.28, 2.00", "right"),
        ("b_new", "1.28", "mistake"),
        ("b_new", "18/25", "right"),
        ("b_new", "0.71999997", "right"),
        ("b_new", "1", "review"),
        ("b_new", "0.7", "review"),
        ("b_new", "0.71", "wrong"),
        ("b_new", "0.723", "wrong"),
        ("y_hat_new", "8.8, 12.7", "right"),
        ("y_hat_new", "9, 13", "review"),
        ("y_hat_new", "8.87, 12.68", "review"),
        ("loss_new", "61.06", "right"),
        ("loss_new", "61.1", "right"),
        ("loss_new", "61", "review"),
        ("loss_new", "61.07", "review"),
        ("loss_new", "60.96", "review"),
        ("loss_new", "60.5", "wrong"),
        ("loss_new", "122.128", "mistake"),
        ("loss_new", "7633/125", "right"),
    ],
)
def test_one_answer_among_right_ones(name, text, outcome, freiburg):
    assert freiburg.outcomes(name, **{**RIGHT, name: text}) == outcome


def test_a_known_mistake_says_its_sentence_and_earns_its_share(freiburg):
    mark = freiburg.marks(**{**RIGHT, "y_hat": "12, 18"})["y_hat"]
    assert (mark.points, mark.finding.says) == (0.25, "You flipped the kernel; a cross-correlation does not.")


def test_what_follows_is_asked_before_a_known_mistake(freiburg):
    """From y − ŷ follows a gradient that is also −1 times the true one; it follows, whatever else it looks like."""
    flipped = {"y_hat": "12, 18", "loss": "148", "grad_y_hat": "10, 14"}
    assert freiburg.outcomes("loss", "grad_y_hat", **flipped) == "follows follows"


def test_a_known_mistake_is_found_from_the_groups_own_values(freiburg):
    given = {**SLIP, "loss": "425", "grad_w": ABSENT, "w_new": ABSENT, "y_hat_new": ABSENT, "loss_new": ABSENT}
    marks = freiburg.marks(**given)
    assert marks["loss"].finding.outcome is Outcome.MISTAKE
    assert marks["loss"].points == 0.25


def test_nearest_first_what_was_not_read_is_worked_out_from_what_was(freiburg):
    given = {**SLIP, "grad_y_hat": ABSENT, "w_new": ABSENT, "b_new": ABSENT}
    marks = freiburg.marks(**given)
    assert marks["grad_w"].finding.carried == ("y_hat",)
    assert marks["y_hat_new"].finding.carried == ("grad_w", "grad_b")
    assert marks["y_hat_new"].finding.outcome is Outcome.FOLLOWS


def test_the_earlier_value_is_named_as_the_group_wrote_it(freiburg):
    marks = freiburg.marks(**{**SLIP, "w_new": "1.55, 0.26, 1.970"})
    assert marks["loss"].finding.says == "right for your Prediction ŷ = (15, 20)"
    said = "right for your Weights w after the step = (1.55, 0.26, 1.970) and Bias b after the step = 0.71"
    assert marks["y_hat_new"].finding.says == said


def test_latex_is_shown_as_people_write_it(freiburg):
    from dataclasses import replace

    latex = replace(answer("15, 20"), text=r"\begin{bmatrix} 15 \\ 20 \end{bmatrix}")
    assert freiburg.marks(**{**SLIP, "y_hat": latex})["loss"].finding.says == "right for your Prediction ŷ = (15, 20)"


# carried values are rounded


@pytest.mark.parametrize(
    ("y_hat_new", "loss_new", "outcome"),
    [
        ("8.69, 12.47", "58.2485", "follows"),
        ("8.7, 12.5", "58.57", "follows"),  # exactly from the rounded ones
        ("8.7, 12.5", "58.25", "follows"),  # from the unrounded ones, within the rounding
        ("8.7, 12.5", "58.2", "follows"),
        ("8.7, 12.5", "57.1", "wrong"),  # beyond any rounding of these
        ("9, 12", "56.5", "follows"),  # exactly as printed, though that is coarse
        ("9, 12", "58.25", "review"),  # not from 9, 12, but from what lies before them
        ("9, 12", "45.1", "wrong"),
    ],
)
def test_the_rounding_of_carried_values_is_borne_with(y_hat_new, loss_new, outcome, freiburg):
    assert freiburg.outcomes("loss_new", **{**SLIP, "y_hat_new": y_hat_new, "loss_new": loss_new}) == outcome


def test_whole_numbers_are_exact_and_trailing_zeros_widen_nothing(freiburg):
    """15.0 is as whole as 15: else a loss of 213 would follow from 15.0, 20.0."""
    for y_hat in ("15, 20", "15.0, 20.0"):
        assert freiburg.outcomes("loss", y_hat=y_hat, loss="212.5") == "follows"
    assert freiburg.outcomes("loss", y_hat="15, 20", loss="213") == "follows"  # 212.5, rounded
    assert freiburg.outcomes("loss", y_hat="15, 20", loss="211.7") == "wrong"
    assert freiburg.outcomes("loss", y_hat="15.0, 20.0", loss="211.7") == "review"
    assert freiburg.outcomes("loss", y_hat="15.00, 20.00", loss="209.0") == "wrong"


def test_only_a_wider_spread_than_two_per_cent_is_a_matter_for_review(freiburg):
    given = {**RIGHT, "w_new": "0.1, 0.2, 0.3", "b_new": "0.1", "y_hat_new": ABSENT}
    # 1.5, 2.1 follow exactly; 0.3 is given to 17 per cent
    assert freiburg.outcomes("y_hat_new", **{**given, "y_hat_new": "1.5, 2.1"}) == "follows"
    assert freiburg.outcomes("y_hat_new", **{**given, "y_hat_new": "1.70, 2.30"}) == "review"
    assert freiburg.outcomes("y_hat_new", **{**given, "y_hat_new": "2.70, 3.30"}) == "wrong"


def test_a_coarse_answer_that_may_follow_is_a_matter_for_review_and_is_proposed_as_right(freiburg):
    finding = freiburg.marks(**{**RIGHT, "w_new": "3, 1, 4", "b_new": "1.4", "y_hat_new": "18, 26"})["y_hat_new"].finding
    assert (finding.outcome, finding.says) == (Outcome.REVIEW, "right as far as it goes, but with too few digits to be sure")
    assert finding.proposed.outcome is Outcome.RIGHT


def test_what_looks_like_a_mistake_with_too_few_digits_is_proposed_as_one(freiburg):
    finding = freiburg.marks(**{**RIGHT, "w_new": "2.4, 1.7, 4"})["w_new"].finding
    assert (finding.outcome, finding.proposed.outcome, finding.proposed.share) == (Outcome.REVIEW, Outcome.MISTAKE, 0.5)
    assert finding.says.startswith("looks like a known mistake, but cannot be told for sure: You added the step")


def test_an_exact_match_needs_no_spread_in_its_rule(freiburg):
    marks = freiburg.marks(**{**SLIP, "y_hat_new": "8.7, 12.5", "loss_new": "58.57"})
    assert marks["loss_new"].finding.rule == "as printed: within half a unit of the last digit (±0.005), with at least 3 digits"


def test_the_spread_stands_in_the_rule(freiburg):
    rule = freiburg.marks(**{**SLIP, "y_hat_new": "8.7, 12.5", "loss_new": "58.25"})["loss_new"].finding.rule
    assert rule.startswith("as printed: within half a unit of the last digit (±0.005), and ±")
    assert "for the rounding of earlier values" in rule


# guards


@pytest.mark.parametrize("unread", [ABSENT, PERHAPS, answer("15, 20", Doubt.CONFLICT), answer("15, 20", Doubt.PARTIAL)])
def test_an_unread_y_hat_makes_the_loss_a_matter_for_review(unread, freiburg):
    finding = freiburg.marks(y_hat=unread, loss="212.5")["loss"].finding
    assert finding.outcome is Outcome.REVIEW
    assert finding.says == "cannot follow it: Prediction ŷ not found, or not clearly"
    assert finding.proposed.outcome is Outcome.WRONG


def test_what_is_right_is_right_whatever_was_not_read(freiburg):
    assert freiburg.outcomes("loss", "loss_new", y_hat=PERHAPS, loss="200", loss_new="61.06") == "right right"


def test_a_miss_behind_a_doubtful_reading_is_a_matter_for_review(freiburg):
    assert freiburg.outcomes("loss", y_hat=ocr("15, 20"), loss="212.5") == "follows"
    finding = freiburg.marks(y_hat=ocr("15, 20"), loss="300")["loss"].finding
    assert finding.outcome is Outcome.REVIEW
    assert "Prediction ŷ could not be read for sure" in finding.says


def test_a_mistake_only_by_a_doubtful_reading_is_a_matter_for_review(freiburg):
    finding = freiburg.marks(y_hat=ocr("15, 20"), loss="425")["loss"].finding
    assert (finding.outcome, finding.proposed.outcome, finding.proposed.share) == (Outcome.REVIEW, Outcome.MISTAKE, 0.5)
    assert freiburg.outcomes("loss", y_hat=ocr("15, 20"), loss="400") == "mistake"  # by the truth, which is certain


def test_a_value_that_a_person_has_yet_to_decide_is_said_to_be_open(freiburg):
    finding = freiburg.marks(**{**RIGHT, "y_hat_new": "9, 13", "loss_new": "65"})["loss_new"].finding
    assert finding.outcome is Outcome.FOLLOWS
    said = (
        "right for your Prediction ŷ after the step = (9, 13); whether Prediction ŷ after the step is right is still for a person to decide"
    )
    assert finding.says == said


def test_an_unsummed_bias_gradient_is_wrong_and_what_follows_has_its_shape(freiburg):
    given = {**RIGHT, "grad_b": "12, 16", "b_new": "0.88, 0.84", "y_hat_new": "9.00, 12.80", "loss_new": "63.22"}
    assert freiburg.outcomes("grad_b", "b_new", "y_hat_new", "loss_new", **given) == "wrong follows follows follows"
    assert freiburg.outcomes("b_new", **{**given, "b_new": "0.72"}) == "right"
    finding = freiburg.marks(**{**given, "b_new": "0.75"})["b_new"].finding
    assert (finding.outcome, finding.says) == (Outcome.REVIEW, "cannot follow it: your earlier values lead to a result of another shape")


@pytest.mark.parametrize("y_hat", ["1, 2, 3", "1 2; 3 4", "1e9, 20", "1e30, 1e30", "1e-40, 0"])
def test_values_that_the_reference_makes_nothing_of_end_in_review_and_nowhere_else(y_hat, freiburg):
    marks = freiburg.marks(**{**RIGHT, "y_hat": y_hat, "loss": "31415", "grad_y_hat": ABSENT, "grad_w": "7, 7, 7"})
    assert marks["loss"].finding.outcome in (Outcome.REVIEW, Outcome.WRONG)
    assert not any(mark.finding.outcome is Outcome.FAULT for mark in marks.values())


def test_a_group_value_out_of_all_proportion_is_not_carried(freiburg):
    finding = freiburg.marks(y_hat="1e9, 20", loss="5e17")["loss"].finding
    assert (finding.outcome, finding.says) == (Outcome.REVIEW, "cannot follow it: your earlier values do not lead to a number")
    assert finding.detail == "y_hat is out of all proportion"


def test_a_value_miscopied_once_is_not_charged_twice(freiburg):
    given = {**SLIP, "y_hat_new": "8.96, 12.47", "loss_new": "58.2485"}
    marks = freiburg.marks(**given)
    assert marks["y_hat_new"].finding.outcome is Outcome.WRONG
    finding = marks["loss_new"].finding
    assert (finding.outcome, finding.proposed.outcome) == (Outcome.REVIEW, Outcome.FOLLOWS)
    assert (
        finding.says
        == "follows from your values before Prediction ŷ after the step, but not from your Prediction ŷ after the step = (8.96, 12.47)"
    )


def test_one_of_two_values_miscopied_is_passed_over_alone(freiburg):
    given = {**RIGHT, "b_new": "0.51", "w_new": "1.65, 0.28, 2", "y_hat_new": "8.63, 12.47"}
    finding = freiburg.marks(**given)["y_hat_new"].finding
    assert (finding.outcome, finding.proposed.outcome) == (Outcome.REVIEW, Outcome.FOLLOWS)
    assert finding.says.startswith("follows from your values before Weights w after the step, but not from")


def test_an_ambiguous_comma_is_carried_by_the_reading_that_is_right(freiburg):
    both = answer("61064", Doubt.AMBIGUOUS_COMMA, also=("61.064",))
    marks = freiburg.marks(**{**RIGHT, "loss_new": both})
    assert marks["loss_new"].finding.outcome is Outcome.RIGHT
    assert marks["loss_new"].finding.says == "right; read with a doubt (ambiguous comma)"
    both = answer("8840, 12680", Doubt.AMBIGUOUS_COMMA, also=("8.840, 12.680",))
    assert freiburg.outcomes("y_hat_new", "loss_new", **{**RIGHT, "y_hat_new": both, "loss_new": "61.0"}) == "right right"
    marks = freiburg.marks(**{**RIGHT, "y_hat_new": both})
    assert not marks["loss_new"].finding.flags


def test_no_reading_of_an_ambiguous_comma_fits_is_review_never_wrong(freiburg):
    both = answer("62064", Doubt.AMBIGUOUS_COMMA, also=("62.064",))
    assert freiburg.outcomes("loss_new", **{**RIGHT, "loss_new": both}) == "review"


# worth a look


def test_right_but_not_from_their_own_numbers(freiburg):
    finding = freiburg.marks(y_hat="15, 20", loss="200")["loss"].finding
    assert (finding.outcome, finding.share, finding.flags) == (Outcome.RIGHT, 1.0, (Flag.NOT_FROM_OWN,))
    assert finding.says == "right; it does not follow from your own Prediction ŷ = (15, 20)"


@pytest.mark.parametrize(
    "given",
    [
        {"y_hat_new": "8.8, 12.7", "loss_new": "61.064"},
        {"y_hat_new": "8.8, 12.6", "loss_new": "61.064"},  # cut off
        {"y_hat_new": "9, 13", "loss_new": "61.064"},  # too coarse, but no slip
        {"y_hat_new": "8.83, 12.68", "loss_new": "61.06"},  # rounded on the way
        {"w_new": "1.6, 0.3, 2.0", "y_hat_new": "8.84, 12.68"},
        {"y_hat": "14, 20", "loss": "200"},
    ],
)
def test_harmless_rounding_of_carried_values_is_not_flagged(given, freiburg):
    marks = freiburg.marks(**{**RIGHT, **given})
    assert not [name for name in RIGHT if marks[name].finding.flags]


def test_an_answer_that_fits_both_is_not_flagged(freiburg):
    """From ∂L/∂b = 28.5 follows 0.715, and that is 0.72 as well."""
    marks = freiburg.marks(**{**RIGHT, "grad_b": "28.5"})
    assert marks["grad_b"].finding.outcome is Outcome.WRONG
    assert (marks["b_new"].finding.outcome, marks["b_new"].finding.flags) == (Outcome.RIGHT, ())


def test_a_doubtful_earlier_reading_flags_nobody(freiburg):
    assert not freiburg.marks(y_hat=ocr("15, 20"), loss="200")["loss"].finding.flags


TRIVIAL = {
    "y_hat": "2, 4",
    "loss": "0",
    "grad_y_hat": "0, 0",
    "grad_w": "0, 0, 0",
    "grad_b": "0",
    "w_new": "2, 1, 3",
    "b_new": "1",
    "y_hat_new": "14, 20",
    "loss_new": "200",
}
"""ŷ = y: every gradient is 0, and the step changes nothing."""


def test_a_trivial_y_hat_is_flagged_wherever_nothing_was_left_to_do(freiburg):
    marks = freiburg.marks(**TRIVIAL)
    assert marks["y_hat"].finding.outcome is Outcome.WRONG
    for name in ("loss", "grad_y_hat", "grad_w", "grad_b", "w_new", "b_new", "y_hat_new", "loss_new"):
        finding = marks[name].finding
        assert (finding.outcome, finding.share, finding.flags) == (Outcome.FOLLOWS, 1.0, (Flag.TRIVIAL,)), name
        assert "next to nothing left to work out" in finding.says


def test_a_constant_result_is_trivial(freiburg):
    finding = freiburg.marks(y_hat="5, 1", grad_y_hat="3, -3", grad_w="-3, -3, -3")["grad_w"].finding
    assert (finding.outcome, finding.flags) == (Outcome.FOLLOWS, (Flag.TRIVIAL,))


def test_a_number_that_is_given_elsewhere_is_no_trivial_one(freiburg):
    """The loss of 3, 5 is 1, and so is the bias that was given; it is worked out all the same."""
    finding = freiburg.marks(**{**RIGHT, "y_hat_new": "3, 5", "loss_new": "1"})["loss_new"].finding
    assert (finding.outcome, finding.flags) == (Outcome.FOLLOWS, ())


def test_an_ordinary_slip_is_not_trivial(freiburg):
    marks = freiburg.marks(**SLIP)
    assert not [name for name in SLIP if marks[name].finding.flags]


# what is said gives nothing away


def test_nothing_that_is_said_holds_an_expected_value(freiburg):
    wrong = {"y_hat": "31, 7", "loss": "3", "grad_w": "3, 3, 9", "grad_b": "9", "w_new": "6, 6, 6", "b_new": "3", "loss_new": "9"}
    for name, mark in freiburg.marks(**wrong).items():
        if name in RIGHT:
            assert not any(value in mark.finding.says for value in ("14", "20", "200", "12", "16", "44", "72", "100", "28", "61", "8.84"))
            assert "whole" not in mark.finding.says


def test_a_coarse_answer_that_is_exactly_a_known_mistake_is_proposed_as_that(sheet_of):
    """`b = 1` is 0.72 to half a unit, and it is also the bias of somebody who took no step at all."""
    reference = "b = 1.0\ndef b_new(b):\n    return b - 0.28\ndef b_same(b):\n    'You took no step.'\n    return b\n"
    sheet = sheet_of(reference, "  1 Step:\n    - {close: b_new, points: 1, mistakes: {b_same: 25%}}\n")
    finding = sheet.marks(b_new="1")["b_new"].finding
    assert (finding.outcome, finding.proposed.outcome, finding.proposed.share) == (Outcome.REVIEW, Outcome.MISTAKE, 0.25)
    assert sheet.outcomes("b_new", b_new="1.00") == "mistake"


def test_what_follows_from_equal_values_is_worked_out_once_and_from_others_anew(freiburg, monkeypatch):
    asked = []
    real = Reference.evaluate

    def evaluate(self, name, own):
        asked.append((name, [*own.get("y_hat", ())]))
        return real(self, name, own)

    monkeypatch.setattr(Reference, "evaluate", evaluate)
    counts, outcomes = [], []
    for text, loss in (("15.25, 20", "215.78125"), ("15.250, 20.0", "215.78125"), ("15.5, 20", "215.78125")):
        asked.clear()
        outcomes.append(freiburg.marks(y_hat=text, loss=loss)["loss"].finding.outcome)
        counts.append(asked.count(("loss", [float(part) for part in text.split(",")])))
    assert counts == [1, 0, 1]
    assert outcomes == [Outcome.FOLLOWS, Outcome.FOLLOWS, Outcome.WRONG]


def test_only_so_many_values_are_remembered(sheet_of, monkeypatch):
    monkeypatch.setattr(reference, "REMEMBERED", 3)
    own = sheet_of("def a():\n    return 1\n", "  1: [{close: a, points: 1}]\n").assignment.reference
    worked_out = []
    for key in (0, 1, 2, 2, 3, 0):
        assert own.remembered(1, key, lambda key=key: worked_out.append(key) or key) == key
    assert worked_out == [0, 1, 2, 3, 0]
    for _ in range(2):
        own.remembered(reference.LARGEST_REMEMBERED + 1, "large", lambda: worked_out.append("large"))
    assert worked_out[5:] == ["large", "large"]
