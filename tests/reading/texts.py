"""Small scenario texts for the tests of reading, and what is wrong with them, as lines."""

from collections.abc import Sequence
from typing import Any

import pytest

from sim.document import DocumentError
from sim.reading import Case, read_text

HEAD = "schema: 1\nname: test\n"
WORLD = HEAD + "world:\n  regions:\n    east: {villages_per_county: 12}\n"
PILOTS = WORLD + "policy:\n  rollout:\n    strategy: phased_pilots\n"


def problems(text: str, sets: Sequence[str] = ()) -> list[str]:
    """Return the lines with which a text is refused."""
    with pytest.raises(DocumentError) as caught:
        read_text(text, "f.yaml", sets)
    lines = [str(problem) for problem in caught.value.problems]
    assert all("\n" not in line for line in lines)
    return lines


def only(case: Case) -> Any:
    """Return the only policy of a case."""
    (policy,) = case.policies
    return policy
