"""A world so small that a run takes a twentieth of a second."""

import dataclasses

from sim.reading import Case, read_text

SCENARIO = """
schema: 1
name: hamlet
title: {en: A hamlet, zh: 小村}
clock: {start: 2021-11, months: 14}
world:
  regions:
    hill: {villages_per_county: 2, households_per_village: 6}
    plain: {villages_per_county: 2, households_per_village: 6}
policy:
  rollout: {strategy: STRATEGY}
runs: {replications: 2}
"""


def hamlet(strategy: str = "uniform_deadline, due: 2022-09", *sets: str) -> Case:
    return read_text(SCENARIO.replace("STRATEGY", strategy), "hamlet.yaml", sets)


def renamed(case: Case, name: str) -> Case:
    return dataclasses.replace(case, scenario=dataclasses.replace(case.scenario, name=name))
