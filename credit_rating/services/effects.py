"""What follows an approval: flags on the files, notices below A, drafts of what is published.

Each is a loop over small steps that are done or not done; a killed process leaves the rest to the
next.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from credit_rating import papers
from credit_rating.models import Rating, RatingRun, RunBatch
from credit_rating.perms import WINDOW
from credit_rating.procedure import State
from documents import services as documents
from employers.services.flags import set_credit_grades
from rulebook import services as rulebook
from statutes.wording import term
from workflow import services as workflow


@transaction.atomic
def flag_next_batch(run_id: int, *, at: datetime) -> bool:
    """Write the standing grades of one batch to the employers' files; False when all have them."""
    run = RatingRun.objects.get(pk=run_id)
    if run.status is not State.APPROVED:
        return False
    free = RunBatch.objects.unflagged().filter(run=run).select_for_update(skip_locked=True)
    batch = free.order_by("number").first()
    if batch is None:
        return False
    rows = Rating.objects.filter(run=run, employer__in=batch.employer_ids)
    set_credit_grades(dict(rows.values_list("employer_id", "standing")), year=run.year)
    batch.flagged_at = at
    batch.save(update_fields=["flagged_at"])
    return True


def tell_next(run_id: int, *, at: datetime) -> bool:
    """Issue the next notice with its reasons; the grade A is told on the employer's own page."""
    with transaction.atomic():
        rows = Rating.objects.below_a().filter(run=run_id, notice__isnull=True)
        rating = (
            rows.select_for_update(of=("self",), skip_locked=True)
            .select_related("run__office", "employer")
            .order_by("pk")
            .first()
        )
        if rating is None or rating.run.status is not State.APPROVED:
            return False
        tell(rating, at=at)
        return True


def tell(rating: Rating, *, at: datetime) -> None:
    """等级评价结果通知书: from its day the employer has seven working days to object."""
    run, today = rating.run, timezone.localdate(at)
    assert run.office is not None
    until = rulebook.calendar().add(today, WINDOW)
    rating.notice = documents.issue(
        papers.RESULT_NOTICE,
        rating.subject,
        papers.result_notice(rating, objections_until=until),
        office=run.office,
        actor=None,
        at=at,
    )
    rating.told_on = today
    rating.save(update_fields=["notice", "told_on"])
    workflow.record(
        rating.subject, act="tell", label=term("告知评价结果"), actor=None, at=at,
        payload={"paper": rating.notice.number, "grade": rating.standing},
    )  # fmt: skip


def carry_out(run_id: int, *, at: datetime) -> None:
    """Everything that follows the approval, to its end."""
    while flag_next_batch(run_id, at=at):
        pass
    while tell_next(run_id, at=at):
        pass
