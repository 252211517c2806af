#: tries: to wait for somebody to type
#: solve: [wrong, review]


def half(x):
    return x / 2


def solve(x):
    return float(input("Which factor? ")) * x


def triple(x):
    return 3 * x
