"""The room's models, one import for the apps above (Django looks for them here)."""

from documents.models.files import Bundle, StoredFile
from documents.models.papers import NumberSeries, Paper, VoidNumber, verify_url
from documents.models.returned import ReturnedSheet

__all__ = (
    "Bundle",
    "NumberSeries",
    "Paper",
    "ReturnedSheet",
    "StoredFile",
    "VoidNumber",
    "verify_url",
)
