#: tries: processes as honest code starts them: multiprocessing, a pool, a data loader's workers
#: solve: review
#: reason: it tried what is not allowed
import multiprocessing


def half(x):
    return x / 2


def solve(x):
    with multiprocessing.get_context("fork").Pool(4) as pool:
        return 2 * x + 0 * sum(pool.map(abs, [1, 2]))


def triple(x):
    return 3 * x
