"""The room's models, one import for the apps above (Django looks for them here)."""

from blacklist.models.candidates import SUBJECT_TYPE, Candidate

__all__ = ("SUBJECT_TYPE", "Candidate")
