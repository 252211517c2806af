#: tries: to leave the harness by exceptions that are no errors
#: half: [wrong, review]
#: solve: [wrong, review]
#: triple: [wrong, review]


class Out(BaseException):
    pass


def half(x):
    raise KeyboardInterrupt


def solve(x):
    raise GeneratorExit


def triple(x):
    raise Out
