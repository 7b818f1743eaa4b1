"""``docs/glossary.md``: every word a user meets, in English and Chinese."""

from __future__ import annotations

from sim.analyses.outcomes import outcomes
from sim.describing.markdown import table
from sim.describing.words import (
    AGENTS,
    CASES,
    FLAGS,
    GENERAL,
    GROUPS,
    LAYERS,
    LEVER_GROUPS,
    ROLES,
    SOCIAL,
    STAGES,
    Words,
)
from sim.policies.catalogue import POLICIES
from sim.policies.levers import levers

HEAD = """# Glossary 词汇表

Made by `gaiju odd --write`; do not edit by hand. The names in code are those of scenarios, tables and the Python door.
"""
SECTIONS: tuple[tuple[str, str, Words], ...] = (
    ("Agents", "主体", AGENTS),
    ("Stages of a village", "阶段", STAGES),
    ("Flags on a stage", "标记", FLAGS),
    ("Cadres", "干部角色", ROLES),
    ("Cases", "纠纷", CASES),
    ("Household groups", "农户类别", GROUPS),
    ("Social groups", "社会组织类别", SOCIAL),
    ("Ties", "联系", LAYERS),
)
COLUMNS = ("English", "中文", "in code", "meaning")


def page() -> str:
    """Return the page."""
    parts = [_section(en, zh, words) for en, zh, words in SECTIONS]
    return "\n".join([HEAD, _general(), *parts, _strategies(), _levers(), _outcomes()])


def _section(en: str, zh: str, words: Words) -> str:
    rows = [(e, z, f"`{name}`", said) for name, (e, z, said) in words.items()]
    return f"## {en} {zh}\n\n" + table(COLUMNS, rows)


def _general() -> str:
    """Return the words that are no names in code."""
    rows = [(en, zh, said) for en, zh, said in GENERAL]
    return "## Words of the question 基本用语\n\n" + table((*COLUMNS[:2], COLUMNS[3]), rows)


def _strategies() -> str:
    rows = [(kind.title["en"], kind.title["zh"], f"`{kind.name}`") for kind in POLICIES]
    return "## Strategies 推进策略\n\n" + table(COLUMNS[:3], rows)


def _levers() -> str:
    """Return the groups of levers, and all levers."""
    groups = table(COLUMNS[:3], [(one["en"], one["zh"], f"`{name}`") for name, one in LEVER_GROUPS.items()])
    rows = [(one.title["en"], one.title["zh"], f"`{name}`", one.what["en"]) for name, one in levers().items()]
    return f"## Groups of levers 政策工具类别\n\n{groups}\n## Levers 政策工具\n\n" + table(COLUMNS, rows)


def _outcomes() -> str:
    rows = [(one.title["en"], one.title["zh"], f"`{name}`", one.meaning) for name, one in outcomes().items()]
    return "## Outcomes 结果指标\n\n" + table(COLUMNS, rows)
