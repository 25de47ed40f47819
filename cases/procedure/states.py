"""Where a case may stand, and the kinds of approval it asks for."""

from enum import StrEnum

from statutes.wording import term


class State(StrEnum):
    """Where a case stands. LEAD is a matter before there is a case: it is never stored."""

    LEAD = "lead"
    FILING_REVIEW = "filing_review"
    FILING_RETURNED = "filing_returned"
    NOT_FILED = "not_filed"
    INVESTIGATING = "investigating"
    SUSPENDED = "suspended"
    ORDERED = "ordered"
    CORRECTED = "corrected"
    CONCLUSION_REVIEW = "conclusion_review"
    CONCLUDED = "concluded"
    NOTIFIED = "notified"
    HEARING = "hearing"
    DECIDING = "deciding"
    DECISION_REVIEW = "decision_review"
    DECIDED = "decided"
    PERFORMING = "performing"
    ENFORCING = "enforcing"
    PERFORMED = "performed"
    CLOSING_REVIEW = "closing_review"
    CLOSED = "closed"
    ARCHIVED = "archived"


STATE_LABELS: dict[State, str] = {
    State.LEAD: term("线索"),
    State.FILING_REVIEW: term("立案审批"),
    State.FILING_RETURNED: term("立案退回"),
    State.NOT_FILED: term("未立案"),
    State.INVESTIGATING: term("调查"),
    State.SUSPENDED: term("中止调查"),
    State.ORDERED: term("责令改正"),
    State.CORRECTED: term("已改正"),
    State.CONCLUSION_REVIEW: term("处理报批"),
    State.CONCLUDED: term("调查终结"),
    State.NOTIFIED: term("已告知"),
    State.HEARING: term("听证"),
    State.DECIDING: term("审议"),
    State.DECISION_REVIEW: term("决定审批"),
    State.DECIDED: term("已决定"),
    State.PERFORMING: term("履行"),
    State.ENFORCING: term("申请强制执行"),
    State.PERFORMED: term("执行完毕"),
    State.CLOSING_REVIEW: term("结案审批"),
    State.CLOSED: term("已结案"),
    State.ARCHIVED: term("已归档"),
}
STORED = tuple(state for state in State if state is not State.LEAD)
UNFILED = frozenset({State.LEAD, State.FILING_REVIEW, State.FILING_RETURNED, State.NOT_FILED})
# A case exists in law from filing on.
FILED = frozenset(State) - UNFILED
# Only the fall of its decision brings an archived case back.
TERMINAL = frozenset({State.NOT_FILED, State.ARCHIVED})
# Nothing is worked on any more; what is done afterwards is an act of its own.
ENDED = frozenset({State.NOT_FILED, State.CLOSED, State.ARCHIVED})
# A decision stands and has been delivered.
IN_FORCE = frozenset({State.PERFORMING, State.ENFORCING, State.PERFORMED})

# The kinds of approval a case asks for.
FILING = "case_filing"
EXTENSION = "investigation_extension"
SUSPENSION = "investigation_suspension"
PRESERVATION = "evidence_preservation"
CONCLUSION = "case_conclusion"
DECISION = "case_decision"
INSTALMENTS = "instalments"
COURT = "court_application"
CLOSING = "case_closing"
