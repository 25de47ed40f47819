"""The simple procedure: decided, served, paid and filed; from the scene or in a case."""

import re
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from accounts.tests.factories import make_division
from cases.models import Case, Decision
from cases.papers.spot import SpotPenalty
from cases.perms.facts import facts_of
from cases.policy.performance import Item, Tender
from cases.policy.simple_procedure import Collection
from cases.procedure import guards
from cases.procedure.states import State
from cases.services import filing, performance, spot
from cases.tests import factories as make
from documents.models import Paper
from documents.rendering import sheet
from employers.services import register
from statutes.refusal import Refused
from workflow.models import Clock, Event, Notification

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau():
    return make.make_bureau()


def lead(bureau, cause="obstruction", **changes) -> filing.Lead:
    make_division("410102")
    employer = register.find_or_register(
        name="江城川味小馆",
        division="410102000000",
        actor=None,
        at=make.LODGED,
        address="江城市中原区文化街7号",
        **changes,
    )
    return filing.Lead(
        office=bureau.office,
        employer=employer,
        division_id="410102000000",
        source=Case.Source.PATROL,
        cause=cause,
        summary="巡查时拒绝监察员进入劳动场所。",
        reference="巡2026-018",
    )


def a_penalty(**changes) -> SpotPenalty:
    given = {
        "violation": "obstruction",
        "facts": "拒绝监察员进入劳动场所检查，经说明仍不开门。",
        "fine": Decimal("2000.00"),
        "place": "江城市中原区文化街7号",
        "defence": "当事人称负责人不在。",
        "receiver": "周海",
        "facts_are_certain": True,
        "rights_were_told": True,
        **changes,
    }
    return SpotPenalty(**given)


def penalise(bureau, matter=None, **changes) -> Decision:
    return spot.penalise_lead(
        matter or lead(bureau),
        a_penalty(**changes),
        lead=bureau.lead,
        assistant=bureau.assistant,
        actor=bureau.lead,
        at=make.LODGED,
    )


def running(case: Case) -> dict[str, date]:
    open_clocks = Clock.objects.of(case.subject(None)).open()
    return {clock.code: clock.due_at.date() for clock in open_clocks}


def test_a_lead_is_decided_and_served_on_the_scene(bureau):
    decision = penalise(bureau)
    case = decision.case
    assert (case.status, case.filed_on) == (State.PERFORMING, make.TODAY)
    assert (decision.procedure, decision.status) == ("simple", "in_force")
    assert decision.served_on == decision.decided_on == make.TODAY
    assert Paper.objects.get(pk=decision.paper_id).served_on == make.TODAY
    assert case.deliveries.get().receiver == "周海"
    ground = decision.proposal.grounds.get()
    assert (ground.minimum, ground.maximum) == (Decimal("2000.00"), Decimal("20000.00"))
    event = Event.objects.of(case.subject(None)).get(act="penalise_on_the_spot")
    assert event.payload["fine"] == "2000.00"
    assert Notification.objects.visible_to(bureau.head).filter(msgid__contains="存档联").exists()


def test_it_is_paid_within_fifteen_days_and_filed_within_two_working_days(bureau):
    decision = penalise(bureau)
    assert decision.due_on == make.TODAY + timedelta(days=15)
    assert running(decision.case) == {
        "spot_order_filing": date(2026, 11, 25),
        "payment": make.TODAY + timedelta(days=15),
        "court_application": decision.court_until,
    }
    assert decision.remedies_until == date(2027, 1, 22)  # sixty days; no suit before that
    assert decision.court_until is not None and decision.court_until > decision.remedies_until


def test_the_decision_says_what_the_law_wants_on_it(bureau):
    penalise(bureau)
    paper = Paper.objects.get(kind="spot_decision")
    printed = re.sub(r"\s+|<[^>]+>", "", sheet(paper.template_name, paper.context))
    for words in (
        "江人社监当罚字〔2026〕1号",
        "江城川味小馆：",
        "2026年11月23日",
        "在江城市中原区文化街7号，拒绝监察员进入劳动场所检查",
        "当事人称负责人不在。",
        "《劳动保障监察条例》第三十条",
        "罚款人民币贰仟元整（¥2,000.00）",
        "应当先申请行政复议",
        "十五日内，到指定的银行",
        "陈志强（证号",
        "李敏（证号",
        "当事人签收：周海",
    ):
        assert words in printed, printed
    assert "上一级" not in printed


