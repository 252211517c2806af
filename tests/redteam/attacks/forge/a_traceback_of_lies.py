#: tries: to send an exception with invented places, endless texts and markup for the report
#: solve: [wrong, review]
#: triple: [right, review]
import os


def half(x):
    return x / 2


def solve(x):
    from grader.wire.encode import encode

    trace = [["@COURSE@/reference/tiny.py", 10**3900, "<script>alert(1)</script>", "A" * 60000]] * 300
    os.write(3, encode({"is": "raised", "type": "MemoryError", "message": "{{ 7*7 }}" * 900, "trace": trace, "chain": ["x"] * 999}))
    os._exit(0)


def triple(x):
    return 3 * x
