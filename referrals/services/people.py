"""Police offices, liaisons and responsible heads; who is told on either side."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Division, Office, User
from accounts.policy.roles import Role
from referrals.models import Liaison, PoliceOffice, Referral
from statutes.refusal import Refused
from statutes.wording import Sentence, say
from workflow import services as workflow
from workflow.models import Clock


@transaction.atomic
def add_police_office(
    *,
    name: str,
    office: Office,
    division: Division,
    procuratorate: str,
    address: str = "",
    phone: str = "",
) -> PoliceOffice:
    """Enter the police of the same level, and the procuratorate that gets the copies."""
    if PoliceOffice.objects.filter(name=name.strip()).exists():
        raise Refused(say("该公安机关已经登记。"))
    if not procuratorate.strip():
        raise Refused(say("请写明同级人民检察院。"))
    return PoliceOffice.objects.create(
        name=name.strip(),
        office=office,
        division=division,
        procuratorate=procuratorate.strip(),
        address=address,
        phone=phone,
    )


@transaction.atomic
def appoint_liaison(
    *,
    office: Office,
    duty: str,
    name: str,
    since: date,
    police_office: PoliceOffice | None = None,
    user: User | None = None,
    position: str = "",
    phone: str = "",
) -> Liaison:
    """确定主管负责人和联络员; a log-in of the police must have the liaison's role."""
    if user is not None and police_office is not None:
        _require_liaison(user, since)
    return Liaison.objects.create(
        office=police_office.office if police_office else office,
        police_office=police_office,
        duty=duty,
        user=user,
        name=name,
        position=position,
        phone=phone,
        since=since,
    )


def _require_liaison(user: User, since: date) -> None:
    if Role.POLICE_LIAISON not in user.roles_on(since):
        raise Refused(say("“%(name)s”的账号没有公安联络员角色。", name=user.name))
    if Liaison.objects.filter(user=user, until=None).exists():
        raise Refused(say("“%(name)s”的账号已是在任联络员。", name=user.name))


@transaction.atomic
def end_liaison(liaison_id: int, *, until: date) -> Liaison:
    """Another serves from the next day; what was done stays."""
    liaison: Liaison = Liaison.objects.select_for_update(of=("self",)).get(pk=liaison_id)
    if liaison.until is not None:
        raise Refused(say("已登记任职止。"))
    if until < liaison.since:
        raise Refused(say("任职止早于任职起。"))
    liaison.until = until
    liaison.save(update_fields=["until"])
    return liaison


def default_police_office(referral: Referral) -> None:
    """The police of the same level, where the bureau has entered one; the officer may change it."""
    if referral.police_office_id is None:
        own = PoliceOffice.objects.active().filter(office=referral.office)
        referral.police_office = own.order_by("pk").first()


def tell_police(referral: Referral, *, message: Sentence, at: datetime) -> None:
    """One sentence to everybody who serves for the police office that it was sent to."""
    on = timezone.localdate(at)
    serving = Liaison.objects.serving(on).filter(police_office=referral.police_office_id)
    users = User.objects.filter(liaisons__in=serving.filter(user__isnull=False))
    workflow.notify(referral.subject, users=users, message=message, at=at)


def bureau_side(referral: Referral) -> list[User]:
    """Who is told on the bureau's side: whoever answers for it, and the team."""
    team = referral.team.values_list("user_id", flat=True)
    return list(User.objects.filter(Q(pk=referral.owner_id) | Q(pk__in=list(team))))


def open_clock(referral: Referral, code: str) -> Clock | None:
    clock: Clock | None = Clock.objects.of(referral.subject).open().filter(code=code).first()
    return clock
