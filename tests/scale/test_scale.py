"""The made-up class of `bench.scale`, and the bench itself on six submissions; a mark that is not as made up would end it."""

import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from bench import bare_jail, made_class, made_code, scale
from bench.watched import Watched, below, in_mib, watch
from grader.cli import status_of
from grader.commands import Status

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is read, which other systems do not have")

CLASS = tuple(made_class.groups(400))


def test_a_class_of_a_hundred_is_the_beginning_of_the_class_of_four_hundred():
    assert tuple(made_class.groups(100)) == CLASS[:100]


def test_no_two_files_are_alike_and_every_fiftieth_paper_is_a_pdf():
    files = [data for group in CLASS for data in group.files.values()]
    assert len(set(files)) == len(files) == 2 * len(CLASS)
    pdfs = [number for number, group in enumerate(CLASS, start=1) if group.files.get("answer.pdf", b"").startswith(b"%PDF")]
    assert pdfs == list(range(50, 401, 50))
    assert not any("answer.pdf" in group.files for group in made_class.groups(100, 0))


def test_every_kind_of_outcome_is_made_up_in_a_likely_share():
    paper = Counter(outcome for group in CLASS for outcome in group.paper.values())
    code = Counter(outcome for group in CLASS for outcome in group.code.values())
    assert set(paper) == {"right", "follows", "mistake", "wrong", "missing"}
    assert set(code) == {"right", "wrong", "missing", "review"}
    assert paper["right"] > paper["follows"] > paper["wrong"] > 0
    assert 0.6 < code["right"] / code.total() < 0.8


def test_only_the_coarse_papers_are_marked_otherwise_at_the_other_tolerance():
    narrow, wide = made_class.Sheet(), made_class.Sheet(tolerance=made_class.TOLERANCES[1])
    changed = [group for group in CLASS if group.outcomes(narrow) != group.outcomes(wide)]
    assert changed == [group for group in CLASS if group.coarse]
    assert 10 < len(changed) < 60


@pytest.mark.parametrize("slip", ["prediction", "no b", "coarse"])
def test_no_slip_in_a_prediction_gives_the_right_loss_again(slip):
    losses = [made_class.worked_out(slip, random.Random(seed)).loss for seed in range(1_000)]
    assert all(abs(loss - 0.25) > (0.03 if slip != "coarse" else 0.01) * 0.25 for loss in losses)


def test_only_one_group_is_changed(tmp_path):
    made_class.course(tmp_path, 5, made_class.Sheet())
    files = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    made_class.change_one(tmp_path, 5)
    changed = sorted(path.relative_to(tmp_path).as_posix() for path, data in files.items() if path.read_bytes() != data)
    assert changed == ["submissions/fit/group-00003/answer.md", "submissions/fit/group-00003/model.py"]


def test_a_class_of_code_alone_has_modules_and_no_papers(tmp_path):
    made_class.course(tmp_path, 4, made_class.Sheet(paper=False))
    assert {path.name for path in (tmp_path / "submissions").rglob("*.*")} == {"model.py"}
    assert set(CLASS[0].outcomes(made_class.Sheet(paper=False))) == set(made_code.FUNCTIONS)


def test_what_a_programs_children_take_is_counted_with_it():
    child = "import time\nkept = bytearray(60 << 20)\nend = time.process_time() + 0.3\nwhile time.process_time() < end: pass\n"
    parent = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {child!r}], check=True)\nprint('done')\n"
    seen = watch([sys.executable, "-c", parent])
    assert (seen.printed, seen.beside) == ("done\n", 1)
    assert 0.3 <= seen.cpu < 1.5
    assert seen.main < 60 < seen.tree


def test_a_program_that_fails_ends_the_bench_with_what_it_said():
    with pytest.raises(SystemExit, match="ended with 3:\nno room"):
        watch([sys.executable, "-c", "import sys\nprint('no room')\nsys.exit(3)"])


