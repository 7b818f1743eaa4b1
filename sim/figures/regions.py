"""Fans by region: whether what holds on the whole holds everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.figures.fan import fan, note, said
from sim.figures.speech import Words, called, spoken
from sim.figures.style import GREY, INK, Sheet, fitting, folded, sheet
from sim.statistics.compare import Difference, differences
from sim.statistics.finding import Finding
from sim.words.amounts import kind_said

ROWS = 4
SAY = Words("figure.regions")


def draw(finding: Finding) -> Sheet:
    """Return outcomes x regions, each row on one scale: the first few, and every one on which regions disagree.

    The title counts all outcomes shown first, sums over the run too; those that are not drawn are named below.
    """
    regions = [region for region in finding.cube.regions if region != "all"]
    looked_at = {name: finding.declared[name] for name in finding.key}
    found = {region: differences(finding.ends, looked_at, finding.baseline, region) for region in regions}
    unlike = _unlike(found) if len(finding.scenarios) == 2 else []
    monthly = [name for name in finding.key if name in finding.cube.outcomes]
    names = [name for place, name in enumerate(monthly) if place < ROWS or name in unlike]
    width = 3.0 + 2.7 * len(regions)
    said_below = fitting(note(finding) + _not_drawn(finding, found, names), width)
    made = sheet(width, 1.2 + 2.2 * len(names), _title(finding, unlike), said_below)
    panels = made.subplots(len(names), len(regions), squeeze=False, sharey="row", sharex=True)
    for row, name in enumerate(names):
        for column, region in enumerate(regions):
            axes = panels[row, column]
            fan(axes, finding, name, region, label=column == len(regions) - 1)
            axes.text(0.0, 1.03, said(found[region], name), transform=axes.transAxes, fontsize=8.5, color=GREY)
            if row == 0:
                axes.set_title(called(region), fontsize=10.5, fontweight="bold", color=INK, pad=16)
            if column > 0:
                axes.set_ylabel("")
        heading = folded(finding.declared[name].title[spoken()], 24)
        panels[row, 0].set_ylabel(f"{heading}\n{panels[row, 0].get_ylabel()}", fontsize=8.5, color=INK)
    return made


def _unlike(found: Mapping[str, Sequence[Difference]]) -> list[str]:
    """Return the outcomes whose verdict is not the same in all regions."""
    per_outcome = zip(*found.values(), strict=True)
    return [each[0].outcome.name for each in per_outcome if len({one.kind for one in each}) > 1]


def _title(finding: Finding, unlike: Sequence[str]) -> str:
    """Return what is to be seen: of two scenarios, on which outcomes the regions agree."""
    if len(finding.scenarios) != 2:
        return SAY("same outcomes")
    outcomes = len(finding.key)
    if not unlike:
        return SAY("agree", outcomes=outcomes)
    names = SAY("comma").join(finding.declared[name].title[spoken()] for name in unlike)
    return SAY("differ", agree=outcomes - len(unlike), outcomes=outcomes, names=names)


def _not_drawn(finding: Finding, found: Mapping[str, Sequence[Difference]], drawn: Sequence[str]) -> str:
    """Return which outcomes have no row, with what is said of each region."""
    if len(finding.scenarios) != 2:
        return ""
    parts = []
    for each in zip(*found.values(), strict=True):
        outcome, kinds = each[0].outcome, [one.kind for one in each]
        if outcome.name not in drawn:
            words = [kind_said(kind, spoken()) for kind in kinds]
            title = outcome.title[spoken()]
            by_region = [f"{called(region)} {word}" for region, word in zip(found, words, strict=True)]
            unlike = SAY("unlike", title=title, verdicts=SAY("comma").join(by_region))
            parts.append(unlike if len(set(kinds)) > 1 else SAY("alike", title=title, verdict=words[0]))
    return SAY("not drawn", names=SAY("semicolon").join(parts)) if parts else ""
