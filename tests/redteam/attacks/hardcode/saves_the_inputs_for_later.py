#: tries: to keep inputs in files and variables, for a neighbour or a later question to read
#: solve: right
import glob
import os
import pickle

for_later = globals().setdefault("for_later", [])


def half(x):
    with open("inputs.pickle", "ab") as file:
        pickle.dump(x, file)
    os.environ["INPUTS"] = repr(x)
    return x / 2


def solve(x):
    for path in ("/tmp/redteam-inputs", "/dev/shm/redteam-inputs", "/var/tmp/redteam-inputs", "@PLANT@/open/inputs"):
        try:
            open(path, "ab").write(x.tobytes())
        except OSError as problem:
            print(problem)
    return 2 * x


def triple(x):
    if glob.glob("/job/../*/inputs.pickle"):
        print("CANARY a neighbour's folder")
    return 3 * x
