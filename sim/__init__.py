"""Village-to-community conversion (村改居), simulated household by household.

>>> import sim
>>> case = sim.read("scenarios/rollout/phased-pilots.yaml")  # doctest: +SKIP
>>> sim.run(case, replications=8).summary                     # doctest: +SKIP

Names are imported when they are first used: whoever asks for the command line's help does not wait for pandas.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.analyses.asking import compare as compare
    from sim.analyses.asking import run as run
    from sim.reading import Case as Case
    from sim.reading import read as read

_HOMES = {
    "Case": "sim.reading",
    "read": "sim.reading",
    "run": "sim.analyses.asking",
    "compare": "sim.analyses.asking",
}
__all__ = ["Case", "compare", "read", "run"]


def __getattr__(name: str) -> Any:
    """Import a name of the front door from where it lives."""
    if name not in _HOMES:
        raise AttributeError(f"module `sim` has no `{name}`; its front door has {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__]
