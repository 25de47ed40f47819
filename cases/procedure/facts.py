"""What the guards may know of a case and of the person before it, on one day."""

from dataclasses import dataclass, field
from datetime import date

from accounts.policy.roles import Role
from cases.policy.closing_check import ClosingFacts
from cases.policy.decision import KINDS, Kind, Terms
from cases.policy.deliberation import DeliberationFacts
from cases.policy.enforcement import DecisionFacts, DemandFacts
from cases.policy.hearing import HearingFacts
from cases.policy.ledger import Totals
from cases.policy.legal_review import ReviewFacts
from cases.policy.officers import Officer
from cases.policy.prior_notice import NoticeFacts
from cases.policy.review_sheet import Score
from cases.policy.simple_procedure import SpotFacts


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """The order in force: when it was served and until when it was to be obeyed."""

    served_on: date | None = None
    due_on: date | None = None
    is_disobeyed: bool = False
    is_fulfilled: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """One case, one person, one day."""

    roles: frozenset[Role]
    on: date
    # the person
    is_proposer: bool = False
    is_on_case: bool = False
    has_investigated: bool = False  # now or at any time before
    is_qualified_reviewer: bool = True  # by examination, or by having reviewed before 2018
    # where it came from
    has_complaint: bool = False
    # what waits for an approval
    pending: frozenset[str] = frozenset()
    # the investigation
    officers: tuple[Officer, ...] = ()
    is_wage_case: bool = True
    recorded: Totals = field(default_factory=Totals)
    counted: Totals = field(default_factory=Totals)
    evidence: int = 0
    unsettled_preservations: int = 0
    unanswered_inquiries: int = 0
    undecided_recusals: int = 0
    unscanned_records: int = 0
    served_decisions: int = 0  # those that were replaced included
    is_not_filed: bool = False
    is_extended: bool = False
    investigation_due_on: date | None = None
    withheld: int = 0  # people whom an order would name to the employer against their wish
    may_be_suspended: bool = False  # the place has adopted a rule on suspension
    order: OrderFacts | None = None
    corrected_on: date | None = None
    # the decision, from proposal to performance
    proposal: Terms | None = None
    notice: NoticeFacts | None = None
    hearing: HearingFacts | None = None
    review: ReviewFacts = field(default_factory=ReviewFacts)
    deliberation: DeliberationFacts = field(default_factory=DeliberationFacts)
    spot: SpotFacts | None = None
    spot_is_unfiled: bool = False  # its filing copy (存档联) has not been handed in
    decision: DecisionFacts | None = None
    decided: Kind | None = None
    demand: DemandFacts | None = None
    withdrawal_is_due: bool = False  # of what was made public of a decision that fell
    # the end
    no_penalty_reason: str = ""
    score: Score | None = None
    score_is_overridden: bool = False
    is_bundled: bool = False

    @property
    def needs_notice(self) -> bool:
        return self.proposal is not None and KINDS[self.proposal.kind].needs_notice

    @property
    def closing(self) -> ClosingFacts:
        return ClosingFacts(
            totals=self.counted,
            is_wage_case=self.is_wage_case,
            has_order=self.order is not None,
            order_served_on=self.order.served_on if self.order else None,
            corrected_on=self.corrected_on,
            no_penalty_reason=self.no_penalty_reason,
            decided=self.decided,
            decision=self.decision,
        )
