"""``docs/glossary.md``: every word a user meets, in English and Chinese."""

from __future__ import annotations

from sim.describing.markdown import table
from sim.describing.words import words
from sim.policies.levers import levers
from sim.statistics.outcomes import outcomes
from sim.words import pairs

HEAD = """# {} {}

Made by `gaiju odd --write`; do not edit by hand. The names in code are those of scenarios, tables and the Python door.
"""
SECTIONS = ("agents", "stages", "flags", "roles", "cases", "groups", "social", "layers")


def page() -> str:
    """Return the page."""
    parts = [_head(section) + table(_columns(), _coded(section)) for section in SECTIONS]
    head = HEAD.format(*pairs("glossary")["title"])
    return "\n".join([head, _general(), *parts, _strategies(), _levers(), _outcomes()])


def _columns() -> tuple[str, ...]:
    return (*pairs("language")["name"], "in code", "meaning")


def _head(section: str) -> str:
    return "## {} {}\n\n".format(*pairs("glossary.section")[section])


def _coded(section: str) -> list[tuple[str, ...]]:
    return [(en, zh, f"`{name}`", said) for name, (en, zh, said) in words(section).items()]


def _general() -> str:
    """Return the words that are no names in code."""
    english, chinese, _, meaning = _columns()
    return _head("general") + table((english, chinese, meaning), list(words("general").values()))


def _strategies() -> str:
    return _head("strategies") + table(
        _columns()[:3], [(*both, f"`{name}`") for name, both in pairs("strategy").items()]
    )


def _levers() -> str:
    """Return the groups of levers, and all levers."""
    groups = table(_columns()[:3], [(*both, f"`{name}`") for name, both in pairs("lever_group").items()])
    rows = [(one.title["en"], one.title["zh"], f"`{name}`", one.what["en"]) for name, one in levers().items()]
    return _head("lever_groups") + groups + "\n" + _head("levers") + table(_columns(), rows)


def _outcomes() -> str:
    rows = [(one.title["en"], one.title["zh"], f"`{name}`", one.meaning) for name, one in outcomes().items()]
    return _head("outcomes") + table(_columns(), rows)
