"""A wrong value on a line worth nothing is charged once, where the first points would be won by following from it."""

import pytest
from answers_by_hand import ABSENT, PERHAPS, RIGHT, answer, ocr

from grader.answer import Doubt
from grader.score import Flag, Outcome

WRITTEN = (*RIGHT,)
INVENTED = {
    **RIGHT,
    "grad_y_hat": "10, 0",
    "grad_w": "10, 20, 30",
    "grad_b": "10",
    "w_new": "1.9, 0.8, 2.7",
    "b_new": "0.9",
    "y_hat_new": "12.5, 17.9",
    "loss_new": "151.73",
}


def outcomes(sheet, **given):
    """The outcomes of the nine values, by their first letters: r f m w - (missing) ? (review)."""
    letters = {"missing": "-", "review": "?", "fault": "!"}
    marks = sheet.marks(**given)
    return "".join(letters.get(value := marks[name].finding.outcome.value, value[0]) for name in WRITTEN)


def charged(sheet, **given):
    """The lines that carry the flag."""
    marks = sheet.marks(**given)
    return [name for name in WRITTEN if Flag.CHARGED in marks[name].finding.flags]


@pytest.mark.parametrize(
    ("given", "expected", "where"),
    [
        # an invented gradient is charged at the first scored line; what lies behind that follows again
        ({}, "rrwwfffff", ["grad_w"]),
        # not read there: at the next one
        ({"grad_w": ABSENT}, "rrw-wffff", ["grad_b"]),
        ({"grad_w": ABSENT, "grad_b": ABSENT}, "rrw--wfff", ["w_new"]),
        # nobody follows from it: nobody pays
        ({name: RIGHT[name] for name in ("grad_w", "grad_b", "w_new", "b_new", "y_hat_new", "loss_new")}, "rrwrrrrrr", []),
        # a line of the group's own mistake has lost its points already
        ({"grad_w": "11, 21, 31", "w_new": "1.89, 0.79, 2.69"}, "rrwwwffff", ["grad_b"]),
        # a known mistake is charged like any other wrong value
        (
            {
                "grad_y_hat": "-12, -16",
                "grad_w": "-44, -72, -100",
                "grad_b": "-28",
                "w_new": "2.44, 1.72, 4",
                "b_new": "1.28",
                "y_hat_new": "19.16, 27.32",
                "loss_new": "419.144",
            },
            "rrmwfffff",
            ["grad_w"],
        ),
        # right, or only too coarse: no charge
        ({**RIGHT}, "rrrrrrrrr", []),
        # it follows from a wrong ŷ, which has points of its own: no charge
        (
            {
                "y_hat": "15, 20",
                "loss": "212.5",
                "grad_y_hat": "13, 16",
                "grad_w": "45, 74, 103",
                "grad_b": "29",
                "w_new": "1.55, 0.26, 1.97",
                "b_new": "0.71",
                "y_hat_new": "8.69, 12.47",
                "loss_new": "58.2485",
            },
            "wffffffff",
            [],
        ),
        # doubtful: both are a person's to decide
        ({"grad_y_hat": ocr("10, 0")}, "rr??fffff", ["grad_w"]),
        ({"grad_y_hat": answer("10, 0", Doubt.PROSE)}, "rr??fffff", ["grad_w"]),
        # neither found nor carried: what does not follow from ŷ is a person's to decide, what follows from that follows
        ({"grad_y_hat": ABSENT}, "rr-??ffff", []),
        ({"grad_y_hat": PERHAPS}, "rr???ffff", []),
    ],
)
def test_a_wrong_value_is_charged_once(given, expected, where, freiburg):
    answers = {**INVENTED, **given}
    assert (outcomes(freiburg, **answers), charged(freiburg, **answers)) == (expected, where)


def test_the_charge_costs_the_points_and_says_so(freiburg):
    finding = freiburg.marks(**INVENTED)["grad_w"].finding
    assert (finding.outcome, finding.share, finding.carried) == (Outcome.WRONG, 0.0, ("grad_y_hat",))
    said = "follows from your Gradient ∂L/∂ŷ = (10, 0); that is not right and has no points of its own, so it is charged here, once"
    assert finding.says == said


def test_a_charge_for_a_doubtful_value_is_a_persons_to_decide(freiburg):
    finding = freiburg.marks(**{**INVENTED, "grad_y_hat": ocr("10, 0")})["grad_w"].finding
    assert (finding.outcome, finding.proposed.outcome) == (Outcome.REVIEW, Outcome.WRONG)
    assert finding.says == "follows from your Gradient ∂L/∂ŷ = (10, 0), which a person has yet to decide"


HALFWAY = """
a = 2.0
def b(a):
    return a + 1
def c(b):
    return 2 * b
def d(c):
    return c + 5
def e(d):
    return d * d
"""


def lines(**points):
    return "  1 Steps:\n" + "".join(f"    - {{close: {name}, points: {worth}}}\n" for name, worth in points.items())


@pytest.mark.parametrize(
    ("points", "given", "expected"),
    [
        # through a second line without points, stated or not
        ({"b": 0, "c": 0, "d": 1, "e": 1}, {"b": "4", "c": "8", "d": "13", "e": "169"}, "wrong follows wrong follows"),
        ({"b": 0, "c": 0, "d": 1, "e": 1}, {"b": "4", "d": "13", "e": "169"}, "wrong missing wrong follows"),
        # two of them, each wrong in its own way: each is charged
        ({"b": 0, "c": 0, "d": 1, "e": 1}, {"b": "4", "c": "9", "d": "14", "e": "196"}, "wrong wrong wrong follows"),
        # a scored line between them shields what lies behind it
        ({"b": 0, "c": 1, "d": 1, "e": 1}, {"b": "4", "c": "9", "d": "14", "e": "196"}, "wrong wrong follows follows"),
        ({"b": 0, "c": 1, "d": 1, "e": 1}, {"b": "4", "c": "8", "d": "13", "e": "169"}, "wrong wrong follows follows"),
        # an unscored line behind it all is charged nowhere
        ({"b": 1, "c": 1, "d": 1, "e": 0}, {"b": "3", "c": "6", "d": "11", "e": "100"}, "right right right wrong"),
        # the rubric's order is the sheet's order, and need not be the order of the work
        ({"e": 1, "d": 1, "b": 0, "c": 0}, {"b": "4", "c": "8", "d": "13", "e": "169"}, "follows wrong wrong follows"),
    ],
)
def test_the_charge_falls_on_the_first_points_behind_it(points, given, expected, sheet_of):
    assert sheet_of(HALFWAY, lines(**points)).outcomes(*points, **given) == expected


def test_a_value_with_points_on_another_line_is_charged_there(sheet_of):
    tasks = "  1 Once:\n    - {close: b, points: 0}\n    - {close: c, points: 1}\n  2 Again:\n    - {close: b, name: b_again, points: 1}\n"
    assert sheet_of(HALFWAY, tasks).outcomes("b", "c", "b_again", b="4", c="8") == "wrong follows wrong"
