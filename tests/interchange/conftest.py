import random

import pytest


@pytest.fixture
def rng_bytes():
    """Damaged copies of some bytes: flips, cuts, repeats, zeros and lies about lengths."""
    return mutants


def mutants(good, count, seed=7):
    rng = random.Random(seed)
    for _ in range(count):
        yield mutant(good, rng)


def mutant(good, rng):
    bad = bytearray(good)
    for _ in range(rng.choice([1, 1, 2, 8])):
        at = rng.randrange(len(bad)) if bad else 0
        what = rng.randrange(6)
        if what == 0 and bad:
            bad[at] ^= 1 << rng.randrange(8)
        elif what == 1:
            del bad[at : at + rng.randrange(1, 40)]
        elif what == 2:
            bad[at:at] = bad[at : at + rng.randrange(1, 40)]
        elif what == 3:
            del bad[at:]
        elif what == 4:
            bad[at : at + 4] = rng.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff"])
        else:
            bad[at : at + 4] = rng.randbytes(4)
    return bytes(bad)
