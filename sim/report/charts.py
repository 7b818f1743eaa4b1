"""The charts of the report: each figure as text that stands in the page, what it says in words, and its data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import pandas as pd

from sim.figures.inline import inline
from sim.figures.stages import STATE_NAMES, state_shares
from sim.figures.style import Sheet
from sim.report.tables import shares_over_time
from sim.statistics.balance import balance, balance_table
from sim.statistics.finding import Finding
from sim.statistics.for_whom import for_whom_table
from sim.statistics.naive import counterfactual, naive_table
from sim.words import Language
from sim.words.amounts import joined

COMPARED = ("horizons", "forest", "for_whom", "worth")
"""Charts that take two scenarios or more."""
CHARTS = (
    "horizons", "fan", "regions", "stages", "forest", "for_whom", "worth", "balance", "timeline", "network",
    "naive",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart of the page.

    Attributes
    ----------
    alt
        What is to be seen, for those who do not see it.
    data
        Which data can be downloaded, by name.
    """

    name: str
    svg: str
    alt: str
    data: str


def shown(finding: Finding) -> tuple[str, ...]:
    """Return the charts that tables hold enough for."""
    missing = set[str]() if len(finding.scenarios) > 1 else set(COMPARED)
    missing |= set() if finding.for_whom else {"for_whom"}
    missing |= set() if len(finding.scenarios) > 1 and len(finding.beside["worth"]) else {"worth"}
    missing |= set() if len(finding.cube.regions) > 2 else {"regions", "balance"}
    missing |= set() if not finding.tables.network.empty else {"network"}
    naive = len(finding.scenarios) > 1 and counterfactual(finding.tables) and len(naive_table(finding.tables))
    missing |= set() if naive else {"naive"}
    return tuple(name for name in CHARTS if name not in missing)


def chart(finding: Finding, name: str, language: Language) -> Chart:
    """Return a chart in a language."""
    figure = cast(Sheet, finding.figure(name, language))
    alt = " ".join(figure.get_suptitle().split())
    said = joined("stop", (alt, _said(figure, language)), language).strip()
    return Chart(name, inline(figure, f"{name}-{language}-"), said, DATA_OF.get(name, name))


def _said(figure: Sheet, language: Language) -> str:
    """Return the sentences above the panels: what is to be seen in each."""
    titles = [(axes.get_title(loc="left"), [text.get_text() for text in axes.texts[:1]]) for axes in figure.axes[:6]]
    parts = [joined("colon", [title, *texts], language) for title, texts in titles if title]
    return joined("semicolon", (" ".join(part.split()) for part in parts), language)


DATA_OF: Mapping[str, str] = {"regions": "fan", "forest": "compare"}
"""Charts whose data are those of another."""


def data(finding: Finding, charts: Sequence[str]) -> dict[str, str]:
    """Return the data of charts and tables as CSV, by name."""
    made: dict[str, Callable[[], pd.DataFrame]] = {
        "fan": lambda: shares_over_time(finding),
        "stages": lambda: _stages(finding),
        "balance": lambda: _balance(finding),
        "timeline": lambda: _first(finding.tables.stages),
        "network": lambda: finding.tables.network,
        "naive": lambda: naive_table(finding.tables),
        "for_whom": lambda: for_whom_table(finding.for_whom),
    }
    names = dict.fromkeys(DATA_OF.get(name, name) for name in charts)
    frames = {name: made[name]() for name in names if name in made}
    frames["summary"] = finding.summary
    if len(finding.scenarios) > 1:
        frames["compare"] = finding.table
        frames |= {name: finding.beside[name] for name in ("horizons", "worth", "tails", "robustness")}
    whole = ("compare", "summary")
    return {
        name: frame.to_csv(index=False, lineterminator="\n", float_format=None if name in whole else "%.4g")
        for name, frame in frames.items()
    }


def _first(stages: pd.DataFrame) -> pd.DataFrame:
    """Return what befell the villages in the run that is drawn."""
    first: pd.DataFrame = stages[stages["replication"] == stages["replication"].min()].drop(columns="run_id")
    return first


def _stages(finding: Finding) -> pd.DataFrame:
    """Return the shares of villages by state, scenario and month."""
    months = finding.cube.months
    frames = [
        pd.DataFrame(state_shares(finding.tables.stages, name, months).T, columns=list(STATE_NAMES)).assign(
            scenario=name, month=months
        )
        for name in finding.scenarios
    ]
    return pd.concat(frames)[["scenario", "month", *STATE_NAMES]]


def _balance(finding: Finding) -> pd.DataFrame:
    found = balance(finding.cube, finding.tables.villages)
    return balance_table(found, finding.cube.scenarios, finding.baseline)
