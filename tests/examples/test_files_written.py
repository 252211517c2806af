"""What `grader grade` writes, held against the contract, whose keys and types stand here once more."""

import csv
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NUMBER = (int, float)
NONE = type(None)
TOP = {
    "schema": int, "assignment": str, "title": str, "possible": NUMBER, "grader": str, "rubric_sha256": str, "reference_sha256": str,
    "isolation": str, "submissions": list,
}  # fmt: skip
SUBMISSION = {
    "group": str, "members": list, "state": str, "message": str, "submitted_at": (str, NONE), "penalty": NUMBER, "points": NUMBER,
    "undecided": NUMBER, "possible": NUMBER, "seconds": NUMBER, "marks": list,
}  # fmt: skip
MARK = {
    "task": str, "name": str, "check": str, "label": str, "outcome": str, "points": (*NUMBER, NONE), "possible": NUMBER, "bonus": bool,
    "visibility": str, "says": str, "expected": (*NUMBER, list, NONE), "answer": (dict, NONE),
}  # fmt: skip
ANSWER = {
    "text": str, "value": (*NUMBER, list), "file": str, "page": (int, NONE), "box": (list, NONE), "line": (int, NONE), "source": str,
    "confidence": NUMBER,
}  # fmt: skip
OUTCOMES = {"right", "follows", "mistake", "wrong", "missing", "review", "fault"}
SOURCES = {"text", "table", "ocr", "markdown", "notebook", "code", "sheet"}
NAMES = """y_hat loss grad_y_hat grad_w grad_b w_new b_new y_hat_new loss_new calculate_conv_output
    calculate_conv_output_general pad_array dot_product_single_filter dot_product_single_filter_with_batches
    dot_product_multiple_filters_with_batches Conv2d Conv2d_general create_conv_model shift_data mlp_accuracy mlp_shifted
    cnn_accuracy cnn_shifted cnn_suffers_less explanation improvement why_not_equal code_style feedback""".split()
WRONG_THROUGHOUT = """# Exercise 6, Nadia Ferreira 5318807

## 1.1 Forward pass
$\\hat{y} = [13, 21]$, so $L = 99$

## 1.2 Backward pass
$\\frac{\\partial L}{\\partial \\hat{y}} = [5, 6]$
$\\frac{\\partial L}{\\partial w} = [7, 8, 9]$ and $\\frac{\\partial L}{\\partial b} = 33$

## 1.3 Update
$w_{new} = [3, 4, 5]$, $b_{new} = 6$, $\\hat{y}_{new} = [7, 7]$, $L_{new} = 8$
"""


@pytest.fixture(scope="module")
def out(run):
    return run[1]


@pytest.fixture(scope="module")
def results(out):
    return json.loads((out / "results.json").read_text(encoding="utf-8"))


def holds(data, keys, where):
    """Every key of the contract is there, with a value of its type; other keys may stand beside."""
    for key, kind in keys.items():
        assert key in data, f"{where} has no `{key}`"
        assert isinstance(data[key], kind), f"{where}.{key} is {data[key]!r}"
        assert kind is bool or kind is list or not isinstance(data[key], bool), f"{where}.{key} is {data[key]!r}"


def is_numbers(value):
    """A number or nested lists of numbers."""
    return all(map(is_numbers, value)) if isinstance(value, list) else isinstance(value, NUMBER) and not isinstance(value, bool)


def test_results_have_the_keys_and_types_of_the_contract(results):
    holds(results, TOP, "results")
    assert results["schema"] == 1
    assert results["assignment"] == "freiburg_ex06"
    assert results["possible"] == 16
    for submission in results["submissions"]:
        holds(submission, SUBMISSION, submission["group"])
        assert submission["state"] in {"marked", "unmarkable"}
        for member in submission["members"]:
            holds(member, {"name": str, "id": str}, submission["group"])


def test_every_line_of_the_sheet_is_a_mark_of_every_group(results):
    for submission in results["submissions"]:
        assert sorted(mark["name"] for mark in submission["marks"]) == sorted(NAMES), submission["group"]


def test_marks_and_answers_have_the_keys_and_types_of_the_contract(results):
    for submission in results["submissions"]:
        for mark in submission["marks"]:
            where = f"{submission['group']}.{mark['name']}"
            holds(mark, MARK, where)
            assert mark["outcome"] in OUTCOMES, where
            assert mark["visibility"] in {"visible", "after_due_date", "after_published", "hidden"}
            assert (mark["points"] is None) == (mark["outcome"] in {"review", "fault"}), where
            assert mark["expected"] is None or is_numbers(mark["expected"]), where
            if mark["answer"] is not None:
                answer = mark["answer"]
                holds(answer, ANSWER, where)
                assert is_numbers(answer["value"]), where
                assert answer["source"] in SOURCES, where
                assert 0 <= answer["confidence"] <= 1, where
                boxed = answer["page"] is not None and not answer["file"].endswith(".ipynb")  # there the page is a cell, with a line
                assert (answer["box"] is not None) == boxed, where
                assert answer["box"] is None or (len(answer["box"]) == 4 and is_numbers(answer["box"])), where
                assert answer["page"] or answer["line"], f"{where} points nowhere"


