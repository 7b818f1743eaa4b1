import dataclasses
import inspect
import math
import string
from contextlib import closing
from functools import cache, partial
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.agents.household import Household
from sim.columns.cadres import ROLES as ROLE_CODES
from sim.columns.villages import STAGES
from sim.lives.explaining import Explanation, choose
from sim.lives.feelings import FEELINGS
from sim.lives.parting import ORDER, Pair, Parting
from sim.lives.parting_told import told_apart
from sim.lives.parts import QUESTIONS, Part, Sum
from sim.lives.phrases import HEADS, LEGEND, MARKS, PHRASES, STAGE_NAMES, TERM_NAMES
from sim.lives.record import Decision, Event, Life
from sim.lives.telling import Teller
from sim.lives.watching import Watcher, watch
from sim.lives.words import (
    ASKED,
    CHOSEN,
    COLUMNS,
    DECISIONS,
    EVENTS,
    LAYERS,
    REASONS,
    ROLES,
    TURNOUT,
    VALUES,
    Words,
)
from sim.model import WorldModel
from sim.month import advance
from sim.networks.settings import LAYERS as LAYER_NAMES
from sim.policies.terms import TERMS
from sim.reading import Case
from sim.rules.parameters import Parameters
from sim.world import found_world
from tests.small import hamlet
from tests.worlds import STRATEGIES, WORLDS, digest, live

HOUSEHOLDS = (137, 5, 63, 0, 13)
MONTHS = 60


def lively(name: str = "hurried", strategy: str = "uniform_deadline") -> Case:
    return Case(WORLDS[name], (STRATEGIES[strategy],), "")


@cache
def lives() -> tuple[Life, ...]:
    """Five lives in a world where people vote, contest, petition and have their cases hidden."""
    return tuple(watch(lively(), household, seed=1) for household in HOUSEHOLDS)


@cache
def refused() -> Explanation:
    case = lively("plain", "phased_pilots")
    return sim.explain(case, seed=1)


def with_lever(start: str) -> Case:
    return hamlet(
        "uniform_deadline, due: 2022-09", f"policy.levers=[{{lever: accounts_app, from: {start}, intensity: 1.0}}]"
    )


# ---- adding up


@pytest.mark.parametrize("place", range(len(HOUSEHOLDS)))
def test_what_stands_in_the_account_of_a_feeling_is_the_feeling(place: int) -> None:
    for now in lives()[place].months:
        for feeling in FEELINGS:
            said = now.felt[feeling]
            assert said.base + math.fsum(part.amount for part in said.parts) == pytest.approx(said.total, abs=1e-12)
            assert said.total == pytest.approx(now.household[feeling], abs=1e-9)


def test_the_parts_of_a_chance_add_up_to_the_chance_that_was_drawn_against() -> None:
    seen = set()
    for life in lives():
        for made in life.decisions:
            said = made.made_of
            seen.add(made.what)
            assert said.base + math.fsum(part.amount for part in said.parts) == pytest.approx(said.total, abs=1e-9)
            assert said.read(said.total) == pytest.approx(made.chance, abs=1e-9)
            assert made.happened == (made.luck < made.chance)
    assert seen >= {"hear", "come", "speak", "contest", "hide", "settle", "vote", "turn_out_hear"}


def test_a_decision_comes_out_as_it_did_in_the_columns() -> None:
    votes = contests = 0
    for life in lives():
        made = {(each.month, each.what): each.happened for each in life.decisions}
        for month in range(1, life.last + 1):
            before, now = life.months[month - 1].household, life.months[month].household
            assert {0.0: None, 1.0: False, 2.0: True}[now["ballot"]] == made.get((month, "vote"))
            came = made.get((month, "come"), False)
            assert (now["last_attended"] == month) == came
            if (month, "hear") in made:
                assert (now["attended"], now["active"]) == (came, made.get((month, "speak"), False))
            opened = made.get((month, "contest"), False) or made.get((month, "follow"), False)
            assert (now["contested"] > before["contested"]) == opened
            votes, contests = votes + (now["ballot"] > 0.0), contests + opened
    assert votes >= 3
    assert contests >= 1


def test_neighbours_make_up_the_pull_of_those_a_household_listens_to() -> None:
    for life in lives():
        assert life.last in life.influences
        for month, found in life.influences.items():
            peers = [part.amount for part in life.months[month].felt["support"].parts if part.term == "peers"]
            assert math.fsum(each.amount for each in found) == pytest.approx(math.fsum(peers), abs=1e-12)
            assert math.fsum(each.strength for each in found) == pytest.approx(1.0 if found else 0.0)
            assert all(math.fsum(each.layers.values()) == pytest.approx(1.0) for each in found)


