#: tries: names that look alike, text that runs backwards and hides lines, another encoding
#: solve: [wrong, review, missing, right]
#: half: [right, review]
#: triple: [right, review]
# ‮)x * 2 nruter :)x(evlos fed‬


def half(x):
    return x / 2


def sоlve(x):  # a Cyrillic letter
    return 2 * x


def ｓolve(x):  # a full-width letter, which Python takes for the plain one
    return 5 * x


def triple(x):
    return 3 * x
