#: tries: to send fields of the wrong kind, so that the trusted side stumbles
#: solve: [wrong, review]
#: triple: [right, review]
import os


def half(x):
    return x / 2


def solve(x):
    from grader.wire.encode import encode

    kinds = [
        {"is": "raised", "type": 7, "message": None, "trace": {"a": 1}, "chain": 3.5},
        {"is": "raised", "type": "ValueError", "message": "m", "trace": [["f", "x", 3, None], [1], "text"], "chain": []},
        {"is": "raised"},
        {"is": "done"},
        {"is": "done", "value": 1.0, "origin": ["list"]},
        {"is": "ready", "survey": {}},
        {"is": "cell", "value": {"index": "x"}},
        {"is": "\ud800" if False else "nonsense"},
        {"value": 2 * x},
    ]
    os.write(3, encode(kinds[int.from_bytes(x.tobytes(), "little") % len(kinds)]))
    os._exit(0)


def triple(x):
    return 3 * x
