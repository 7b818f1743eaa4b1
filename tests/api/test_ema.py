"""The connector in the hands of EMA Workbench itself (tried with ema_workbench 2.5.3); skipped where it is missing."""

import importlib.util
import warnings

import numpy as np
import pytest

from sim.api.studying import connector
from tests.small import hamlet, renamed

PAIR = (renamed(hamlet(), "a"), renamed(hamlet("drift"), "b"))
NAMES = {
    "gain": "uncertainties.trust.gain",
    "money": "world.terms.running_money",
    "veto": "world.terms.veto",
    "rule": "world.terms.share_rule",
}


@pytest.mark.skipif(importlib.util.find_spec("ema_workbench") is None, reason="pip install ema_workbench")
@pytest.mark.parametrize("cases", [PAIR[:1], PAIR])
def test_ema_workbench_makes_experiments_with_the_model(cases) -> None:  # type: ignore[no-untyped-def]
    function = connector(cases, NAMES, ["satisfaction", "trust"], 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the workbench's own, at import
        import ema_workbench as ema  # type: ignore[import-not-found,unused-ignore]

        model = ema.Model("gaiju", function=function)
        model.uncertainties = [ema.RealParameter("gain", 0.01, 0.05)]
        model.levers = [
            ema.RealParameter("money", -0.4, 0.4),
            ema.IntegerParameter("veto", 0, 1),
            ema.CategoricalParameter("rule", ["reserve", "static"]),
        ]
        model.outcomes = [ema.ScalarOutcome("satisfaction"), ema.ScalarOutcome("trust")]
        experiments, outcomes = ema.perform_experiments(model, scenarios=2, policies=2)
    assert len(experiments) == 4
    assert all(np.isfinite(outcomes[name]).all() for name in ("satisfaction", "trust"))
    for row, satisfaction in zip(experiments.to_dict("records"), outcomes["satisfaction"], strict=True):
        values = {"gain": row["gain"], "money": row["money"], "veto": row["veto"], "rule": row["rule"]}
        assert function(**values)["satisfaction"] == satisfaction, "the workbench hands over what it writes down"


def test_an_argument_that_stands_for_nothing_is_named() -> None:
    function = connector(PAIR[0], NAMES, ["trust"], 1)
    with pytest.raises(ValueError, match="`gian` stands for nothing, did you mean `gain`"):
        function(gian=0.02)
