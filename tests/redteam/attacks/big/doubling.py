#: tries: a list that shares its parts, so that thirty lines are a billion nodes
#: solve: [wrong, review]


def half(x):
    return x / 2


def solve(x):
    made = [1.0]
    for _ in range(14):
        made = [made, made, made, made]
    return made


def triple(x):
    return 3 * x
