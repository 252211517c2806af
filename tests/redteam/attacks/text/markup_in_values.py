#: tries: the same in a returned text, a dict's keys and a type's name
#: solve: [wrong, review]


def half(x):
    return x / 2


def solve(x):
    odd = type("<script>document.title='redteam'</script>", (), {})()
    return ["<script>document.title='redteam'</script>", {"<img src=x onerror=alert(1)>": odd}, odd][int(abs(x[0]) * 100) % 3]


def triple(x):
    return 3 * x
