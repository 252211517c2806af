#: tries: the same in a simple assignment, which is kept when a file is loaded
#: solve: [wrong, review, right]
#: half: [right, wrong, review]
#: triple: [right, wrong, review]
power = 9**9**9
many = [0] * 10**11


def half(x):
    return x / 2


def solve(x):
    return 2 * x


def triple(x):
    return 3 * x
