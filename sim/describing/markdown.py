"""Tables in Markdown, and the places in a page that are made and not written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

END = "<!-- end of {name} -->"
BEGIN = "<!-- {name}: made by `gaiju odd --write` -->"


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    r"""Return a table in Markdown.

    >>> print(table(("a", "b"), [(1, "x|y")]), end="")
    | a | b |
    |---|---|
    | 1 | x\|y |
    """
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    lines += ["| " + " | ".join(cell(part) for part in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def cell(part: object) -> str:
    """Return what stands in one cell.

    >>> cell(0.1), cell(None), cell(2e7)
    ('0.1', '', '2e+07')
    """
    said = "" if part is None else f"{part:g}" if isinstance(part, float) else str(part)
    return said.replace("|", "\\|").replace("\n", " ")


def filled(page: str, parts: Mapping[str, str]) -> str:
    """Return a page with what stands between the markers of each part made anew; all else stays.

    Raises
    ------
    ValueError
        If a part has no place in the page.
    """
    for name, text in parts.items():
        begin, end = BEGIN.format(name=name), END.format(name=name)
        before, found, rest = page.partition(begin)
        _, closed, after = rest.partition(end)
        if not found or not closed:
            raise ValueError(f"the page has no place for `{name}`: it needs the lines `{begin}` and `{end}`")
        page = f"{before}{begin}\n\n{text}\n{end}{after}"
    return page
