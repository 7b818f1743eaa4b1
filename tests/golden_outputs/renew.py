"""Renew the golden outputs: ``python -m tests.golden_outputs.renew``; with ``--runs [NAME ..]`` the kept runs first.

The diff of the golden files shows what users will read differently: read it before you commit. The kept runs need to be
made again only when the program no longer reads them, or when one is added.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.golden_outputs.kept import COMMANDS, remake
from tests.golden_outputs.outputs import renew

if __name__ == "__main__":
    runs, names = sys.argv[1:2] == ["--runs"], sys.argv[2:]
    if (sys.argv[1:] and not runs) or not COMMANDS.keys() >= set(names):
        raise SystemExit(f"{__doc__}\nKept runs are {', '.join(COMMANDS)}.")
    if runs:
        remake(names)
    with tempfile.TemporaryDirectory() as place:
        renew(Path(place))
