"""``gaiju schema``: the JSON Schema of scenario files."""

from __future__ import annotations

from sim.cli.screen import print_json
from sim.reading import schema as scenario_schema


def schema() -> None:
    """Print the JSON Schema of scenario files, by which editors complete and underline."""
    print_json(scenario_schema())
