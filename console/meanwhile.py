"""Two officers before one form: the second is told who did what since it was opened.

The form carries the number of the last event of its record. The record is locked before its
events are asked, so what is written meanwhile is always seen; a second press, which carries the
newer number, goes through.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from accounts.access import StaffRequest
from accounts.subjects import Subject
from blacklist.models import Candidate, Listing
from cases.models import Case
from complaints.models import Complaint
from early_warning.models import Warning
from grids.models import Patrol
from publications.models import Publication
from referrals.models import Referral
from statutes.refusal import Refused
from statutes.wording import Sentence, say
from wage_deposits.models import Deposit
from workflow.models import Event
from written_reviews.models import Review

Record = (
    Case
    | Complaint
    | Review
    | Deposit
    | Patrol
    | Warning
    | Publication
    | Candidate
    | Listing
    | Referral
)
FIELD = "seen"
MOST_TOLD = 5
AND_MORE = say("此后还有其他办理，请看办理经过。")
PRESS_AGAIN = say("您填写的内容都还在。请核对最新内容，确认无误后再提交一次。")


def subject_of(record: Record) -> Subject:
    """The record as events, papers and approvals name it."""
    if isinstance(record, Publication):
        return record.own_subject  # its `subject` is the record that it was copied from
    return record.subject(None) if isinstance(record, Case) else record.subject


class Opening:
    """One form of one record as this request opened it, or sends it back."""

    def __init__(self, record: Record, request: StaffRequest) -> None:
        self.record, self.user = record, request.user
        self.subject = subject_of(record)
        self.seen = _last_event(self.subject)
        if request.method == "POST":
            self.seen = _number(request.POST.get(FIELD, ""), self.seen)

    @contextmanager
    def unless_overtaken(self) -> Iterator[None]:
        """Hold the record and act on it, unless others have done so since the form was opened."""
        with transaction.atomic():
            rows = type(self.record).objects.select_for_update(of=("self",))
            rows.only("pk").get(pk=self.record.pk)
            if told := self._told():
                self.seen = _last_event(self.subject)
                raise Refused(*told, PRESS_AGAIN)
            yield

    def _told(self) -> list[Sentence]:
        since = Event.objects.of(self.subject).filter(sequence__gt=self.seen)
        others = since.exclude(actor=self.user).order_by("sequence")[: MOST_TOLD + 1]
        told = [_sentence(event) for event in others]
        return [*told[:MOST_TOLD], AND_MORE] if len(told) > MOST_TOLD else told


def _last_event(subject: Subject) -> int:
    """The number of the record's last event; 0 before the first."""
    last = Event.objects.of(subject).order_by("-sequence").values_list("sequence", flat=True)
    return last.first() or 0


def _number(text: str, otherwise: int) -> int:
    """What the form carried; a form that carried nothing readable is taken as just opened."""
    return int(text) if text.isdecimal() and len(text) < 10 else otherwise


def _sentence(event: Event) -> Sentence:
    """Who acted, when, on what; and which lines of the ledger where the act says so."""
    facts: dict[str, object] = {
        "who": event.actor_label,
        "when": f"{timezone.localtime(event.recorded_at):%m-%d %H:%M}",
        "label": event.label,
    }
    if rows := event.payload.get("rows"):
        return say(
            "您打开本页以后，%(who)s于%(when)s办理了“%(label)s”，改动了第%(rows)s行。",
            rows=rows,
            **facts,
        )
    return say("您打开本页以后，%(who)s于%(when)s办理了“%(label)s”。", **facts)
