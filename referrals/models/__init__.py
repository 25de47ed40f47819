"""The room's models, one import for the apps above (Django looks for them here)."""

from referrals.models.meetings import AgendaItem, Attendance, JointMeeting, MeetingTask
from referrals.models.people import Liaison, PoliceOffice
from referrals.models.referrals import SUBJECT_TYPE, Assessment, Link, Referral, TeamMember

__all__ = (
    "SUBJECT_TYPE",
    "AgendaItem",
    "Assessment",
    "Attendance",
    "JointMeeting",
    "Liaison",
    "Link",
    "MeetingTask",
    "PoliceOffice",
    "Referral",
    "TeamMember",
)
