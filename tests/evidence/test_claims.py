from dataclasses import FrozenInstanceError
from typing import Any

import pytest

from sim.document import read_document
from sim.evidence.claims import claim, claims, derived, honesty, reused_numbers
from sim.evidence.remake import HERE, as_json
from sim.quantity import Quantity


def quantity(default: float, unit: str, evidence: str | None, assumed: str | None = None) -> Quantity:
    return Quantity(default, unit, 0, 1e9, "a number", evidence, assumed)


def test_the_shipped_json_says_what_the_yaml_says() -> None:
    remade = as_json(read_document(HERE / "claims.yaml").tree)
    assert (HERE / "claims.json").read_text("utf-8") == remade, "run `make evidence`"


def test_all_claims_of_the_sources_are_there() -> None:
    assert (len(claims()), len(derived()), len(reused_numbers())) == (349, 46, 21)
    assert {one.trust for one in claims().values()} == {"high", "medium", "low"}
    assert claims().keys().isdisjoint(derived())


def test_every_citation_inside_the_evidence_leads_somewhere() -> None:
    known = claims().keys() | derived().keys()
    assert {id for one in derived().values() for id in one.inputs} <= known
    assert {id for one in reused_numbers() for id in one.ids} <= known


def test_a_claim_knows_its_numbers() -> None:
    landing = claim("cn_policy_landing_rate")
    assert landing.numbers() == (12, 35)
    assert landing.unit == "percent"
    assert claim("cn_pilot_provinces").numbers() == (28,)


def test_a_misspelt_claim_is_answered_with_the_nearest() -> None:
    with pytest.raises(KeyError, match="did you mean `cn_policy_landing_rate`"):
        claim("cn_policy_landing_rates")


def test_claims_cannot_be_changed() -> None:
    landing: Any = claim("cn_policy_landing_rate")
    with pytest.raises(FrozenInstanceError):
        landing.trust = "high"
    with pytest.raises(TypeError):
        landing.value["after"] = 100
    listing: Any = claims()
    with pytest.raises(TypeError):
        listing["mine"] = landing


def surveyed() -> tuple[float, str, str]:
    """Return value, unit and id of a claim that a field survey of a named city makes."""
    return next(
        (one.numbers()[0], one.unit, one.id)
        for one in claims().values()
        if one.trust == "high" and one.unit not in {"percent", "1"}
    )


def test_measured_is_only_what_a_field_survey_says_itself() -> None:
    value, unit, id = surveyed()
    assert honesty(quantity(value, unit, id)) == "measured"
    assert honesty(quantity(value, unit, id, "adapted to the model's villages")) == "estimated"
    assert honesty(quantity(value + 1, unit, id)) == "estimated"
    assert honesty(quantity(value, "parsecs", id)) == "estimated"


def test_a_percentage_is_the_same_number_as_a_share() -> None:
    one = next(one for one in claims().values() if one.trust == "high" and one.unit == "percent")
    assert honesty(quantity(one.numbers()[0] / 100, "share", one.id)) == "measured"


def test_weaker_evidence_is_an_estimate_and_none_is_an_assumption() -> None:
    assert honesty(quantity(28, "provinces", "cn_pilot_provinces")) == "estimated"
    assert honesty(quantity(6.3618, "percent", "coverage_2023")) == "estimated"
    assert honesty(quantity(0.5, "1", None, "a guess")) == "assumed"


def test_a_number_that_names_unknown_evidence_is_an_error() -> None:
    with pytest.raises(KeyError, match="no claim has the id"):
        honesty(quantity(1, "1", "no_such_claim"))
