"""Certificates that lapse within sixty days: their holder and the unit head are told, once each.

A lapsed certificate blocks the act itself (accounts.perms.certified); this only warns in time.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Certificate
from accounts.policy.roles import Role
from accounts.subjects import Subject
from statutes.clocks import Level
from statutes.wording import say
from workflow.models import Notification
from workflow.services import notify

SUBJECT_TYPE = "certificate"


@transaction.atomic
def warn_of_lapses(*, at: datetime) -> int:
    """Warn of every certificate that newly lapses within sixty days; returns how many."""
    on = timezone.localdate(at)
    told = Notification.objects.filter(subject_type=SUBJECT_TYPE).values("subject_id")
    lapsing = Certificate.objects.lapsing(on).exclude(pk__in=told).select_related("user__office")
    found = [certificate for certificate in lapsing if certificate.user.office is not None]
    for certificate in found:
        _warn(certificate, at)
    return len(found)


def _warn(certificate: Certificate, at: datetime) -> None:
    office = certificate.user.office
    assert office is not None  # the caller asked only for officers of an office
    notify(
        Subject(
            SUBJECT_TYPE,
            certificate.pk,
            certificate.number,
            office.division_id,
            office.pk,
            certificate.user_id,
        ),
        users=[certificate.user],
        role=Role.UNIT_HEAD,
        message=say(
            "%(name)s的监察证件%(number)s将于%(day)s到期，到期后不能办案，请及时换证。",
            name=certificate.user.name,
            number=certificate.number,
            day=certificate.valid_to.isoformat(),
        ),
        at=at,
        level=Level.YELLOW,
    )
