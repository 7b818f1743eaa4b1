"""What the pages of all studies say: question, command, what was run, over which ranges."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analyses.words import plain
from sim.reading.factor import Factor
from sim.reading.study import Study

SAMPLES = {
    "morris": "trajectories (Morris)",
    "sobol": "base points (Sobol)",
    "fast": "points a factor (FAST)",
    "rbd_fast": "points (RBD-FAST)",
    "delta": "points (delta)",
    "pawn": "points (PAWN)",
    "lhs": "points of a Latin hypercube",
    "grid": "points of a grid",
    "listed": "listed points",
}


def head(study: Study, command: str) -> list[str]:
    """Return title, question and the command that makes the page."""
    question = [line for line in (study.question["en"], study.question["zh"]) if line]
    asked = [text for line in dict.fromkeys(question) for text in (f"**{line}**", "")]
    made = f"Written by `{command}`; the study is `scenarios/studies/{study.name}.yaml`. Do not edit by hand."
    return [f"# {study.title['en']} {study.title['zh']}", "", *asked, made]


def what_was_run(study: Study, runs: int) -> list[str]:
    """Return how many runs of which scenarios over which months the page rests on."""
    scenario = study.cases[0].scenario
    clock = scenario.clock
    villages = sum(number for region in scenario.regions for _, number in scenario.counties_of(region))
    names = " and ".join(f"`{name}`" for name in study.names)
    method = SAMPLES["lhs" if study.kind != "sensitivity" and study.method == "sobol" else study.method]
    how = f"{study.samples} {method}, {study.replications} replication{'s' * (study.replications > 1)} a point"
    if study.method == "grid":
        shape = " x ".join(str(len(part)) for part in study.steps.values())
        how = f"a grid of {shape}, {study.replications} replications a point"
    months = f"{clock.label(clock.burn_in + 1)} to {clock.label(clock.last)}"
    return [
        "", "## What was run", "",
        f"{runs:,} runs of {names}: {villages} villages, {months}; {how}; seed {study.seed}.",
        "Replications have the same seed at all points and under all policies.",
        "Ranges are what the model declares, or what the study file says: they are assumptions too.",
    ]  # fmt: skip


def factors_table(factors: Sequence[Factor]) -> list[str]:
    """Return the factors with their ranges."""
    lines = ["", "## Factors", "", "| factor | range | default | unit | what it is |", "|---|---|---|---|---|"]
    for one in factors:
        span = ", ".join(map(str, one.options)) or f"{plain(one.low, '1')} to {plain(one.high, '1')}"
        default = "" if one.default is None else plain(one.default, "1")
        spread = "" if one.distribution in ("uniform", "choice") else f" ({one.distribution})"
        lines.append(f"| {one.path} | {span}{spread} | {default} | {one.unit} | {one.meaning} |")
    return lines
