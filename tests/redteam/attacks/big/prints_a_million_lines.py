#: tries: nothing: prints a million lines and is right
#: solve: right


def half(x):
    return x / 2


def solve(x):
    for first in range(20):
        print("\n".join(f"step {number}" for number in range(first * 10_000, (first + 1) * 10_000)))
    return 2 * x


def triple(x):
    return 3 * x
