"""One shot: all villages at once, merged into fewer communities, under strong mobilisation (longquan_survey 1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.arrays import Rows
from sim.policies.policy import Seen
from sim.policies.terms import Terms
from sim.quantity import declared


@dataclass(frozen=True, slots=True)
class OneShotMerger:
    """Begin everywhere at once, merge neighbours, help and press hard until the date."""

    name: ClassVar[str] = "one_shot_merger"

    start: int = declared(1, "date", 1, 1200, "Month in which all begin", assumed="the plan's first month")
    due_in: int = declared(
        24,
        "months",
        3,
        240,
        "Months to the common due date",
        assumed="Longquan finished within about two years of mobilising",
    )
    ratio: float = declared(
        1.47,
        "villages/community",
        1.0,
        6.0,
        "Villages merged into one community",
        evidence="longquan_converted_villages",
        assumed="22 villages into 15 added communities",
    )
    help: float = declared(
        2.0,
        "ratio",
        1.0,
        4.0,
        "Outside staff during the campaign against the usual",
        evidence="first_secretaries",
        assumed="28 first secretaries, 34 instructors and 79 grid workers moved in; ratio assumed",
    )
    sanction: float = declared(
        1.4,
        "ratio",
        0.5,
        2.0,
        "Sanction during the campaign",
        evidence="city_leaders",
        assumed="27 leaders and 35 units answer for the date; size assumed",
    )

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        """Order start, date and merger from the first month on; help and sanction end with the campaign."""
        if month < self.start:
            return terms
        terms = terms.set("start", 1.0).set("due", float(self.start + self.due_in)).set("merge", self.community(seen))
        if month > self.start + self.due_in:
            return terms
        return terms.multiply("outside_staff", self.help).multiply("sanction", self.sanction)

    def community(self, seen: Seen) -> Rows:
        """Return the row of the village whose community each village joins: runs of ``ratio`` inside a county."""
        rows = np.arange(seen.county.shape[0])
        start = np.searchsorted(seen.county, seen.county, side="left")
        block = np.floor((rows - start) / self.ratio)
        key = seen.county * (rows.shape[0] + 1.0) + block
        return rows[np.searchsorted(key, key, side="left")].astype(np.float64)
