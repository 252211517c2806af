"""What the tests of the written output share: an invented class, and a browser to look at its pages."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the folder is no package, and its tests share four files

import pytest
from chromium import Chromium, find_chromium
from code_fixtures import a_code_class
from fixtures import a_class, kept


@pytest.fixture(scope="session")
def results():
    return a_class()


@pytest.fixture(scope="session")
def pages(results, tmp_path_factory):
    from grader.records.gradebook import write_gradebook
    from grader.records.results import write_results
    from grader.reporting.report import write_pages
    from grader.score import Visibility

    out = tmp_path_factory.mktemp("results") / "freiburg_ex06"
    write_results(out / "results.json", results)
    write_gradebook(out / "gradebook.csv", results)
    write_pages(out, results, frozenset({Visibility.VISIBLE}), kept)
    return out


@pytest.fixture(scope="session")
def code_pages(tmp_path_factory):
    """The pages of a class that handed in code."""
    from grader.reporting.report import write_pages

    out = tmp_path_factory.mktemp("code") / "freiburg_ex06"
    write_pages(out, a_code_class())
    return out


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    program = find_chromium()
    if program is None:
        pytest.skip("no chromium on this machine: pages are not opened in a browser")
    with Chromium(program, tmp_path_factory.mktemp("browser")) as running:
        yield running
