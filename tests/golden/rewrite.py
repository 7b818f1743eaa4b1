"""Rewrite the golden file: ``python -m tests.golden.rewrite``.

The rule: the golden file changes only together with a line in CHANGELOG.md under "Changes numbers".
"""

from __future__ import annotations

from tests.golden.lives import rewrite

if __name__ == "__main__":
    rewrite()
