"""What the pages of a candidate and of a listing show: header, findings, measures, next steps."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.perms import certified
from accounts.wording import translate
from blacklist import listing_perms, procedure
from blacklist.listing_procedure import State
from blacklist.models import Candidate, Listing
from blacklist.policy.legal_basis import warning
from blacklist.services import falling
from console import candidate_acts, history, listing_acts, marking
from console.acts import Act
from console.badges import badge
from console.next_steps import MOST_STEPS, Next
from documents.models import Paper
from rulebook import services as rulebook
from statutes.findings import Finding, Outcome
from statutes.rulesets import RULE_SETS
from workflow.models import Clock
from workflow.procedure import Offer, available

TABS = {
    "overview": _("概况"),
    "measures": _("公布、抄送和惩戒"),
    "papers": _("文书"),
    "approvals": _("审批"),
    "history": _("办理经过"),
}
FIRST_STEPS: Mapping[State, tuple[str, ...]] = {
    State.TO_NOTIFY: ("discontinue", "approve_extension", "issue_notice"),
    State.NOTIFIED: ("discontinue", "approve_extension", "serve_notice", "propose_decision",
                     "record_objection"),
    State.OBJECTED: ("discontinue", "approve_extension", "answer_objection"),
    State.DECISION_REVIEW: ("approve_listing", "approve_not_listing", "return_decision"),
    State.DECIDED: ("serve_decision",),
    State.LISTED: ("publish", "send_copies", "record_receipt", "record_reply", "serve_result"),
    State.REMOVAL_REVIEW: ("propose_removal",),
    State.REMOVAL_PROPOSED: ("approve_removal", "refuse_removal", "return_removal"),
    State.ANNULMENT_DUE: ("annul", "keep"),
    State.REMOVING: ("confirm_down", "complete_removal", "serve_result"),
    State.RESTORE_PROPOSED: ("approve_restoration", "return_restoration"),
    State.REMOVED: ("serve_result",),
    State.NOT_LISTED: ("serve_result",),
}  # fmt: skip
OUTCOME_TAGS = {Outcome.YES: "tag-seal", Outcome.NO: "", Outcome.NEEDS: "tag-amber"}
OUTCOME_WORDS = {Outcome.YES: _("符合"), Outcome.NO: _("不符合"), Outcome.NEEDS: _("待查明")}


def load_candidate(queryset: QuerySet[Candidate], pk: int) -> QuerySet[Candidate]:
    related = ("employer", "division", "office", "owner", "closed_by")
    return queryset.filter(pk=pk).select_related(*related)


def load(queryset: QuerySet[Listing], pk: int) -> QuerySet[Listing]:
    related = ("employer", "division", "office", "owner", "candidate", "notice", "decision",
               "decided_by", "end_paper")  # fmt: skip
    return queryset.filter(pk=pk).select_related(*related)


# ---------------------------------------------------------------- the candidate


def candidate_header(candidate: Candidate) -> dict[str, Any]:
    return {
        "candidate": candidate,
        "ruleset_label": gettext(RULE_SETS[candidate.ruleset].label),
        "other_label": gettext(RULE_SETS[candidate.other_ruleset].label),
    }


def candidate_context(candidate: Candidate, user: User, now: datetime) -> dict[str, Any]:
    offers = candidate_offers(candidate, user, now)
    listing = Listing.objects.filter(candidate=candidate).first()
    return {
        **candidate_header(candidate),
        **_next(candidate, offers, candidate_acts.ACTS, "candidate", ("take_up", "forward")),
        "grounds": told((g.case_no, g.finding) for g in candidate.grounds),
        "other_grounds": told((g.case_no, g.finding) for g in candidate.other_grounds),
        "warning": translate(warning()) if candidate.differs else "",
        "listing": listing,
        **history.shown(candidate.subject),
    }


def candidate_offers(candidate: Candidate, user: User, now: datetime) -> tuple[Offer[Any], ...]:
    on = timezone.localdate(now)
    office = candidate.office_id or user.office_id
    facts = procedure.Facts(user.roles_on(on, office), certified(user, on))
    return available(procedure.STEPS, candidate.status, facts)


def told(findings: Iterable[tuple[str, Finding]]) -> list[dict[str, Any]]:
    """Each finding with its clauses: what is asked, what was compared, the article."""
    return [
        {
            "case_no": case_no,
            "rule": str(RULE_WORDS.get(finding.rule, finding.rule)),
            "tag": OUTCOME_TAGS[finding.outcome],
            "outcome": OUTCOME_WORDS[finding.outcome],
            "citation": finding.citation,
            "clauses": [
                {
                    "asked": translate(clause.asked),
                    "compared": translate(clause.compared),
                    "outcome": OUTCOME_WORDS[clause.outcome],
                    "tag": OUTCOME_TAGS[clause.outcome],
                    "citation": clause.citation,
                }
                for clause in finding.clauses
            ],
        }
        for case_no, finding in findings
    ]


RULE_WORDS = {
    "amount": _("数额"),
    "repeat": _("一年内两次被投诉举报"),
    "headcount": _("人数"),
    "police_filed": _("公安机关立案侦查"),
    "obstruction": _("拒绝、阻挠调查"),
    "petition": _("群体上访"),
    "crime_amount": _("达到犯罪数额标准"),
    "mass_incident": _("群体性、极端事件"),
}


# ---------------------------------------------------------------- the listing


def header(listing: Listing, now: datetime) -> dict[str, Any]:
    """Context that every screen of the listing shares."""
    calendar, today = rulebook.calendar(), timezone.localdate(now)
    clocks = Clock.objects.of(listing.subject).open().by_urgency()
    return {
        "listing": listing,
        "ruleset_label": gettext(RULE_SETS[listing.ruleset].label),
        "is_late": _is_late(listing, today),
        "clocks": [(clock, badge(clock, now, calendar)) for clock in clocks],
    }


def _is_late(listing: Listing, today: date) -> bool:
    return listing.status is State.REMOVING and (listing.remove_by or today) < today


def tab(listing: Listing, name: str, now: datetime) -> dict[str, Any]:
    """The rows of one tab; the other tabs are not read."""
    match name:
        case "papers":
            return {"papers": Paper.objects.of(listing.subject).order_by("-pk")}
        case "approvals":
            return {"approvals": marking.approvals(listing.subject)}
        case "history":
            return history.shown(listing.subject)
        case "measures":
            return _measures(listing, timezone.localdate(now))
    return {
        "parties": listing.parties.filter(is_dropped=False),
        "cases": listing.cases.select_related("case", "order__paper"),
        "grounds": told(listing.findings),
        "other_grounds": told(listing.other_findings),
        "other_label": gettext(RULE_SETS[listing.other_ruleset].label),
        "warning": translate(warning()) if listing_perms.asks_for_basis(listing) else "",
        "objections": listing.objections.select_related("paper", "file"),
        "applications": listing.applications.select_related("paper", "revocation", "file"),
        "handings": listing.handings.select_related("party", "paper"),
        "has_fallen": falling.fall_of(listing, timezone.localdate(now)) is not None,
    }


def _measures(listing: Listing, today: date) -> dict[str, Any]:
    sanctions = listing.sanctions.filter(is_past=False)
    return {
        "sanctions": [(row, row.is_in_force(today)) for row in sanctions],
        "dispatches": listing.dispatches.standing().select_related("paper", "removal_paper"),
        "still_shown": listing_perms.still_shown(listing),
    }


def offers(listing: Listing, user: User, now: datetime) -> tuple[Offer[State], ...]:
    return listing_perms.steps(listing, user, timezone.localdate(now))


def next_steps(listing: Listing, user: User, now: datetime) -> dict[str, list[Next]]:
    wanted = FIRST_STEPS.get(listing.status, ())
    return _next(listing, offers(listing, user, now), listing_acts.ACTS, "listing", wanted)


def _next(
    record: Any,
    found: Iterable[Offer[Any]],
    acts: Mapping[str, Act],
    kind: str,
    wanted: tuple[str, ...],
) -> dict[str, list[Next]]:
    """At most two first steps, and the rest; two steps of one screen are offered once."""
    steps: dict[str, Next] = {}
    for offer in found:
        step = _as_next(record, offer, acts, kind)
        if step is not None:
            steps.setdefault(step.url, step)
    first = [n for n in steps.values() if n.offer.step.name in wanted]
    first.sort(key=lambda n: (not n.offer.is_ready, wanted.index(n.offer.step.name)))
    others = [n for n in steps.values() if n not in first[:MOST_STEPS]]
    return {"first_steps": first[:MOST_STEPS], "other_steps": others}


def _as_next(record: Any, offer: Offer[Any], acts: Mapping[str, Act], kind: str) -> Next | None:
    for key, act in acts.items():
        if act.is_aside:
            continue
        for own in act.offers([offer]):
            url = reverse(f"console:{kind}_act", args=[record.pk, key])
            return Next(gettext(str(act.title)), url, own)
    return None
