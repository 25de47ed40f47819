"""The room's models, one import for the apps above (Django looks for them here)."""

from cases.models.case import Case, CaseOfficer, CaseSeries, CaseSource
from cases.models.decisions import (
    CourtApplication,
    Decision,
    Demand,
    FinePayment,
    Instalment,
    Remedy,
)
from cases.models.evidence import (
    Evidence,
    Inquiry,
    Interview,
    InterviewLine,
    Preservation,
    PreservedItem,
    Recording,
)
from cases.models.handovers import Handover, HandoverItem
from cases.models.history import Circumstances, HistoricCase
from cases.models.ledger import WageClaim, WageMonth
from cases.models.notices import Defence, Hearing, PriorNotice
from cases.models.orders import ClosingCheck, Delivery, Order, OrderLine
from cases.models.oversight import Accountability, RecordCorrection, Recusal, ScoreOverride
from cases.models.payments import Disbursement, Payment, PaymentPlan, PlannedPayment
from cases.models.proposals import (
    Deliberation,
    DeliberationMember,
    LegalReview,
    Proposal,
    ProposalGround,
)
from cases.models.submissions import Submission, SubmittedFile

__all__ = (
    "Accountability",
    "Case",
    "CaseOfficer",
    "CaseSeries",
    "CaseSource",
    "Circumstances",
    "ClosingCheck",
    "CourtApplication",
    "Decision",
    "Defence",
    "Deliberation",
    "DeliberationMember",
    "Delivery",
    "Demand",
    "Disbursement",
    "Evidence",
    "FinePayment",
    "Handover",
    "HandoverItem",
    "Hearing",
    "HistoricCase",
    "Inquiry",
    "Instalment",
    "Interview",
    "InterviewLine",
    "LegalReview",
    "Order",
    "OrderLine",
    "Payment",
    "PaymentPlan",
    "PlannedPayment",
    "Preservation",
    "PreservedItem",
    "PriorNotice",
    "Proposal",
    "ProposalGround",
    "RecordCorrection",
    "Recording",
    "Recusal",
    "Remedy",
    "ScoreOverride",
    "Submission",
    "SubmittedFile",
    "WageClaim",
    "WageMonth",
)
