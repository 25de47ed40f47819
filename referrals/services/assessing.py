"""核对要件: the elements held against a case; when they are met, the duty to refer opens."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from cases.models import Case
from cases.services import gate as cases
from referrals import perms
from referrals.models import Assessment, Referral
from referrals.policy.elements import Judgement, judge
from referrals.procedure import DECIDING
from referrals.services import gate
from referrals.services.gathering import Stated, facts_of, stated_of
from statutes.clocks import Level
from statutes.findings import as_json
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import services as workflow

TEAM = "referral_team"
FOUND = term("发现涉嫌犯罪，应当移送公安机关")


def current(case: Case, on: date, stated: Stated | None = None) -> Judgement:
    """The elements on the facts of that day; writes nothing."""
    return judge(facts_of(case, stated_of(case) if stated is None else stated), on)


@transaction.atomic
def assess(
    case_id: int, *, stated: Stated, note: str = "", actor: User, at: datetime
) -> Assessment:
    """Keep what an officer found out and what followed from it; open the duty when it is met."""
    case = cases.lock(case_id)
    if case.filed_on is None:
        raise Refused(say("案件尚未立案。"))
    if reason := perms.why_not_assessed(actor, case.office_id, at):
        raise Refused(reason)
    return _judge(case, stated, note=note, actor=actor, at=at)


@transaction.atomic
def assess_by_itself(case_id: int, *, at: datetime) -> Assessment | None:
    """Nightly: what an officer stated before may have become a crime, as when an order runs out."""
    case = cases.lock(case_id)
    stated = stated_of(case)
    is_met = current(case, timezone.localdate(at), stated).must_refer
    if not is_met or case.referrals.exclude(state="dropped").exists():
        return None
    return _judge(case, stated, note="", actor=None, at=at)


def candidates() -> QuerySet[Case]:
    """Wage cases under way that were looked at before and have no referral yet."""
    rows = Case.objects.open().filed().filter(assessments__isnull=False)
    return rows.exclude(referrals__in=Referral.objects.exclude(state="dropped")).distinct()


def _judge(
    case: Case, stated: Stated, *, note: str, actor: User | None, at: datetime
) -> Assessment:
    found = current(case, timezone.localdate(at), stated)
    assessment = Assessment.objects.create(
        case=case,
        on=timezone.localdate(at),
        facts=stated.as_json(),
        crime=as_json(found.crime),
        amount=as_json(found.amount),
        severe=as_json(found.severe),
        outcome=found.crime.outcome.value,
        note=note,
        judged_by=actor,
        judged_at=at,
    )
    workflow.record(
        cases.subject_of(case),
        act="assess_crime",
        label=term("核对涉嫌犯罪要件"),
        actor=actor,
        at=at,
        citation=found.crime.citation,
        note=note,
        payload={"assessment": assessment.pk, "outcome": assessment.outcome},
    )
    if found.must_refer:
        _open_duty(case, assessment, actor=actor, at=at)
    return assessment


def _open_duty(case: Case, assessment: Assessment, *, actor: User | None, at: datetime) -> None:
    """应当移送: from now on delay is visible; a living referral goes on with the newer finding."""
    living = case.referrals.live().first()
    if living is not None:
        if living.status in perms.BEFORE_REPORT:
            living.assessment = assessment
            living.save(update_fields=["assessment"])
        return
    subject = cases.subject_of(case)
    referral = Referral.objects.create(
        case=case,
        assessment=assessment,
        office=case.office,
        division=case.division,
        owner_id=subject.owner_id,
        subject_name=case.subject_name,
        found_at=at,
    )
    gate.start(referral, TEAM, base_at=at, actor=actor, at=at)
    for about in (referral.subject, subject):
        workflow.record(about, act="find_crime", label=FOUND, actor=actor, at=at, citation=DECIDING)
    message = say("%(case)s涉嫌犯罪，应当立即指定专案组移送公安机关。", case=case.case_no)
    workflow.notify(referral.subject, message=message, at=at, role=Role.UNIT_HEAD, level=Level.RED)
