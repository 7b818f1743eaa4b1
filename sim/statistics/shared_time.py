"""The months that all scenarios of a comparison have: what is compared when the horizons were forced together."""

from __future__ import annotations

import dataclasses

import pandas as pd

from sim.store import Tables


def shared_time(tables: Tables) -> Tables:
    """Return tables cut to the calendar months that every scenario has; the same tables where all have the same.

    What is taken at the end of a run is then taken in the last of these months. The table of villages, which holds
    assessments only, is cut to the assessments that all have, and so is that of groups; of the changes of stages those
    up to the last month stay.

    Raises
    ------
    ValueError
        If scenarios have no month in common.
    """
    months = _shared_months(tables.timeseries)
    if months is None:
        return tables
    if not months:
        raise ValueError("the scenarios have no month in common: there is nothing to compare")
    return dataclasses.replace(
        tables,
        timeseries=_cut_to_months(tables.timeseries, months),
        villages=_cut_to_months(tables.villages, _shared_months(tables.villages)),
        groups=_cut_to_months(tables.groups, _shared_months(tables.groups)),
        stages=tables.stages[tables.stages["month"].astype(str) <= max(months)],
    )


def _shared_months(table: pd.DataFrame) -> frozenset[str] | None:
    """Return the months that every scenario of a table has; nothing where all have the same."""
    if table.empty:
        return None
    pairs = table[["scenario", "month"]].drop_duplicates().astype(str)
    of = [frozenset(rows["month"]) for _, rows in pairs.groupby("scenario")]
    shared = frozenset.intersection(*of)
    return None if all(months == shared for months in of) else shared


def _cut_to_months(table: pd.DataFrame, months: frozenset[str] | None) -> pd.DataFrame:
    if months is None:
        return table
    cut: pd.DataFrame = table[table["month"].astype(str).isin(months)]
    return cut
