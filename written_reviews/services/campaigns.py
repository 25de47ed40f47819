"""The campaign: opened once a year for every employer of the place, reminded, closed."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Office, User
from accounts.subjects import Subject
from statutes.refusal import Refused
from statutes.wording import say
from workflow import services as workflow
from written_reviews.models import Campaign, Review
from written_reviews.perms import why_not_opened
from written_reviews.procedure import State
from written_reviews.services import gate

# Every employer that was there in the year, still is, and belongs to this office: the one whose
# jurisdiction names its place most closely. Who is known to employ nobody owes nothing; of whom
# nobody knows it is asked.
ENROL = """
    INSERT INTO written_reviews_review
        (campaign_id, employer_id, office_id, division_id, employer_name, state,
         returned_because, rectify, rectified, false_because, draft)
    SELECT %(campaign)s, e.id, %(office)s, e.division_id, e.name, 'not_declared',
           '', '', '', '', '{}'
    FROM employers_employer AS e
    WHERE e.kind = 'unit' AND e.status IN ('open', 'suspended') AND e.merged_into_id IS NULL
      AND e.headcount IS DISTINCT FROM 0
      AND (e.founded_on IS NULL OR e.founded_on <= %(last_day)s)
      AND %(office)s = (
          SELECT j.office_id FROM accounts_officejurisdiction AS j
          WHERE e.division_id LIKE j.prefix || '%%'
          ORDER BY length(j.prefix) DESC, j.office_id LIMIT 1
      )
    ON CONFLICT (campaign_id, employer_id) DO NOTHING
"""


@transaction.atomic
def open_campaign(
    *,
    office: Office,
    year: int,
    declare_from: date,
    declare_to: date,
    ends_on: date,
    instructions: str,
    actor: User,
    at: datetime,
) -> tuple[Campaign, int]:
    """Open a year's review and enrol every employer of the place; return how many were asked."""
    if wrong := why_not_opened(actor, office.pk, timezone.localdate(at)):
        raise Refused(wrong)
    if Campaign.objects.filter(office=office, year=year).exists():
        raise Refused(say("%(year)s年度的书面审查已经发起。", year=year))
    if not declare_from <= declare_to <= ends_on:
        raise Refused(say("申报截止不得早于申报开始，审查结束不得早于申报截止。"))
    campaign = Campaign.objects.create(
        office=office,
        year=year,
        title=f"{year}年度劳动保障书面审查",
        declare_from=declare_from,
        declare_to=declare_to,
        ends_on=ends_on,
        instructions=instructions.strip(),
        opened_by=actor,
        opened_at=at,
    )
    return campaign, enrol(campaign)


def enrol(campaign: Campaign) -> int:
    """Ask every employer of the place that is not asked yet; return how many."""
    with connection.cursor() as cursor:
        cursor.execute(
            ENROL,
            {
                "campaign": campaign.pk,
                "office": campaign.office_id,
                "last_day": date(campaign.year, 12, 31),
            },
        )
        return int(cursor.rowcount)


@transaction.atomic
def remind(campaign: Campaign, review_ids: Collection[int], *, at: datetime) -> int:
    """Tell the clerks of those among these who still owe it; return how many employers."""
    waiting = campaign.reviews.undeclared().filter(pk__in=review_ids)
    days = set(waiting.order_by().values_list("correct_by", flat=True))
    for correct_by in sorted(days, key=lambda day: day or campaign.declare_to):
        _tell_all(campaign, waiting.filter(correct_by=correct_by), correct_by, at)
    return waiting.update(reminded_at=at)


def _tell_all(
    campaign: Campaign, waiting: QuerySet[Review], correct_by: date | None, at: datetime
) -> None:
    """One sentence with their own last day to the clerks of all these employers."""
    clerks = User.objects.filter(
        is_active=True,
        employer_access__ended_at__isnull=True,
        employer_access__employer__written_reviews__in=waiting,
    )
    if not (people := list(clerks)):
        return
    title = campaign.title
    message = say("请于%(day)s前申报%(title)s。", day=campaign.declare_to.isoformat(), title=title)
    if correct_by is not None:
        day = correct_by.isoformat()
        message = say("请于%(day)s前补正并重新申报%(title)s。", day=day, title=title)
    workflow.notify(_subject(campaign), users=people, message=message, at=at)


def _subject(campaign: Campaign) -> Subject:
    office = campaign.office
    return Subject("campaign", campaign.pk, campaign.title, office.division_id, office.pk)


def close_undeclared(review_id: int, *, actor: User, at: datetime) -> Review:
    """Record that an employer did not declare, or correct, in time; whoever looks into it
    opens the lead."""
    with transaction.atomic():
        review = gate.locked(review_id)
        was_returned = State(review.state) is State.RETURNED
        step = "close_uncorrected" if was_returned else "close_undeclared"
        return gate.take(review, step, actor=actor, at=at)
