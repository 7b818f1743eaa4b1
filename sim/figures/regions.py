"""Fans by region: whether what holds on the whole holds everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.analyses.compare import Difference, differences
from sim.analyses.finding import Finding
from sim.figures.fan import fan, note, said
from sim.figures.speech import Words, called, spoken
from sim.figures.style import GREY, INK, Sheet, folded, sheet

ROWS = 4
SAY = Words({
    "same outcomes": ("The same outcomes by region", "分地区看同样的结果"),
    "agree": (
        "By region: the verdict is the same everywhere in {agree} of {outcomes} outcomes",
        "分地区看：{outcomes} 项结果中有 {agree} 项各地结论一致",
    ),
})  # fmt: skip


def draw(finding: Finding) -> Sheet:
    """Return outcomes x regions, each row on one scale."""
    names = [name for name in finding.key if name in finding.cube.outcomes][:ROWS]
    regions = [region for region in finding.cube.regions if region != "all"]
    looked_at = {name: finding.declared[name] for name in names}
    found = {region: differences(finding.ends, looked_at, finding.baseline, region) for region in regions}
    made = sheet(3.0 + 2.7 * len(regions), 1.2 + 2.2 * len(names), _title(finding, found), note(finding))
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


def _title(finding: Finding, found: Mapping[str, Sequence[Difference]]) -> str:
    """Return what is to be seen: of two scenarios, whether the regions agree."""
    if len(finding.scenarios) != 2:
        return SAY("same outcomes")
    per_outcome = zip(*found.values(), strict=True)
    agree = sum(len({each.kind for each in outcome}) == 1 for outcome in per_outcome)
    outcomes = len(next(iter(found.values())))
    return SAY("agree", agree=agree, outcomes=outcomes)
