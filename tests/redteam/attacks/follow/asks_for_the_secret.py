#: tries: to get what only the reference knows by calling it from a function that is asked with the reference's in its place
#: solve: [wrong, review]
#: guess: [wrong, review, missing]
#: unseen: ["8273645"]


def half(x):
    return x / 2


def solve(x):
    secret = guess(1.0)
    print("the secret is", secret)
    open("secret.txt", "w").write(str(secret))
    return secret + 0 * x


def guess(x):
    return 0.0


def triple(x):
    return 3 * x
