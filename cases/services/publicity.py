"""双公示: a penalty's public copy is drafted with the decision and taken down when that falls.

The bureau head lets the copy go out from the publications' desk within seven working days, or
decides with reasons that it stays unpublished (处罚法 第四十八条: decisions of social impact).
"""

from datetime import date, datetime
from decimal import Decimal

from accounts.models import User
from cases.models import Case, Decision, ProposalGround
from cases.policy.decision import Kind as Ending
from cases.services import gate
from employers.models import Employer
from publications.models import Publication
from publications.policy.kinds import Kind
from publications.policy.periods import shortest_stand
from publications.policy.whitelist import INDIVIDUAL, UNIT
from publications.services import ending, publishing
from rulebook import services as rulebook
from statutes.money import yuan
from statutes.refusal import Refused
from statutes.violations import VIOLATIONS
from statutes.wording import say
from workflow import services as workflow


def draft_penalty(
    case: Case, decision: Decision, *, at: datetime, fine: Decimal | None = None
) -> Publication | None:
    """Lay the decision's copy before the head; seven working days run from the decision.

    The copy is put together from the catalogue and the figures, never from the officers' prose,
    which may name workers. A party whom the register does not know enough is drafted by hand.
    """
    if decision.ending is not Ending.PENALTY:
        return None
    subject, on = gate.subject_of(case), decision.decided_on
    content = _copy(case, decision, decision.fine if fine is None else fine)
    calendar = rulebook.calendar()
    try:
        return publishing.draft(
            Kind.PENALTY,
            subject,
            content,
            office=case.office,
            actor=None,
            at=at,
            starts_on=on,
            ends_on=shortest_stand(str(content["gravity"]), on, calendar),
            due_from=on,
        )
    except Refused:
        people = [officer.user for officer in case.serving_officers()]
        message = say(
            "%(case)s的处罚决定未能自动拟稿公示，请在“信息公开”中拟稿。", case=case.case_no
        )
        workflow.notify(subject, users=people, message=message, at=at)
        return None


def withdraw(case: Case, *, reason: str, since: date, actor: User, at: datetime) -> None:
    """The decision was changed, annulled or held unlawful: its copy goes (三日内撤回并说明理由)."""
    ending.withdraw_all(case.subject(None), reason=reason, actor=actor, at=at, since=since)


def stands_somewhere(case: Case) -> bool:
    """Whether a withdrawn copy still stands in a place it was sent to."""
    return bool(Publication.objects.of(case.subject(None)).to_remove().exists())


def _copy(case: Case, decision: Decision, fine: Decimal) -> dict[str, object]:
    grounds = list(decision.proposal.grounds.order_by("row"))
    labels = "；".join(VIOLATIONS[ground.violation].label for ground in grounds)
    return {
        **_party(case),
        "document_no": decision.paper.number,
        "violation": labels[:200],
        "facts": "；".join(map(_fact, grounds)) + "。",
        "grounds": decision.proposal.law,
        "penalty_kind": "罚款" if fine else "警告",
        "handling": f"处以罚款人民币{yuan(fine)}元。" if fine else "给予警告。",
        "fine": fine or None,
        "gravity": "minor" if decision.procedure == Decision.Procedure.SIMPLE else "ordinary",
        "decided_on": decision.decided_on,
    }


def _party(case: Case) -> dict[str, object]:
    employer = case.employer
    if employer is None or employer.kind == Employer.Kind.INDIVIDUAL:
        return {"subject_kind": INDIVIDUAL, "name": case.subject_name}
    return {
        "subject_kind": UNIT,
        "name": case.subject_name,
        "uscc": employer.uscc,
        "legal_representative": employer.legal_representative,
    }


def _fact(ground: ProposalGround) -> str:
    workers = f"，涉及劳动者{ground.workers}人" if ground.workers else ""
    amount = f"，涉及金额{yuan(ground.amount)}元" if ground.amount else ""
    return f"{VIOLATIONS[ground.violation].label}{workers}{amount}"
