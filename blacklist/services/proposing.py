"""A candidate's beginning, change and end as the sweep finds them; a person's acts besides."""

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.perms import certified
from accounts.policy.roles import Role
from blacklist.models import Candidate
from blacklist.policy import city_2014
from blacklist.policy.records import ArrearsRecord
from blacklist.policy.verdicts import Ground, Verdict
from blacklist.procedure import PROPOSED, STEPS, VERIFIED, Facts, Outcome, State
from cases.models import CaseOfficer
from employers.models import Employer
from statutes.clocks import Level
from statutes.findings import as_json
from statutes.refusal import Refused
from statutes.wording import Sentence, say, term
from workflow import services as workflow
from workflow.procedure import check

if TYPE_CHECKING:
    from blacklist.services.sweeping import Proposal

LAPSED = "截至%(day)s，原先发现的情形已不成立"


@transaction.atomic
def settle(proposal: "Proposal", *, on: date, at: datetime) -> str:
    """Open a candidate, or bring the open one up to date: `opened`, `changed` or nothing."""
    verdict = proposal.verdict()
    rows = Candidate.objects.filter(employer=proposal.subject, ruleset=verdict.ruleset)
    if rows.filter(evaluated_on__gt=on).exists():
        return ""  # judged already with later facts
    standing = rows.open().select_for_update(of=("self",)).first()
    other = proposal.other()
    found = _found(proposal, verdict, other)
    if standing is None:
        if not _is_news(rows, verdict):
            return ""
        return _open(proposal.subject, verdict, other, found, on=on, at=at)
    if standing.status not in PROPOSED:
        return ""  # the procedure of listing has its own papers
    return _bring_up_to_date(standing, found, on=on, at=at)


def take_back(
    standing: Collection[tuple[int, str]],
    *,
    on: date,
    at: datetime,
    subjects: Collection[int] | None = None,
) -> int:
    """Close the proposals that no ground bears any more, with the reason; they stay on record."""
    rows = Candidate.objects.filter(
        state__in=[state.value for state in PROPOSED], evaluated_on__lte=on
    )
    if subjects is not None:
        rows = rows.filter(employer__in=subjects)
    lost = [
        pk
        for pk, employer_id, ruleset in rows.values_list("pk", "employer_id", "ruleset")
        if (employer_id, ruleset) not in standing
    ]
    return sum(_lapse(pk, on=on, at=at) for pk in lost)


@transaction.atomic
def forward(candidate_id: int, *, opinion: str, actor: User, at: datetime) -> Candidate:
    """核实后提请列入: the inspector who verified the case lays it before the bureau head."""
    candidate = _locked(candidate_id)
    _check(candidate, "forward", actor, at)
    if not opinion.strip():
        raise Refused(say("请写明核实情况和意见。"))
    candidate.state = State.WITH_HEAD.value
    candidate.save(update_fields=["state"])
    _record(candidate, "forward", STEPS["forward"].label, actor=actor, at=at, note=opinion.strip())
    _tell(candidate, at)
    return candidate


@transaction.atomic
def set_aside(candidate_id: int, *, reason: str, actor: User, at: datetime) -> Candidate:
    """决定不列入: the bureau head's decision, with its reason."""
    candidate = _locked(candidate_id)
    _check(candidate, "set_aside", actor, at)
    if not reason.strip():
        raise Refused(say("请写明不列入的理由。"))
    words = say("%(reason)s", reason=reason.strip())
    return close(candidate, Outcome.NOT_LISTED, reason=words, actor=actor, at=at)


def close(
    candidate: Candidate, outcome: Outcome, *, reason: Sentence, actor: User | None, at: datetime
) -> Candidate:
    """End a candidate whose row the caller holds; nothing opens it again."""
    candidate.state, candidate.outcome = State.CLOSED.value, outcome.value
    candidate.reason, candidate.closed_by = reason.as_data(), actor
    candidate.closed_on = max(timezone.localdate(at), candidate.found_on)
    candidate.save(update_fields=["state", "outcome", "reason", "closed_by", "closed_on"])
    label = term("情形不再成立") if outcome is Outcome.LAPSED else term("建议对象了结")
    _record(candidate, f"close_{outcome.value}", label, actor=actor, at=at, note=str(reason))
    return candidate


@transaction.atomic
def _lapse(candidate_id: int, *, on: date, at: datetime) -> int:
    candidate = _locked(candidate_id)
    if candidate.status not in PROPOSED:
        return 0
    close(candidate, Outcome.LAPSED, reason=say(LAPSED, day=on.isoformat()), actor=None, at=at)
    return 1


def _is_news(rows: Any, verdict: Verdict) -> bool:
    """Whether something is met that no decision about this subject knew of."""
    settled = {
        (finding["key"], finding["rule"])
        for row in rows.settled().only("findings")
        for finding in row.findings
    }
    return any((ground.key, ground.finding.rule) not in settled for ground in verdict.met)


