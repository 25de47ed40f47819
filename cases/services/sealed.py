"""Opening what is sealed in a case: a deliberate act with a purpose, recorded before it shows."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case
from statutes.refusal import Refused
from statutes.wording import say
from workflow.models import AccessLog

READERS = frozenset({Role.INSPECTOR, Role.UNIT_HEAD, Role.LEGAL_REVIEWER, Role.BUREAU_HEAD})


def log_opening(case: Case, field: str, *, reader: User, purpose: str, at: datetime) -> AccessLog:
    """Record who opens what for which purpose; without the record nothing is shown."""
    if not purpose.strip():
        raise Refused(say("请写明调取的用途。"))
    if not reader.roles_on(timezone.localdate(at), case.office_id) & READERS:
        raise Refused(say("只有承办机构的办案人员可以调取。"))
    return AccessLog.objects.create(
        **case.subject(None).as_fields(),
        reader=reader,
        field=field,
        purpose=purpose.strip(),
        at=at,
    )
