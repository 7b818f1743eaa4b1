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
# # 05 · Levers and their price 政策工具及其代价
#
# **Question.** A county has some money left. Which lever (政策工具) buys most satisfaction over time (全程平均满意度) for it?
#
# Five candidates: points for taking part (积分制), a pay ladder for staff (三岗十八级薪酬), a smart platform (智慧社区平台), a
# residents' council with a veto (居民议事会否决权), a chain of mediation (调解链条). Rank them before you run.

# %%
import sim
from sim.figures.lesson import dots, points

# %% [markdown]
# A lever is a record of *terms* (条件) it amends, with a price and a reason; never of an outcome. One of them:
# %%
from sim.policies.levers import levers
from sim.teaching.checking import check
from sim.teaching.exercises import LEVERS, PAIRS, with_lever

record = levers()["smart_platform"]
print(record.title["en"], record.title["zh"], "·", record.what["zh"])
[(part.term, part.how, part.size.value, part.size.assumed or part.size.evidence) for part in record.amends]

# %%
found = sim.compare([sim.read("small-county", ["name=none"]), *(with_lever(name) for name in LEVERS)], replications=PAIRS)
table = found.table.pivot(index="scenario", columns="outcome", values="mean_difference")
points(
    table["cost"].rename("added cost, yuan per household"),
    table["satisfaction_over_time"].rename("added points of satisfaction"),
    "What each lever adds, and what it costs", "Each against the same county without it.", names=True,
)

# %% [markdown]
# Five numbers without intervals would be an invitation to fool oneself. The difference of each, with what chance alone
# could make of it:

# %%
rows = found.table[found.table["outcome"] == "satisfaction_over_time"].set_index("scenario")
rows = rows.rename(columns={"mean_difference": "value", "ci_low": "low", "ci_high": "high"})
dots(rows[["value", "low", "high"]], "How sure is it?", "Line: 95 % interval of the mean difference.", "points of satisfaction")

# %% [markdown]
# One of the five *saves* money. Before you praise it: what else does it change, beyond what chance could do?

# %%
saver = table["cost"].idxmin()
changed = found.table.query("scenario == @saver and (ci_low > 0 or ci_high < 0)").set_index("outcome")
changed.loc[["cost", "votes_failed", "facilities", "fairness", "below_50"], ["mean_difference", "ci_low", "ci_high"]].round(2)

# %% [markdown]
# Votes that fail (表决未通过) are held again, months later; what is not agreed on is not built, and what is not built is not
# paid for. The county saves by what its villages still lack. They find it fairer, and more of them are unhappy.
#
# ## Exercises 练习
#
# **05.1** Which lever adds most to satisfaction over time?

# %%
check("05.1", ...)

# %% [markdown]
# **05.2** What does one point cost with it, in yuan per household?

# %%
check("05.2", ...)

# %% [markdown]
# **05.3** By how many points do `smart_platform` and `points_system` together do more (or less) than their sum?

# %%
check("05.3", ...)

# %% [markdown]
# ## Answer 答案

# %%
best = table["satisfaction_over_time"].idxmax()
price = table.loc[best, "cost"] / table.loc[best, "satisfaction_over_time"]
sure = (rows["low"] > 0).sum()
print(f"{best} adds {table.loc[best, 'satisfaction_over_time']:.1f} points at {price:.0f} yuan per household and point.")
print(f"{saver} saves {-table.loc[saver, 'cost']:.0f} yuan per household: {changed.loc['votes_failed', 'mean_difference']:.1f} "
      f"more failed votes per village, and facilities {-100 * changed.loc['facilities', 'mean_difference']:.0f} points lower.")
print(f"Of {len(rows)} levers, {sure} have an interval above zero. All sizes are assumed or estimated: gaiju levers NAME.")
