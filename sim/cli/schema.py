"""``gaiju schema``: the JSON Schema of scenario files and of study files."""

from __future__ import annotations

from typing import Annotated

import typer

from sim.cli.screen import print_json
from sim.reading import schema as scenario_schema

Study = Annotated[bool, typer.Option("--study", help="Of study files: sensitivity, sweep and discovery.")]


def schema(study: Study = False) -> None:
    """Print the JSON Schema of scenario files, or of study files, by which editors complete and underline."""
    from sim.reading.study_schema import study_schema

    print_json(study_schema() if study else scenario_schema())
