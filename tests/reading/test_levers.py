"""Levers in scenario files: used, refused, written down again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.document import DocumentError
from sim.policies.lever_in_use import Lever
from sim.reading import Case, digest, read, read_text, resolved, schema
from sim.running import run
from tests.reading.texts import PILOTS, WORLD, problems

ROOT = Path(__file__).parents[2]
OWN = ROOT / "scenarios" / "levers" / "own-lever.yaml"
PAGE = ROOT / "docs" / "levers.md"


def using(*uses: str, head: str = WORLD) -> str:
    policy = "" if head == PILOTS else "policy:\n"
    return head + policy + "  levers:\n" + "".join(f"    - {use}\n" for use in uses)


def in_use(case: Case) -> list[Lever]:
    return [policy for policy in case.policies if isinstance(policy, Lever)]


def test_levers_come_after_the_strategy_in_the_order_of_the_file() -> None:
    case = read_text(using("{lever: points_system, from: 2022-01}", "{lever: online_assembly}", head=PILOTS))
    assert [lever.use.lever for lever in in_use(case)] == ["points_system", "online_assembly"]
    assert case.policies[0].name == "phased_pilots"
    assert in_use(case)[0].use.from_month == 13


@pytest.mark.parametrize(
    ("use", "says"),
    [
        (
            "{lever: points_sistem}",
            "policy.levers[0].lever: unknown lever `points_sistem`, did you mean `points_system`?",
        ),
        ("{lever: points_system, form: 2022-01}", "did you mean `from`?"),
        ("{intensity: 0.5}", "`lever` is missing"),
        ("{lever: points_system, intensity: 80%}", "write 0.8"),
        ("{lever: points_system, intensity: 2}", "2 is out of range; allowed is a number from 0 to 1"),
        ("{lever: points_system, from: 2040-01}", "after the horizon"),
        ("{lever: points_system, from: 2022-01, to: 2022-02}", "2022-02 is before it acts: it acts from 2022-04"),
        ("{lever: points_system, from: 2030-12}", "never acts"),
        ("{lever: points_system, where: {regoin: east}}", "did you mean `region`?"),
        ("{lever: points_system, where: {region: esat}}", "there is no region `esat`, did you mean `east`?"),
        ("{lever: points_system, where: {county: 2}}", "there is no county `2`; allowed is a number from 1 to 1"),
        ("{lever: points_system, where: {class: poor}}", "allowed is poorest third, middle third, richest third"),
        ("{lever: points_system, where: {stage: [declard]}}", "did you mean `declared`?"),
        ("{lever: points_system, where: {wave: 0.5}}", "is no wave: allowed is a whole number"),
        ("{lever: points_system, where: {pilots: true}}", "`true` is no pilots"),
        ("{lever: points_system, where: {satisfaction_below: 120}}", "out of range"),
        ("{lever: points_system, where: {wave: []}}", "an empty list means no village"),
        ("{lever: share_freezing, cap: 100}", "`share_freezing` costs no money of its own: delete the cap"),
        ("{lever: secondment, cap: 100}", "no money of its own, plus posts that it brings, booked as they arise"),
        ("points_system", "is no mapping of keys"),
    ],
)
def test_a_lever_used_wrongly_is_refused_with_what_to_write(use: str, says: str) -> None:
    (line,) = problems(using(use))
    assert says in line


SHARES = "{lever: share_freezing}", "{lever: no_birth_no_death_rule, from: 2025-01}"


def test_two_levers_that_set_a_term_for_the_same_place_are_refused_by_name() -> None:
    (line,) = problems(using(*SHARES))
    assert line.startswith("f.yaml:9:7 policy.levers[1]: `share_freezing` sets `share_rule` to static_inclusive and ")
    assert "`no_birth_no_death_rule` to static for the same place" in line


def test_levers_that_set_a_term_to_the_same_value_do_not_collide(tmp_path: Path) -> None:
    """A word set twice, a number set twice at full strength; half a strength ends elsewhere than a whole one."""
    run(read_text(using("{lever: homestead_three_steps}", "{lever: rights_group}"), sets=["clock.months=9"]), 0)
    same = "quorum, set: {value: 0.4, assumed: x, range: [0.3, 0.5]}"
    twice = RECORD + RECORD.removeprefix("levers:\n").replace("bus", "tram")
    (tmp_path / "mine.yaml").write_text(twice.replace("AMENDS", same), "utf-8")
    uses = "[{lever: bus}, {lever: tram, intensity: STRENGTH}]"
    (tmp_path / "s.yaml").write_text(WORLD + f"policy: {{lever_file: mine.yaml, levers: {uses}}}\n", "utf-8")
    text = (tmp_path / "s.yaml").read_text("utf-8")
    for strength, collides in ((1.0, False), (0.5, True)):
        (tmp_path / "s.yaml").write_text(text.replace("STRENGTH", str(strength)), "utf-8")
        if collides:
            with pytest.raises(DocumentError, match=r"`bus` sets `quorum` to 0\.4 and `tram` to 0\.4"):
                read(tmp_path / "s.yaml")
        else:
            run(read(tmp_path / "s.yaml", ["clock.months=3"]), 0)


@pytest.mark.parametrize(
    "second",
    [
        "{lever: no_birth_no_death_rule, where: {pilots: 0}}",
        "{lever: no_birth_no_death_rule, where: {pilots: 1}, from: 2025-01}",
        "{lever: no_birth_no_death_rule, where: {pilots: 1}, intensity: 0}",
    ],
)
def test_levers_apart_in_place_or_time_or_without_strength_do_not_collide(second: str) -> None:
    first = "{lever: share_freezing, to: 2024-12, where: {pilots: 1}}"
    assert len(in_use(read_text(using(first, second)))) == 2


RECORD = """levers:
- id: bus
  title: {en: Bus, zh: 班车}
  what: {en: A bus., zh: 班车。}
  amends:
  - {term: AMENDS}
