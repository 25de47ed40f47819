"""How long a name stays on the list (45号令 第十一条); the city's rules name no period.

By the city's rules the one year of the bidding bar stands for it, as a figure that a place may set.
"""

from dataclasses import dataclass
from datetime import date

from blacklist.policy import city_2014
from statutes.citations import Citation
from statutes.clocks import add_months
from statutes.limits import limit

MONTHS_OF_A_YEAR = 12
CITY_MONTHS = 12  # 取消政府投资项目投标资格一年


@dataclass(frozen=True, slots=True)
class ListingTerm:
    """The last day on the list and the article that says so."""

    last_on: date
    because: Citation

    def is_over(self, today: date) -> bool:
        return today > self.last_on


def listing_term(ruleset: str, decided_on: date, *, city_months: int = CITY_MONTHS) -> ListingTerm:
    """Up to the corresponding day (民法典 202): three years from 2026-02-02 end on 2029-02-02."""
    if ruleset == city_2014.ID:
        return ListingTerm(add_months(decided_on, city_months), city_2014.SOURCE)
    row = limit("listing_term", on=decided_on)
    return ListingTerm(add_months(decided_on, row.term.length * MONTHS_OF_A_YEAR), row.citation)
