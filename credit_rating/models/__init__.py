"""The room's models, one import for the apps above (Django looks for them here)."""

from credit_rating.models.after import GradeChange, Objection, SampleCheck
from credit_rating.models.ratings import Rating
from credit_rating.models.records import ConductFact
from credit_rating.models.runs import SUBJECT_TYPE, Conduct, JudgedShape, RatingRun, RunBatch

__all__ = (
    "SUBJECT_TYPE",
    "Conduct",
    "ConductFact",
    "GradeChange",
    "JudgedShape",
    "Objection",
    "Rating",
    "RatingRun",
    "RunBatch",
    "SampleCheck",
)
