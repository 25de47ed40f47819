"""Which papers of a case are addressed to its party; every other is nobody's outside the bureau.

案件移送书 goes to another authority, 不予立案告知书 to whoever reported: neither is among them.
"""

ALWAYS = frozenset(
    {
        "correction_order",
        "penalty_notice",
        "handling_notice",
        "hearing_rights",
        "hearing_summons",
        "penalty_decision",
        "spot_decision",
        "handling_decision",
        "no_penalty_decision",
        "revocation_decision",
        "instalment_notice",
        "demand",
    }
)
# Of these some go to a worker, a bank or whoever keeps the thing: only where the party is named.
INQUIRIES = frozenset({"inquiry_notice"})
PRESERVATIONS = frozenset({"preservation_notice"})
