# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#       jupytext_version: 1.19.6
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 08 · Write your own lever, strategy and household rule 自己写工具、策略和农户规则
#
# **Question.** How much must be written to ask something nobody has asked before? Three answers: a record, a class of one
# method, a method of a household.

# %%
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

import sim
from sim.figures.lesson import dots, lines
from sim.teaching.checking import check
from sim.teaching.exercises import PAIRS, SMALL
from sim.teaching.small import ends_of, months_of, with_policy

# %% [markdown]
# ## A lever: a record, no code 政策工具：一条记录
#
# It says which terms it amends, by how much, why so much, and at what price. `gaiju new own-lever` copies an example.

# %%
RECORD = """
levers:
- id: tea_house
  title: {en: A tea house, zh: 茶馆议事}
  what: {en: Meetings are held in the tea house., zh: 在茶馆开会议事。}
  amends:
  - {term: benefit, add: {value: 0.5, assumed: people like to be there, range: [0.1, 1.0]}}
  cost:
    per_village_month: {value: 600, assumed: tea and rent, range: [300, 1200]}
"""
SCENARIO = """
schema: 1
name: tea-house
title: {en: Tea house, zh: 茶馆议事}
extends: gaiju:teaching/small-county
policy: {lever_file: tea.yaml, levers: [{lever: tea_house}]}
"""
with TemporaryDirectory() as folder:
    Path(folder, "tea.yaml").write_text(RECORD, "utf-8")
    Path(folder, "tea-house.yaml").write_text(SCENARIO, "utf-8")
    tea = sim.read(Path(folder, "tea-house.yaml"))
tea.scenario.levers

# %%
found = sim.compare([sim.read("small-county"), tea], replications=PAIRS)
rows = found.table.set_index("outcome").loc[["attendance_over_time", "active", "insufficient_consultation", "nameplate_share"]]
rows.index = [found.declared[name].title["en"] for name in rows.index]
rows = rows.rename(columns={"mean_difference": "value", "ci_low": "low", "ci_high": "high"})
dots(rows, "What tea does", "95 % intervals of the paired differences; a dot without a line: no pair differs.", "share")

# %% [markdown]
# ## A strategy: a class with one method 推进策略：一个类
#
# Each month it sees the villages as the government does (reports and surveys, never the truth) and amends terms. This one
# begins with the village that looks readiest, then the next, every few months.

# %%
@dataclass(frozen=True)
class OneByOne:
    every: int = 4

    def amend(self, terms, seen, month):
        turn = np.argsort(np.argsort(-seen.readiness))
        return terms.set("start", np.where(turn * self.every < month, 1.0, 0.0))


OneByOne.name = "one_by_one"
mine = with_policy(sim.read("small-county"), OneByOne(), "One by one")
against = sim.compare([sim.read("small-county"), mine], replications=PAIRS)
against.figure("stages")

# %% [markdown]
# ## A rule: a method of a household 农户规则：一个方法
#
# `sim.Household` is the readable specification of a household. A subclass may decide otherwise; `own=[...]` puts it in its
# place, agent by agent.

# %%
class Grudging(sim.Household):
    def would_come(self, urge=0.0):
        return super().would_come(urge) and bool(self.support < 0.75)


tiny = sim.read("small-county", SMALL)
usual = months_of(sim.ConversionModel(tiny), ["attendance"])["attendance"]
grudging = months_of(sim.ConversionModel(tiny, own=[Grudging]), ["attendance"])["attendance"]
lines(pd.DataFrame({"usual": usual, "only the less willing": grudging}), "If only the less willing come", unit="attendance")

# %% [markdown]
# ## Exercises 练习
#
# **08.1** Is a lever code? `True` or `False`

# %%
check("08.1", ...)

# %% [markdown]
# **08.2** With `OneByOne(every=2)` and `PAIRS` runs: what share of the counted work is done at the end (`progress`)?

# %%
check("08.2", ...)

# %% [markdown]
# **08.3** If only the less willing come, is attendance in the last month higher than usual? `True` or `False`

# %%
check("08.3", ...)

# %% [markdown]
# ## Answer 答案

# %%
tea_gain = (ends_of(found, "attendance_over_time")["tea-house"] - ends_of(found, "attendance_over_time")["small-county"]).mean()
slow = ends_of(against, "progress").mean()
print(f"A record of eight lines: attendance {100 * tea_gain:+.1f} points. A class of one method: {slow['one-by-one']:.0%} of the work done, not {slow['small-county']:.0%}.")
print(f"A method of two lines: attendance {grudging.iloc[-1]:.0%} instead of {usual.iloc[-1]:.0%} in the last month.")
