"""What the grid and the inspectors do with a declaration: return, pass on, order, pass, fail."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from documents import services as documents
from statutes.refusal import Refused
from statutes.wording import say
from written_reviews import papers
from written_reviews.models import Review
from written_reviews.policy.materials import check_gaps
from written_reviews.procedure import BAD_ENDS, DUTY, State
from written_reviews.services import gate
from written_reviews.services.declaring import adopt_figures
from written_reviews.services.telling import tell_clerks


@transaction.atomic
def pass_on(review_id: int, *, note: str, actor: User, at: datetime) -> Review:
    """网格审核: the declaration agrees with what the grid knows."""
    return gate.take(gate.locked(review_id), "pass_on", actor=actor, at=at, note=note)


@transaction.atomic
def return_declaration(
    review_id: int, *, reason: str, correct_by: date, actor: User, at: datetime
) -> Review:
    """Return it to the employer with the reason and a last day, from the grid or an inspector."""
    because, on = reason.strip(), timezone.localdate(at)
    if not because:
        raise Refused(say("请写明退回的原因。"))
    if correct_by <= on:
        raise Refused(say("补正期限须晚于今天。"))
    review = gate.locked(review_id)
    from_grid = Role.INSPECTOR not in actor.roles_on(on, review.office_id)
    step = "return_from_grid" if from_grid else "return_declaration"
    day = correct_by.isoformat()
    columns = {"returned_because": because, "correct_by": correct_by}
    gate.take(review, step, actor=actor, at=at, note=because, payload={"day": day}, **columns)
    told = say("申报已退回，请于%(day)s前补正：%(reason)s", day=day, reason=because)
    tell_clerks(review, told, at=at)
    return review


@transaction.atomic
def ask_on_site(review_id: int, *, reason: str, actor: User, at: datetime) -> Review:
    """What the papers leave open is looked at where the employer works."""
    return gate.take(gate.locked(review_id), "ask_on_site", actor=actor, at=at, note=reason)


@transaction.atomic
def pass_review(review_id: int, *, note: str, actor: User, at: datetime) -> Review:
    """审查合格: issue the certificate; the declared figures enter the register."""
    review = gate.locked(review_id)
    declared = review.declaration
    gate.take(review, "pass_review", actor=actor, at=at, note=note)
    check_gaps(review.kinds_handed_in, note)
    paper = documents.issue(
        papers.CERTIFICATE,
        review.subject,
        papers.certificate(review, on=timezone.localdate(at)),
        office=review.office,
        actor=actor,
        at=at,
    )
    review.certificate = paper
    review.save(update_fields=["certificate"])
    assert declared is not None
    adopt_figures(review, declared, actor=actor, at=at)
    year = review.campaign.year
    tell_clerks(review, say("%(year)s年度书面审查合格，证明已可下载。", year=year), at=at)
    return review


@transaction.atomic
def order_rectification(
    review_id: int, *, requirements: str, due_on: date, actor: User, at: datetime
) -> Review:
    """责令整改: say what is to be put right, and by when."""
    if not requirements.strip():
        raise Refused(say("请写明整改要求。"))
    if due_on <= timezone.localdate(at):
        raise Refused(say("整改期限须晚于今天。"))
    review = gate.locked(review_id)
    asked = requirements.strip()
    gate.take(
        review,
        "order_rectification",
        actor=actor,
        at=at,
        note=asked,
        rectify=asked,
        rectify_by=due_on,
        rectified="",
    )
    documents.issue(
        papers.RECTIFICATION,
        review.subject,
        papers.rectification(review, requirements=asked, due_on=due_on),
        office=review.office,
        actor=actor,
        at=at,
    )
    due = due_on.isoformat()
    tell_clerks(review, say("书面审查不合格，请于%(due)s前整改并申报。", due=due), at=at)
    return review


@transaction.atomic
def fail_review(review_id: int, *, note: str, actor: User, at: datetime) -> Review:
    """逾期不整改: the review ends and becomes a lead."""
    return gate.take(gate.locked(review_id), "fail_review", actor=actor, at=at, note=note)


@transaction.atomic
def fail_false(review_id: int, *, reason: str, actor: User, at: datetime) -> Review:
    """申报不实: what was declared or handed in is false; the review ends and is looked into."""
    because = reason.strip()
    if not because:
        raise Refused(say("请写明申报不实的情形和依据。"), citation=DUTY)
    review = gate.locked(review_id)
    gate.take(review, "fail_false", actor=actor, at=at, note=because, false_because=because)
    told = say("书面审查不合格，申报或者材料不实：%(reason)s", reason=because)
    tell_clerks(review, told, at=at)
    return review


def needs_a_lead(review: Review) -> bool:
    """条例 第三十条: who does not hand in, or hands in falsehoods, is looked into."""
    return State(review.state) in BAD_ENDS
