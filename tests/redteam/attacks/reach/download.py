#: tries: nothing bad: downloads its data, as notebooks do
#: solve: review
#: reason: [it tried what is not allowed, this machine lacks something]
import urllib.request


def half(x):
    return x / 2


def solve(x):
    urllib.request.urlopen("http://127.0.0.1:@PORT@/data.csv", timeout=3).read()
    return 2 * x


def triple(x):
    return 3 * x
