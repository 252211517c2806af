"""The arena's own eyes: what it looks for in the memory of others, it finds."""

import subprocess
import sys
from array import array

import pytest
from arena import FRAME, PAGE, PRESENT, SWAPPED, found_in, new_pages, runs_of

HELD = "saffron-" + "narwhal"
HOLDS = f"""
import mmap, os, sys
pages = mmap.mmap(-1, 4 * {PAGE}, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
pages[{PAGE} - 8 : {PAGE}], pages[{PAGE} : {PAGE} + 7] = b"saffron-", b"narwhal"
forked = os.fork()
print(os.getpid() if forked else "", flush=True)
sys.stdin.readline()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux shows the memory of others")
def test_what_lies_across_two_pages_of_a_process_is_found_once_for_it_and_its_fork():
    command = [sys.executable, "-c", HOLDS]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        holder.stdout.readline()
        looked = set[int]()
        assert found_in(holder.pid, [HELD.encode(), b"umber-" + b"pangolin"], looked) == {HELD.encode()}
        assert found_in(holder.pid, [HELD.encode()], looked) == set(), "these pages were looked at"
        assert found_in(holder.pid, [HELD.encode()], set()) == {HELD.encode()}
        holder.communicate("done\n\n", timeout=20)


def test_only_pages_in_frames_that_were_not_looked_at_and_those_swapped_out_are_new():
    looked = {3}
    entries = array("Q", [0, PRESENT | 3, PRESENT | 4, SWAPPED | 3, PRESENT | 4])
    assert list(new_pages(entries, looked)) == [2, 3]
    assert looked >= {3, 4 & FRAME}


@pytest.mark.parametrize(
    ("pages", "runs"),
    [((), []), ((0,), [(0, 2)]), ((9,), [(8, 10)]), ((2, 3), [(1, 5)]), ((1, 3), [(0, 5)]), ((1, 4), [(0, 3), (3, 6)])],
)
def test_a_page_is_read_with_those_on_either_side(pages, runs):
    assert list(runs_of(pages, 10)) == runs