def _open(
    subject: Employer,
    verdict: Verdict,
    other: Verdict,
    found: dict[str, Any],
    *,
    on: date,
    at: datetime,
) -> str:
    state = State.WITH_HEAD if found["is_direct"] else State.WITH_INSPECTOR
    candidate = Candidate.objects.create(
        employer=subject,
        ruleset=verdict.ruleset,
        other_ruleset=other.ruleset,
        state=state.value,
        found_on=on,
        found_at=at,
        evaluated_on=on,
        **found,
    )
    _record(candidate, "find", term("发现列入情形"), actor=None, at=at)
    _tell(candidate, at)
    return "opened"


def _bring_up_to_date(
    candidate: Candidate, found: dict[str, Any], *, on: date, at: datetime
) -> str:
    changed = [name for name, value in found.items() if getattr(candidate, name) != value]
    rises = found["is_direct"] and candidate.status is State.WITH_INSPECTOR
    for name in changed:
        setattr(candidate, name, found[name])
    if rises:
        candidate.state = State.WITH_HEAD.value
    if changed or candidate.evaluated_on != on:
        candidate.evaluated_on = on
        candidate.save(update_fields=[*changed, "state", "evaluated_on"])
    if not changed:
        return ""
    _record(candidate, "change", term("列入情形有变化"), actor=None, at=at)
    if rises:
        _tell(candidate, at)
    return "changed"


def _found(proposal: "Proposal", verdict: Verdict, other: Verdict) -> dict[str, Any]:
    """What the row keeps of a verdict, as its columns hold it."""
    met = {ground.key for ground in verdict.met}
    records = [c for c in proposal.collected if c.record.key in met]
    last = max(records, key=lambda c: (c.record.filed_on or date.min, c.record.key))
    return {
        "subject_name": proposal.subject.name,
        "is_direct": bool(city_2014.DIRECT & set(verdict.triggers)),
        "keys": sorted(met),
        "cases": list(verdict.cases),
        "triggers": list(verdict.triggers),
        "needs": sorted({name for ground in verdict.open for name in ground.finding.needs}),
        "findings": [ground_json(ground) for ground in (*verdict.met, *verdict.open)],
        "latest_filed_on": last.record.filed_on,
        "other_triggers": list(other.triggers),
        "other_needs": list(other.needs),
        "other_findings": [ground_json(ground) for ground in other.grounds],
        "division_id": last.record.division,
        "office_id": last.office_id,
        "owner_id": _verifier([c.record for c in records]),
    }


def ground_json(ground: Ground) -> dict[str, Any]:
    """A finding as stored and printed, with the case that it was found in."""
    return {"case": ground.case_no, "key": ground.key, **as_json(ground.finding)}


def _verifier(records: list[ArrearsRecord]) -> int | None:
    """The officer in charge of the case filed last; an old case has none here."""
    ids = [int(r.key.removeprefix("case:")) for r in records if r.key.startswith("case:")]
    leads = CaseOfficer.objects.serving().filter(case__in=ids, is_lead=True)
    found = leads.order_by("-case__filed_on", "-case_id").values_list("user_id", flat=True)
    return found.first()


def _locked(candidate_id: int) -> Candidate:
    rows = Candidate.objects.select_for_update(of=("self",)).select_related("owner")
    found: Candidate = rows.get(pk=candidate_id)
    return found


def _check(candidate: Candidate, step: str, actor: User, at: datetime) -> None:
    on = timezone.localdate(at)
    facts = Facts(actor.roles_on(on, candidate.office_id), certified(actor, on))
    check(STEPS, step, candidate.status, facts)


def _record(
    candidate: Candidate, act: str, label: str, *, actor: User | None, at: datetime, note: str = ""
) -> None:
    if candidate.office_id is None:  # no office has jurisdiction yet: nobody's record
        return
    payload: dict[str, object] = {
        "ruleset": candidate.ruleset,
        "triggers": candidate.triggers,
        "cases": candidate.keys,
        "other_triggers": candidate.other_triggers,
    }
    workflow.record(
        candidate.subject, act=act, label=label, actor=actor, at=at, citation=VERIFIED, note=note,
        payload=payload,
    )  # fmt: skip


def _tell(candidate: Candidate, at: datetime) -> None:
    """The head of a direct ground or what was verified; else the inspector who is to verify it."""
    if candidate.office_id is None:
        return
    is_for_head = candidate.status is State.WITH_HEAD
    message = (
        say("%(subject)s符合列入失信名单的情形，请处理。", subject=candidate.subject_name)
        if is_for_head
        else say("%(subject)s可能符合列入失信名单的情形，请核实。", subject=candidate.subject_name)
    )
    owner = candidate.owner
    role = Role.UNIT_HEAD if owner is None else None
    workflow.notify(
        candidate.subject,
        message=message,
        at=at,
        users=[owner] if owner and not is_for_head else [],
        role=Role.BUREAU_HEAD if is_for_head else role,
        level=Level.YELLOW if is_for_head else Level.BLUE,
    )
