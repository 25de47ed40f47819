"""The room's models, one import for the apps above (Django looks for them here)."""

from referrals.models.people import Liaison, PoliceOffice
from referrals.models.referrals import SUBJECT_TYPE, Assessment, Link, Referral, TeamMember

__all__ = (
    "SUBJECT_TYPE",
    "Assessment",
    "Liaison",
    "Link",
    "PoliceOffice",
    "Referral",
    "TeamMember",
)
