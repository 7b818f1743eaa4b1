"""Sweeps and discoveries as Markdown pages."""

from __future__ import annotations

from collections.abc import Sequence

from sim.analyses.discovery import Discovery
from sim.analyses.study_words import factors_table, head, what_was_run
from sim.analyses.sweeping import Swept


def sweep_page(found: Swept, folder: str, command: str) -> str:
    """Return the page of a sweep.

    Parameters
    ----------
    folder
        Where its figures stand, beside the page.
    command
        By which command it is made again.
    """
    lines = [*head(found.study, command)]
    many = len(found.levels) > 1
    for number, key in enumerate(found.levels, start=1):
        title = found.outcome(key).title
        lines += ["", f"## {title['en']} {title['zh']}", "", *found.sentences(key), "", *found.sentences(key, "zh"), ""]
        lines.append(f"![Response of the outcome]({folder}/response{f'.{number}' if many else ''}.png)")
    runs = len(found.points.rows) * found.study.replications * len(found.study.names)
    lines += what_was_run(found.study, runs)
    lines += factors_table(found.study.factors)
    return "\n".join(lines) + "\n"


def discovery_page(found: Sequence[Discovery], folder: str, command: str) -> str:
    """Return the page of a discovery.

    Parameters
    ----------
    folder
        Where its figures stand, beside the page.
    command
        By which command it is made again.
    """
    first = found[0]
    lines = [*head(first.study, command)]
    for number, one in enumerate(found, start=1):
        title = one.outcome.title
        lines += ["", f"## {title['en']} {title['zh']}", ""]
        lines += [text for line in (*one.sentences(), *one.sentences("zh")) for text in (line, "")]
        lines.append(f"![The box]({folder}/boxes{f'.{number}' if len(found) > 1 else ''}.png)")
    runs = len(first.points.rows) * first.study.replications * len(first.study.names)
    lines += what_was_run(first.study, runs)
    lines += factors_table(first.study.factors)
    return "\n".join(lines) + "\n"