def test_what_has_gone_has_no_children_and_no_memory():
    assert list(below(2**22 + 1)) == []
    assert in_mib(Path("/proc") / str(2**22 + 1) / "status", "VmHWM:") == 0.0


@pytest.mark.parametrize(
    ("first", "unchanged", "tolerance", "main", "missed"),
    [
        (10.0, 1.0, 10.0, 399.0, 0),
        (11.6, 1.0, 10.0, 399.0, 1),
        (10.0, 1.1, 10.0, 399.0, 1),
        (10.0, 1.0, 10.1, 399.0, 1),
        (10.0, 1.0, 10.0, 400.0, 1),
    ],
)
def test_a_bar_is_missed_by_a_little(first, unchanged, tolerance, main, missed):
    def costs(size, first):
        each = dict(zip(scale.RUNS, (first, unchanged, tolerance, 0.5), strict=True))
        return scale.Costs(size, {name: Watched(ms * size / 1000, 1.0, main, 500.0, 0, "") for name, ms in each.items()}, 0)

    bars = list(scale.bars_of([costs(1_000, 10.0), costs(10_000, first)]))
    assert sum(bar.kept is False for bar in bars) == missed
    assert not any(bar.kept is None for bar in bars)
    assert sum(bar.kept is None for bar in scale.bars_of([costs(10, 10.0), costs(100, first)])) == 4


def test_a_class_of_six_is_marked_as_it_was_made_up_in_all_four_runs(monkeypatch, capsys):
    def marked(folder):
        assert status_of(["grade", "--course", str(folder)]) == Status.DONE
        return Watched(1.0, 1.0, 100.0, 200.0, 0, "")

    monkeypatch.setattr(scale, "marked", marked)
    assert scale.main(["--sizes", "6", "--pdf-every", "3", "--floor"]) == 0
    told = capsys.readouterr().out
    assert all(words in told for words in ("6 submissions", *scale.RUNS, "not judged", "submissions worked out anew")), told
    assert "MISSED" not in told


def test_a_mark_that_is_not_as_it_was_made_up_ends_the_bench(tmp_path):
    made_class.course(tmp_path, 1, made_class.Sheet())
    marks = [{"name": name, "outcome": "wrong"} for name in CLASS[0].outcomes(made_class.Sheet())]
    results = tmp_path / "results" / made_class.SHEET / "results.json"
    results.parent.mkdir(parents=True)
    results.write_text(json.dumps({"submissions": [{"group": CLASS[0].name, "marks": marks, "seconds": 0.1}]}), encoding="utf-8")
    with pytest.raises(SystemExit, match="group-00001 is marked"):
        scale.seconds_of(tmp_path, 1, made_class.Sheet(), 50)


def test_the_bare_jail_is_asked_what_the_grader_asks(tmp_path):
    made_class.course(tmp_path, 2, made_class.Sheet(paper=False))
    bare_jail.record(tmp_path, made_class.SHEET, tmp_path / "asked")
    _, *jobs = bare_jail.frames_of(tmp_path / "asked")
    begun = [job["asked"][0][0] for job in jobs if job["asked"]]
    assert {files["model.py"] for files in (one["files"] for one in begun)} == {CLASS[at].files["model.py"] for at in (0, 1)}
    asked = {message["file"] for job in jobs for message, _ in job["asked"] if message["do"] == "ask"}
    assert asked == {"model.py"}
    assert 0.0 <= bare_jail.ask(tmp_path / "asked") < 1.0


@pytest.mark.long
def test_the_bench_runs_from_end_to_end_as_a_program():
    program = [sys.executable, "-m", "bench.scale", "--sizes", "6", "--pdf-every", "3", "--floor", "1", "3"]
    done = subprocess.run(program, cwd=Path(scale.__file__).parents[1], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    for words in ("6 submissions", *scale.RUNS, "Pss", "3 submissions of code alone", "beside the bare jail", "not judged"):
        assert words in done.stdout
    assert "MISSED" not in done.stdout
