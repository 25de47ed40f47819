"""Every outcome of the procedure in a real browser, from where it parts from the others.

What earlier journeys show — the complaint, its filing, the ledger, the order — is lived through
the services; from there on each act is taken on screen by the person whose act it is.
"""

from datetime import date

import pytest

from accounts.tests.factories import make_division
from cases.models import Case
from cases.policy.legal_review import ITEMS
from cases.tests import factories as make
from console.demo import outcomes
from console.demo.investigating import determine
from console.demo.walk import (
    Stage,
    Walk,
    Way,
    carry,
    demand_expired,
    order_expired,
    remedies_expired,
)
from rulebook.services import calendar
from tests.journeys.browsing import NewVisitor
from tests.journeys.desk import PHOTOGRAPH, Desk, answer, teller_of
from tests.journeys.people import Bureau
from tests.running_site import RunningSite

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FIRST_ROW = "rows-0-"


@pytest.fixture
def desk_of(site: RunningSite, visitor: NewVisitor):
    return lambda case=None: Desk(site, visitor, case)


def lived(bureau: Bureau, way: Way) -> Walk:
    """A case of two workers, 10,000.00 yuan, that has come this far."""
    case = make.filed(bureau)  # type: ignore[arg-type]
    walk = Walk(teller_of(bureau, make.TODAY), case, bureau.lead)
    walk.teller.wait(1)
    assert carry(walk, way)
    return walk


def after(day: date, working_days: int = 1) -> date:
    return calendar().add(day, working_days)


def ten_o_clock(day: date) -> str:
    return f"{calendar().workday_on_or_after(day)} 10:00"


# ---------------------------------------------------------------- what the outcomes share


def concluded(desk: Desk, bureau: Bureau, **answers) -> None:
    """调查终结: reported and proposed by the officers, agreed to by their head."""
    words = {"course": "询问双方，核对考勤和流水。", "opinion": "建议依法处理。", **answers}
    desk.does(bureau.lead, "调查终结报批", "报批", **words)
    desk.approves(bureau.head, "案件处理审批", opinion="同意。")


def told(desk: Desk, bureau: Bureau) -> None:
    desk.does(bureau.lead, "发出事先告知书", "发出告知书")
    desk.serves(bureau.lead, "送达事先告知书")


def decided(desk: Desk, bureau: Bureau, **answers) -> None:
    """Laid before the head of the bureau, who makes it; served at once."""
    desk.does(bureau.lead, "拟作决定", "报批", opinion="报请作出决定。", **answers)
    desk.approves(bureau.bureau_head, "决定审批", opinion="同意。")
    desk.serves(bureau.lead, "送达决定书")


def performed_and_archived(desk: Desk, bureau: Bureau) -> None:
    desk.does(bureau.lead, "核查履行情况", "确认已履行", note="已全部履行。")
    desk.is_closed(bureau.lead, bureau.head).is_archived(bureau.lead)


# ---------------------------------------------------------------- the journeys


