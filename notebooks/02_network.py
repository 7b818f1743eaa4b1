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
# # 02 · The network and who persuades whom 网络：谁影响谁
#
# **Question.** Neighbours in a village think alike. Is that because they persuade each other (同伴影响), or because they
# live through the same? Guess: what share of the likeness is persuasion?

# %%
import pandas as pd

import sim
from sim.figures.lesson import dots, points
from sim.teaching.checking import check
from sim.teaching.small import beside_neighbours, months_of, ties_by_layer

case = sim.read("small-county")

# %% [markdown]
# Ties (联系) come in layers: kinship (亲属), neighbours (邻里), social groups (同一社会组织), bridges to other villages (跨村联系),
# and ties of those away (外出户联系). They are drawn once and stay.

# %%
ties = ties_by_layer(case)
dots(ties.to_frame("value"), "Kin and neighbours are most of whom a household knows", unit="ties of a household")

# %%
found = sim.run(case, replications=1)
found.figure("network")

# %% [markdown]
# Five years later (`months_of` lives through them): each dot is a household, its own support and the mean support of those
# it listens to. The likeness is the correlation of the two.

# %%
model = sim.ConversionModel(case)
months_of(model, [])
together = beside_neighbours(model, "support")
points(together["own"].rename("own support"), together["those it listens to"].rename("support of those it listens to"), "Households are for conversion where those they hear are",
       f"Correlation: {together.corr().iloc[0, 1]:.2f}.")

# %% [markdown]
# Is this persuasion? Take it away: `without: [peer_influence]` switches the mechanism (机制) off, and nothing else. The
# same people, the same network, the same luck.

# %%
alone = sim.ConversionModel(sim.read("small-county", ["without=[peer_influence]"]))
months_of(alone, [])
apart = beside_neighbours(alone, "support")
both = pd.Series(
    {"with peer influence": together.corr().iloc[0, 1], "without": apart.corr().iloc[0, 1]}, name="value"
)
dots(both.to_frame(), "Most of the likeness stays without any persuasion", unit="correlation of support")

# %% [markdown]
# ## Exercises 练习
#
# **02.1** In which layer does a household have most ties? (its name in `ties`)

# %%
check("02.1", ...)

# %% [markdown]
# **02.2** What is the correlation of support between a household and those it listens to if nobody influences anybody?

# %%
check("02.2", ...)

# %% [markdown]
# **02.3** How much of the correlation does influence add?

# %%
check("02.3", ...)

# %% [markdown]
# ## Answer 答案

# %%
added = both.iloc[0] - both.iloc[1]
print(f"A household has {ties.sum():.1f} ties. Likeness of support: {both.iloc[0]:.2f}; without influence {both.iloc[1]:.2f}.")
print(f"Persuasion adds {added:.2f}, or {added / both.iloc[0]:.0%} of it; the rest is a common fate.")
