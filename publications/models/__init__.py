"""The room's models, one import for the apps above (Django looks for them here)."""

from publications.models.gazettes import GAZETTE, Gazette, GazetteEntry
from publications.models.publications import SUBJECT_TYPE, Publication
from publications.models.targets import Target

__all__ = ("GAZETTE", "SUBJECT_TYPE", "Gazette", "GazetteEntry", "Publication", "Target")