"""


def own(folder: Path, amends: str = "invite, add: 0.05", record: str = RECORD) -> Case:
    (folder / "mine.yaml").write_text(record.replace("AMENDS", amends), "utf-8")
    (folder / "s.yaml").write_text(WORLD + "policy: {lever_file: mine.yaml, levers: [{lever: bus}]}\n", "utf-8")
    return read(folder / "s.yaml")


@pytest.mark.parametrize(
    ("amends", "place", "says"),
    [
        ("inviet, add: 0.05", "mine.yaml:6:6 policy.lever_records[0].amends[0].term", "did you mean `invite`?"),
        ("start, set: 1", "mine.yaml:6:6", "unknown term `start`"),
        ("invite, add: 3", "mine.yaml:6:20 policy.lever_records[0].amends[0].add", "out of range"),
        ("invite, add: 5%", "mine.yaml:6:20", "write 0.05"),
        ("invite, add: 0.05, set: 0.1", "mine.yaml:6:5", "a term is amended in one way: add, multiply, set"),
        ("share_rule, add: 1", "mine.yaml:6:24", "`share_rule` is a word: use set"),
        ("share_rule, set: dinamic", "mine.yaml:6:24", "did you mean `dynamic`?"),
        ("invite, add: {value: 0.05, evidence: trust_gian}", "mine.yaml:6:39", "did you mean `trust_gain`?"),
    ],
)
def test_a_record_of_ones_own_is_checked_at_its_place(tmp_path: Path, amends: str, place: str, says: str) -> None:
    with pytest.raises(DocumentError) as caught:
        own(tmp_path, amends)
    (line,) = map(str, caught.value.problems)
    assert place in line
    assert says in line


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("id: bus", "id: points_system", "is the name of a shipped lever"),
        ("  what: {en: A bus., zh: 班车。}\n", "", "`what` is missing"),
        (", zh: 班车}", "}", "`zh` is missing: write both en and zh"),
        ("  amends:", "  costs: {}\n  amends:", "did you mean `cost`?"),
        ("  amends:", "  cost: {per_vilage_month: 3}\n  amends:", "did you mean `per_village_month`?"),
        ("  amends:", "  where: {region: west}\n  amends:", "there is no region `west`"),
        ("levers:", "lever:", "a file of levers holds `levers:`"),
    ],
)
def test_a_record_with_a_fault_is_refused(tmp_path: Path, old: str, new: str, says: str) -> None:
    with pytest.raises(DocumentError) as caught:
        own(tmp_path, "invite, add: 0.05", RECORD.replace(old, new))
    assert any(says in str(problem) for problem in caught.value.problems)


def test_a_file_of_levers_that_is_not_there_is_refused_with_its_neighbour(tmp_path: Path) -> None:
    own(tmp_path)
    (tmp_path / "s.yaml").write_text(WORLD + "policy: {lever_file: mien.yaml}\n", "utf-8")
    with pytest.raises(DocumentError, match=r"did you mean `mine.yaml`"):
        read(tmp_path / "s.yaml")


def test_a_resolved_scenario_holds_its_levers_and_needs_no_second_file() -> None:
    case = read(OWN)
    again = read_text(resolved(case))
    assert again.scenario == case.scenario
    assert again.policies == case.policies
    assert digest(again) == digest(case)
    assert "lever_file" not in resolved(case)


def test_the_digest_counts_what_levers_do_and_not_what_they_are_called(tmp_path: Path) -> None:
    usual = digest(own(tmp_path))
    assert digest(own(tmp_path, "invite, add: 0.06")) != usual
    assert digest(own(tmp_path, record=RECORD.replace("Bus", "Coach"))) == usual
    plain, half = (read_text(using(f"{{lever: points_system{more}}}")) for more in ("", ", intensity: 0.5"))
    assert len({digest(read_text(WORLD)), digest(plain), digest(half)}) == 3


def test_a_lever_can_be_set_from_the_command_line() -> None:
    case = read_text(using("{lever: points_system}"), "f.yaml", ["policy.levers[0].intensity=0.25"])
    assert in_use(case)[0].use.intensity == 0.25


def test_the_schema_knows_levers_and_records() -> None:
    policy = schema()["$defs"]["PolicyPart"]["properties"]
    assert {"levers", "lever_file", "lever_records"} <= policy.keys()
    assert "no" in policy["lever_records"]["items"]["properties"]


def test_the_example_of_the_page_is_the_shipped_file_and_runs() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    (record,) = (block for block in blocks if block.startswith("levers:"))
    assert (OWN.parent / "bus-levers.yaml").read_text("utf-8").endswith(record)
    case = read(OWN, ["clock.months=30", "policy.levers=[{lever: bus_to_meetings, from: 2021-03}]"])
    plain = read(OWN, ["clock.months=30", "policy.levers=[]"])
    seed = case.scenario.runs.seed
    with_bus, without = (run(one, seed, 0).timeseries for one in (case, plain))
    assert not with_bus.equals(without)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("{lever: pay_ladder, intensity: 0.5}", "used already, in policy.levers[0], for the same place and time"),
        ("{lever: pay_ladder, from: 2023-01, where: {region: west}}", "used already, in policy.levers[0]"),
        ("{lever: pay_ladder, intensity: 0}", ""),
        ("{lever: pay_ladder, from: 2026-01}", ""),
        ("{lever: pay_ladder, where: {satisfaction_above: 50}}", ""),
    ],
)
def test_a_lever_is_used_once_for_a_place_and_time(other: str, said: str) -> None:
    one = "{lever: pay_ladder, to: 2025-06, where: {satisfaction_below: 50}}"
    sets = [f"policy.levers=[{one}, {other}]"]
    if not said:
        assert len(read("drift", sets).scenario.levers) == 2
        return
    with pytest.raises(DocumentError) as error:
        read("drift", sets)
    assert len(error.value.problems) == 1
    assert said in str(error.value.problems[0])
