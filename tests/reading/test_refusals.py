import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.document import DocumentError
from sim.reading import read, read_text, resolved
from tests.reading.texts import HEAD, PILOTS, WORLD, problems


def region(field: str) -> str:
    return HEAD + f"world:\n  regions:\n    east:\n      {field}\n"


@pytest.mark.parametrize(
    ("text", "start", "says"),
    [
        (region("unclaer: 0.2"), "f.yaml:6:7 world.regions.east.unclaer", "did you mean `unclear`?"),
        (WORLD + "uncertanties: {}\n", "f.yaml:6:1 uncertanties", "did you mean `uncertainties`?"),
        (WORLD + "uncertainties: {trust.gian: 0.03}\n", "f.yaml:6:17 uncertainties.trust.gian", "`trust.gain`?"),
        (WORLD + "  terms: {quorom: 0.5}\n", "f.yaml:6:11 world.terms.quorom", "did you mean `quorum`?"),
        (WORLD + "without: [lerning]\n", "f.yaml:6:11 without[0]", "did you mean `learning`?"),
        (WORLD + "outcomes: [satisfacton]\n", "f.yaml:6:12 outcomes[0]", "did you mean `satisfaction`?"),
        (WORLD + "clock: {strat: 2021-01}\n", "f.yaml:6:9 clock.strat", "`start`?; allowed is start, months"),
        (WORLD + "runs: {engine: agent}\n", "f.yaml:6:8 runs.engine", "`agents`?; allowed is columns, agents"),
        (WORLD + "runs: {replicates: 4}\n", "f.yaml:6:8 runs.replicates", "did you mean `replications`?"),
        (PILOTS + "    pilot: 3\n", "f.yaml:9:5 policy.rollout.pilot", "did you mean `pilots`?"),
        (PILOTS + "    choose: bset\n", "f.yaml:9:5 policy.rollout.choose", "best, representative, random, worst"),
        (PILOTS + "    waves: [{shrae: 1.0}]\n", "f.yaml:9:14 policy.rollout.waves[0].shrae", "after, share, due_in"),
        (
            WORLD + "policy: {rollout: {strategy: phased_pilot}}\n",
            "f.yaml:6:20 policy.rollout.strategy",
            "`phased_pilots`",
        ),
        (WORLD + "policy: {rollout: {pilots: 3}}\n", "f.yaml:6:10 policy.rollout", "`strategy` is missing"),
        (
            WORLD + "policy: {levers: [{lever: points_sistem}]}\n",
            "f.yaml:6:20 policy.levers[0].lever",
            "did you mean `points_system`?",
        ),
        (WORLD + "title: {fr: Pilotes}\n", "f.yaml:6:9 title.fr", "allowed is en, zh"),
    ],
)
def test_an_unknown_word_is_refused_with_the_nearest_known_one(text: str, start: str, says: str) -> None:
    (line,) = problems(text)
    assert line.startswith(start + ": ")
    assert says in line