def test_a_penalty_after_a_hearing(bureau, desk_of, it_is):
    walk = lived(bureau, outcomes.ORDERED)
    day = calendar().workday_on_or_after(order_expired(walk))
    it_is(ten_o_clock(day))
    desk, lead = desk_of(walk.case), bureau.lead
    desk.does(lead, "认定逾期未改正", note="期满分文未付。")
    concluded(
        desk,
        bureau,
        kind="penalty",
        discretion="经责令仍分文未付，情节严重。",
        is_grave=True,
        **{
            FIRST_ROW + "violation": "order_disobeyed",
            FIRST_ROW + "workers": "",
            FIRST_ROW + "amount": "",
            FIRST_ROW + "proposed": "12000",
        },
    )
    told(desk, bureau)
    desk.does(lead, "记录陈述申辩", "登记陈述申辩", form="oral", content="请求从轻处理。")
    desk.does(lead, "复核陈述申辩", "登记复核意见", answer="not_accepted", review="已考虑其情节。")
    desk.does(lead, "受理听证申请", "受理申请")
    heard_on = after(day, 8)
    desk.does(
        bureau.reviewer,
        "听证通知书",
        "发出听证通知书",
        set_for=f"{heard_on}T09:00",
        place="一楼听证室",
        clerk="何静",
    )
    desk.serves(lead, "送达听证通知书")

    it_is(ten_o_clock(heard_on))
    desk.does(
        bureau.reviewer,
        "听证笔录和听证报告",
        "登记听证",
        attendance="周海，陈志强，李敏。",
        course="双方陈述、举证、质证、申辩。",
        conclusion="建议维持拟处罚意见。",
    )
    desk.does(lead, "告知程序完成", "提交审议")
    desk.approves(bureau.reviewer, "法制审核", found=tuple(ITEMS), opinion="合法适当。")
    members = {
        f"rows-{row}-{name}": value
        for row, who in enumerate((bureau.bureau_head.name, "杜明", "许岚"))
        for name, value in {"name": who, "stance": "agrees", "opinion": "同意。"}.items()
    }
    desk.does(
        bureau.bureau_head,
        "集体讨论",
        "登记集体讨论",
        place="三楼会议室",
        recorder="何静",
        conclusion="同意处罚建议。",
        **members,
    )
    decided(desk, bureau)
    desk.does(lead, "登记缴款", receipt_number="非税0001").pays_wages(lead)
    performed_and_archived(desk, bureau)
    desk.every_paper_verifies()


def test_a_penalty_annulled_on_reconsideration(bureau, desk_of, it_is):
    walk = lived(bureau, outcomes.SMALL_PENALTY)
    desk, reviewer = desk_of(walk.case), bureau.reviewer
    it_is(ten_o_clock(after(walk.on, 5)))
    desk.does(
        reviewer,
        "登记行政复议、行政诉讼",
        kind="reconsideration",
        body="江城市人民政府",
        number="江政复〔2026〕1号",
    )
    desk.does(reviewer, "答复行政复议、应诉", note="提交案卷和依据。")
    it_is(ten_o_clock(after(walk.on, 20)))
    desk.does(reviewer, "登记复议、诉讼结果", result="annulled", note="证据不足。")
    desk.does(bureau.lead, "登记撤回公开信息", note="决定尚未公开。")
    desk.screen(bureau.head).open("/desk/accountability/").sees("决定被撤销", walk.case.case_no)
    desk.pays_wages(bureau.lead)  # they are owed whatever became of the fine
    performed_and_archived(desk, bureau)
    desk.every_paper_verifies(withdrawn=frozenset({"penalty_decision"}))


def test_a_handling_decision_with_compensation(bureau, desk_of, it_is):
    walk = lived(bureau, outcomes.DISOBEYED)
    it_is(ten_o_clock(after(walk.on)))
    desk, lead = desk_of(walk.case), bureau.lead
    concluded(desk, bureau, **{FIRST_ROW + "proposed": "5000"})
    told(desk, bureau)
    it_is(ten_o_clock(after(walk.on, 7)))
    desk.does(lead, "告知程序完成", "提交审议")
    decided(desk, bureau)
    desk.pays_wages(lead)
    desk.does(lead, "登记缴款", receipt_number="转账0001")  # what is still owed is filled in
    decision = walk.decision
    assert (str(decision.wages), str(decision.compensation)) == ("10000.00", "5000.00")
    assert decision.settled_on is not None
    performed_and_archived(desk, bureau)
    desk.every_paper_verifies()


def test_no_penalty(bureau, desk_of, it_is):
    walk = lived(bureau, outcomes.ORDERED_AND_PAID)
    it_is(ten_o_clock(after(walk.on)))
    desk = desk_of(walk.case)
    concluded(
        desk,
        bureau,
        kind="no_penalty",
        facts="拖欠2名劳动者工资，责令期限内已经付清。",
        discretion="初次违法、危害后果轻微并及时改正。",
    )
    desk.does(bureau.lead, "提交审议")
    decided(desk, bureau)
    performed_and_archived(desk, bureau)
    desk.every_paper_verifies()


