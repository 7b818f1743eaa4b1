"""What the pages of all studies say: question, command, what was run, over which ranges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from sim.analyses.factor_words import named, reach, told
from sim.analyses.words import both
from sim.reading.factor import Factor
from sim.reading.numbers_zh import MECHANISMS
from sim.reading.shipped import SCHEME, without_root
from sim.reading.study import Study
from sim.words import LANGUAGES, pairs, say

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


T = TypeVar("T")
Both = Mapping[str, tuple[T, T]]
"""Something in English and in Chinese, by the key of an outcome."""
OPEN = 15
"""Factors that a table shows without being opened."""


def head(study: Study, command: str) -> list[str]:
    """Return title, question and the command that makes the page."""
    question = [line for line in (study.question["en"], study.question["zh"]) if line]
    asked = [text for line in dict.fromkeys(question) for text in (f"**{line}**", "")]
    file = study.file.replace(SCHEME, "scenarios/", 1) if study.file.startswith(SCHEME) else without_root(study.file)
    made = f"Written by `{command}`; the study is `{file}`. Do not edit by hand."
    return [f"# {study.title['en']} {study.title['zh']}", "", *asked, made]


def answers(titles: Both[str], lines: Both[Sequence[str]]) -> list[str]:
    """Return the answer in plain words, with which a page opens: all outcomes in English, then in Chinese.

    Parameters
    ----------
    titles, lines
        Title and sentences of each outcome in both languages, by its key.
    """
    text = ["", f"## {both('study.answer')}"]
    for place, language in enumerate(LANGUAGES):
        colon, joint = say("sign.colon", language), ("" if place else " ")
        text += ["", *(f"- *{titles[key][place]}*{colon}{joint.join(said[place])}" for key, said in lines.items())]
    return text


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
    luck = "Replications have the same seed at all points and under all policies"
    luck += "; the dummy alone changes it." if _stirred(study) else "."
    own = "Each point meets luck of its own, the same under all policies: what is told holds on average over luck."
    luck = own if study.own_luck else luck
    return [
        "", f"## {both('study.run')}", "",
        f"{runs:,} runs of {names}: {villages} villages, {months}; {how}; seed {study.seed}.",
        luck,
        "Ranges are what the model declares, or what the study file says: they are assumptions too.",
    ]  # fmt: skip


def _stirred(study: Study) -> bool:
    """Return whether some points meet other luck than the others."""
    return study.kind == "sensitivity" and study.method in ("morris", "sobol")


def factors_table(study: Study) -> list[str]:
    """Return the factors with their ranges; many of them folded away, mechanism by mechanism."""
    lines = ["", f"## {both('study.factors')}", ""]
    if len(study.factors) <= OPEN:
        return [*lines, *_factors(study.factors, study)]
    lines += [f"{len(study.factors)} numbers; open a line to see those of a part of the model.", ""]
    for part, some in groupby(sorted(study.factors, key=_part), key=_part):
        mine = list(some)
        title = " ".join(MECHANISMS.get(part, (part,)))
        lines += [f"<details><summary>{title} ({len(mine)})</summary>", "", *_factors(mine, study), ""]
        lines += ["</details>", ""]
    return lines[:-1]


def _part(factor: Factor) -> str:
    """Return the mechanism of a factor, or the section it stands in."""
    return factor.path.split(".")[0 if factor.path.startswith("policy.") else 1]


def _factors(factors: Sequence[Factor], study: Study) -> list[str]:
    lines = [f"| {' | '.join(pairs('sensitivity.head')['factor'])} | range | default | path |", "|---|---|---|---|---|"]
    for one in factors:
        default = "" if one.default is None or one.options else told(one.default, one, study)
        spread = "" if one.distribution in ("uniform", "choice") else f" ({one.distribution})"
        lines.append(f"| {named(one)} | {named(one, 'zh')} | {reach(one, study)}{spread} | {default} | `{one.path}` |")
    return lines
