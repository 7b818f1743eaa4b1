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
# # 03 · Deadline or pilots 限期还是试点
#
# **Question.** All villages by one date (统一限期), or pilots first and waves after them (试点先行、分批推开)?
#
# **Predict before you run.** Write down your guess: of 100 declared villages, how many are nameplates when they are first
# declared, communities in name only (只挂牌未落实), under each? How many months later do pilots reach half of the villages in
# substance (实质改居)?

# %%
import pandas as pd

from sim.figures.lesson import dots, lines
from sim.teaching.checking import check
from sim.teaching.exercises import rollouts
from sim.teaching.small import ends_of, series

guess_deadline, guess_pilots, guess_months = 30, 10, 12  # of 100 villages, of 100 villages, months: put your own here

# %% [markdown]
# Six pairs of runs, some seconds of work (`rollouts()` is `sim.compare` of `uniform-deadline` and `phased-pilots`, kept for
# the exercises). A *pair* meets the same people, the same network and the same luck (公共随机数); only the policy differs.

# %%
found = rollouts()
found

# %%
found.figure("stages")

# %%
lines(series(found, "substantive_coverage"), "Both arrive; pilots arrive later", "Mean of the runs.", "share of villages")

# %%
found.figure("forest")

# %% [markdown]
# How far off was your guess?

# %%
plates, months = ends_of(found, "nameplate_share"), ends_of(found, "months_to_substantive_50")
late = (months["phased-pilots"] - months["uniform-deadline"]).mean()
guessed = pd.DataFrame(
    {"value": [guess_deadline, guess_pilots, *(100 * plates.mean())]},
    index=["deadline, your guess", "pilots, your guess", *(f"{found.title(name)}, as it came" for name in plates)],
)
dots(guessed, "Your guess, and what came", unit="communities in name only, of 100 declared villages")

# %% [markdown]
# ## Exercises 练习
#
# **03.1** By how much does the share of nameplates (0 to 1) differ: pilots minus deadline? `plates` holds it, run by run.

# %%
check("03.1", ...)

# %% [markdown]
# **03.2** And if counties have four times the outside staff: `ends_of(rollouts('world.terms.outside_staff=2.4'),
# 'nameplate_share')`?

# %%
check("03.2", ...)

# %% [markdown]
# **03.3** How many months later do pilots reach half of the villages, in substance?

# %%
check("03.3", ...)

# %% [markdown]
# ## Answer 答案

# %%
fewer = (plates["uniform-deadline"] - plates["phased-pilots"]).mean()
print(f"Pilots bring {100 * fewer:.0f} fewer nameplates in 100 declared villages and are {late:.1f} months later half-way.")
print(f"You had guessed {guess_deadline - guess_pilots} fewer and {guess_months} months.")
