"""``python -m benchmarks``: time everything."""

from __future__ import annotations

from benchmarks import common_luck, speed, studies

speed.main()
common_luck.main()
studies.main()
