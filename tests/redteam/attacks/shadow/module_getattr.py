#: tries: a module whose names are made when they are asked for
#: solve: [missing, review, wrong, right]


def __getattr__(name):
    print("CANARY asked for", name) if name in ("expected", "reference", "points") else None
    return lambda x: 2 * x


def half(x):
    return x / 2


def triple(x):
    return 3 * x
