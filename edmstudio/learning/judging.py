"""A judge for a library: what it teaches, and how its witnesses are to be weighed."""

from collections.abc import Sequence

import numpy as np

from edmstudio.learning.fit_lore import fit_lore
from edmstudio.learning.fit_scales import fit_scales
from edmstudio.review.case import Case
from edmstudio.review.judge import Judge
from edmstudio.review.usual_scales import USUAL_SCALES

MOST = 600  # tracks that a judge is made from, drawn by chance from more


def judge_of(cases: Sequence[Case], seed: int = 0) -> Judge:
    """Made in a worker process, as it loads cleanlab; what it knows is plain numbers."""
    drawn = np.random.default_rng(seed).permutation(len(cases))[:MOST]
    known = [cases[place] for place in np.sort(drawn)]
    lore = fit_lore(known)
    return Judge(lore, fit_scales(known, lore, USUAL_SCALES, seed))
