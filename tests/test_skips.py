"""Where no skip is allowed, a test that skips itself is red."""

from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py").read_text(encoding="utf-8").replace('pytest_plugins = ["pytester"]', "")
MARKER = "[pytest]\nmarkers = shared: reads ../shared\n"


@pytest.fixture
def project(pytester):
    """A project of one file with our conftest; its ../shared does not exist."""
    pytester.makeconftest(CONFTEST.replace('parents[2] / "shared"', 'parents[2] / "not-there"'))
    pytester.makeini(MARKER)
    return pytester


SKIPS = "import pytest\ndef test_skips(): pytest.skip('no browser')\n"


def test_a_skip_is_a_failure_where_none_is_allowed(project, monkeypatch):
    monkeypatch.setenv("GRADER_NO_SKIPS", "1")
    project.makepyfile(SKIPS)
    result = project.runpytest_inprocess("-p", "no:cacheprovider")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*no test may be skipped here*no browser*"])


def test_a_skip_is_a_skip_elsewhere(project, monkeypatch):
    monkeypatch.delenv("GRADER_NO_SKIPS", raising=False)
    project.makepyfile(SKIPS)
    project.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(skipped=1)


def test_a_file_that_skips_itself_is_a_failure_too(project, monkeypatch):
    monkeypatch.setenv("GRADER_NO_SKIPS", "1")
    project.makepyfile("import pytest\npytest.importorskip('no_such_package_anywhere')\ndef test_never(): pass\n")
    project.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(errors=1)


def test_what_needs_an_absent_shared_folder_may_be_skipped(project, monkeypatch):
    monkeypatch.setenv("GRADER_NO_SKIPS", "1")
    project.makepyfile("import pytest\n@pytest.mark.shared\ndef test_reads_it(): raise AssertionError\n")
    project.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(skipped=1)
