"""What the employer does: declare, hand in materials, say what was put right."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from documents.models import StoredFile
from employers.models import Employer, Method, Source
from employers.services.register import update_facts
from statutes.refusal import Refused
from statutes.wording import say
from written_reviews.models import Declaration, Material, Review
from written_reviews.perms import facts_of
from written_reviews.policy.contents import Answer, Figures, Item, check_declaration
from written_reviews.procedure import State
from written_reviews.services import gate

MOST_MATERIALS = 30


def last_years(review: Review) -> dict[str, int | None]:
    """The figures to start from: what was declared last, else what the register knows."""
    earlier = Declaration.objects.filter(review__employer=review.employer_id)
    last = earlier.exclude(review=review).order_by("-declared_at").first()
    if last is not None:
        return dict(last.figures)
    names = Figures.__dataclass_fields__
    return {name: getattr(review.employer, name) for name in names}


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
    again = State(review.state) is State.RETURNED
    step = "declare_again" if again else "declare"
    version = review.declarations.count() + 1
    gate.take(review, step, actor=actor, at=at, payload={"version": version}, declared_at=at)
    return Declaration.objects.create(
        review=review,
        version=version,
        figures=asdict(figures),
        answers={item.value: [answers[item].value, notes.get(item, "").strip()] for item in Item},
        promised_by=promised_by.strip(),
        declared_by=actor,
        declared_at=at,
    )


@transaction.atomic
def add_material(
    review_id: int, *, kind: str, file: StoredFile, actor: User, at: datetime
) -> Material:
    """Add a file while the employer may still change its declaration."""
    review = gate.locked(review_id)
    _require_clerk(review, actor, at)
    if State(review.state) not in {State.NOT_DECLARED, State.RETURNED, State.RECTIFYING}:
        raise Refused(say("已经申报，现在不能再上传材料；需要补充的请联系审核人员退回。"))
    if review.materials.count() >= MOST_MATERIALS:
        raise Refused(say("材料最多%(most)s份，请合并后上传。", most=MOST_MATERIALS))
    if review.materials.filter(file=file).exists():
        raise Refused(say("这份文件已经上传过。"))
    return Material.objects.create(review=review, kind=kind, file=file, added_by=actor, added_at=at)


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


def _require_clerk(review: Review, actor: User, at: datetime) -> None:
    if Role.EMPLOYER not in facts_of(review, actor, timezone.localdate(at)).roles:
        raise Refused(say("只有本单位的经办人可以上传材料。"))
