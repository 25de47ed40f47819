"""The room's models, one import for the surfaces above (Django looks for them here)."""

from blacklist.models.candidates import Candidate
from blacklist.models.copies import Dispatch, Sanction
from blacklist.models.listings import ListedParty, Listing, ListingCase
from blacklist.models.rounds import Handing, Objection, RemovalApplication

__all__ = (
    "Candidate",
    "Dispatch",
    "Handing",
    "ListedParty",
    "Listing",
    "ListingCase",
    "Objection",
    "RemovalApplication",
    "Sanction",
)
