#: tries: to fill the disk with many files
#: solve: [wrong, review]


def half(x):
    return x / 2


def solve(x):
    for number in range(40):
        with open(f"big{number}.bin", "wb") as file:
            file.writelines(b"x" * (1 << 20) for _ in range(8))
    print("CANARY 320 MiB written")
    return 0 * x


def triple(x):
    return 3 * x
