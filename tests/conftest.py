"""Pictures are drawn only where a test looks at them: saving them takes most of the time of a command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

LOOKED_AT = (
    "figures/", "report/", "golden_outputs/", "cli/test_hostile_texts.py", "judging/", "lives/", "planning/",
    "statistics/test_ranking.py", "statistics/test_showing.py", "studies/test_studies.py",
)  # fmt: skip
"""Folders and modules whose tests look at pictures."""
BLANK = '<svg viewBox="0 0 1 1"></svg>'


def _save_blank(_: Figure, to: Any, *args: object, **options: object) -> None:
    if isinstance(to, (str, Path)):
        Path(to).write_text(BLANK, "utf-8")
    else:
        to.write(BLANK)


@pytest.fixture(autouse=True, scope="module")
def blank_pictures(request: pytest.FixtureRequest) -> Iterator[None]:
    """Save an empty picture in place of each, but where pictures are looked at."""
    with pytest.MonkeyPatch.context() as patch:
        if not request.path.relative_to(request.config.rootpath / "tests").as_posix().startswith(LOOKED_AT):
            patch.setattr(Figure, "savefig", _save_blank)
        yield
