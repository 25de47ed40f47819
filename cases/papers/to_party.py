"""Which papers of a case are addressed to its party; every other is nobody's outside the bureau."""

from cases.papers.decision import PAPERS
from cases.papers.enforcement import DEMAND
from cases.papers.hearing import SUMMONS
from cases.papers.inquiry import INQUIRY_NOTICE
from cases.papers.instalments import INSTALMENT_NOTICE
from cases.papers.notice import HANDLING_NOTICE, HEARING_RIGHTS, PENALTY_NOTICE
from cases.papers.order import CORRECTION_ORDER
from cases.papers.preservation import PRESERVATION_NOTICE
from cases.papers.spot import SPOT_DECISION
from cases.policy.decision import Kind

# 案件移送书 goes to another authority.
DECISIONS = frozenset(kind.code for ending, kind in PAPERS.items() if ending is not Kind.TRANSFER)
ALWAYS = DECISIONS | {
    paper.code
    for paper in (
        CORRECTION_ORDER, PENALTY_NOTICE, HANDLING_NOTICE, HEARING_RIGHTS, SUMMONS, DEMAND,
        INSTALMENT_NOTICE, SPOT_DECISION,
    )
}  # fmt: skip
# Of these some go to a worker, a bank or whoever keeps the thing: only where the party is named.
INQUIRIES = frozenset({INQUIRY_NOTICE.code})
PRESERVATIONS = frozenset({PRESERVATION_NOTICE.code})
