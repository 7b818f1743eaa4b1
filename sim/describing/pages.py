"""All pages that the code describes itself in, and whether those of a checkout are current."""

from __future__ import annotations

from pathlib import Path

from sim.describing import county, floors, glossary, odd
from sim.describing.markdown import filled
from sim.files import write_text

TABLES, GLOSSARY, FLOORS = Path("docs/odd-tables.md"), Path("docs/glossary.md"), Path("docs/floors.svg")
COUNTY = Path("docs/county-data.md")
PAGES = (TABLES, COUNTY, GLOSSARY, FLOORS)


def made(root: Path) -> dict[Path, str]:
    """Return the pages of the checkout in ``root`` as they should be, by their place in it.

    Raises
    ------
    OSError
        If there is no docs/odd-tables.md or docs/county-data.md: their prose is written, not made.
    ValueError
        If one of them lacks the place of a table.
    """
    return {
        TABLES: filled((root / TABLES).read_text("utf-8"), odd.parts()),
        COUNTY: filled((root / COUNTY).read_text("utf-8"), county.parts()),
        GLOSSARY: glossary.page(),
        FLOORS: floors.picture(root),
    }


def stale(root: Path) -> list[Path]:
    """Return the pages of a checkout that are missing or no longer what the code says."""
    return [path for path, text in made(root).items() if _now(root / path) != text]


def write(root: Path) -> list[Path]:
    """Write the pages that are not current, and return which."""
    pages = made(root)
    changed = [path for path, text in pages.items() if _now(root / path) != text]
    for path in changed:
        write_text(root / path, pages[path])
    return changed


def _now(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None
