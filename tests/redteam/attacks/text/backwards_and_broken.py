#: tries: text that runs backwards, lone surrogates, letters of no width, ten thousand accents
#: solve: [wrong, review]
import os


def half(x):
    return x / 2


def solve(x):
    text = "\u202ethgir\u2066 \ud800\udfff\udc80 \ufeff\u200b " + "e" + "\u0301" * 10_000 + "\uffff\U0010ffff"
    os.write(1, text.encode("utf-8", "surrogatepass") + b"\xff\xfe\xc0\xaf")
    if x[0] > 0:
        return text
    raise KeyError(text)


def triple(x):
    return 3 * x
