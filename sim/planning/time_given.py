"""Time given: how long villages have from their start to their due date, and whether scenarios differ in it.

Two scenarios that differ in their strategy often differ in this too, and what comes of more time is then taken for what
comes of the strategy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.planning.calendar import BY_DATES, Calendar, calendar
from sim.reading import Case


def given_said(about: Calendar) -> str:
    """Return how many months villages have from start to due date, with the mean where they differ."""
    months = about.given
    if months[0] == months[-1]:
        return f"{months[0]} month{'' if months[0] == 1 else 's'}"
    return f"{months[0]} to {months[-1]} months (mean {sum(months) / len(months):.0f})"


def given_apart(calendars: Sequence[Calendar]) -> Iterator[str]:
    """Yield a line if villages have different times under different scenarios; those without dates are left out."""
    dated = [about for about in calendars if about.given]
    if len({given_said(about) for about in dated}) > 1:
        said = ", ".join(f"{given_said(about)} under {about.case.scenario.name}" for about in dated)
        yield f"from start to due date villages have {said}: part of any difference is that time"


def given_apart_in(cases: Sequence[Case]) -> Iterator[str]:
    """Yield the same of cases; only a strategy that goes by dates is looked at, which takes no runs."""
    yield from given_apart([calendar(case) for case in cases if case.scenario.rollout.strategy in BY_DATES])
