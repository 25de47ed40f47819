"""The room's models, one import for the apps above (Django looks for them here)."""

from employers.models.access import EmployerUser, Invitation
from employers.models.employer import Employer
from employers.models.facts import FactProposal, FactUpdate, Method, Source
from employers.models.imports import ImportRun
from employers.models.projects import Project, ProjectParty, Relation

__all__ = (
    "Employer",
    "EmployerUser",
    "FactProposal",
    "FactUpdate",
    "ImportRun",
    "Invitation",
    "Method",
    "Project",
    "ProjectParty",
    "Relation",
    "Source",
)
