"""The room's models, one import for the apps above (Django looks for them here)."""

from complaints.models.claimants import Attachment, Claimant, Representative
from complaints.models.complaint import SUBJECT_TYPE, WORDS, Complaint, NumberSeries
from complaints.models.handling import LookupAttempt, Merge, Refusal, SupplementRequest
from complaints.models.progress import Progress, Settlement

__all__ = (
    "SUBJECT_TYPE",
    "WORDS",
    "Attachment",
    "Claimant",
    "Complaint",
    "LookupAttempt",
    "Merge",
    "NumberSeries",
    "Progress",
    "Refusal",
    "Representative",
    "Settlement",
    "SupplementRequest",
)
