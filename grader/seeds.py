"""Seeds that depend on words alone, and generators that are put back as they were."""

import hashlib
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def seed_of(*words: str) -> int:
    """A seed that depends on nothing but some words: rubric, task, line; never on a group."""
    return int.from_bytes(hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).digest()[:4], "big")


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """The generators of the whole program as a job has them when it is asked, and afterwards as they were."""
    import numpy as np

    torch = sys.modules.get("torch")
    before, numpys = random.getstate(), np.random.get_state()  # noqa: NPY002 - a reference may use the old generators
    torchs = None if torch is None else torch.get_rng_state()
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - see above
    if torch is not None:
        torch.manual_seed(seed)
    try:
        yield
    finally:
        random.setstate(before)
        np.random.set_state(numpys)  # noqa: NPY002 - see above
        if torch is not None:
            torch.set_rng_state(torchs)
