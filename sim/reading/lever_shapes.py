"""What ``policy.levers`` may hold, and the quantities of a use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sim.policies.lever import places
from sim.quantity import Quantity
from sim.reading.lever_records import record_faults, where_faults
from sim.reading.numbers import refuse

USE: Mapping[str, Quantity] = {
    "from": Quantity(
        1, "date", 1, 1200, "Month in which it is decided; it acts after its lead time", assumed="at once"
    ),
    "to": Quantity(1200, "date", 1, 1200, "Last month in which it acts", assumed="to the end of the run"),
    "intensity": Quantity(1.0, "share", 0.0, 1.0, "How much of the record's size", assumed="as the record says"),
    "cap": Quantity(1e9, "yuan/month", 0.0, 1e9, "Most it may cost, all villages together", assumed="no cap"),
}
"""Numbers of a lever in use; ``to`` and ``cap`` are left away for none."""
USE_KEYS = ("lever", "from", "to", "where", "intensity", "cap")


def where_said(raw: Any) -> dict[str, tuple[Any, ...]]:
    """Return where a lever is used, or hand all that is wrong to pydantic."""
    faults = tuple(where_faults(raw))
    if faults:
        refuse(*faults)
    return places(raw)


def record_said(raw: Any) -> dict[str, Any]:
    """Return a record as it is written, or hand all that is wrong to pydantic."""
    faults = tuple(record_faults(raw))
    if faults:
        refuse(*faults)
    return dict(raw)
