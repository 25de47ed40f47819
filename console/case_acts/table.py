"""The acts of a case as screens, one row each; the address of an act is its key."""

from console.acts import Act
from console.case_acts import (
    conclusion,
    deciding,
    ending,
    enforcement,
    evidence,
    filing,
    hearing,
    investigation,
    notice,
    order,
    oversight,
    party,
    performance,
    preservation,
    records,
    remedies,
    service,
    spot,
)

ACTS: dict[str, Act] = {
    **filing.ACTS,
    **investigation.ACTS,
    **evidence.ACTS,
    **records.ACTS,
    **preservation.ACTS,
    **order.ACTS,
    **spot.ACTS,
    **party.ACTS,
    **conclusion.ACTS,
    **notice.ACTS,
    **hearing.ACTS,
    **deciding.ACTS,
    **oversight.ACTS,
    **service.ACTS,
    **performance.ACTS,
    **enforcement.ACTS,
    **remedies.ACTS,
    **ending.ACTS,
}
# Steps with a screen of their own.
OWN_PAGES = {
    "determine_wages": "console:ledger",
    "add_workers": "console:add_workers",
    "record_payment": "console:payment",
    "agree_payment_plan": "console:payment_plan",
}
