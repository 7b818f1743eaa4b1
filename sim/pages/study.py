"""Sweeps and discoveries as Markdown pages."""

from __future__ import annotations

from collections.abc import Sequence

from sim.studies.discovery import Discovery
from sim.studies.study_words import answers, factors_table, head, what_was_run
from sim.studies.sweeping import Swept
from sim.words import LANGUAGES, say


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
    titles = {key: (found.outcome(key).title["en"], found.outcome(key).title["zh"]) for key in found.levels}
    if found.differences or len(found.study.names) == 1:
        lines += answers(titles, {key: (found.answer(key), found.answer(key, "zh")) for key in found.levels})
    for number, key in enumerate(found.levels, start=1):
        lines += ["", f"## {' '.join(titles[key])}", ""]
        lines.append(f"![{say('study.response', 'en')}]({folder}/response{f'.{number}' if many else ''}.png)")
    runs = len(found.points.rows) * found.study.replications * len(found.study.names)
    lines += what_was_run(found.study, runs)
    lines += factors_table(found.study)
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
    titles = {one.asked.key: (one.outcome.title["en"], one.outcome.title["zh"]) for one in found}
    lines += answers(titles, {one.asked.key: (one.answer(), one.answer("zh")) for one in found})
    for number, one in enumerate(found, start=1):
        lines += ["", f"## {' '.join(titles[one.asked.key])}", ""]
        for language in LANGUAGES:
            lines += [" ".join((one.headline(language), *one.luck(language))), ""]
        lines.append(f"![{say('study.box', 'en')}]({folder}/boxes{f'.{number}' if len(found) > 1 else ''}.png)")
    runs = len(first.points.rows) * first.study.replications * len(first.study.names)
    lines += what_was_run(first.study, runs)
    lines += factors_table(first.study)
    return "\n".join(lines) + "\n"