@pytest.mark.parametrize(
    ("field", "says"),
    [
        ("unclear: 35%", "`35%` is text: write 0.35; allowed is a number from 0 to 0.9 (share)"),
        ("unclear: 1.2", "1.2 is out of range; allowed is a number from 0 to 0.9 (share)"),
        ('unclear: "0.3"', "`0.3` is text: write 0.3 without quotes"),
        ("unclear: a lot", "`a lot` is text: write the number alone"),
        ("unclear: true", "`true` is no number"),
        ("unclear:", "nothing is no number"),
        ("unclear: [0.1, 0.2]", "a list is no number"),
        ("households_per_village: 0", "0 is out of range; allowed is a whole number from 1 to 400 (rows)"),
        ("counties: 2.0", "`2.0` is no whole number: write 2"),
        ("counties: 2.5", "`2.5` is no whole number; allowed"),
        ("counties: 1 county", "`1 county` is text"),
        ("weight: 21 households", "`21 households` is text: write 21;"),
        ("{unclear: {value: 0.2, evidence: staffing_standart}}", "did you mean `staffing_standard`?"),
        ("{unclear: {value: 0.2, assumed: x, range: [0.3, 0.4]}}", "the range does not hold the value `0.2`"),
        ("{unclear: {value: 0.2, assumed: x, range: [0.3, 0.1]}}", "the range runs backwards"),
        ("{unclear: {value: 0.2, assumed: x, range: [0.1, 1.1]}}", "1.1 is out of range"),
        ("{unclear: {value: 0.2, assumed: x, range: 0.1}}", "a range is a list of two numbers"),
        ("{unclear: {value: 0.2, assumed: x}}", "`range` is missing"),
        ("{unclear: {value: 0.2, assumed: 3, range: [0, 0.5]}}", "`3` is no text"),
        ("{unclear: {value: 0.2, evidence: 3}}", "`3` is no id of a claim"),
        ("{unclear: {value: 0.2, evidence: trust_gain, assumed: x}}", "a value rests on one thing"),
        ("{unclear: {value: 0.2, evidence: trust_gain, range: [0, 0.3]}}", "a range belongs to an assumed number"),
        ("{unclear: {value: 0.2}}", "a value rests on one thing"),
        ("{unclear: {evidence: trust_gain}}", "`value` is missing"),
        ("{unclear: {value: 0.2, evidense: trust_gain}}", "did you mean `evidence`?"),
        ("{unclear: {value: 0.2, origin: 'evidence:trust_gain'}}", "name the claim as `evidence: id`"),
    ],
)
def test_a_value_that_is_none_is_refused_with_what_to_write(field: str, says: str) -> None:
    lines = problems(region(field))
    assert all(line.startswith("f.yaml:6:") for line in lines)
    assert any(says in line for line in lines), lines


def test_months_with_their_unit_are_refused_with_the_number() -> None:
    (line,) = problems(PILOTS + "    evaluate_months: 12 months\n")
    assert line.startswith("f.yaml:9:5 policy.rollout.evaluate_months: `12 months` is text: write 12;")


def test_a_flag_is_one_or_zero() -> None:
    assert "write 1; allowed" in problems(WORLD + "  terms: {veto: true}\n")[0]
    assert "no flag: write 1 for yes or 0 for no" in problems(WORLD + "  terms: {veto: 0.5}\n")[0]


@pytest.mark.parametrize(
    ("date", "says"),
    [
        ("2031-01", "2031-01 lies after the horizon; the run goes from 2021-01 to 2030-12"),
        ("2020-12", "2020-12 lies before the start; the run goes from 2021-01 to 2030-12"),
        ("2021-01", "2021-01 is too early; allowed is 2021-02 to 2030-12"),
        ("2025-13", "`2025-13` is no calendar month: write YYYY-MM"),
        ("2025-6", "such as 2025-06"),
        ("2025-06-30", "such as 2025-06"),
        ("202506", "such as 2025-06"),
        ("60", "`60` is no calendar month"),
    ],
)
def test_a_date_outside_the_run_or_of_another_form_is_refused(date: str, says: str) -> None:
    text = WORLD + f"policy:\n  rollout:\n    strategy: uniform_deadline\n    due: {date}\n"
    (line,) = problems(text)
    assert line.startswith("f.yaml:9:5 policy.rollout.due: ")
    assert says in line


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            WORLD + "clock: {months: 0}\n",
            "f.yaml:6:9 clock.months: 0 is out of range; allowed is a whole number from 1",
        ),
        (WORLD + "clock: {months: 601}\n", "clock.months: 601 is out of range"),
        (WORLD + "clock: {start: 2021}\n", "clock.start: `2021` is no calendar month: write YYYY-MM"),
        (WORLD + "clock: {start: 0021-01}\n", "allowed are the years 1900 to 2200"),
        (WORLD + "clock: 2021-01\n", "f.yaml:6:1 clock: `2021-01` is no mapping of keys; allowed is start, months"),
        (WORLD + "without: learning\n", "f.yaml:6:1 without: `learning` is no list"),
        ("name: test\nworld: {regions: {east: {}}}\n", "f.yaml:1:1 schema: is missing: write `schema: 1`"),
        ("schema: 1\nworld: {regions: {east: {}}}\n", "f.yaml:1:1 name: is missing"),
        ("schema: 2\nname: a\nworld: {regions: {east: {}}}\n", "f.yaml:1:1 schema: `2` is no version"),
        ("schema: true\nname: a\nworld: {regions: {east: {}}}\n", "f.yaml:1:1 schema: `true` is no version"),
        ("schema: 1\nname: A b\nworld: {regions: {east: {}}}\n", "f.yaml:2:1 name: `A b` is no name"),
        (HEAD + "world: {regions: {East: {}}}\n", "f.yaml:3:19 world.regions.East: `East` is no name"),
        (HEAD + "world: {regions: {all: {}}}\n", "f.yaml:3:19 world.regions.all: `all` stands for the whole nation"),
        (HEAD + "world: {regions: {}}\n", "f.yaml:3:9 world.regions: a world needs at least one region"),
        (HEAD, "f.yaml:1:1 world.regions: a world needs at least one region"),
        ("- a\n- b\n", "f.yaml:1:1: a scenario is a mapping of keys"),
        (WORLD + "title: {en: ''}\n", "f.yaml:6:9 title.en: `` is no text"),
    ],
)
def test_a_part_of_another_kind_is_refused_at_its_place(text: str, says: str) -> None:
    assert any(says in line for line in problems(text)), problems(text)


