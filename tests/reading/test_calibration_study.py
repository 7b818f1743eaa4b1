from pathlib import Path

import pytest

from sim.document import DocumentError
from sim.reading.calibration_study import read_calibration, searchable

GOOD = """schema: 1
study: calibration
name: mine
samples: 20
factors:
  trust.gain: {}
  work.mean: {low: 40, high: 80}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "study.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        read_calibration(written(folder, text))
    return [str(problem).replace(str(folder), "") for problem in caught.value.problems]


def test_ranges_are_the_declared_ones_unless_the_study_says_otherwise(tmp_path: Path) -> None:
    study = read_calibration(written(tmp_path, GOOD))
    assert study.factors == {"trust.gain": (0.01, 0.05), "work.mean": (40.0, 80.0)}
    assert (study.samples, study.waves, study.replications) == (20, 4, 1)


def test_the_digest_is_that_of_the_numbers(tmp_path: Path) -> None:
    plain = read_calibration(written(tmp_path, GOOD)).digest
    assert read_calibration(written(tmp_path, GOOD + "title: {en: Mine}\n")).digest == plain
    assert read_calibration(written(tmp_path, GOOD.replace("20", "21"))).digest != plain


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (GOOD.replace("samples", "sampels"), "/study.yaml:4:1 sampels: unknown key `sampels`, did you mean `samples`?"),
        (GOOD.replace("samples: 20", "samples: 2"), "/study.yaml:4:1 samples: `2` is no whole number from 10"),
        (GOOD.replace("trust.gain", "trust.gian"), "no parameter is called `trust.gian`, did you mean `trust.gain`?"),
        (GOOD.replace("80", "8000"), "40 to 8000 is no range inside 30 to 90 (staff-months)"),
        (GOOD.replace("80", "30"), "40 to 30 is no range inside"),
        (GOOD.replace("low: 40", "least: 40"), "factors.work.mean.least: unknown key `least`; allowed is low, high"),
        (GOOD.replace("low: 40", "low: few"), "`few` is no number"),
        (GOOD.replace("trust.gain", "vote.pause"), "takes whole numbers only"),
        (GOOD.replace("study: calibration", "study: sweep"), "is `sweep`; this command reads `study: calibration`"),
        (
            GOOD.replace("name: mine", "name: My Study"),
            "`My Study` is no name: allowed are lower-case",
        ),
        (GOOD + "method: smc\n", "unknown method `smc`; allowed is history_matching"),
        (GOOD[: GOOD.index("factors")], "a calibration needs `factors`"),
        ("- a\n", "a study is a mapping"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, wrong: str, said: str) -> None:
    assert any(said in line for line in refused(tmp_path, wrong)), refused(tmp_path, wrong)


def test_all_problems_are_said_at_once(tmp_path: Path) -> None:
    assert len(refused(tmp_path, GOOD.replace("trust.gain", "trust.gian").replace("samples: 20", "samples: 2"))) == 2


def test_the_shipped_study_searches_declared_numbers() -> None:
    study = read_calibration("studies/calibration")
    assert study.name == "national"
    assert set(study.factors) <= set(searchable())
