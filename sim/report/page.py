"""The page: one HTML file that needs no server, no network and no other file.

Made from tables and scenarios alone, with no clock: the same run directory gives the same bytes.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sim.designs.replications import beside_policy, differences
from sim.judging.ensembles import expected_to_agree
from sim.judging.resting import KINDS, Number, counts, numbers
from sim.planning.fineness import coarse_said
from sim.reading import Case
from sim.reading.ensembles import read_ensemble
from sim.report import tables
from sim.report.charts import chart, data, shown
from sim.report.reported import reported
from sim.report.tables import Table
from sim.report.villages import villages
from sim.statistics.answer import answer
from sim.statistics.finding import DOUBT, Finding
from sim.statistics.tails import ENOUGH, WORST
from sim.words import LANGUAGES as LANGUAGES
from sim.words import Language, say, texts

HERE = Path(__file__).parent
MOST_SAID = 10
"""Differences between scenarios beside policy that are named."""
DIFFER = re.compile(
    r"(?P<one>`.*`) and (?P<other>`.*`) differ in (?P<key>.*?): (?P<here>.*) against (?P<there>.*)", re.DOTALL
)
SIGNS = {
    "better": "▲", "worse": "▼", "higher": "△", "lower": "▽", "same": "=", "open": "?", "missing": "–",
}  # fmt: skip
"""What stands before a verdict, so that it is not told by colour alone."""


@dataclass(frozen=True, slots=True)
class Badge:
    """By what an experiment was made.

    Attributes
    ----------
    command
        The commands, as a shell takes them.
    digests
        Fingerprint of each scenario, by name.
    hashes
        SHA-256 of each table, by file.
    """

    command: str
    model_version: str
    versions: Mapping[str, str]
    commit: str | None
    seed: int
    replications: int
    digests: Mapping[str, str]
    hashes: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What a report is made from.

    Attributes
    ----------
    finding
        The tables and what follows from them.
    cases
        The scenarios.
    badge
        By what they were run.
    """

    finding: Finding
    cases: Sequence[Case]
    badge: Badge


def page(made: Material, languages: Sequence[Language] = LANGUAGES) -> str:
    """Return the page in one language or in both, with a switch."""
    found = numbers(made.cases)
    charts = shown(made.finding)
    mains = [_main(made, found, charts, language) for language in languages]
    kept = json.dumps(data(made.finding, charts), ensure_ascii=False).replace("<", "\\u003c")
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style, script = ((HERE / name).read_text("utf-8") for name in ("page.css", "page.js"))
    head = {"style": style, "script": script, "data": kept, "signs": SIGNS, "badge": made.badge, "doubt": DOUBT}
    return environment.get_template("page.html.j2").render(mains=mains, **head) + "\n"


def _main(made: Material, found: Sequence[Number], charts: Sequence[str], language: Language) -> dict[str, Any]:
    """Return all that the template fills in, in one language."""
    finding, say = made.finding, tables.speaker(language)
    told = answer(finding, language) if len(finding.scenarios) > 1 else None
    failed = int((finding.tables.runs["status"] != "done").sum())
    return {
        "language": language,
        "say": say,
        "titles": {name: finding.title(name, language) for name in finding.scenarios},
        "baseline": finding.baseline,
        "answer": told,
        "headings": texts("answer", language),
        "warnings": _warnings(made, language),
        "failed": say("failed", failed=failed, all=len(finding.tables.runs)) if failed else "",
        "charts": {name: chart(finding, name, language) for name in charts},
        "tables": _tables(finding, found, language),
        "few": _few(finding, language),
        "against": _against(finding, language),
        "rests": _rests(found, language),
        "own": sum(not each.default for each in found),
        "left_out": list(texts("report.left_out", language).values()),
    }


def _warning(words: str, language: Language) -> str:
    """Return in what scenarios differ that should not.

    >>> _warning("`a` and `b` differ in clock.months: 14 against 16", "en")
    '`a` and `b` differ in clock.months: 14 against 16'
    """
    found = DIFFER.fullmatch(words)
    return say("report.differ", language, **found.groupdict()) if found else words


