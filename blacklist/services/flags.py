"""What the employer's file shows of the list: one flag, from all its listings that stand."""

from django.db.models import Max, Min

from blacklist.models import Listing
from employers.services import flags


def tell(employer_id: int) -> None:
    """Publish the earliest day and the last one of those that stand; nothing when none does."""
    rows = Listing.objects.on_the_list().filter(employer=employer_id)
    days = rows.aggregate(first=Min("listed_from"), last=Max("listed_until"))
    flags.set_listing(employer_id, listed_on=days["first"], listed_until=days["last"])
