"""Write ``made.py`` anew from the agents and rules: ``make step``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.agents.everybody import KINDS
from sim.files import write_text
from sim.phases.steps import PHASES
from sim.policies.terms import TERMS
from sim.translation.translate import Step, translate_step
from sim.translation.writer import Translation

MADE = Path(__file__).parents[1] / "compiled" / "made.py"
HEAD = '''"""Made by ``make step`` from sim/agents and sim/rules: change those, not this."""

# ruff: noqa
# mypy: ignore-errors
'''
LEVELS: Mapping[str, str] = {"county": "counties", "village": "villages", "household": "households"}


def translated() -> str:
    """Return the module of all steps of the month.

    Raises
    ------
    sim.translation.values.Untranslatable
        If a step says something that has no translation, with file and line.
    """
    classes: dict[str, Any] = {kind.kind_name: kind for kind in KINDS}
    translation = Translation(classes, {name: LEVELS[term.level] for name, term in TERMS.items()})
    steps = [translate_step(translation, step.kind, step.name, step.writes) for _, steps in PHASES for step in steps]
    whole = {f"{kind}_{name}" for kind, cls in classes.items() for name in _whole_numbers(cls)}

    def letters(argument: str) -> str:
        if argument in ("month", "parameters"):
            return argument[0]
        if argument.startswith(("new_", "block_")):
            return argument[0]
        return "r" if argument == "keys" or argument.endswith(("_first", "_to")) or argument in whole else "f"

    prelude = MADE.with_name("prelude.py").read_text("utf-8").partition('"""\n')[2]
    once = {step.title: step for step in steps}
    table = "".join(
        f'    ("{step.kind}", "{step.name}"): ({step.title!r}, {step.arguments!r}),\n' for step in once.values()
    )
    return "\n\n".join(
        [
            HEAD + prelude.rstrip(),
            *translation.functions.values(),
            *(step.text(letters) for step in once.values()),
            _month(steps, letters),
            f"DECISIONS = {tuple(translation.decisions)!r}",
            f"STEPS = {{\n{table}}}\n",
        ]
    )


def _month(steps: Sequence[Step], letters: Callable[[str], str]) -> str:
    """Return the function of a whole month: all steps in order, each on what those before it have written.

    What is written last of a column goes into the block of its kind, a column a row; what is written before, into
    arrays that are gone when the month is over.
    """
    last = {(step.kind, name): place for place, step in enumerate(steps) for name in step.writes}
    written = {kind: [name for k, name in last if k == kind] for kind in dict.fromkeys(step.kind for step in steps)}
    arguments = [*sorted({each for step in steps for each in step.arguments}), *(f"block_{kind}" for kind in written)]
    lines = []
    for place, step in enumerate(steps):
        made = {name: f"{step.kind}_{name}" for name in step.writes}
        for name in step.writes:
            row = f"block_{step.kind}[{written[step.kind].index(name)}]"
            room = row if last[step.kind, name] == place else f"np.empty({step.own}.size)"
            lines.append(f"    new_{name} = {room}\n")
        lines.append(f"    {step.title}({', '.join([*step.arguments, *(f'new_{name}' for name in made)])})\n")
        lines += [f"    {column} = new_{name}\n" for name, column in made.items()]
    return (
        f'@compile_month(NUMBERS, "{"".join(letters(argument) for argument in arguments)}")\n'
        f"def whole_month({', '.join(arguments)}):\n{''.join(lines)}\n\n"
        f"ARGUMENTS = {tuple(arguments)!r}\n"
        f"WRITTEN = {written!r}\n"
    )


def _whole_numbers(cls: Any) -> list[str]:
    """Return the columns of a kind that hold rows or codes as whole numbers."""
    return [name for name, kind in cls.columns.__annotations__.items() if kind == "Codes"]


def main() -> None:
    """Write the module."""
    write_text(MADE, translated())


if __name__ == "__main__":
    main()
