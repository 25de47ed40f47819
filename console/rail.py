"""The stages of a case as a rail: those of its correction, or those of its decision."""

from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext

from cases.models import Case, Decision, Hearing, Order, PriorNotice
from cases.policy.decision import KINDS, Kind
from cases.procedure.states import State
from console.badges import short

Stage = tuple[str, date | None]
OF_DECISION = ("procedure", "decided_on", "served_on", "settled_on")
# Nothing has been proposed yet, so nothing need be read.
UNPROPOSED = frozenset(
    {
        State.FILING_REVIEW,
        State.FILING_RETURNED,
        State.NOT_FILED,
        State.INVESTIGATING,
        State.SUSPENDED,
        State.ORDERED,
    }
)


def stages(case: Case, order: Order | None, now: datetime) -> list[dict[str, object]]:
    """The stages with their dates; the last one that has begun is where the case stands."""
    track = None if case.status in UNPROPOSED else _track(case)
    begun = [*_beginning(case), *(_decided(case, order, track) if track else _ordered(case, order))]
    last = max((i for i, (_, on) in enumerate(begun) if on), default=0)
    return [
        {
            "label": label,
            "note": short(on, now) if on else "—",
            "state": "now" if i == last and not case.closed_on else "done" if on else "later",
        }
        for i, (label, on) in enumerate(begun)
    ]


def _beginning(case: Case) -> list[Stage]:
    accepted = [(gettext("受理"), case.accepted_on)]
    begun = [(gettext("立案"), case.filed_on), (gettext("调查"), case.filed_on)]
    return begun if case.filed_on and not case.accepted_on else accepted + begun


def _ordered(case: Case, order: Order | None) -> list[Stage]:
    return [
        (gettext("责令改正"), order.issued_on if order else None),
        (gettext("送达"), order.served_on if order else None),
        (gettext("改正"), case.corrected_on),
        (gettext("结案"), case.closed_on),
    ]


def _decided(case: Case, order: Order | None, track: dict[str, Any]) -> list[Stage]:
    """What was not done on the way, and need not be, is left out."""
    rule = KINDS[Kind(track["kind"])]
    is_ordinary = track["procedure"] != Decision.Procedure.SIMPLE
    rows: list[tuple[str, date | None, bool]] = [
        (gettext("责令改正"), order.issued_on if order else None, order is not None),
        (gettext("改正"), case.corrected_on, case.corrected_on is not None),
        (gettext("调查终结"), timezone.localdate(track["proposed_at"]), is_ordinary),
        (gettext("事先告知"), track["told_on"], is_ordinary and rule.needs_notice),
        (gettext("听证"), track["asked_on"], track["asked_on"] is not None),
        (gettext("决定"), track["decided_on"], True),
        (gettext("送达"), track["served_on"], True),
        (gettext("履行"), track["settled_on"], rule.is_performed),
        (gettext("结案"), case.closed_on, True),
    ]
    return [(label, on) for label, on, is_shown in rows if is_shown]


def _track(case: Case) -> dict[str, Any] | None:
    """What became of the proposal that stands, in one query."""
    notices = PriorNotice.objects.standing().filter(case=OuterRef("case"))
    hearings = Hearing.objects.filter(
        notice__case=OuterRef("case"), notice__replaced_at__isnull=True
    )
    decisions = Decision.objects.standing().filter(case=OuterRef("case"))
    track = case.proposals.current().annotate(
        told_on=_first(notices, "served_on"),
        asked_on=_first(hearings, "requested_on"),
        **{name: _first(decisions, name) for name in OF_DECISION},
    )
    columns = ("kind", "proposed_at", "told_on", "asked_on", *OF_DECISION)
    return track.values(*columns).first()


def _first(rows: QuerySet[Any], column: str) -> Subquery:
    return Subquery(rows.values(column)[:1])
