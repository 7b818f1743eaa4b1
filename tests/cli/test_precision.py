"""``gaiju compare --precision``: go on until it is precise, give up at --most, resume like any other."""

import json
from pathlib import Path

import pandas as pd
import pytest

from sim.manifest import seal
from tests.cli.test_resume_extend_verify import Gaiju, directory, gaiju, manifest, same

assert gaiju is not None, "the fixture, by its name"


@pytest.mark.slow
def test_pairs_are_added_until_the_difference_is_known_and_equal_those_of_one_go(gaiju: Gaiju) -> None:
    words = ("compare", "deadline.yaml", "drift.yaml", "-j", "1")
    unsure = directory(gaiju(*words, "-n", "16", "-o", "first", "-q"))
    row = pd.read_csv(unsure / "compare.csv").set_index("outcome").loc["satisfaction"]
    half = (row["ci_high"] - row["ci_low"]) / 2.0
    wished = 1.1 * half
    precise = directory(gaiju(*words, "--precision", f"satisfaction={wished}", "--most", "64", "-o", "small", "-q"))
    row = pd.read_csv(precise / "compare.csv").set_index("outcome").loc["satisfaction"]
    assert row["n_pairs"] >= 24, "two looks at least, eight pairs apart"
    assert (row["ci_high"] - row["ci_low"]) / 2.0 <= wished
    whole = directory(gaiju(*words, "-n", str(row["n_pairs"]), "-o", "whole", "-q"))
    same(whole, precise, "compare.csv", "for_whom.csv", "tails.csv", "worth.csv", "robustness.csv")
    assert manifest(precise)["asked"]["precision"] == {"satisfaction": wished}  # type: ignore[index]


@pytest.mark.slow
def test_it_gives_up_where_it_is_told_to_and_a_resumed_one_goes_on(gaiju: Gaiju) -> None:
    words = ("compare", "deadline.yaml", "drift.yaml", "-j", "1", "--precision", "satisfaction=0.0001", "--most", "24")
    said = gaiju(*words)
    assert said.exit_code == 0
    assert "with 24 pairs, not 0.000" in said.stdout
    assert "--most allows more" in said.stdout
    (folder,) = (path for path in Path("results/deadline-vs-drift").iterdir() if path.is_dir())
    told = json.loads((folder / "manifest.json").read_text())
    told["asked"]["most"] = 32  # as if it had been killed on its way
    seal(folder, told)
    assert directory(gaiju("resume", str(folder), "-j", "1", "-q")) == folder
    assert pd.read_parquet(folder / "runs.parquet")["replication"].max() == 31


@pytest.mark.slow
def test_what_does_not_vary_is_never_known_precisely_enough(gaiju: Gaiju) -> None:
    said = gaiju("compare", "drift.yaml", "drift.yaml", "-j", "1", "--precision", "satisfaction=50", "--most", "32")
    assert said.exit_code == 0
    assert "the difference did not vary in 32 pairs" in said.stdout
    assert "as asked" not in said.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--precision", "satisfacton=1"], "did you mean `satisfaction`"),
        (["--precision", "satisfaction"], "give the half-width that is wanted, such as satisfaction=0.5, in points"),
        (["--precision", "satisfaction=-1"], "give the half-width"),
        (["--precision", "satisfaction=nan"], "give the half-width"),
        (["--precision", "satisfaction=1", "--most", "20"], "the stopping rule looks at 16 pairs first"),
    ],
)
def test_a_wrong_wish_is_refused_in_a_line(words: list[str], said: str, gaiju: Gaiju) -> None:
    found = gaiju("compare", "deadline.yaml", "drift.yaml", *words)
    assert found.exit_code == 2
    assert said in found.stderr
    assert len(found.stderr.splitlines()) == 1
