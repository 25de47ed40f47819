"""The room's models, one import for the apps above (Django looks for them here)."""

from grids.models.areas import Grid, GridDivision, GridStaff, Outline, Placement
from grids.models.patrols import Patrol, PatrolItem, PatrolPhoto, PatrolSending
from grids.models.plans import DrawnRow, PatrolPlan, RandomDraw
from grids.models.visits import Publicity, Visit

__all__ = (
    "DrawnRow",
    "Grid",
    "GridDivision",
    "GridStaff",
    "Outline",
    "Patrol",
    "PatrolItem",
    "PatrolPhoto",
    "PatrolPlan",
    "PatrolSending",
    "Placement",
    "Publicity",
    "RandomDraw",
    "Visit",
)
