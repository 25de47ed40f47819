"""The room's models, one import for the apps above (Django looks for them here)."""

from accounts.models.log_ins import LoginRecord
from accounts.models.people import Delegation, RoleMembership, User
from accounts.models.places import Division, Office, OfficeJurisdiction
from accounts.models.qualifications import Certificate, Training

__all__ = (
    "Certificate",
    "Delegation",
    "Division",
    "LoginRecord",
    "Office",
    "OfficeJurisdiction",
    "RoleMembership",
    "Training",
    "User",
)
