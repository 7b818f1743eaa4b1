"""The villages that a scenario names, one by one: how each stands in the last month."""

from __future__ import annotations

from sim.columns.villages import DECLARED, STAGES
from sim.report.tables import Cell, Table, speaker
from sim.statistics.finding import Finding
from sim.words.amounts import Language, amount


def villages(finding: Finding, language: Language) -> Table:
    """Return a row a village and scenario, means over the runs; no row where villages have no names."""
    say, table = speaker(language), finding.tables.villages
    if "name" not in table:
        return Table([], [])
    last = table[table["month"].astype(str) == max(table["month"].astype(str))]
    last = last[last["name"] != ""].assign(declared=last["stage"].isin(STAGES[DECLARED:]))
    last["nameplate"] = last["flags"].astype(str).str.contains("nameplate")
    shown = {"households": "households", "declared": "share", "nameplate": "share", "satisfaction": "points"}
    means = last.groupby(["village", "name", "scenario"], observed=True)[list(shown)].mean().reset_index()
    rows = [
        [
            Cell(row["name"]),
            Cell(finding.title(row["scenario"], language)),
            *(Cell(amount(row[key], unit, language), row[key]) for key, unit in shown.items()),
        ]
        for row in means.to_dict("records")
    ]
    heads = ("village", "scenario", *(f"village {key}" for key in shown))
    return Table([say(head) for head in heads], rows)
