"""The command ``gaiju``: one file a verb, imported when the verb is used.

Loading everything would take five seconds; the list of verbs below lets ``gaiju --help`` answer at once. What a user
can cause is said in one line a problem on the error stream, without a traceback, and told apart by the exit code.
"""

from __future__ import annotations

import contextlib
import importlib
import signal
import sys
from collections.abc import Mapping
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from sim.cli.problems import BAD_INPUT, INTERRUPTED, SOME_FAILED, Refused, code_of, printed, problems
from sim.cli.visible import only_visible, visible
from sim.words import say

VERBS: Mapping[str, str] = {
    "new": "Copy a shipped example to start from, or list them.",
    "check": "Read scenarios strictly and say everything that is wrong with them.",
    "run": "Run the replications of one scenario: tables, figures, summary.",
    "compare": "Compare scenarios that meet the same luck: tables, figures, verdicts.",
    "ablate": "Switch off one mechanism at a time: which of them carries the result?",
    "sensitivity": "Say which factors decide an outcome, or a difference between policies, and what is chance.",
    "sweep": "Run scenarios over a grid or a sample of points: response curves, maps, where the better one changes.",
    "discover": "Say in which part of the space of factors the second scenario beats the first.",
    "calibrate": "Search for the parameter sets that agree with the evidence.",
    "validate": "Hold the model against the evidence: scorecard, what was fitted and what was held out.",
    "explain": "Tell one household's life: why it said no, who influenced it, where it parts ways.",
    "resume": "Finish an interrupted experiment: make only the runs that are missing.",
    "extend": "Enlarge an experiment to more replications: make only the new ones.",
    "verify": "Check every file of a run directory, and make some of its runs again to compare.",
    "report": "Write the report of a run directory again: one offline page in English and Chinese.",
    "export": "Write the tables of a run directory for other tools: CSV, Excel, IAMC.",
    "plan": "Say what a command would do: calendar of the rollout, runs, minutes, disk; run nothing.",
    "diff": "Say in what two scenarios, or two run directories, differ.",
    "cases": "List or explain real places, or hold one against its simulation.",
    "evidence": "List or explain the claims of the sources.",
    "parameters": "List or explain the numbers of the mechanisms.",
    "strategies": "List or explain the rollout strategies.",
    "levers": "List or explain the measures that can be switched on.",
    "outcomes": "List or explain what is measured.",
    "pages": "List the pages that are out of date; mark them, or make them again.",
    "odd": "Print the tables of the model; write or check the pages made from the code.",
    "schema": "Print the JSON Schema of scenario files, or of study files.",
    "doctor": "Try every dependency and writer, time a small run, print versions.",
}


class Lazy(TyperGroup):
    """A group that knows its verbs by name and imports the one that is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the verbs in the order of the table."""
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return what the list of verbs shows of one."""
        return TyperCommand(cmd_name, help=VERBS[cmd_name]) if cmd_name in VERBS else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the verb that is called, with its options, and the words that remain for it.

        Raises
        ------
        Refused
            If there is no such verb.
        """
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from sim.scalars import did_you_mean

            raise Refused(f"no command is called `{args[0]}`{did_you_mean(args[0], VERBS) or ';'} `gaiju -h` lists all")
        name, _, rest = super().resolve_command(ctx, args)
        return name, None if name is None else verb(name), rest

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Read the words before the verb.

        Raises
        ------
        Exit
            If there is no such option.
        """
        try:
            return super().parse_args(ctx, args)
        except Exception as error:
            said = _misused(error, None)
            if not said:
                raise
            typer.echo(visible(said[0]), err=True)
            raise typer.Exit(BAD_INPUT) from None

    def invoke(self, ctx: Any) -> Any:
        """Run the verb; say what a user has to know and leave with the exit code that tells it.

        Raises
        ------
        Exit
            If the input was bad or the user interrupted.
        """
        try:
            with printed():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            with contextlib.suppress(OSError):  # the terminal may be gone
                typer.echo("interrupted", err=True)
            raise typer.Exit(INTERRUPTED) from None
        except Exception as error:
            said = problems(error) or _misused(error, ctx.invoked_subcommand)
            if not said:
                raise
            for line in said:
                typer.echo(visible(line), err=True)
            raise typer.Exit(code_of(error)) from None


def _misused(error: Exception, verb: str | None) -> tuple[str, ...]:
    """Return the line that tells a wrong option or number of words, none for anything else."""
    from sim.cli.usage import UsageError, misused

    return (misused(error, verb),) if isinstance(error, UsageError) else ()


def verb(name: str) -> Any:
    """Return the command of a verb: the function of that name in the module of that name."""
    one = typer.Typer(add_completion=False)
    made = getattr(importlib.import_module(f"sim.cli.{name}"), name)
    one.command(name, help=VERBS[name])(only_visible()(made))
    return typer.main.get_command(one)


app = typer.Typer(
    cls=Lazy,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=say("help.gaiju", "en"),
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback(invoke_without_command=True, help=say("help.gaiju", "en"))
def version_or_verb(
    ctx: typer.Context, version: bool = typer.Option(False, "--version", help="Print the version.")
) -> None:
    """Print the version or the help where no verb is given."""
    if version:
        typer.echo(_version())
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("gaiju")
    except PackageNotFoundError:  # run from a checkout that is not installed
        from sim.running import MODEL_VERSION

        return MODEL_VERSION


def main() -> None:
    """Run the command line."""
    try:
        with printed():
            app(prog_name="gaiju")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # `| head`
        sys.exit(SOME_FAILED)
    except Refused as error:
        sys.exit(str(error))
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # all is said and kept: one more Ctrl-C ends the leaving, silently
