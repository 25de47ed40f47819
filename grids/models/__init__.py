"""The room's models, one import for the apps above (Django looks for them here)."""

from grids.models.areas import Grid, GridDivision, GridStaff, Placement
from grids.models.patrols import Patrol, PatrolItem, PatrolPhoto, PatrolPlan, RandomDraw
from grids.models.visits import Publicity, Visit

__all__ = (
    "Grid",
    "GridDivision",
    "GridStaff",
    "Patrol",
    "PatrolItem",
    "PatrolPhoto",
    "PatrolPlan",
    "Placement",
    "Publicity",
    "RandomDraw",
    "Visit",
)
