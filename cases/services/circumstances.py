"""案情要素: what the inspector found that no paper of the case says by itself."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.perms import certified
from accounts.policy.roles import Role
from cases.models import Case, Circumstances
from statutes.citations import cite
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow

FOUND = cite("条例", "第十七条")


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known by a day, and from where; `None` stays open."""

    migrant: bool | None
    promise: bool | None
    refused: bool | None
    mass_petition: bool | None
    serious_impact: bool | None
    known_on: date
    basis: str


@transaction.atomic
def record(case_id: int, answers: Answers, *, actor: User, at: datetime) -> Circumstances:
    """Record what was found, by an officer of the case; it replaces what was said before."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case_id)
    _check(case, answers, actor, timezone.localdate(at))
    told = {name: getattr(answers, name) for name in Answers.__slots__}
    row = Circumstances.objects.create(case=case, recorded_by=actor, recorded_at=at, **told)
    workflow.record(
        case.subject(actor.pk),
        act="record_circumstances",
        label=term("登记案情要素"),
        actor=actor,
        at=at,
        citation=FOUND,
        note=answers.basis,
        payload={"circumstances": row.pk, "known_on": answers.known_on.isoformat()},
    )
    return row


def _check(case: Case, answers: Answers, actor: User, today: date) -> None:
    wrong = []
    if case.filed_on is None:
        wrong.append(say("立案后才能登记案情要素。"))
    if Role.INSPECTOR not in actor.roles_on(today, case.office_id):
        wrong.append(say("案情要素由承办机构的监察员登记。"))
    if (why := certified(actor, today)) is not None:
        wrong.append(why)
    if not answers.basis.strip():
        wrong.append(say("请写明依据（询问笔录、接处警记录等）。"))
    if answers.known_on > today:
        wrong.append(say("查明日期还没有到，请核对。"))
    if wrong:
        raise Refused(*wrong)
