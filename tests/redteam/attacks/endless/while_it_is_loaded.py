#: tries: never to be done with loading
#: half: [wrong, review]
#: solve: [wrong, review]
#: triple: [wrong, review]
#: ending: out of time


class Training:
    step = 0
    while True:
        step += 1


def half(x):
    return x / 2


def solve(x):
    return 2 * x


def triple(x):
    return 3 * x