def text_of(path, answer):
    """The lines among which an answer stands: the file's, or those of a cell or of what it put out."""
    if path.suffix != ".ipynb":
        return path.read_text(encoding="utf-8").splitlines()
    cell = json.loads(path.read_text(encoding="utf-8"))["cells"][answer["page"] - 1]
    if not answer.get("printed"):
        return "".join(cell["source"]).splitlines()
    (output,) = cell["outputs"]
    return "".join(output["text"] if "text" in output else output["data"]["text/plain"]).splitlines()


def test_an_answer_points_to_a_line_that_holds_it(results):
    for submission in results["submissions"]:
        for mark in submission["marks"]:
            if (answer := mark["answer"]) and answer["line"] is not None:
                path = ROOT / "submissions" / "freiburg_ex06" / submission["group"] / answer["file"]
                first_number = re.search(r"\d+", answer["text"])
                assert first_number is not None
                line = text_of(path, answer)[answer["line"] - 1]
                assert first_number[0] in line, f"{submission['group']}.{mark['name']}: line {answer['line']} is {line!r}"


def test_the_hashes_are_those_of_the_files(results):
    for key, path in (("rubric_sha256", "rubrics/freiburg_ex06.yaml"), ("reference_sha256", "reference/freiburg_ex06.py")):
        assert results[key] == hashlib.sha256((ROOT / path).read_bytes()).hexdigest()


def test_no_student_code_is_run_and_the_results_say_so(results):
    assert results["isolation"] in {"namespaces", "landlock", "rlimits", "none"}


class Resources(HTMLParser):
    """What a page would load, and where it links to."""

    def __init__(self):
        super().__init__()
        self.loads, self.links = [], []

    def handle_starttag(self, tag, attrs):
        for key, value in attrs:
            if key in {"src", "srcset", "data", "poster"} or (tag == "link" and key == "href"):
                self.loads.append(value)
            elif key == "href":
                self.links.append(value)


def resources(page):
    parser = Resources()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def test_every_group_has_two_pages_that_need_nothing_beside_them(out, results):
    pages = sorted(out.glob("groups/*/*.html"))
    assert len(pages) == 2 * len(results["submissions"])
    for submission in results["submissions"]:
        for kind in ("report.html", "instructor.html"):
            assert out / "groups" / submission["group"] / kind in pages
    for page in pages:
        assert all(load.startswith("data:") for load in resources(page).loads), page
    assert not any("://" in link for page in pages for link in resources(page).links)


def test_the_overview_leads_to_every_group(out, results):
    overview = resources(out / "index.html")
    assert all(load.startswith("data:") for load in overview.loads)
    for submission in results["submissions"]:
        assert any(f"groups/{submission['group']}/" in link for link in overview.links), submission["group"]
    for link in overview.links:
        assert link.startswith("#") or (out / link.split("#")[0]).is_file(), link


def test_the_gradebook_says_what_the_results_say(out, results):
    with (out / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["group"]: row for row in csv.DictReader(file)}
    assert list(rows) == [submission["group"] for submission in results["submissions"]]
    for submission in results["submissions"]:
        row = rows[submission["group"]]
        assert row["state"] == submission["state"]
        assert float(row["undecided"]) == submission["undecided"]
        assert float(row["possible"]) == 16
        for task in ("1.1", "1.2", "1.3"):
            points = [mark["points"] for mark in submission["marks"] if mark["task"] == task]
            assert row[task] == "" if None in points else float(row[task]) == sum(points), f"{submission['group']} {task}"
        if submission["state"] == "marked":
            assert float(row["points"]) == submission["points"]


@pytest.mark.parametrize("visibility", ["hidden", "after_published"])
def test_no_expected_value_stands_on_a_page_of_a_student_who_may_not_see_it(tmp_path, grade, visibility):
    course = tmp_path / "course"
    for name in ("reference/freiburg_ex06.py", "rubrics/freiburg_ex06.yaml"):
        (course / name).parent.mkdir(parents=True)
        text = (ROOT / name).read_text(encoding="utf-8")
        (course / name).write_text(re.sub(r"(?<=- {)(close: \w+)", rf"\1, visibility: {visibility}", text), encoding="utf-8")
    papers = course / "submissions" / "freiburg_ex06"
    papers.mkdir(parents=True)
    (papers / "astray.md").write_text(WRONG_THROUGHOUT, encoding="utf-8")
    done = grade(papers, course / "results", "--course", str(course))
    assert done.returncode == 0, done.stderr
    place = course / "results" / "freiburg_ex06"
    marks = {mark["name"]: mark for mark in json.loads((place / "results.json").read_bytes())["submissions"][0]["marks"]}
    assert {marks[name]["visibility"] for name in ("y_hat", "grad_w", "loss_new")} == {visibility}
    page = without_code((place / "groups" / "astray" / "report.html").read_text(encoding="utf-8"))
    instructors = without_code((place / "groups" / "astray" / "instructor.html").read_text(encoding="utf-8"))
    for truth in ("20", "200", "16", "44", "72", "100", "28", "1.56", "0.28", "0.72", "8.84", "12.68", "61.064"):
        alone = re.compile(rf"(?<![\d.,]){re.escape(truth)}(?![\d]|[.,]\d)")
        assert alone.search(instructors), f"{truth} is not even on the instructor's page"
        assert not alone.search(page), f"{truth} is on the student's page"


def without_code(page):
    """What a person sees of a page: no style, no script, and not how many words are asked for."""
    page = page.replace("at least 20 words", "")
    return re.sub(r"<[^>]*>", " ", re.sub(r"<(style|script)\b.*?</\1>", " ", page, flags=re.DOTALL))