def _warnings(made: Material, language: Language) -> list[str]:
    """Return in what the scenarios differ beside policy, and what was compared where months were forced."""
    say, months = tables.speaker(language), made.finding.cube.months
    forced, beside = (list(found(made.cases)) for found in (differences, beside_policy))
    lines = []
    for key, found in (("forced", forced), ("beside", beside)):
        more = [say("more", more=len(found) - MOST_SAID)] if len(found) > MOST_SAID else []
        lines += [say(key), *(_warning(words, language) for words in found[:MOST_SAID]), *more] if found else []
    if any("clock." in line for line in forced):
        lines.append(say("forced months", first=months[0], last=months[-1]))
    if any("runs.seed" in line for line in forced):
        lines.append(say("forced seed"))
    return lines + _untitled(made, language) + _doubtful(made, language)


def _untitled(made: Material, language: Language) -> list[str]:
    """Return which scenarios have no title in the language of the page, so that another stands there."""
    say = tables.speaker(language)
    titles = [made.finding.title(name, language) for name in made.finding.scenarios]
    strange = [title for title in titles if bool(tables.WIDE.search(title)) != (language == "zh")]
    return [say("no chinese", titles=say("comma").join(f"“{title}”" for title in strange))] if strange else []


def _doubtful(made: Material, language: Language) -> list[str]:
    """Return where villages are too coarse, whose parameters an ensemble gives, and how many of its sets may fit."""
    say, used = tables.speaker(language), made.finding.ensembles
    lines = [say("coarse", said=line) for line in coarse_said(made.cases, language)]
    for name in dict.fromkeys(used.values()):
        titles = [made.finding.title(one, language) for one in used if used[one] == name]
        share = expected_to_agree(read_ensemble(name))
        percent = "?" if math.isnan(share) else f"{share:.0f}"
        lines.append(say("ensemble", titles="”, “".join(titles), name=name, share=percent))
    return lines


def _tables(finding: Finding, found: Sequence[Number], language: Language) -> dict[str, Table]:
    """Return the tables that stand once."""
    made = {
        "levels": tables.levels(finding, language),
        "reported": reported(finding, language),
        "rests_on": tables.rests_on(found, language),
        "villages": villages(finding, language),
        "own_numbers": tables.own_numbers(found, lambda name: finding.title(name, language), language),
    }
    if len(finding.scenarios) > 1:
        for name in ("for_whom", "worth", "tails", "robustness"):
            made[name] = getattr(tables, name)(finding, language)
    return made


def _few(finding: Finding, language: Language) -> str:
    """Say why the worst tenth of the runs has no interval, and what to do; nothing where it has one."""
    runs = len(finding.cube.replications)
    values = {"runs": runs, "tenth": runs * WORST, "enough": ENOUGH}
    return tables.speaker(language)("tails few", **values) if runs < ENOUGH else ""


def _against(finding: Finding, language: Language) -> list[dict[str, Any]]:
    """Return the tables of each scenario against the baseline."""
    say = tables.speaker(language)
    titles = {"other": finding.title(finding.baseline, language)}
    return [
        {
            "note": say("results note", one=finding.title(name, language), **titles),
            "short": tables.results(finding, name, finding.key, language),
            "all": tables.all_results(finding, name, language),
        }
        for name in finding.scenarios[1:]
    ]


def _rests(found: Sequence[Number], language: Language) -> str:
    """Say in a sentence how much rests on what."""
    per = counts(found)
    sums = {kind: sum(kinds[kind] for kinds in per.values()) for kind in KINDS}
    every = sum(sums.values())
    share = 100.0 * sums["assumed"] / max(every, 1)
    named = {str(kind): number for kind, number in sums.items()}
    return tables.speaker(language)("assumptions note", all=every, share=share, **named)
