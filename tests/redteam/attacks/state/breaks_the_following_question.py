#: tries: to make its later functions fail, so that they differ alone and together
#: solve: right
#: triple: [review, wrong]
broken = []


def half(x):
    return x / 2


def solve(x):
    broken.append(1)
    return 2 * x


def triple(x):
    return 4 * x if broken else 3 * x