def test_a_scenario_with_many_problems_reports_all_of_them_in_order() -> None:
    text = """\
schema: 1
name: test
clock: {months: 60}
world:
  regions:
    east: {unclaer: 0.2, unclear: 35%}
    west: {households_per_village: 0}
uncertainties: {learning.exponent: 0.2, trust.gain: 7}
without: [learning, learnin]
policy:
  rollout:
    strategy: phased_pilots
    start: 2031-01
    waves: [{after: 1.5}]
"""
    assert [line.split(":", 2)[1] + line.split(": ")[0].split(" ")[1] for line in problems(text)] == [
        "6world.regions.east.unclaer",
        "6world.regions.east.unclear",
        "7world.regions.west.households_per_village",
        "8uncertainties.learning.exponent",
        "8uncertainties.trust.gain",
        "9without[1]",
        "13policy.rollout.start",
        "14policy.rollout.waves[0].after",
    ]


def test_what_does_not_go_together_is_reported_beside_a_fault_elsewhere() -> None:
    lines = problems(PILOTS + "    waves: [{after: 12, share: 0.0}]\nruns: {replications: 0}\n")
    assert [line.split(": ")[0] for line in lines] == [
        "f.yaml:9:13 policy.rollout.waves[0]",
        "f.yaml:10:8 runs.replications",
    ]


def test_a_flood_of_faults_is_cut_short() -> None:
    flood = "".join(f"  x{number}: 1\n" for number in range(5000))
    assert len(problems(WORLD + "uncertainties:\n" + flood)) == 100


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (WORLD + "name: again\n", "f.yaml:6:1 name: `name` stands twice"),
        (region("unclear: .nan"), "f.yaml:6:16 world.regions.east.unclear: `.nan` is no number"),
        (region("unclear: -.inf"), "f.yaml:6:16 world.regions.east.unclear: `-.inf` is no number"),
        (region("unclear: &a 0.2"), "f.yaml:6:16 world.regions.east.unclear: anchor &a is not read"),
        (WORLD + "deep: " + "[" * 50 + "]" * 50 + "\n", "nested deeper than the 40 levels"),
        (HEAD + "# " + "x" * 262144 + "\n", "f.yaml:1:1: larger than the 256 kB"),
    ],
)
def test_text_that_is_no_plain_yaml_is_refused(text: str, says: str) -> None:
    assert problems(text)[0].startswith("f.yaml:")
    assert says in problems(text)[0]