def test_a_filing_revoked_after_correction(bureau, desk_of, it_is):
    """The officers' own investigation is on screen here: a photograph, a record, the payment."""
    walk = lived(bureau, [Stage(determine, 1)])
    day = after(walk.on)
    it_is(ten_o_clock(day))
    desk, lead = desk_of(walk.case), bureau.lead
    desk.does(
        lead,
        "登记证据",
        "登记并封存",
        file=PHOTOGRAPH,
        title="考勤表照片",
        kind="document",
        form="checked_copy",
        proves="出勤天数",
        condition="完好",
    )
    desk.does(
        lead,
        "询问笔录",
        "登记笔录",
        began_at=f"{day}T09:00",
        ended_at=f"{day}T09:40",
        transcript="问：为什么没有支付？\n答：资金周转困难，今天支付。",
        rights_told=True,
    )
    desk.pays_wages(lead)
    desk.does(lead, "核查改正情况", "确认已改正", note="工资已全部付清。")
    concluded(
        desk,
        bureau,
        kind="revocation",
        facts="立案后单位主动付清工资，违法情节轻微。",
    )
    desk.does(lead, "提交审议")
    decided(desk, bureau)
    performed_and_archived(desk, bureau)
    desk.every_paper_verifies()


def test_a_penalty_on_the_spot(bureau, desk_of, it_is):
    place = make_division("410102")
    it_is("2026-11-23 10:00")
    desk = desk_of()
    screen = desk.screen(bureau.lead).open("/desk/cases/on-the-spot/")
    found = {"source": "patrol", "reference": "巡2026-018", "name": "江城川味小馆"}
    party = {"address": "江城市中原区文化街7号", "legal_representative": "周海"}
    people = {"division": place.pk, "assistant": bureau.assistant.pk}
    deed = {"violation": "overtime", "facts": "3名劳动者上月每人加班46小时。", "workers": "3"}
    penalty = {"fine": "900", "place": party["address"], "receiver": "周海"}
    sure = {"facts_are_certain": True, "rights_were_told": True}
    answer(screen, {**found, **party, **people, **deed, **penalty, **sure})
    screen.tap("作出当场处罚决定").sees("已登记", "江城川味小馆")
    desk.case = Case.objects.get()
    desk.does(bureau.head, "当场处罚决定备案", "登记备案", note="收到存档联。")
    it_is("2026-11-27 10:00")
    desk.does(bureau.lead, "登记缴款", receipt_number="非税0002")
    performed_and_archived(desk, bureau)
    desk.every_paper_verifies()


def test_an_application_to_the_court(bureau, desk_of, it_is):
    walk = lived(bureau, outcomes.SMALL_PENALTY)
    desk, lead = desk_of(walk.case), bureau.lead
    it_is(ten_o_clock(remedies_expired(walk)))
    desk.does(lead, "催告书", "发出催告书").serves(lead, "送达催告书")
    day = demand_expired(walk)
    it_is(ten_o_clock(day))
    desk.does(
        lead, "拟申请强制执行", "报批", court="江城市中原区人民法院", opinion="催告期满仍未履行。"
    )
    desk.approves(bureau.bureau_head, "强制执行申请审批", opinion="同意。")
    it_is(ten_o_clock(after(day, 4)))
    desk.does(lead, "登记法院答复", answer="accepted")
    desk.does(lead, "登记法院答复", answer="granted")
    desk.does(lead, "登记缴款", receipt_number="法院001")
    desk.does(lead, "登记缴款", receipt_number="法院002")
    desk.pays_wages(lead)
    payments = walk.decision.fine_payments.order_by("pk").values_list("of", "amount")
    assert [(of, str(amount)) for of, amount in payments] == [
        ("fine", "4000.00"),
        ("surcharge", "4000.00"),
    ]
    performed_and_archived(desk, bureau)
    desk.every_paper_verifies()
