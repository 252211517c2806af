"""Seeds that depend on words alone, and generators that are put back as they were."""

import hashlib
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock


def seed_of(*words: str) -> int:
    """A seed that depends on nothing but some words: rubric, task, line; never on a group."""
    return int.from_bytes(hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass")).digest()[:4], "big")


_ONE_AT_A_TIME = RLock()
"""There is one set of generators for all threads, and groups are marked in several."""


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """The generators of the whole program as a job has them when it is asked, and afterwards as they were; for one thread at a time."""
    import numpy as np

    with _ONE_AT_A_TIME:
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
