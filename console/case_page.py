"""What the page of a case shows: header, rail, next steps, and one tab at a time."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.wording import translate
from blacklist.models import Listing
from cases.models import Case, RecordCorrection
from cases.papers.inquiry import INQUIRY_NOTICE
from cases.papers.records import INSPECTION_RECORD, INTERVIEW_RECORD
from cases.papers.service import SERVICE_RECEIPT
from cases.perms.around import Around
from cases.policy.record_correction import CORRECTABLE
from cases.procedure.states import ENDED
from cases.services import progress
from complaints.models import Complaint
from complaints.procedure import STEPS
from console import (
    case_file,
    decision_tab,
    evidence_tab,
    history,
    marking,
    patrol_bases,
    performance_tab,
    rail,
    referral_tab,
    workers_tab,
)
from console.badges import badge
from documents.models import Paper
from rulebook import services as rulebook
from statutes.violations import VIOLATIONS
from statutes.wording import say
from workflow.models import Event

TABS = {
    "overview": _("概况"),
    "workers": _("人员与工资"),
    "evidence": _("证据"),
    "decision": _("处理决定"),
    "performance": _("履行与救济"),
    "referral": _("涉嫌犯罪"),
    "papers": _("文书"),
    "file": _("案卷"),
    "approvals": _("审批"),
    "history": _("办案经过"),
}


MOST_SUBMISSIONS = 20

# Of these a case has one for each service, person or visit.
ONE_EACH = frozenset(
    kind.code for kind in (SERVICE_RECEIPT, INTERVIEW_RECORD, INSPECTION_RECORD, INQUIRY_NOTICE)
)


def load(queryset: QuerySet[Case], pk: int) -> QuerySet[Case]:
    return queryset.filter(pk=pk).select_related("employer", "division", "office")


def header(case: Case, known: Around, user: User, now: datetime) -> dict[str, Any]:
    """Context that every screen of the case shares."""
    calendar = rulebook.calendar()
    return {
        "case": case,
        "cause": gettext(VIOLATIONS[case.cause].label),
        "officers": known.serving,
        "clocks": [(clock, badge(clock, now, calendar)) for clock in known.clocks],
        "stages": rail.stages(case, known.order, now),
        "money": _money(case),
        "stated": None if case.filed_on else _stated(case),
        "withholding": _withholding(case, user, now),
    }


def _withholding(case: Case, user: User, now: datetime) -> QuerySet[Complaint]:
    """The complaints whose people must be asked before an order names them, for who may ask."""
    roles = user.roles_on(timezone.localdate(now), case.office_id)
    if case.status in ENDED or STEPS["agree_to_disclosure"].role not in roles:
        return Complaint.objects.none()
    return progress.complaints_of(case).withheld().order_by("pk")


def _money(case: Case) -> dict[str, object]:
    """The three amounts of `_money.html`; the meter shows paid as a share of determined."""
    percent = int(case.paid * 100 / case.determined) if case.determined else 0
    return {
        "claimed": case.claimed,
        # Nothing determined yet is not the same as determined at nothing.
        "determined": None if case.undetermined == case.workers else case.determined,
        "paid": case.paid,
        "paid_percent": percent,
        "claimed_note": translate(say("%(count)s人投诉时所称", count=case.workers)),
        "determined_note": translate(say("%(count)s人待核定", count=case.undetermined))
        if case.undetermined
        else gettext("已全部核定"),
        "paid_note": f"{percent}%",
    }


def _stated(case: Case) -> dict[str, Any]:
    """How many complained of how much, until the ledger takes their roster over."""
    behind = Complaint.objects.filter(case_sources__case=case)
    return behind.aggregate(workers=Sum("worker_count"), claimed=Sum("claimed"))


def tab(
    case: Case, name: str, known: Around, user: User, now: datetime, stage: str = ""
) -> dict[str, Any]:
    """The rows of one tab; the other tabs are not read. `stage` narrows the history."""
    match name:
        case "history":
            return history.shown(case.subject(None), stage)
        case "file":
            return case_file.tab(case, known, user, now)
        case "evidence":
            return evidence_tab.tab(case)
        case "performance":
            return performance_tab.tab(case, now)
        case "referral":
            return referral_tab.tab(case, user, now)
        case "workers":
            return workers_tab.tab(case, on=timezone.localdate(now))
        case "overview":
            return _plain_tab(case, name) | {"patrol_url": _new_patrol(case, known, user)}
    return _plain_tab(case, name)


def _new_patrol(case: Case, known: Around, user: User) -> str:
    """Where an inspection is proposed that follows the case."""
    return "" if case.status in ENDED else patrol_bases.of_case(case, known.order, user)


# The tabs that belong on paper; the history follows in full.
PRINTED = ("overview", "workers", "evidence", "decision", "performance", "papers", "approvals")


def printed(case: Case, known: Around, user: User, now: datetime) -> dict[str, Any]:
    """The rows of every tab that is printed; nothing is offered on paper."""
    rows: dict[str, Any] = {"offered_steps": frozenset()}
    for name in PRINTED:
        rows |= tab(case, name, known, user, now)
    return rows | {"patrol_url": ""} | history.shown(case.subject(None))


def _plain_tab(case: Case, name: str) -> dict[str, Any]:
    """A tab that lists the rows of the case as they are."""
    subject = case.subject(None)
    match name:
        case "decision":
            return decision_tab.shown(case)
        case "papers":
            return {"papers": Paper.objects.of(subject).with_earlier(ONE_EACH).order_by("-pk")}
        case "approvals":
            return {"approvals": marking.approvals(subject)}
    return {
        "sources": case.sources.select_related("complaint__owner", "complaint__recorded_by"),
        "corrections": _corrections(case),
        "listings": Listing.objects.filter(cases__case=case).order_by("-pk"),
        "submissions": case.submissions.order_by("-pk")[:MOST_SUBMISSIONS],
        "events": Event.objects.of(subject).order_by("-sequence")[:5],
    }


def _corrections(case: Case) -> list[tuple[str, RecordCorrection]]:
    """What was corrected after the case had ended, each with the name of what it concerns."""
    if case.status not in ENDED:
        return []
    made = case.corrections.select_related("by")
    return [(gettext(CORRECTABLE.get(row.field, row.field)), row) for row in made]
