"""Village-to-community conversion, simulated household by household.

>>> import sim
>>> case = sim.read("scenarios/rollout/phased-pilots.yaml")  # doctest: +SKIP
>>> sim.run(case, replications=8).summary                     # doctest: +SKIP

Names are imported when they are first used: whoever asks for the command line's help does not wait for pandas.
"""

from __future__ import annotations

import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any

# Mesa brings tqdm, which asks every notebook for widgets that nothing here needs.
warnings.filterwarnings("ignore", message="IProgress not found")

if TYPE_CHECKING:
    from sim.agents.cadre import Cadre as Cadre
    from sim.agents.cooperative import Cooperative as Cooperative
    from sim.agents.government import Government as Government
    from sim.agents.household import Household as Household
    from sim.agents.social_group import SocialGroup as SocialGroup
    from sim.agents.village import Village as Village
    from sim.api.asking import compare as compare
    from sim.api.asking import run as run
    from sim.api.stored import load as load
    from sim.api.studying import connector as connector
    from sim.api.studying import discover as discover
    from sim.api.studying import sensitivity as sensitivity
    from sim.api.studying import sweep as sweep
    from sim.lives.explaining import explain as explain
    from sim.model import ConversionModel as ConversionModel
    from sim.reading import Case as Case
    from sim.reading import read as read
    from sim.reading.study_file import read_study as read_study
    from sim.running import provenance_of as provenance_of

_HOMES = {
    "Case": "sim.reading",
    "read": "sim.reading",
    "run": "sim.api.asking",
    "provenance_of": "sim.running",
    "compare": "sim.api.asking",
    "load": "sim.api.stored",
    "sensitivity": "sim.api.studying",
    "sweep": "sim.api.studying",
    "discover": "sim.api.studying",
    "connector": "sim.api.studying",
    "read_study": "sim.reading.study_file",
    "explain": "sim.lives.explaining",
    "ConversionModel": "sim.model",
    "Cadre": "sim.agents.cadre",
    "Cooperative": "sim.agents.cooperative",
    "Government": "sim.agents.government",
    "Household": "sim.agents.household",
    "SocialGroup": "sim.agents.social_group",
    "Village": "sim.agents.village",
}
__all__ = [
    "Cadre",
    "Case",
    "ConversionModel",
    "Cooperative",
    "Government",
    "Household",
    "SocialGroup",
    "Village",
    "compare",
    "connector",
    "discover",
    "explain",
    "load",
    "provenance_of",
    "read",
    "read_study",
    "run",
    "sensitivity",
    "sweep",
]


def __getattr__(name: str) -> Any:
    """Import a name of the front door from where it lives."""
    if name not in _HOMES:
        raise AttributeError(f"module `sim` has no `{name}`; its front door has {', '.join(__all__)}")
    import sim.figures  # noqa: F401  # what the front door returns can be drawn

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__]
