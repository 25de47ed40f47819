"""How a grade in force moves: by a re-check, a fallen decision, the list, the head's word."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from credit_rating import papers
from credit_rating.models import Conduct, GradeChange, Objection, Rating
from credit_rating.perms import rating_facts
from credit_rating.policy.conduct import WORST, ConductRecord, Grade
from credit_rating.policy.facts import item_of
from credit_rating.policy.judgement import Judgement, Settings, kept_json
from credit_rating.policy.rulesets import judge
from credit_rating.procedure import RATING_STEPS, Stage, Why
from documents import services as documents
from employers.services.flags import set_credit_grade
from publications.services.ending import withdraw_all
from statutes.refusal import Refused
from statutes.wording import say, term
from workflow import procedure
from workflow import services as workflow
from workflow.procedure import Step

RECHECK_CLOCK = "credit_recheck"


def locked(rating_id: int) -> Rating:
    rows = Rating.objects.select_for_update(of=("self",))
    return rows.select_related("run__office", "employer").get(pk=rating_id)


def check(rating: Rating, name: str, *, actor: User, at: datetime) -> Step[Stage]:
    facts = rating_facts(rating, actor, timezone.localdate(at))
    return procedure.check(RATING_STEPS, name, rating.stage, facts)


@transaction.atomic
def lodge_objection(
    rating_id: int, *, reason: str, received_on: date, actor: User, at: datetime
) -> Objection:
    """Write down what the employer says is wrong; fifteen working days to answer begin."""
    rating = locked(rating_id)
    step = check(rating, "object", actor=actor, at=at)
    if received_on > timezone.localdate(at):
        raise Refused(say("收到日期不得晚于今天。"))
    objection = Objection.objects.create(
        rating=rating, reason=reason.strip(), received_on=received_on, recorded_by=actor,
        recorded_at=at,
    )  # fmt: skip
    workflow.start_clock(rating.subject, RECHECK_CLOCK, base_at=at, actor=actor, at=at)
    _record(rating, step, actor, at, note=reason)
    return objection


@transaction.atomic
def decide_objection(
    rating_id: int, *, struck: Collection[str], opinion: str, actor: User, at: datetime
) -> Objection:
    """复核决定: strike what is not so, and let the rules grade the rest; or uphold the grade."""
    rating = locked(rating_id)
    step = check(rating, "decide_objection", actor=actor, at=at)
    objection = rating.open_objection
    assert objection is not None and rating.run.office is not None
    if unknown := set(struck) - set(rating.sources):
        raise Refused(say("“%(source)s”不是本次评定的依据。", source=sorted(unknown)[0]))
    objection.struck, objection.opinion = sorted(struck), opinion.strip()
    objection.decided_by, objection.decided_at = actor, at
    found = without(rating, _struck(rating) | set(struck))
    context = papers.recheck_decision(
        rating, objection, after=found.grade.value, opinion=opinion, struck=sorted(struck)
    )
    documents.issue(
        papers.RECHECK_DECISION, rating.subject, context, office=rating.run.office, actor=actor,
        at=at,
    )  # fmt: skip
    objection.save()
    workflow.stop_clock(rating.subject, RECHECK_CLOCK, actor=actor, at=at)
    _record(rating, step, actor, at, note=opinion)
    if struck:
        strike(rating, struck, why=Why.RECHECK, reason=opinion, actor=actor, at=at)
    return objection


def strike(
    rating: Rating, struck: Collection[str], *, why: Why, reason: str, actor: User | None,
    at: datetime,
) -> GradeChange | None:  # fmt: skip
    """Grade anew without some of the records; the only way up."""
    gone = _struck(rating) | set(struck)
    judgement, facts = without(rating, gone), _facts(rating, gone)
    findings = findings_json(judgement, facts)
    return change(
        rating, judgement.grade, why=why, reason=reason, actor=actor, at=at, findings=findings,
        struck=sorted(gone),
    )  # fmt: skip


@transaction.atomic
def lower(rating_id: int, *, grade: str, reason: str, actor: User, at: datetime) -> GradeChange:
    """The bureau head lowers a grade, by name and with a reason; nobody raises one this way."""
    rating = locked(rating_id)
    step = check(rating, "lower", actor=actor, at=at)
    if WORST[Grade(grade)] <= WORST[Grade(rating.standing)]:
        raise Refused(say("只能降低等级；恢复等级须以依据不成立为由。"))
    _record(rating, step, actor, at, note=reason)
    changed = change(rating, Grade(grade), why=Why.OVERRIDE, reason=reason, actor=actor, at=at)
    assert changed is not None
    return changed


def change(
    rating: Rating, after: Grade, *, why: Why, reason: str, actor: User | None, at: datetime,
    findings: list[dict[str, Any]] | None = None, struck: Collection[str] = (),
) -> GradeChange | None:  # fmt: skip
    """Put another grade in force, on the row and on the file; None where it stays the same."""
    if after.value == rating.standing:
        return None
    kept = rating.current_findings() if findings is None else findings
    row = GradeChange.objects.create(
        rating=rating, before=rating.standing, after=after.value, why=why.value,
        reason=reason.strip(), findings=kept, struck=list(struck) or sorted(_struck(rating)),
        changed_by=actor, changed_at=at,
    )  # fmt: skip
    rating.standing = after.value
    rating.save(update_fields=["standing"])
    set_credit_grade(rating.employer_id, grade=after.value, year=rating.run.year)
    if not rating.is_published:
        withdraw_all(rating.subject, reason=reason, actor=actor, at=at)
    workflow.record(
        rating.subject, act="change_grade", label=term("调整等级"), actor=actor, at=at,
        note=reason, payload={"before": row.before, "after": row.after, "why": row.why},
    )  # fmt: skip
    return row


def without(rating: Rating, gone: Collection[str]) -> Judgement:
    """What the rules say of the year without these records."""
    items = tuple(item_of(facts) for facts in _facts(rating, gone))
    run = rating.run
    return judge(run.ruleset, ConductRecord(run.year, items), Settings(**run.settings))


def findings_json(judgement: Judgement, facts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The findings as a rating stores them, each with its record's facts."""
    return [
        kept_json(reason) | {"item": None if reason.item is None else facts[reason.item]}
        for reason in judgement.kept
    ]


def _facts(rating: Rating, gone: Collection[str]) -> list[dict[str, Any]]:
    rows = Conduct.objects.filter(run=rating.run_id, employer=rating.employer_id)
    ordered = rows.order_by("kind", "source_id")
    return [row.facts for row in ordered if f"{row.kind}:{row.source_id}" not in gone]


def _struck(rating: Rating) -> set[str]:
    last = rating.changes.order_by("-pk").first()
    return set(last.struck) if last else set()


def _record(rating: Rating, step: Step[Stage], actor: User, at: datetime, *, note: str) -> None:
    workflow.record(
        rating.subject, act=step.name, label=step.label, actor=actor, at=at,
        citation=step.citation, note=note,
    )  # fmt: skip