def test_the_layers_of_a_tie_make_its_strength() -> None:
    world = found_world(WORLDS["plain"], 1, 0)
    with closing(WorldModel(world)) as model:
        for me in model.everybody.households[::17]:
            parts: dict[int, float] = {}
            for name in LAYER_NAMES:
                ties = world.networks.layers[name].neighbours(me.row)
                for other in ties:
                    parts[int(other)] = parts.get(int(other), 0.0) + world.scenario.network.weight(name) / len(ties)
            whole = sum(parts.values())
            for other, strength in me.neighbours:
                assert float(strength) == pytest.approx(parts[other.row] / whole)


# ---- looking changes nothing


@pytest.mark.parametrize("strategy", ["uniform_deadline", "phased_pilots", "drift"])
def test_a_watched_world_equals_the_unwatched_one_bit_for_bit(strategy: str) -> None:
    world = found_world(WORLDS["hurried"], 1, 0)
    with closing(WorldModel(world)) as model:
        watcher = Watcher(world, model.everybody.households[HOUSEHOLDS[1]])
        for _ in range(MONTHS):
            advance(world, [STRATEGIES[strategy]], watcher.decide)
            watcher.end_month()
    assert digest(world) == digest(live(WORLDS["hurried"], [STRATEGIES[strategy]], MONTHS))


def test_an_explained_life_is_the_life_of_the_run() -> None:
    life, world = lives()[0], live(WORLDS["hurried"], [STRATEGIES["uniform_deadline"]], MONTHS)
    own = {name: float(rows[HOUSEHOLDS[0]]) for name, rows in world.households.rows().items()}
    assert life.months[-1].household == own


def test_both_engines_lead_to_the_same_life() -> None:
    one, other = (sim.explain(hamlet("drift", f"runs.engine={engine}"), 3) for engine in ("columns", "agents"))
    assert one.months.equals(other.months)


# ---- every reason counts and has a name


def test_every_input_of_a_rule_belongs_to_a_reason() -> None:
    p = Parameters()
    for name, question in QUESTIONS.items():
        rule = question.rule(p)
        assert isinstance(rule, partial)
        open_inputs = list(inspect.signature(rule.func).parameters)[len(rule.args) :]
        assert sorted(open_inputs) == sorted(input for names in question.terms.values() for input in names), name
        assert sorted(open_inputs) == sorted(question.usual(p)), name


def test_a_usual_household_has_no_reasons() -> None:
    p = Parameters()
    for name, question in QUESTIONS.items():
        assert question.parts(p, question.usual(p)).by_weight == (), name


def fields(text: str) -> list[str]:
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name})