def test_a_file_that_is_not_utf8_or_too_large_is_refused(tmp_path: Path) -> None:
    gbk, large = tmp_path / "gbk.yaml", tmp_path / "large.yaml"
    gbk.write_bytes(b"schema: 1\ntitle: {zh: \xff}\n")
    large.write_bytes(b"#" * 300_000)
    with pytest.raises(DocumentError, match=r"gbk.yaml:2:13: not UTF-8"):
        read(gbk)
    with pytest.raises(DocumentError, match=r"large.yaml: .*larger than the 256 kB"):
        read(large)
    with pytest.raises(DocumentError, match=r"nowhere.yaml: there is no such file"):
        read(tmp_path / "nowhere.yaml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            PILOTS + "    waves: [{after: 20}, {after: 12}]\n",
            "f.yaml:9:26 policy.rollout.waves[1]: after: 12 is not later",
        ),
        (
            PILOTS + "    waves: [{after: 200}]\n",
            "waves[0]: wave 1 can never take a village: it would begin in 2038-09",
        ),
        (PILOTS + "    waves: [{share: 0.0}]\n", "waves[0]: wave 1 can never take a village: its share is 0"),
        (
            PILOTS + "    waves: [{after: 1}, {after: 2}]\n",
            "waves[1]: wave 2 can never take a village: `pilots: 4` and earlier waves have taken all",
        ),
        (
            PILOTS + "    pilots: 12\n    waves: [{after: 1}]\n",
            "wave 1 can never take a village: `pilots: 12` takes all villages of every county (the largest has 12): "
            "lower policy.rollout.pilots to 11 or fewer",
        ),
        (PILOTS + "clock: {months: 36}\n", "f.yaml:7:3 policy.rollout: wave 2 can never take a village"),
        (
            WORLD + "clock: {months: 36}\npolicy: {rollout: {strategy: uniform_deadline}}\n",
            "`due` is not given, and its default 2025-12 lies after the horizon 2023-12",
        ),
        (
            WORLD + "policy: {rollout: {strategy: uniform_deadline, start: 2023-01, due: 2022-06}}\n",
            "policy.rollout.due: 2022-06 is not after the start 2023-01",
        ),
        (
            WORLD + "without: [learning]\nuncertainties: {learning.exponent: 0.2}\n",
            "f.yaml:7:17 uncertainties.learning.exponent: is given here, but `without: [learning]` switches it off",
        ),
        (WORLD + "without: [learning, learning]\n", "f.yaml:6:21 without[1]: `learning` stands twice"),
    ],
)
def test_parts_that_do_not_go_together_are_refused(text: str, says: str) -> None:
    assert any(says in line for line in problems(text)), problems(text)


def test_pilots_alone_are_a_plan() -> None:
    case = read_text(PILOTS + "    waves: []\n")
    assert case.scenario.rollout.options == {"waves": ()}


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-3, 2000)
    | st.floats(-2, 2)
    | st.sampled_from(["", "35%", "best", "2024-01"])
)
KEYS = st.sampled_from(["value", "evidence", "assumed", "range", "origin", "east", "strategy", "waves", "unclear", "x"])
JUNK = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
)
PATHS = [
    ("name",),
    ("title",),
    ("title", "en"),
    ("clock",),
    ("clock", "start"),
    ("clock", "months"),
    ("world",),
    ("world", "regions"),
    ("world", "regions", "east"),
    ("world", "regions", "east", "unclear"),
    ("world", "terms"),
    ("world", "terms", "share_rule"),
    ("uncertainties",),
    ("uncertainties", "trust.gain"),
    ("without",),
    ("policy",),
    ("policy", "rollout"),
    ("policy", "rollout", "strategy"),
    ("policy", "rollout", "choose"),
    ("policy", "rollout", "start"),
    ("policy", "rollout", "waves"),
    ("policy", "levers"),
    ("outcomes",),
    ("runs",),
    ("runs", "seed"),
]


