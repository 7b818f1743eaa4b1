"""``python -m benchmarks``: time everything."""

from __future__ import annotations

from benchmarks.speed import main

main()
