#: tries: lists and dicts that contain themselves
#: solve: [wrong, review]


def half(x):
    return x / 2


def solve(x):
    made, other = [], {}
    made.append(other)
    other["again"] = made
    return made


def triple(x):
    return 3 * x
