"""A real browser without a screen: what it shows, prints and complains of."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

CHROMIUM = next((name for name in ("chromium", "chromium-browser", "google-chrome") if shutil.which(name)), None)
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium")
ALONE = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What a browser gave: the page as it stands after its scripts, and its complaints."""

    dom: str
    complaints: list[str]


def browse(page: Path, place: Path, *flags: str, hash: str = "") -> Seen:
    """Open a page, alone on the machine, and return what came of it."""
    log = ("--enable-logging=stderr", "--v=0", f"--user-data-dir={place / 'profile'}")
    address = f"{page.as_uri()}{hash}"
    assert CHROMIUM is not None
    said = subprocess.run(
        [CHROMIUM, *ALONE, *log, *flags, address], capture_output=True, text=True, check=True, timeout=120
    )
    return Seen(said.stdout, re.findall(r".*:CONSOLE.*", said.stderr))


def shown(page: Path, place: Path, width: int = 1280, hash: str = "", script: str = "") -> Seen:
    """Return the page as it stands after a script of ours has looked at it; it writes into the title."""
    probed = place / "probed.html"
    text = page.read_text("utf-8")
    probed.write_text(text.replace("</body>", f"<script>{script}</script></body>") if script else text, "utf-8")
    return browse(probed, place, "--dump-dom", f"--window-size={width},900", hash=hash)
