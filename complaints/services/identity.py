"""Opening a sealed identity: a deliberate act with a purpose, recorded before anything is shown."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from complaints.models import Claimant
from complaints.procedure import SECRECY
from statutes.refusal import Refused
from statutes.wording import say
from workflow.models import AccessLog

READERS = frozenset({Role.INSPECTOR, Role.UNIT_HEAD, Role.LEGAL_REVIEWER, Role.BUREAU_HEAD})


@dataclass(frozen=True, slots=True)
class Opened:
    identity: str
    phone: str
    address: str


@transaction.atomic
def open_sealed(claimant_id: int, *, reader: User, purpose: str, at: datetime) -> Opened:
    """Show one claimant's numbers to an officer in charge; without the record nothing is shown."""
    if not purpose.strip():
        raise Refused(say("请写明查看的用途。"))
    claimant = Claimant.objects.select_related("complaint").get(pk=claimant_id)
    complaint = claimant.complaint
    if not reader.roles_on(timezone.localdate(at), complaint.office_id) & READERS:
        raise Refused(say("只有承办机构的办案人员可以查看投诉人的证件和电话。"), citation=SECRECY)
    AccessLog.objects.create(
        **complaint.subject.as_fields(),
        reader=reader,
        field=f"claimant:{claimant.pk}",
        purpose=purpose.strip(),
        at=at,
    )
    return Opened(claimant.identity, claimant.phone, claimant.address)
