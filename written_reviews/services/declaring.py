"""What the employer does: declare, hand in materials, say what was put right."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from documents import services as documents
from documents.files import store_upload
from documents.models import Paper
from employers.models import Employer, Method, Source
from employers.services.register import update_facts
from statutes.refusal import Refused
from statutes.wording import say
from written_reviews import papers
from written_reviews.models import Declaration, Material, Review
from written_reviews.perms import facts_of
from written_reviews.policy.contents import Answer, Figures, Item, check_declaration
from written_reviews.procedure import State
from written_reviews.services import gate

MOST_MATERIALS = 30
ACCEPTED = ("pdf", "image", "xlsx")
# While the employer may still change what it declares, or shows what it put right.
CHANGEABLE = frozenset({State.NOT_DECLARED, State.RETURNED, State.RECTIFYING})


def last_years(review: Review) -> dict[str, int | None]:
    """The figures to start from: what was declared last, else what the register knows."""
    earlier = Declaration.objects.filter(review__employer=review.employer_id)
    last = earlier.exclude(review=review).order_by("-declared_at").first()
    if last is not None:
        return dict(last.figures)
    names = Figures.__dataclass_fields__
    return {name: getattr(review.employer, name) for name in names}


@transaction.atomic
def keep_draft(review_id: int, typed: Mapping[str, str], *, actor: User, at: datetime) -> Review:
    """Keep what was typed so far, signed by nobody and read by nobody else."""
    review = gate.locked(review_id)
    _require_clerk(review, actor, at)
    if State(review.state) not in {State.NOT_DECLARED, State.RETURNED}:
        raise Refused(say("已经申报，不能再改；需要补正的请联系审核人员退回。"))
    review.draft = dict(typed)
    review.save(update_fields=["draft"])
    return review


@transaction.atomic
def declare(
    review_id: int,
    *,
    figures: Figures,
    answers: Mapping[Item, Answer],
    notes: Mapping[Item, str],
    promised_by: str,
    actor: User,
    at: datetime,
) -> Declaration:
    """Take a declaration with its promise; what was declared before stays beside it."""
    if not promised_by.strip():
        raise Refused(say("请由法定代表人或者负责人签署承诺。"))
    check_declaration(figures, answers, notes)
    review = gate.locked(review_id)
    step = "declare_again" if State(review.state) is State.RETURNED else "declare"
    version = review.declarations.count() + 1
    told = {"version": version}
    columns: dict[str, Any] = {"declared_at": at, "draft": {}, "correct_by": None}
    gate.take(review, step, actor=actor, at=at, payload=told, **columns)
    declared = Declaration.objects.create(
        review=review,
        version=version,
        figures=asdict(figures),
        answers={item.value: [answers[item].value, notes.get(item, "").strip()] for item in Item},
        promised_by=promised_by.strip(),
        declared_by=actor,
        declared_at=at,
    )
    _issue(review, declared, actor=actor, at=at)
    return declared


def _issue(review: Review, declared: Declaration, *, actor: User, at: datetime) -> None:
    """审查报告书 as it was signed; the one before is corrected by it and stays readable."""
    kind = papers.DECLARATION
    earlier = Paper.objects.of(review.subject).filter(kind=kind.code).order_by("-pk").first()
    said = papers.declaration(review, declared)
    documents.issue(
        kind, review.subject, said, office=review.office, actor=actor, at=at, corrects=earlier
    )


@transaction.atomic
def hand_in(review_id: int, *, kind: str, upload: Any, actor: User, at: datetime) -> Material:
    """Add a file, checked by what it holds, while the employer may still change its declaration."""
    review = gate.locked(review_id)
    _require_changeable(review, actor, at)
    if review.materials.standing().count() >= MOST_MATERIALS:
        raise Refused(say("材料最多%(most)s份，请合并后上传。", most=MOST_MATERIALS))
    file = store_upload(upload, actor=actor, at=at, kinds=ACCEPTED, subject=review.subject)
    if review.materials.standing().filter(file__sha256=file.sha256).exists():
        raise Refused(say("这份文件已经上传过。"))
    return Material.objects.create(review=review, kind=kind, file=file, added_by=actor, added_at=at)


@transaction.atomic
def take_back(material_id: int, *, actor: User, at: datetime) -> Material:
    """Take back a file that was handed in by mistake; afterwards it stays where it is."""
    material = Material.objects.standing().select_for_update().get(pk=material_id)
    _require_changeable(gate.locked(material.review_id), actor, at)
    material.withdrawn_at = at
    material.save(update_fields=["withdrawn_at"])
    return material


@transaction.atomic
def rectify(review_id: int, *, report: str, actor: User, at: datetime) -> Review:
    """Say what was put right; an inspector looks at it again."""
    if not report.strip():
        raise Refused(say("请写明整改情况。"))
    review = gate.locked(review_id)
    return gate.take(review, "rectify", actor=actor, at=at, rectified=report.strip())


def adopt_figures(review: Review, declared: Declaration, *, actor: User, at: datetime) -> Employer:
    """Enter the figures of a declaration that passed in the register, with their source."""
    figures: Sequence[tuple[str, object]] = tuple(declared.figures.items())
    changed = {name: value for name, value in figures if getattr(review.employer, name) != value}
    same = [name for name, _ in figures if name not in changed]
    return update_facts(
        review.employer,
        changed,
        source=Source.WRITTEN_REVIEW,
        method=Method.ONLINE,
        confirmed=same,
        actor=actor,
        at=at,
    )


def _require_changeable(review: Review, actor: User, at: datetime) -> None:
    _require_clerk(review, actor, at)
    if State(review.state) not in CHANGEABLE:
        raise Refused(say("已经申报，现在不能再改动材料；需要补充的请联系审核人员退回。"))


def _require_clerk(review: Review, actor: User, at: datetime) -> None:
    if Role.EMPLOYER not in facts_of(review, actor, timezone.localdate(at)).roles:
        raise Refused(say("只有本单位的经办人可以办理。"))
