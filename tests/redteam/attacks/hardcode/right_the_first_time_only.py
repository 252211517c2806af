#: tries: to answer the first question rightly and to guess from then on
#: solve: [wrong, review]
asked = []


def half(x):
    return x / 2


def solve(x):
    asked.append(x)
    return 2 * asked[0]


def triple(x):
    return 3 * x
