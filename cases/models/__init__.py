"""The room's models, one import for the apps above (Django looks for them here)."""

from cases.models.case import Case, CaseOfficer, CaseSeries, CaseSource
from cases.models.ledger import Disbursement, Payment, WageClaim
from cases.models.orders import ClosingCheck, Delivery, Order

__all__ = (
    "Case",
    "CaseOfficer",
    "CaseSeries",
    "CaseSource",
    "ClosingCheck",
    "Delivery",
    "Disbursement",
    "Order",
    "Payment",
    "WageClaim",
)
