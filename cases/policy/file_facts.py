"""What the review sheet may know of a case file (案卷): counted, never the rows themselves."""

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum

from cases.policy.decision import KINDS, Kind
from statutes.wording import Sentence


class Stage(IntEnum):
    """How far the file has come: what is not yet due is not missing."""

    OPEN = 0  # until closing is proposed
    CLOSING = 1
    CLOSED = 2


@dataclass(frozen=True, slots=True)
class Records:
    """Interviews and inspections: how many, and how many lack what they must have."""

    total: int = 0
    untold: int = 0  # rights not told, or no place
    empty: int = 0  # neither question nor finding
    unsigned: int = 0  # neither signed page by page nor the refusal noted


@dataclass(frozen=True, slots=True)
class EvidenceOnFile:
    """Standing pieces of evidence, and how many lack what they must have."""

    total: int = 0
    undescribed: int = 0
    unattested: int = 0
    unlocated: int = 0


@dataclass(frozen=True, slots=True)
class Preserved:
    """证据先行登记保存: how many were ordered, and how far each was seen through."""

    total: int = 0
    unapproved: int = 0
    unnoticed: int = 0
    unsettled: int = 0


@dataclass(frozen=True, slots=True)
class OrderOnFile:
    """The order in force."""

    issued_on: date
    served_on: date | None = None


@dataclass(frozen=True, slots=True)
class DecisionOnFile:
    """The decision that stands, and what led to it."""

    kind: Kind
    decided_on: date
    is_simple: bool = False
    has_law: bool = True
    has_form: bool = True  # 案件处理报批表
    is_signed: bool = True
    served_on: date | None = None
    notice_served_on: date | None = None
    notice_has_receipt: bool = False
    unanswered: int = 0  # statements of the party without a written review
    hearing_is_open: bool = False  # asked for, neither held nor ended
    review_is_missing: bool = False
    deliberation_is_missing: bool = False
    must_be_deliberated: bool = False
    fine_is_owed: bool = False  # a fine that stands, without receipts for all of it
    has_fine: bool = False
    beyond_range: int = 0  # grounds whose amount exceeds the statutory maximum

    @property
    def needs_notice(self) -> bool:
        return KINDS[self.kind].needs_notice and not self.is_simple


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One case file on the day it is marked."""

    stage: Stage = Stage.OPEN
    filed_on: date | None = None
    # filing
    party_lacks: tuple[str, ...] = ()  # labels of the columns that are empty
    has_source: bool = True
    has_summary: bool = True
    has_basis: bool = True
    handler_signed: bool = True
    head_approved: bool = True
    in_jurisdiction: bool = True
    other_party: int = 0  # outgoing papers that name somebody else
    # investigation and evidence
    officers: int = 2
    records: Records = field(default_factory=Records)
    has_proposal: bool = False
    has_report: bool = False
    order: OrderOnFile | None = None
    is_corrected: bool = False
    evidence: EvidenceOnFile = field(default_factory=EvidenceOnFile)
    preserved: Preserved = field(default_factory=Preserved)
    # outcome
    decision: DecisionOnFile | None = None
    has_closing_report: bool = False
    # service and archive
    unserved: tuple[str, ...] = ()  # labels of the papers that were to be served
    late: int = 0  # services after their limit
    unproved_payments: int = 0
    has_payments: bool = False
    ledger_agrees: bool = True
    open_question: Sentence | None = None  # of 四不放过
    is_bundled: bool = False

    @property
    def is_simple(self) -> bool:
        return self.decision is not None and self.decision.is_simple