TABLES: dict[str, Words] = {
    "events": EVENTS, "turnout": TURNOUT, "decisions": DECISIONS, "reasons": REASONS, "columns": COLUMNS,
    "layers": LAYERS, "roles": ROLES, "values": VALUES, "chosen": CHOSEN, "heads": HEADS, "phrases": PHRASES,
    "marks": MARKS, "legend": LEGEND,
    "stages": STAGE_NAMES, "terms": TERM_NAMES,
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_both_languages_say_the_same_things(name: str) -> None:
    for key, (english, chinese) in TABLES[name].items():
        assert fields(english) == fields(chinese), key
        assert english.strip(), key
        assert chinese.strip(), key


def test_everything_that_can_be_told_has_words() -> None:
    assert {term for question in QUESTIONS.values() for term in question.terms} <= set(REASONS)
    assert {
        part.term for life in lives() for now in life.months for said in now.felt.values() for part in said.parts
    } <= set(REASONS)
    assert {name for life in lives() for now in life.months for asked in now.asked.values() for name in asked} <= set(
        REASONS
    )
    assert set(ORDER) == set(COLUMNS)
    assert set(TERMS) == set(TERM_NAMES)
    assert set(STAGES) == set(STAGE_NAMES)
    assert set(STAGES) <= set(EVENTS)
    assert set(ROLE_CODES) == set(ROLES)
    assert set(LAYER_NAMES) == set(LAYERS)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_life_is_told_without_gaps_in_both_languages(language: sim.lives.words.Language) -> None:
    for life in lives():
        told = Explanation(life, lives()[0]).sentences(language)
        assert len(told) > 20
        assert not [line for line in told if "{" in line or "nan" in line]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_chance_says_of_what_it_is(language: sim.lives.words.Language) -> None:
    told = {}
    for life in lives():
        teller = Teller(life, language)
        for one in life.decisions:
            told[one.what, one.happened] = next(iter(teller.decision(one)))
    asked = {what: words[sim.lives.words.LANGUAGES.index(language)] for what, words in ASKED.items()}
    assert ("contest", False) in told
    for (what, _), line in told.items():
        assert what == "vote" or asked[what] in line.split("。", 1)[-1].split(". ", 1)[-1], (what, line)
    assert {f"{what}.{end}" for what in (*ASKED, "vote") for end in ("yes", "no")} == set(DECISIONS)


def test_chance_and_draw_look_unlike_where_they_are() -> None:
    one = Decision(1, "contest", False, 0.2330412, 0.2330416, Sum("share", 0.2, 0.2330412, ()))
    (said,) = Teller(lives()[0], "en").decision(one)
    assert "The chance to contest the offer was 23.3041 %, the month's draw 23.3042 %" in said


def test_a_vote_tells_turnout_of_those_entitled_beside_the_quorum() -> None:
    votes = [event for life in (*lives(), refused().life) for event in life.events if event.what.startswith("vote_")]
    assert votes
    for event in votes:
        entitled, turnout = float(event.values["entitled"]), float(event.values["turnout"])
        assert turnout <= entitled <= 1.0
        if event.what == "vote_passed":
            assert entitled >= float(event.values["quorum"])
    assert any(float(event.values["entitled"]) > float(event.values["turnout"]) for event in votes)


# ---- why it said no


def made(base: float, total: float, luck: float, *amounts: float) -> Decision:
    parts = tuple(Part(f"reason {number}", 0.0, 0.0, amount) for number, amount in enumerate(amounts))
    return Decision(1, "vote", luck < total, total, luck, Sum("share", base, total, parts))


def test_the_draw_tips_what_a_usual_household_would_have_done_too() -> None:
    assert made(0.8, 0.5, 0.9, -0.2, -0.1).by_luck
    assert not made(0.8, 0.5, 0.6, -0.2, -0.1).by_luck


def test_a_reason_tips_a_decision_that_would_be_another_without_it() -> None:
    assert [part.term for part in made(0.8, 0.5, 0.6, -0.05, -0.25).tipped_by] == ["reason 1"]
    assert made(0.8, 0.5, 0.75, -0.15, -0.15).tipped_by == ()
    assert [part.term for part in made(0.8, 0.5, 0.52, -0.1, -0.2).tipped_by] == ["reason 1", "reason 0"]


def test_who_is_chosen_said_no_and_the_sentences_say_why() -> None:
    found = refused()
    no = [vote for vote in found.life.decided("vote") if not vote.happened]
    assert found.chosen == "refused_vote"
    assert any(not vote.by_luck for vote in no)
    told = "\n".join(found.sentences("en"))
    assert "VOTED NO" in told
    assert "What tipped it" in told
    heaviest = no[0].made_of.by_weight[0]
    assert REASONS[heaviest.term][0] in told


def test_where_nothing_happens_the_first_household_is_explained() -> None:
    assert choose(hamlet("status_quo"), 1, 0) == (0, "first")


def test_a_round_that_is_held_again_says_which_attempt_it_is() -> None:
    life = lives()[0]
    events = tuple(
        Event(month, "round", {"round": number}) for month, number in ((1, 1.0), (2, 2.0), (5, 2.0), (9, 2.0))
    )
    again = dataclasses.replace(life, events=events)
    told = [Teller(again, "en").event(event) for event in events]
    assert [line.split(":")[0] for line in told] == [
        "Round 1 of the consultation",
        "Round 2 of the consultation",
        "Round 2 of the consultation again (attempt 2)",
        "Round 2 of the consultation again (attempt 3)",
    ]
    assert "第 3 次" in Teller(again, "zh").event(events[-1])


def test_no_two_rounds_of_a_life_are_told_alike() -> None:
    for life in (*lives(), refused().life):
        told = [Teller(life, "en").event(event).split(":")[0] for event in life.events if event.what == "round"]
        assert len(told) == len(set(told))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_printed_ends_with_what_explains_its_words(language: sim.lives.words.Language) -> None:
    place = sim.lives.words.LANGUAGES.index(language)
    *story, (head, lines) = refused().sections(language)
    text = "\n".join(line for _, said in story for line in said)
    assert head == HEADS["legend"][place]
    assert lines == [LEGEND[key][place] for key in LEGEND if MARKS[key][place] in text]
    assert LEGEND["pull"][place] in lines
    assert LEGEND.keys() == MARKS.keys()


# ---- parting ways


def test_differences_that_look_the_same_are_not_told_as_numbers() -> None:
    dust, seen = Pair("peers", 0.60492302, 0.60492304), Pair("trust", 0.5, 0.6)
    found = Parting(3, Pair("support", 0.4000001, 0.4000002), (dust, seen), None, (), None, None, None, ((), ()))
    told = told_apart(lives()[0], lives()[1], found, "en")[1]
    (parts,) = (line for line in told if "is another" in line)
    assert "less than shows in four digits" in parts
    assert "0.4" not in parts
    (reason,) = (line for line in told if "What differed in it" in line)
    assert reason.endswith("0.5 here and 0.6 there.")


def test_the_same_scenario_never_parts_ways() -> None:
    found = sim.explain(hamlet(), 3, versus=hamlet())
    assert found.parting is None
    assert "exactly the same life" in found.sentences("en")[-1]
    assert "没有分岔" in found.sentences("zh")[-1]


@pytest.mark.parametrize("start", ["2022-02", "2022-08"])
def test_a_life_parts_ways_not_before_the_lever_begins(start: str) -> None:
    found = sim.explain(hamlet(), 3, versus=with_lever(start))
    assert found.versus is not None
    assert found.parting is not None
    labels = found.life.labels
    assert found.parting.terms_month is not None
    assert labels[found.parting.terms_month] >= start
    assert found.parting.month >= found.parting.terms_month
    assert found.parting.terms[0].name == "transparency"
    assert found.parting.column.name == "fairness"
    assert [pair.name for pair in found.parting.reasons] == ["transparency"]
    for month in range(found.parting.month):
        assert found.life.months[month].household == found.versus.months[month].household
    one, other = (life.months[found.parting.month].household["fairness"] for life in found.lives)
    assert (found.parting.column.one, found.parting.column.other) == (one, other)
    _shows_what_a_reader_sees(found)


def _shows_what_a_reader_sees(found: Explanation) -> None:
    assert found.parting is not None
    assert found.parting.seen is not None
    assert found.parting.seen_month is not None
    assert found.parting.seen_month >= found.parting.month
    one, other = (life.months[found.parting.seen_month].household[found.parting.seen.name] for life in found.lives)
    assert abs(one - other) / max(abs(one), abs(other), 1.0) > 0.01
    (line,) = (said for said in found.sentences("en") if "The first thing to differ is" in said)
    here, there = line.split(": ")[-1].rstrip(".").split(", ")
    assert here.removesuffix(" here") != there.removesuffix(" there")


def test_other_worlds_have_no_household_in_common() -> None:
    with pytest.raises(ValueError, match=r"no household lives in both worlds: .*villages_per_county: 2 against 3"):
        sim.explain(hamlet(), 3, versus=hamlet("drift", "world.regions.hill.villages_per_county=3"))


@pytest.mark.parametrize("household", [-1, 26, 10**9])
def test_a_household_that_does_not_exist_is_refused(household: int) -> None:
    with pytest.raises(IndexError, match=f"no household {household}: there are 26, numbered from 0"):
        sim.explain(hamlet(), household)


# ---- tables and figure


def test_the_table_of_parts_adds_up() -> None:
    table = refused().table
    sums = table.groupby(["month", "what", "base", "total"], sort=False)["amount"].sum().reset_index()
    np.testing.assert_allclose(sums["base"] + sums["amount"], sums["total"], atol=1e-9)
    assert set(FEELINGS) <= set(table["what"])
    shares = table[table["amount"] != 0.0].groupby(["month", "what", "total"], sort=False)["share"].sum()
    np.testing.assert_allclose(shares, 1.0)


def test_one_life_two_lives_and_a_life_without_votes_are_drawn(tmp_path: Path) -> None:
    found = (refused(), Explanation(lives()[0], lives()[1]), sim.explain(hamlet("status_quo"), 0))
    for number, each in enumerate(found):
        each.figure().savefig(tmp_path / f"{number}.png")
        assert (tmp_path / f"{number}.png").stat().st_size > 20_000


def test_an_agent_is_asked_by_the_names_its_steps_have() -> None:
    looks = ("listen", "attend", "respond", "pursue", "feel", "vote", "migrate")
    assert all(callable(getattr(Household, name)) and callable(getattr(Watcher, name)) for name in looks)
