#: tries: nothing: draws and shows a figure, which nobody sees
#: solve: right
import matplotlib.pyplot as plt


def half(x):
    return x / 2


def solve(x):
    plt.plot(x)
    plt.savefig("figure.png")
    plt.show()
    plt.close("all")
    return 2 * x


def triple(x):
    return 3 * x
