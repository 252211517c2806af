#: tries: to look unfinished or elsewhere: a code object with another file and name
#: solve: [right, wrong, review]


def half(x):
    return x / 2


def solve(x):
    return 2 * x


class Rename:
    solve.__code__ = solve.__code__.replace(co_filename="@COURSE@/reference/tiny.py", co_name="<script>", co_firstlineno=2**31 - 1)
    solve.__qualname__ = "a" * 100000
    solve.__module__ = None


def triple(x):
    return 3 * x