@given(st.lists(st.tuples(st.sampled_from(PATHS), JUNK), min_size=1, max_size=4))
def test_whatever_a_file_holds_it_is_read_or_refused_in_lines(parts: list[tuple[tuple[str, ...], Any]]) -> None:
    tree: dict[str, Any] = {"schema": 1, "name": "a", "world": {"regions": {"east": {}}}}
    tree["policy"] = {"rollout": {"strategy": "phased_pilots"}}
    for path, junk in parts:
        node: Any = tree
        for part in path[:-1]:
            node = node.setdefault(part, {}) if isinstance(node, dict) else {}
        if isinstance(node, dict):
            node[path[-1]] = junk
    try:
        case = read_text(json.dumps(tree), "f.yaml")
    except DocumentError as error:
        lines = str(error).splitlines()
    else:
        lines = []
        assert read_text(resolved(case)).scenario == case.scenario
    assert all(line.startswith("f.yaml:1:") for line in lines)


def test_a_wrong_date_hides_nothing_else() -> None:
    text = (
        PILOTS.replace("12}", "4}")
        + """\
    start: 2041-01
    waves: [{after: 12, share: 0.5}, {after: 6, share: 0.0}]
  levers:
    - {lever: online_asembly, from: 2040-01}
    - {lever: points_system, where: {region: west}, cap: soon}
    - {lever: donations, from: 2021-13, where: {region: south}}
    - {lever: quorum_change, from: 2024-06, to: 2024-01}
    - {from: 2022-01}
without: [learning, learning]
outcomes: [trust, sorrow, trust]
"""
    )
    said = "\n".join(problems(text))
    for fault in (
        "policy.rollout.start: 2041-01 lies after the horizon",
        "policy.rollout.waves[0]: wave 1 can never take a village",
        "policy.rollout.waves[1]: after: 6 is not later",
        "policy.levers[0].from: 2040-01 lies after the horizon",
        "policy.levers[1].cap: `soon` is text",
        "policy.levers[2].from: `2021-13` is no calendar month",
        "policy.levers[4].lever: `lever` is missing",
        "without[1]: `learning` stands twice",
        "outcomes[1]: unknown word `sorrow`",
        "outcomes[2]: `trust` stands twice",
    ):
        assert fault in said, (fault, said)


def test_a_wrong_date_of_one_lever_hides_nothing_of_it_nor_of_the_others() -> None:
    text = (
        WORLD
        + """policy:
  levers:
    - {lever: online_asembly, from: 2040-01}
    - {lever: points_system, where: {region: west}, from: 2040-01}
    - {lever: residents_council_veto, from: 2040-01}
    - {lever: residents_council_veto, from: 2024-06, to: 2024-01}
"""
    )
    lines = [line.split(": ")[0].split(" ")[1] for line in problems(text)]
    for fault in ("[0].lever", "[0].from", "[1].where.region", "[1].from", "[2].from", "[3].to"):
        assert f"policy.levers{fault}" in lines, lines


def test_a_lever_whose_date_is_wrong_collides_with_nobody_as_yet() -> None:
    twice = "policy: {levers: [{lever: residents_council_veto, DATE}, {lever: residents_council_veto}]}\n"
    assert any("is used already" in line for line in problems(WORLD + twice.replace(", DATE", "")))
    (line,) = problems(WORLD + twice.replace("DATE", "from: 2040-01"))
    assert "lies after the horizon" in line


@pytest.mark.parametrize("text", ["schema：1\nname：mine\n", HEAD.replace("name: test", "name: “test”", 1)])
def test_full_width_signs_are_named_where_a_word_is_refused(text: str) -> None:
    assert any("write the half-width" in line for line in problems(text))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            "policy: {levers: [{lever：pay_ladder}]}\n",
            "`lever：pay_ladder` is read as one word; is `：` meant as a sign",
        ),
        ("“without”: []\n", "are `“`, `”` meant as a sign of YAML?"),
        ("policy: {levers: [{lever:pay_ladder}]}\n", "put a space after the colon: `lever: pay_ladder`"),
    ],
)
def test_a_key_that_is_a_slip_is_named(text: str, says: str) -> None:
    assert any(says in line for line in problems(WORLD + text))
