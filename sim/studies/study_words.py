"""What the pages of all studies say: question, command, what was run, over which ranges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TypeVar

from sim.reading.factor import Factor
from sim.reading.shipped import SCHEME, without_root
from sim.reading.study import Study
from sim.studies.factor_words import named, reach, told
from sim.words import LANGUAGES, pairs, say, texts
from sim.words.amounts import both, from_to, joined

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
    made = say("study.written by", "en", command=command, file=file)
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
    method = "lhs" if study.kind != "sensitivity" and study.method == "sobol" else study.method
    key, told_by = "study.points", {"samples": study.samples, "method": texts("study.samples", "en")[method]}
    if study.method == "grid":
        key, told_by = "study.grid", {"shape": " x ".join(str(len(part)) for part in study.steps.values())}
    counts = {"runs": runs, "villages": villages, "seed": study.seed}
    names = joined("and", (f"`{name}`" for name in study.names), "en")
    how = say(key, "en", n=study.replications, **told_by)
    months = from_to(clock.label(clock.burn_in + 1), clock.label(clock.last))
    luck = "own" if study.own_luck else "stirred" if _is_stirred(study) else "same"
    said = say("study.runs", "en", names=names, months=months, how=how, **counts)
    heading = f"## {both('study.run')}"
    return ["", heading, "", said, say(f"study.luck.{luck}", "en"), say("study.ranges", "en")]


def _is_stirred(study: Study) -> bool:
    """Return whether some points meet other luck than the others."""
    return study.kind == "sensitivity" and study.method in ("morris", "sobol")


def factors_table(study: Study) -> list[str]:
    """Return the factors with their ranges; many of them folded away, mechanism by mechanism."""
    lines = ["", f"## {both('study.factors')}", ""]
    if len(study.factors) <= OPEN:
        return [*lines, *_tabulate_factors(study.factors, study)]
    lines += [say("study.folded", "en", number=len(study.factors)), ""]
    for part, some in groupby(sorted(study.factors, key=_name_part), key=_name_part):
        mine = list(some)
        title = " ".join(pairs("mechanism").get(part, (part,)))
        lines += [f"<details><summary>{title} ({len(mine)})</summary>", "", *_tabulate_factors(mine, study), ""]
        lines += ["</details>", ""]
    return lines[:-1]


def _name_part(factor: Factor) -> str:
    """Return the mechanism of a factor, or the section it stands in."""
    return factor.path.split(".")[0 if factor.path.startswith("policy.") else 1]


def _tabulate_factors(factors: Sequence[Factor], study: Study) -> list[str]:
    heads = (*pairs("sensitivity.head")["factor"], *texts("study.head", "en").values())
    lines = [f"| {' | '.join(heads)} |", "|---|---|---|---|---|"]
    for one in factors:
        default = "" if one.default is None or one.options else told(one.default, one, study)
        spread = "" if one.distribution in ("uniform", "choice") else f" ({one.distribution})"
        lines.append(f"| {named(one)} | {named(one, 'zh')} | {reach(one, study)}{spread} | {default} | `{one.path}` |")
    return lines
