"""Libraries are woken up at one thread, or not at all."""

import os
import subprocess
import sys
import threading

import pytest

from grader.worker.warm import TooManyThreads, threads, warm_up

HERE = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
"""IPython has something to say about an environment that is not the one it runs in."""
ONE = {**HERE, **dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")}
WARM = """
from grader.worker.warm import threads, warm_up
warm_up(["numpy", "torch", "ipython", "matplotlib", "pycodestyle", "pytest", "scipy"])
import gc, sys
print(threads(), gc.get_freeze_count() > 1000, sys.modules["torch"].get_num_threads())
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the threads of a process")
def test_after_warming_up_there_is_one_thread():
    done = subprocess.run([sys.executable, "-c", WARM], capture_output=True, text=True, check=False, timeout=120, env=ONE)
    assert done.stdout == "1 True 1\n", done.stderr
    assert done.stderr == ""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells the threads of a process")
def test_a_second_thread_is_noticed():
    end = threading.Event()
    other = threading.Thread(target=end.wait)
    other.start()
    try:
        assert threads() > 1
        with pytest.raises(TooManyThreads, match="where one may"):
            warm_up([])
    finally:
        end.set()
        other.join()


def test_a_library_that_nobody_knows_how_to_warm_up_is_refused():
    with pytest.raises(ValueError, match=r"nothing is known about warming up 'tensorfow'; known are torch, numpy"):
        warm_up(["tensorfow"])
