"""manage.py demo_logins: who may log in to the demo; prints nothing where there is none."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from accounts.models import User
from accounts.policy.roles import ROLE_LABELS
from console.demo.people import PASSWORD
from referrals.models import Liaison
from workflow.clock import today

PLACES = ("office", "employer_access__employer")


class Command(BaseCommand):
    help = "Lists the demo's log-ins"

    def handle(self, *args: Any, **options: Any) -> None:
        people = User.objects.filter(is_demo=True).select_related(
            "office", "employer_access__employer"
        )
        if not settings.DEMO or not people:
            return
        self.stdout.write(f"  Demo log-ins: password {PASSWORD}, then the code the page shows")
        for user in people.order_by("pk"):
            roles = "、".join(ROLE_LABELS[role] for role in sorted(user.roles_on(today())))
            self.stdout.write(f"    {user.username:<10} {user.name} {roles} ({_place(user)})")


def _place(user: User) -> str:
    """Where the person works: an office, the police, or the employer whose clerk it is."""
    access = getattr(user, "employer_access", None)
    liaison = Liaison.objects.select_related("police_office").filter(user=user).first()
    sent_by = liaison.police_office if liaison else user.office
    return str(access.employer if access else sent_by)
