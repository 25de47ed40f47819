"""The room's models, one import for the apps above (Django looks for them here)."""

from early_warning.models.facts import ColumnMap, FactsImport, MonthlyFacts
from early_warning.models.rules import Scale, WarningRule
from early_warning.models.warnings import SUBJECT_TYPE, Warning, WarningSign

__all__ = (
    "SUBJECT_TYPE",
    "ColumnMap",
    "FactsImport",
    "MonthlyFacts",
    "Scale",
    "Warning",
    "WarningRule",
    "WarningSign",
)
