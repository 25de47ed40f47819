"""The room's models, one import for the apps above (Django looks for them here)."""

from wage_deposits.models.deposits import NOTHING, SUBJECT_TYPE, Deposit, charged_parties
from wage_deposits.models.moves import DepositMove, Guarantee, with_funds
from wage_deposits.models.uses import ReturnRequest, Use

__all__ = (
    "NOTHING",
    "SUBJECT_TYPE",
    "Deposit",
    "DepositMove",
    "Guarantee",
    "ReturnRequest",
    "Use",
    "charged_parties",
    "with_funds",
)
