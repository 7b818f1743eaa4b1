"""A lever in use: when, where, how strongly and for how much money.

These four are the same for every lever and stand here once. The strength of a lever in a village is its intensity
where it is used and 0 elsewhere; a cap on money scales it down everywhere alike; the effect fades where it wears out,
the bill does not. A county faces the mean strength of its villages. What has no halves, a word or a yes or no, is set
from a strength of one half on. Setting it up is paid by each village once, in the month in which it comes to use it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from sim.arrays import HALF, Rows, power
from sim.policies.lever import Amends, LeverRecord, is_switch
from sim.policies.place import inside
from sim.policies.policy import Seen
from sim.policies.terms import TERMS, Terms
from sim.scenario import LeverUse

WRITE_OFF = 60
"""Months over which a cap counts what it costs to set a lever up, if it is not used for fewer."""
PAID = ("purchased_services", "debt_subsidy")
"""Terms in yuan a month that are paid when they are taken up; a cap counts them with the lever's own cost."""


@dataclass(frozen=True, slots=True)
class Lever:
    """One lever in use.

    Attributes
    ----------
    regions, counties
        Names of the regions, and of each county the region and its own name, by which ``where`` is read.
    """

    record: LeverRecord
    use: LeverUse
    regions: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()

    name: ClassVar[str] = "lever"

    @property
    def first(self) -> int:
        """First month in which it acts."""
        return self.use.from_month + int(self.record.lead_months.value)

    def amend(self, terms: Terms, seen: Seen, month: int) -> Terms:
        """Amend the terms where and while the lever is in use."""
        if month < self.first or (self.use.to_month is not None and month > self.use.to_month):
            return terms
        used = self.used(seen)
        if not used.any():
            return terms
        strength = used * self.kept(month)
        for part in self.record.amends:
            terms = _amended(terms, part, _at_level(strength, seen, TERMS[part.term].level))
        terms = terms.add("lever_cost", (self.yuan(seen) + self._set_up(seen)) * used)
        return terms.add("lever_staff", float(self.record.staff.value) * used)

    def since(self, seen: Seen, month: int) -> Rows:
        """Return since which month each village has the lever, 0 before: whoever comes later pays later."""
        known = _known(self.record, seen)
        if month < self.first or (self.use.to_month is not None and month > self.use.to_month):
            return known
        return np.where((known == 0.0) & (self.used(seen) > 0.0), float(month), known)

    def used(self, seen: Seen) -> Rows:
        """Return how strongly each village uses the lever: its intensity where it is used, as far as the cap goes."""
        where = inside(self.record.where, seen, self.regions, self.counties)
        where &= inside(self.use.where, seen, self.regions, self.counties)
        used = np.where(where, self.use.intensity, 0.0)
        if self.use.cap is None:
            return used
        spread = self.record.yuan("once_per_village") / self._write_off
        bill = float((used * (self.yuan(seen) + spread + _taken_up(self.record))).sum())
        return used * min(1.0, self.use.cap / bill) if bill > 0.0 else used

    def kept(self, month: int) -> float:
        """Return what is left of the effect after wear."""
        half = float(self.record.wears_out.value)
        return 1.0 if half == 0.0 else float(power(HALF, (month - self.first) / half))

    def yuan(self, seen: Seen) -> Rows:
        """Return what the lever itself costs each village in a month at full strength, once it is set up."""
        record = self.record
        return record.yuan("per_household_month") * seen.households + record.yuan("per_village_month")

    def _set_up(self, seen: Seen) -> Rows:
        """Return what setting it up costs the villages that have not used it so far."""
        return np.where(_known(self.record, seen) == 0.0, self.record.yuan("once_per_village"), 0.0)

    @property
    def _write_off(self) -> int:
        last = self.use.to_month
        return WRITE_OFF if last is None else min(WRITE_OFF, last - self.first + 1)


def levers_of(uses: tuple[LeverUse, ...], records: Mapping[str, LeverRecord], **named: Any) -> tuple[Lever, ...]:
    """Return the policies of the levers in use."""
    return tuple(Lever(records[use.lever], use, **named) for use in uses)


def _known(record: LeverRecord, seen: Seen) -> Rows:
    """Return since which month each village has a lever, as far as it did before this month."""
    return seen.levers_since.get(record.id, np.zeros(seen.county.shape[0]))


def _taken_up(record: LeverRecord) -> float:
    return sum(float(part.size.value) for part in record.amends if part.term in PAID and part.how == "add")


def _at_level(strength: Rows, seen: Seen, level: str) -> Rows:
    """Return the strength of each village, household or county."""
    if level == "county":
        return np.asarray(np.bincount(seen.county, weights=strength) / np.bincount(seen.county))
    return strength[seen.home] if level == "household" else strength


def _amended(terms: Terms, part: Amends, strength: Rows) -> Terms:
    """Return the terms with one of them amended as far as the strength goes."""
    if part.how == "set" and is_switch(part.term):
        return _set(terms, part.term, np.full_like(strength, TERMS[part.term].code(part.size.value)), strength >= 0.5)
    value = float(part.size.value)
    if part.how == "add":
        return terms.add(part.term, value * strength)
    if part.how == "multiply":
        return terms.multiply(part.term, 1.0 + (value - 1.0) * strength)
    now = terms[part.term]
    return _set(terms, part.term, now + (value - now) * strength, strength > 0.0)


def _set(terms: Terms, term: str, values: Rows, where: Any) -> Terms:
    return terms.set(term, values, where) if where.any() else terms
