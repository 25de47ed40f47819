"""A sample looked at by people, the unit head's proposal, the bureau head's decision."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.policy.roles import Role
from credit_rating.models import Rating, RatingRun, SampleCheck
from credit_rating.perms import facts_of
from credit_rating.procedure import STEPS, State
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import procedure
from workflow import services as workflow
from workflow.models import Approval
from workflow.procedure import Step

KIND = "credit_rating"
SAMPLE = {
    "C": 10,
    "B": 6,
    "A": 4,
}  # how many of each grade are looked at, as the office usually does


def locked(run_id: int) -> RatingRun:
    rows = RatingRun.objects.select_for_update(of=("self",))
    return rows.select_related("office", "division").get(pk=run_id)


def check(run: RatingRun, name: str, *, actor: User, at: datetime) -> Step[State]:
    facts = facts_of(run, actor, timezone.localdate(at))
    return procedure.check(STEPS, name, run.status, facts)


def take(
    run: RatingRun, step: Step[State], *, actor: User, at: datetime, note: str = "",
    payload: Mapping[str, object] | None = None, **columns: object,
) -> RatingRun:  # fmt: skip
    """Put the checked step into force: the new state, what goes with it, and its event."""
    if step.target is not None:
        columns["state"] = step.target.value
    for name, value in columns.items():
        setattr(run, name, value)
    run.save(update_fields=list(columns))
    workflow.record(
        run.subject, act=step.name, label=step.label, actor=actor, at=at,
        citation=step.citation, note=note, payload=payload,
    )  # fmt: skip
    return run


@transaction.atomic
def draw_sample(run_id: int) -> int:
    """Draw the sample by the hash of the results: nobody chooses it, anybody can draw it again."""
    run = locked(run_id)
    if run.status is not State.RATED or run.sample.exists():
        return 0
    rows = [
        SampleCheck(run=run, rating=rating)
        for grade, count in SAMPLE.items()
        for rating in Rating.objects.raw(_DRAW, [run.pk, grade, run.results_sha256, count])
    ]
    return len(SampleCheck.objects.bulk_create(rows))


_DRAW = """
    SELECT * FROM credit_rating_rating WHERE run_id = %s AND grade = %s
    ORDER BY md5(concat(%s, employer_id)) LIMIT %s
"""


@transaction.atomic
def check_sample(
    check_id: int, *, is_right: bool, note: str, actor: User, at: datetime
) -> SampleCheck:
    """Say of one employer of the sample whether the grade is what the file carries."""
    row = SampleCheck.objects.select_for_update(of=("self",)).select_related("run").get(pk=check_id)
    check(row.run, "check_sample", actor=actor, at=at)
    if not is_right and not note.strip():
        raise Refused(say("评定有误的，请写明错在哪里。"))
    row.is_right, row.note, row.checked_by, row.checked_at = is_right, note.strip(), actor, at
    row.save()
    return row


@transaction.atomic
def propose(run_id: int, *, opinion: str, actor: User, at: datetime) -> Approval:
    """The unit head lays the whole year before the bureau head."""
    run = locked(run_id)
    step = check(run, "propose", actor=actor, at=at)
    content = {
        "year": run.year, "ruleset": run.ruleset, "cut_off": run.cut_off.isoformat(),
        "counts": run.counts, "inputs": run.inputs_sha256, "results": run.results_sha256,
    }  # fmt: skip
    approval = workflow.propose(
        run.subject, kind=KIND, label=term("年度诚信等级评价"), role=Role.BUREAU_HEAD,
        proposer=actor, at=at, opinion=opinion, content=content,
    )  # fmt: skip
    take(run, step, actor=actor, at=at, note=opinion, payload=content)
    return approval


@transaction.atomic
def decide(run_id: int, *, approved: bool, opinion: str, actor: User, at: datetime) -> RatingRun:
    """The bureau head puts the grades in force, or sends them back."""
    run = locked(run_id)
    step = check(run, "approve" if approved else "send_back", actor=actor, at=at)
    waiting = Approval.objects.of(run.subject).pending().get(kind=KIND)
    workflow.decide(waiting.pk, decider=actor, approved=approved, opinion=opinion, at=at)
    day = timezone.localdate(at) if approved else None
    return take(run, step, actor=actor, at=at, note=opinion, approved_on=day)


@transaction.atomic
def discard(run_id: int, *, reason: str, actor: User, at: datetime) -> RatingRun:
    """Give a rated run up; what it came to stays readable."""
    run = locked(run_id)
    return take(run, check(run, "discard", actor=actor, at=at), actor=actor, at=at, note=reason)
