"""The first state of all households."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.arrays import Codes, Rows
from sim.columns.column import zeros
from sim.columns.households import Households
from sim.rules.parameters import Parameters
from sim.rules.satisfaction import judgement
from sim.rules.support import view


def first_state(p: Parameters, traits: Mapping[str, Rows | Codes], service: Rows) -> Households:
    """Return the households at the start: usual attendance, no cases, satisfied as their services justify.

    ``service`` is that of each household's village; the offer people reckon with is the usual one.
    """
    start = np.asarray(traits["trust_start"], dtype=np.float64)
    rows = start.shape[0]
    even, usual = np.full(rows, 0.5), np.full(rows, p.disputes.usual_offer)
    gain, expectation = np.full(rows, p.support.prior_gain), np.full(rows, p.expectation.rural)
    stake = np.asarray(traits["stake"], dtype=np.float64)
    content = judgement(
        p.satisfaction, service=service, expectation=expectation, fairness=even, grievance=zeros(rows), trust=start,
        dividend=zeros(rows),
    )  # fmt: skip
    blank = {name: zeros(rows) for name, column in Households.declarations().items() if not column.fixed}
    state = {
        **blank,
        **traits,
        "migrant": np.asarray(traits["away"], dtype=np.float64).copy(),
        "title_clear": 1.0 - np.asarray(traits["unclear"], dtype=np.float64),
        "last_attended": np.full(rows, -1e6),
        "gain": gain,
        "expectation": expectation,
        "fairness": even,
        "trust": start.copy(),
        "support": view(p.support, gain=gain, compensation=usual, stake=stake, fairness=even, trust=start),
        "satisfaction": content,
        "satisfaction_start": content.copy(),
    }
    return Households(**state)  # type: ignore[arg-type]  # names are checked by the dataclass itself
