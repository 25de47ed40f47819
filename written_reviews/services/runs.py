"""Done to everybody who has not declared: reminded, or ended as a lead, by a job with progress.

Each employer in a transaction of its own (reminders a batch at a time), so that a hundred
thousand hold no lock for long and what was interrupted goes on where it stopped.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.locks import alone
from accounts.models import User
from statutes.refusal import Refused
from statutes.wording import say
from workflow.procedure import check
from written_reviews.models import Campaign, CampaignRun, Review
from written_reviews.perms import campaign_facts, why_not_reminded
from written_reviews.procedure import STEPS, State
from written_reviews.services import campaigns

BATCH = 500
Kind = CampaignRun.Kind


def order(campaign: Campaign, kind: str, *, actor: User, at: datetime) -> CampaignRun:
    """Ask for a run; refused where nobody is left, or before the window has ended (close)."""
    on = timezone.localdate(at)
    if kind == Kind.CLOSE:
        facts = campaign_facts(campaign, actor, on)
        check(STEPS, "close_undeclared", State.NOT_DECLARED, facts)
    elif wrong := why_not_reminded(actor, campaign.office_id, on):
        raise Refused(wrong)
    total = _owing(campaign, kind, on).count()
    if not total:
        raise Refused(say("没有未申报的单位。"))
    run = CampaignRun(
        campaign=campaign, kind=kind, requested_by=actor, requested_at=at, total=total
    )
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError:
        raise Refused(say("上一次还没有办完，请稍候。")) from None
    return run


def carry_out(run_id: int, *, at: datetime) -> CampaignRun | None:
    """Do what is left of a run; a second worker with the same message finds it taken."""
    with alone(f"review-run:{run_id}") as is_alone:
        waiting = CampaignRun.objects.filter(pk=run_id, finished_at__isnull=True)
        run = waiting.select_related("campaign__office", "requested_by").first()
        if not is_alone or run is None:
            return None
        act = _close if run.kind == Kind.CLOSE else _remind
        for batch in _batches(run, timezone.localdate(at)):
            act(run, batch, at)
        waiting.update(finished_at=at)
    return run


def _owing(campaign: Campaign, kind: str, on: date) -> QuerySet[Review]:
    """Those whom the run is about; a correction that is still in its term is not closed."""
    rows = campaign.reviews.all()
    return rows.to_close(on) if kind == Kind.CLOSE else rows.undeclared()


def _batches(run: CampaignRun, on: date) -> Iterator[list[int]]:
    """Those who still owe it, by key; whoever was reminded by this run is not among them."""
    rows = _owing(run.campaign, run.kind, on).order_by("pk")
    if run.kind == Kind.REMIND:
        rows = rows.exclude(reminded_at__gte=run.requested_at)
    last = 0
    while batch := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        yield batch
        last = batch[-1]


def _remind(run: CampaignRun, batch: list[int], at: datetime) -> None:
    with transaction.atomic():
        done = campaigns.remind(run.campaign, batch, at=max(at, run.requested_at))
        _progress(run, done=done, passed_over=len(batch) - done)


def _close(run: CampaignRun, batch: list[int], at: datetime) -> None:
    for review_id in batch:
        with transaction.atomic():
            try:
                campaigns.close_undeclared(review_id, actor=run.requested_by, at=at)
            except Refused:  # declared in the meantime
                _progress(run, passed_over=1)
            else:
                _progress(run, done=1)


def _progress(run: CampaignRun, *, done: int = 0, passed_over: int = 0) -> None:
    CampaignRun.objects.filter(pk=run.pk).update(
        done=F("done") + done, passed_over=F("passed_over") + passed_over
    )
