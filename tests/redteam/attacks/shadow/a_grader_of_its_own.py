#: tries: a package of the grader's name, with modules of its workers' names
#: solve: right
#: triple: right
#: beside: {grader/__init__.py: "print('CANARY own grader')", grader/run.py: "Ending = None", grader/worker/__init__.py: "", grader/worker/ask.py: "def answer(*a):\n    print('CANARY own worker')\n    return {'is':'done','value':'right'}", grader/wire/__init__.py: "", grader/wire/encode.py: "def encode(m):\n    print('CANARY own encoder')\n    return b''"}


def half(x):
    return x / 2


def solve(x):
    import grader

    print(grader.__file__)
    return 2 * x


def triple(x):
    return 3 * x
