"""What a discovery found, in sentences."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sim.studies.boxes import within
from sim.studies.factor_words import choices, named, told
from sim.studies.standing import titles
from sim.words import Language, say
from sim.words.amounts import amount, change, joined

if TYPE_CHECKING:
    from sim.studies.discovery import Box, Discovery


def _how_often(found: Discovery, language: Language) -> str:
    one, other = titles(found.study, language)
    wins, number = int(found.wins.sum()), len(found.wins)
    return say(
        "discovery.how often", language, title=found.outcome.title[language], one=one, other=other, wins=wins,
        margin=change(found.margin, found.outcome.unit, language).lstrip("+"), number=number,
        share=f"{100.0 * wins / max(number, 1):.0f}",
    )  # fmt: skip


def inside(found: Discovery, path: str, ends: tuple[float, float], language: Language) -> list[str]:
    """Return which listed values of a factor lie within the ends of a box, which count their places."""
    every = enumerate(choices(found.factors[path], found.study, language))
    return [one for place, one in every if ends[0] <= place <= ends[1]]


def bounds(found: Discovery, path: str, ends: tuple[float, float], language: Language) -> str:
    """Return the limits of one factor in words."""
    factor, name = found.factors[path], named(found.factors[path], language)
    if factor.options:
        return say("discovery.is", language, name=name, values=" / ".join(inside(found, path, ends, language)))
    low, high = (told(end, factor, found.study, language) if math.isfinite(end) else "" for end in ends)
    key = "between" if low and high else "below" if high else "above"
    return say(f"discovery.{key}", language, name=name, low=low, high=high)


def _describe_limits(found: Discovery, box: Box, language: Language) -> str:
    """Return the limits of a box in words."""
    parts = (bounds(found, path, ends, language) for path, ends in box.limits.items())
    return say("discovery.and", language).join(parts)


def _describe_regions(found: Discovery, language: Language) -> list[str]:
    """Return where the second scenario wins, by every method that tells it from chance; or that none does."""
    if not found.boxes:
        return []
    if found.told:
        return [_describe_box(found, box, language) for box in found.told]
    seen = [
        say(
            "discovery.held out",
            language,
            method=_name_method(box, language),
            share=_format_share(box.density_new, language),
        )
        for box in found.boxes
        if not math.isnan(box.density_new)
    ]
    everywhere, how = _format_share(float(found.wins.mean()), language), joined("semicolon", seen, language)
    return [say("discovery.none held out" if how else "discovery.none", language, everywhere=everywhere, how=how)]


def _describe_box(found: Discovery, box: Box, language: Language) -> str:
    names = ("density", "coverage", "density_new", "coverage_new")
    shares = {name: _format_share(getattr(box, name), language) for name in names}
    shares["everywhere"] = _format_share(float(found.wins.mean()), language)
    method, where = _name_method(box, language), _describe_limits(found, box, language)
    return say("discovery.where", language, method=method, where=where, **shares)


def _describe_largest(found: Discovery, language: Language) -> list[str]:
    """Return where the difference is largest, where winners are rare."""
    unit, lines = found.outcome.unit, []
    for box in (box for box in found.largest if box.told):
        within_ = within(found.x, {list(found.factors).index(path): ends for path, ends in box.limits.items()})
        mean, everywhere = (change(float(one.mean()), unit, language) for one in (found.means[within_], found.means))
        part, new = (_format_share(share, language) for share in (box.density, box.density_new))
        said = {"part": part, "new": new, "mean": mean, "everywhere": everywhere}
        method, where = _name_method(box, language), _describe_limits(found, box, language)
        lines.append(say("discovery.largest", language, method=method, where=where, **said))
    return lines


def _format_share(share: float, language: Language) -> str:
    return amount(share, "share", language)


def _name_method(box: Box, language: Language) -> str:
    return say(f"discovery.method.{box.method}", language)


def _describe_luck(found: Discovery, language: Language) -> list[str]:
    """Return what a discovery from one replication rests on."""
    if found.study.replications > 1:
        return []
    return [say("discovery.own luck" if found.study.own_luck else "discovery.shared luck", language)]
