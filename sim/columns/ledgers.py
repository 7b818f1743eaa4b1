"""The books: what each account of each village's surroundings holds, and this month's payments.

Amounts are whole fen kept as floats: whole numbers below 2^53 add up exactly, so every payment leaves one account and
enters another and the books of a village sum to zero to the last fen. There is no account called other or balance.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sim.arrays import Codes, Rows
from sim.columns.column import Column, Columns, column, fixed
from sim.columns.households import FOREVER

ACCOUNTS = ("government", "community", "cooperative", "group", "household", "contractor", "lender", "lost")
MOST = 1e15


@dataclass(frozen=True, slots=True)
class Flow:
    """One kind of payment: who pays whom."""

    payer: str
    payee: str


def _flow(payer: str, payee: str, meaning: str) -> Any:
    kind = Column("fen", 0.0, MOST, f"{payer} to {payee}: {meaning}", fixed=False)
    return dataclasses.field(metadata={"column": kind, "flow": Flow(payer, payee)})


@dataclass(frozen=True, slots=True)
class Ledgers(Columns):
    """The books, one row a village: balances of the accounts since founding, then the payments of this month."""

    village: Codes = fixed("village", 0, FOREVER, "Row of the village")
    government: Rows = column("fen", -MOST, MOST, "Balance of the government")
    community: Rows = column("fen", -MOST, MOST, "Balance of the community")
    cooperative: Rows = column("fen", -MOST, MOST, "Balance of the cooperative")
    group: Rows = column("fen", -MOST, MOST, "Balance of social groups")
    household: Rows = column("fen", -MOST, MOST, "Balance of households")
    contractor: Rows = column("fen", -MOST, MOST, "Balance of contractors and tenants")
    lender: Rows = column("fen", -MOST, MOST, "Balance of lenders")
    lost: Rows = column("fen", -MOST, MOST, "Lost to irregularities")
    wages: Rows = _flow("government", "household", "posts of the service staff")
    campaign: Rows = _flow("government", "household", "outside staff, secondees, mediators")
    building: Rows = _flow("government", "contractor", "facilities of the programme")
    running: Rows = _flow("government", "community", "running money")
    compensation: Rows = _flow("government", "household", "rights given up")
    purchases: Rows = _flow("government", "group", "services bought")
    subsidy: Rows = _flow("government", "lender", "debt paid off by the government")
    measures: Rows = _flow("government", "contractor", "what levers cost beside staff and rooms")
    business: Rows = _flow("contractor", "cooperative", "income from assets")
    rent: Rows = _flow("contractor", "community", "income of the community from rent and business")
    interest: Rows = _flow("cooperative", "lender", "interest")
    repayment: Rows = _flow("cooperative", "lender", "debt paid off")
    credit: Rows = _flow("lender", "cooperative", "new debt where income does not cover interest")
    dividends: Rows = _flow("cooperative", "household", "dividends")
    support: Rows = _flow("cooperative", "community", "support for the community")
    investment: Rows = _flow("cooperative", "contractor", "assets bought from reserves")
    leak: Rows = _flow("cooperative", "lost", "irregularities")
    own_building: Rows = _flow("community", "contractor", "facilities from the community's own means")
    activities: Rows = _flow("community", "group", "activities and groups")
    upkeep: Rows = _flow("community", "contractor", "running costs")


FLOWS: Mapping[str, Flow] = {f.name: f.metadata["flow"] for f in dataclasses.fields(Ledgers) if "flow" in f.metadata}
"""Payment -> who pays whom."""
PAID_TO: Mapping[str, tuple[str, ...]] = {
    account: tuple(name for name, flow in FLOWS.items() if flow.payee == account) for account in ACCOUNTS
}
"""Account -> the payments it receives."""
PAID_BY: Mapping[str, tuple[str, ...]] = {
    account: tuple(name for name, flow in FLOWS.items() if flow.payer == account) for account in ACCOUNTS
}
"""Account -> the payments it makes."""
