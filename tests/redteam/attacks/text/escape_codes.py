#: tries: to clear the screen, to write links and titles, to hide text in the terminal of whoever grades
#: solve: [wrong, review]


def half(x):
    return x / 2


def solve(x):
    codes = "\x1b[2J\x1b]0;redteam\x07\x1b]8;;http://example.org\x07\x9b31m\r\x08\x00\x7f"
    print(codes)
    raise ValueError(codes)


def triple(x):
    return 3 * x
