"""How far each village has come on its way when the world begins.

Most worlds begin before any conversion. One that continues a history is founded with some villages converted and some
at work, which ones is luck; what follows from a conversion (posts, rooms, expectations, community workers in office)
is not made up here but grows in the months after, so such a world needs a burn-in.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.arrays import Rows
from sim.columns.villages import CONSOLIDATED, PREPARING, RURAL
from sim.founding.draws import happens, uniform
from sim.founding.places import Places
from sim.rules.parameters import Parameters
from sim.streams import Luck


def stages(
    p: Parameters, places: Places, work: Mapping[str, Rows], service: Rows, trust: Rows, luck: Luck
) -> dict[str, Rows]:
    """Return the columns of villages that are not rural at founding.

    Converted villages have all their work behind them and hand over in the first month; those begun are in preparation,
    spread evenly over its work. Neither has voted here, so both are left out of what is measured of decided villages.

    Parameters
    ----------
    work
        Staff-months of each task.
    service, trust
        Of each village at founding.
    """
    rows = service.shape[0]
    converted = happens(luck, "converted", places.by_village("converted")) > 0.5
    begun = (happens(luck, "begun", places.by_village("begun")) > 0.5) & ~converted
    done = np.where(converted, 1.0, np.where(begun, uniform(luck, "progress", rows), 0.0))
    first = np.where(converted | begun, 1.0, 0.0)
    consult = done * work["need_consult"]
    return {
        "stage": np.select([converted, begun], [float(CONSOLIDATED), float(PREPARING)], float(RURAL)),
        "since": first,
        "started": first.copy(),
        "declared": np.where(converted, 1.0, 0.0),
        "done_consult": consult,
        "rounds": np.floor(done * p.work.rounds + 1e-9),
        "done_assets": done * work["need_assets"],
        "done_rights": done * work["need_rights"],
        "done_handover": np.where(converted, work["need_handover"], 0.0),
        "quality_at_declaration": np.where(converted, 1.0, 0.0),
        "quality_now": np.where(converted, 1.0, 0.0),
        "consulted_at_decision": np.where(converted, p.declaration.sufficient, 0.0),
        "service_at_declaration": np.where(converted, service, 0.0),
        "trust_at_declaration": np.where(converted, trust, 0.0),
    }
