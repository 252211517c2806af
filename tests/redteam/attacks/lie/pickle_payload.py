#: tries: to have something run where its result is unpickled, copied or printed
#: solve: [wrong, review]
import os


class Payload:
    def __reduce__(self):
        return os.system, ("touch @PLANT@/open/pickled",)

    def __repr__(self):
        open("@PLANT@/open/printed", "w").close()
        return "\x1b[2J right"

    __str__ = __repr__

    def __format__(self, wish):
        return self.__repr__()

    def __copy__(self):
        return os.system("touch @PLANT@/open/copied")

    def __deepcopy__(self, memo):
        return self.__copy__()


def half(x):
    return x / 2


def solve(x):
    return [Payload(), {"value": Payload()}, (Payload,)]


def triple(x):
    return 3 * x