def test_a_small_fine_is_collected_at_once_against_its_receipt_and_handed_in(bureau):
    small = {"fine": Decimal("100.00"), "violation": "overtime", "workers": 1}
    decision = penalise(
        bureau, lead(bureau, "overtime"), collection=Collection.SMALL, receipt_number="豫财0001",
        **small,
    )  # fmt: skip
    assert decision.settled_on == make.TODAY
    assert decision.fine_payments.get().receipt_number == "豫财0001"
    assert set(running(decision.case)) == {"spot_order_filing", "spot_fine_handover"}


def test_a_warning_leaves_nothing_to_be_paid(bureau):
    matter = lead(bureau, "unlawful_rules")
    decision = penalise(bureau, matter, violation="unlawful_rules", fine=Decimal(0))
    assert decision.settled_on == make.TODAY
    assert set(running(decision.case)) == {"spot_order_filing"}
    paper = Paper.objects.get(kind="spot_decision")
    assert "警告。" in sheet(paper.template_name, paper.context)


def test_the_head_files_the_copy_and_the_clocks_stop(bureau):
    case = penalise(bureau).case
    spot.file_spot_penalty(case.pk, note="收到存档联。", actor=bureau.head, at=make.LODGED)
    assert set(running(case)) == {"payment", "court_application"}
    with pytest.raises(Refused, match="没有待备案"):
        spot.file_spot_penalty(case.pk, note="再收一次。", actor=bureau.head, at=make.LODGED)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"fine": Decimal("3500.00")}, "不得超过3,000.00元"),
        ({"rights_were_told": False}, "须当场告知"),
        ({"fine": Decimal("500.00")}, "低于法定最低"),
        ({"collection": Collection.SMALL, "receipt_number": "1"}, "不能以此为由"),
        ({"receiver": ""}, "须当场交付"),
    ],
)
def test_what_the_law_refuses_leaves_no_case_behind(bureau, change, sentence):
    with pytest.raises(Refused) as refused:
        penalise(bureau, **change)
    assert sentence in "".join(map(str, refused.value.sentences))
    assert not Case.objects.exists() and not Decision.objects.exists()


def test_one_officer_is_not_enough_even_for_a_warning(bureau):
    with pytest.raises(Refused, match="不能是同一人"):
        spot.penalise_lead(
            lead(bureau), a_penalty(), lead=bureau.lead, assistant=bureau.lead,
            actor=bureau.lead, at=make.LODGED,
        )  # fmt: skip


def filed(bureau, matter) -> Case:
    case = filing.open_case(
        matter, lead=bureau.lead, assistants=[bureau.assistant], actor=bureau.lead,
        opinion="建议立案。", at=make.LODGED,
    )  # fmt: skip
    return filing.decide_filing(
        case.pk, approved=True, actor=bureau.head, opinion="同意。", at=make.LODGED
    )


def test_a_case_under_investigation_may_end_on_the_spot(bureau):
    case = filed(bureau, lead(bureau))
    decision = spot.penalise(case.pk, a_penalty(), actor=bureau.lead, at=make.LODGED)
    assert decision.case.status is State.PERFORMING
    assert "investigation" not in running(case)
    with pytest.raises(Refused):
        spot.penalise(case.pk, a_penalty(), actor=bureau.lead, at=make.LODGED)


def test_a_case_about_wages_never_does(bureau):
    case = make.filed(bureau)
    with pytest.raises(Refused, match="普通程序"):
        spot.penalise(case.pk, a_penalty(), actor=bureau.lead, at=make.LODGED)


def test_a_paid_fine_brings_the_case_to_its_end(bureau):
    """As the last steps see it: nothing is left to be performed."""
    small = {"fine": Decimal("100.00"), "violation": "overtime", "workers": 1}
    paid = {"collection": Collection.SMALL, "receipt_number": "豫财0001", **small}
    case = penalise(bureau, lead(bureau, "overtime"), **paid).case
    facts = facts_of(case, bureau.lead, make.TODAY)
    assert guards.everything_is_performed(facts) is None
    assert guards.four_questions_are_answered(facts) is None


def test_a_fine_paid_to_the_bank_settles_it_and_the_performance_is_verified(bureau):
    case = penalise(bureau).case
    tender = Tender(Item.FINE, Decimal("2000.00"), make.TODAY, "豫财0002")
    performance.record_fine(case.pk, tender, token=uuid4(), actor=bureau.lead, at=make.LODGED)
    assert set(running(case)) == {"spot_order_filing"}
    performance.verify_performance(case.pk, note="罚款已缴清。", actor=bureau.lead, at=make.LODGED)
    assert make.fresh(case).status is State.PERFORMED
