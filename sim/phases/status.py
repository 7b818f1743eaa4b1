"""Questions about stages and cases that several phases ask."""

from __future__ import annotations

import numpy as np

from sim.arrays import Codes, Flags, Rows, ratio
from sim.columns.households import Households
from sim.columns.villages import CONVERTING, DECLARED, PREPARING, Villages
from sim.rules.cases import LAWSUIT, OPEN


def number(flags: Flags) -> Rows:
    """Return truth values as 1 and 0."""
    return flags.astype(np.float64)


def in_process(stage: Rows) -> Flags:
    """Whether a village is between its start and its declaration."""
    return np.asarray((stage >= PREPARING) & (stage <= CONVERTING))


def is_declared(stage: Rows) -> Flags:
    """Whether the plate has been changed."""
    return stage >= DECLARED


def unsettled(h: Households) -> Flags:
    """Whether a household has a case that has not ended."""
    return np.asarray((h.case == OPEN) | (h.case >= LAWSUIT))


def counted_left(v: Villages) -> Rows:
    """Staff-months of counted work (assets, rights, hand-over) still to do."""
    return v.need_assets - v.done_assets + (v.need_rights - v.done_rights) + (v.need_handover - v.done_handover)


def quality(v: Villages) -> Rows:
    """Share of the counted work that is done."""
    return 1.0 - ratio(counted_left(v), v.need_assets + v.need_rights + v.need_handover)


def communities(v: Villages) -> Codes:
    """Return the community of each village: that of the village it has joined, one of its own before conversion."""
    joined, rows = v.stage >= CONVERTING, np.arange(len(v))
    return np.where(joined, v.community.astype(np.int64), len(v) + rows)


def is_merged(v: Villages) -> Flags:
    """Whether a village shares its community with another."""
    home = communities(v)
    return np.asarray(np.bincount(home, minlength=2 * len(v))[home] > 1)
