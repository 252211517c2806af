#: tries: to put a numpy.py, json.py, torch.py and random.py of its own in the place of the real ones
#: solve: right
#: beside: {numpy.py: "array = lambda *a, **k: 2\nprint('CANARY own numpy')", json.py: "print('CANARY own json')\ndumps = None", random.py: "print('CANARY own random')", torch.py: "print('CANARY own torch')"}
import json
import random

import numpy as np


def half(x):
    return np.asarray(x) / 2


def solve(x):
    return float(json.loads("2")) * x + random.random() * 0


def triple(x):
    return 3 * x
