"""双公示: a penalty's copy waits for the head, and goes when the penalty falls."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accounts.tests.factories import make_division
from cases.models import Case, ProposalGround
from cases.policy.remedy import Result
from cases.services import publicity, remedies
from cases.tests import after_decision as after
from cases.tests import deciding as go
from cases.tests import factories as make
from cases.tests.after_decision import TODAY, decision_of, make_reviewer
from cases.tests.factories import LODGED
from cases.tests.test_services_remedies import contest, end
from complaints.tests.factories import EMPLOYER
from employers.models import Employer
from employers.services import register
from employers.tests.factories import make_uscc
from publications.models import Publication
from publications.policy.kinds import Kind, Means
from publications.procedure import State
from publications.services import ending, publishing, targets
from publications.services.gate import Destination
from publications.services.targets import Proof
from statutes.refusal import Refused
from workflow.models import Clock, Notification

pytestmark = pytest.mark.django_db
PLATFORM = Destination(Means.CREDIT_PLATFORM, "信用平台")


@pytest.fixture
def bureau():
    people = make.make_bureau()
    register.find_or_register(
        name=EMPLOYER, division=make_division("410102"), uscc=make_uscc(9), actor=None, at=LODGED
    )
    return people


@pytest.fixture
def reviewer(bureau):
    return make_reviewer(bureau)


def copy_of(case) -> Publication:
    return Publication.objects.of(case.subject(None)).order_by("-pk")[0]


def served(bureau) -> Case:
    """A penalty in force, its copy drafted as when it was made."""
    case = after.served(bureau)
    decision = decision_of(case)
    ProposalGround.objects.create(
        proposal=decision.proposal, row=1, violation="obstruction", minimum=2000, maximum=20000,
        proposed=20000,
    )  # fmt: skip
    publicity.draft_penalty(case, decision, at=LODGED)
    return case


def test_a_decided_penalty_is_drafted_without_the_officers_prose(bureau):
    case = go.decided(bureau)
    entry, decision = copy_of(case), decision_of(case)
    assert (entry.status, entry.what, entry.drafted_by) == (State.DRAFT, Kind.PENALTY, None)
    content = entry.content
    assert content["document_no"] == decision.paper.number
    assert Decimal(content["fine"]) == decision.fine and content["gravity"] == "ordinary"
    assert content["uscc"] == case.employer.uscc
    assert decision.proposal.facts not in content["facts"]
    assert entry.starts_on == decision.decided_on
    clock = Clock.objects.of(entry.own_subject).open().get()
    assert clock.code == "double_publicity"


def test_a_handling_decision_is_not_drafted(bureau):
    go.handled(bureau)
    assert not Publication.objects.exists()


def test_an_annulled_penalty_is_withdrawn_from_everywhere_before_that_is_confirmed(
    bureau, reviewer
):
    case = served(bureau)
    entry = publishing.release(
        copy_of(case).pk, actor=bureau.bureau_head, at=LODGED, targets=(PLATFORM,)
    )
    end(case, contest(case, reviewer), reviewer, Result.ANNULLED, LODGED)
    entry.refresh_from_db()
    assert (entry.status, entry.removal_due_on) == (State.ANNULLED, date(2026, 11, 26))

    def confirm() -> None:
        remedies.confirm_withdrawal(
            case.pk, withdrawn_on=TODAY, note="已撤回并说明。", actor=bureau.lead, at=LODGED
        )

    with pytest.raises(Refused, match="尚未在发送到的各处撤下"):
        confirm()
    target = entry.targets.get(means="credit_platform")
    proof = Proof("王工", TODAY, note="已核实")
    targets.record_takedown(target.pk, proof, actor=bureau.lead, at=LODGED)
    confirm()


def test_a_changed_penalty_is_withdrawn_and_drafted_with_its_new_fine(bureau, reviewer):
    case = served(bureau)
    old = publishing.release(copy_of(case).pk, actor=bureau.bureau_head, at=LODGED)
    later = LODGED + timedelta(hours=1)
    end(case, contest(case, reviewer), reviewer, Result.CHANGED, later, Decimal("5000.00"))
    old.refresh_from_db()
    new = copy_of(case)
    assert old.status is State.ANNULLED and new.status is State.DRAFT
    assert new.content["fine"] == "5000.00"


def test_an_unreleased_copy_of_a_fallen_penalty_is_never_public(bureau, reviewer):
    case = served(bureau)
    end(case, contest(case, reviewer), reviewer, Result.UNLAWFUL, LODGED)
    entry = copy_of(case)
    assert entry.status is State.DECLINED and entry.revision is None


def test_a_party_that_cannot_be_told_is_left_to_the_officers(bureau):
    case = served(bureau)
    decision = decision_of(case)
    ending.withdraw_all(case.subject(None), reason="重拟", actor=None, at=LODGED)
    Employer.objects.filter(pk=case.employer_id).update(uscc=None)
    case.refresh_from_db()
    assert publicity.draft_penalty(case, decision, at=LODGED) is None
    told = Notification.objects.filter(recipient=bureau.lead)
    assert any("未能自动拟稿" in str(notice.message) for notice in told)
