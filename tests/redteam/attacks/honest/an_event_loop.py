#: tries: nothing: runs coroutines
#: solve: [right, review]
import asyncio


def half(x):
    return x / 2


async def twice(x):
    await asyncio.sleep(0)
    return 2 * x


def solve(x):
    return asyncio.run(twice(x))


def triple(x):
    return 3 * x
