"""From the conclusion to the decision, as the screens take and refuse it."""

import pytest
import time_machine

from accounts.models import User
from accounts.policy.roles import Role
from accounts.tests.factories import make_user
from cases.models import Case, Decision, Proposal
from cases.procedure.states import State
from cases.tests import deciding as go
from console.tests.desk import Desk, Screen, act_url, fresh, pdf

pytestmark = pytest.mark.django_db
APPROVED = {"decision": "approve", "opinion": "同意。"}
WORDS = {
    "kind": "penalty",
    "facts": "经责令改正拒不支付工资。",
    "opinion": "建议处以罚款。",
    "course": "查阅考勤、询问劳动者。",
}


@pytest.fixture
def reviewer(desk: Desk) -> User:
    return make_user(role=Role.LEGAL_REVIEWER, office=desk.bureau.office, name="孙立")


@pytest.fixture
def investigated(desk: Desk) -> Case:
    return go.investigated(desk.bureau)


def rows(*filled: dict[str, str], total: int = 4) -> dict[str, str]:
    """A formset as a browser sends it."""
    sent = {"rows-TOTAL_FORMS": str(total), "rows-INITIAL_FORMS": "0"}
    for n, row in enumerate(filled):
        sent |= {f"rows-{n}-{name}": value for name, value in row.items()}
    return sent


FINE = {"violation": "obstruction", "proposed": "5,000"}


def test_the_form_starts_from_the_ledger_and_shows_the_form_beside_it(desk, investigated):
    html = desk.lead.html(act_url(investigated, "conclude"))
    assert 'name="rows-0-amount" value="10000.00"' in html.replace("\n", " ").replace("  ", "")
    assert "案件处理报批表" in html and "拖欠" in html


def test_a_look_shows_the_range_and_takes_no_act(desk, investigated):
    url = act_url(investigated, "conclude")
    overtime = {"violation": "overtime", "workers": "14", "proposed": "9000"}
    response = desk.lead.client.post(url, {**WORDS, **rows(overtime), "look": "1"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "法定幅度1400.00元至7000.00元" in page
    assert "高于法定最高7000.00元" in page
    assert not Proposal.objects.exists()
    more = desk.lead.client.post(url, {**WORDS, **rows(overtime), "more": "1"})
    assert 'name="rows-5-violation"' in more.content.decode()
    assert 'value="9000"' in more.content.decode()


def test_a_missing_fact_of_a_row_is_asked_for_at_the_row(desk, investigated):
    sent = {**WORDS, **rows({"violation": "overtime", "proposed": "3000"})}
    assert "请核对各行填写的内容" in desk.lead.refused(investigated, "conclude", **sent)
    page = desk.lead.client.post(act_url(investigated, "conclude"), sent).content.decode()
    assert "按人数计算，请填写人数" in page
    broken = {**WORDS, **rows({"violation": "overtime", "workers": "2", "proposed": "三千"})}
    page = desk.lead.client.post(act_url(investigated, "conclude"), broken).content.decode()
    assert "不是金额" in page and 'value="三千"' in page


def test_the_approver_sees_first_what_lies_outside_the_range(desk, investigated):
    low = {**FINE, "proposed": "1000"}
    assert "应当写明" in desk.lead.refused(investigated, "conclude", **WORDS, **rows(low))
    reasoned = {**low, "reason": "配合查处有立功表现。"}
    desk.lead.take(investigated, "conclude", **WORDS, **rows(reasoned))
    page = desk.head.open(act_url(investigated, "decide-conclusion"))
    said = page.index("配合查处有立功表现。")
    assert said < page.index("审批意见")
    desk.head.take(investigated, "decide-conclusion", **APPROVED)
    assert fresh(investigated).state == State.CONCLUDED


def test_a_penalty_goes_all_the_way_on_the_screens(desk, investigated, reviewer):
    case = investigated
    desk.lead.take(case, "conclude", **WORDS, is_complex="on", **rows(FINE))
    desk.head.take(case, "decide-conclusion", **APPROVED)
    assert "行政处罚事先告知书" in desk.lead.open(act_url(case, "notice"))
    desk.lead.take(case, "notice")
    served = {"mode": "direct", "handed_on": "2026-11-23", "place": "单位住所", "receiver": "周海"}
    desk.lead.take(case, "serve-notice", **served)
    spoken = {"form": "oral", "received_on": "2026-11-23", "speaker": "周海", "content": "困难。"}
    assert "陈述申辩笔录" in desk.lead.preview(case, "defence", **spoken)
    desk.lead.take(case, "defence", **spoken)
    defence = case.notices.get().defences.get()
    answer = {"defence": defence.pk, "answer": "partly", "review": "酌情从轻。"}
    desk.lead.take(case, "answer-defence", **answer)
    said = desk.lead.refused(case, "conclude-notice")
    assert "此前不得作出决定" in said
    with time_machine.travel(go.at(9), tick=False):
        lead, head = Screen(desk.bureau.lead), Screen(desk.bureau.bureau_head)
        legal = Screen(reviewer)
        lead.take(case, "conclude-notice")
        lighter = {**FINE, "proposed": "3000"}
        revision = {**WORDS, "reason": "采纳申辩。", "is_complex": "on"}
        heavier = {**FINE, "proposed": "6000"}
        said = lead.refused(case, "revise-proposal", **revision, **rows(heavier))
        assert "重于告知的5,000.00元，须重新告知" in said
        lead.take(case, "revise-proposal", **revision, **rows(lighter))
        assert "应当进行法制审核" in lead.refused(
            case, "decision", facts="事实。", content="缴纳罚款。", hearing="采纳。",
            payment="到银行缴纳。", opinion="报请决定。",
        )  # fmt: skip
        assert "尚未确认" in legal.refused(case, "legal-review", **APPROVED, found=["facts"])
        legal.take(case, "legal-review", **APPROVED, found=list(go.EVERYTHING))
        session = {
            "held_on": "2026-12-02", "place": "三楼会议室", "recorder": "吴敏",
            "conclusion": "同意。",
        }  # fmt: skip
        seats = [
            {"name": name, "stance": "agrees", "opinion": "同意。"}
            for name in (desk.bureau.bureau_head.name, "刘明", "周洁")
        ]
        assert "不得少于3人" in head.refused(case, "deliberation", **session, **rows(*seats[:2]))
        assert "周洁：同意" in head.preview(case, "deliberation", **session, **rows(*seats))
        head.take(case, "deliberation", **session, **rows(*seats))
        page = lead.html(act_url(case, "decision"))
        assert "行政处罚决定书" in page and "酌情从轻。" in page and "叁仟元整" in page
        lead.take(
            case, "decision", facts="拒不改正。", content="缴纳罚款。", hearing="已采纳申辩。",
            payment="到银行缴纳。", opinion="报请决定。",
        )  # fmt: skip
        assert "行政处罚决定书" in head.open(act_url(case, "decide-decision"))
        head.take(case, "decide-decision", **APPROVED)
        tab = lead.open(f"{case.get_absolute_url()}?tab=decision")
    assert Decision.objects.get().fine == 3000
    for said in ("罚字〔2026〕1号", "周洁", "审核通过", "酌情从轻。", "已被替代", "2,000.00"):
        assert said in tab, said


def test_a_heavier_proposal_is_told_anew_on_its_own_screen(desk):
    case = go.deciding(desk.bureau)
    with time_machine.travel(go.at(9), tick=False):
        lead = Screen(desk.bureau.lead)
        heavier = {**FINE, "proposed": "8000"}
        lead.take(case, "tell-anew", **WORDS, reason="新查明事实。", **rows(heavier))
    assert fresh(case).state == State.CONCLUSION_REVIEW


def test_a_hearing_is_asked_for_set_summoned_and_held(desk, reviewer):
    grand = go.draft(go.Kind.PENALTY, go.Ground("obstruction", proposed=go.Decimal("12000")))
    case = go.notified(desk.bureau, grand)
    desk.lead.take(case, "request-hearing", requester="周海", requested_on="2026-11-23")
    legal = Screen(reviewer)
    setting = {
        "set_for": "2026-12-01T09:00", "place": "一楼听证室", "chair": reviewer.pk,
        "clerk": "钱进", "is_public": "on",
    }  # fmt: skip
    assert "最早2026-12-02" in legal.refused(case, "set-hearing", **setting)
    setting["set_for"] = "2026-12-02T09:00"
    assert "一楼听证室" in legal.preview(case, "set-hearing", **setting)
    setting["chair"] = desk.bureau.lead.pk
    assert "有效" in legal.refused(case, "set-hearing", **setting)
    setting["chair"] = reviewer.pk
    legal.take(case, "set-hearing", **setting)
    served = {"mode": "direct", "handed_on": "2026-11-23", "place": "单位住所", "receiver": "周海"}
    desk.lead.take(case, "serve-summons", **served)
    held = {
        "held_on": "2026-12-02", "attendance": "周海。", "course": "质证。",
        "conclusion": "维持。",
    }  # fmt: skip
    with time_machine.travel(go.at(9), tick=False):
        Screen(reviewer).take(case, "hold-hearing", **held)
        page = Screen(desk.bureau.lead).open(f"{case.get_absolute_url()}?tab=decision")
    assert "听证报告" in page and fresh(case).state == State.NOTIFIED


def test_a_hearing_that_is_not_wanted_any_more_is_ended(desk, reviewer):
    grand = go.draft(go.Kind.PENALTY, go.Ground("obstruction", proposed=go.Decimal("12000")))
    case = go.ask_for_hearing(desk.bureau, go.notified(desk.bureau, grand), days=0)
    Screen(reviewer).take(case, "end-hearing", reason="当事人撤回听证申请。")
    assert fresh(case).state == State.NOTIFIED


def test_a_waiver_comes_with_its_paper(desk):
    case = go.notified(desk.bureau)
    assert "必填" in desk.lead.refused(case, "waiver", waived_on="2026-11-23")
    desk.lead.take(case, "waiver", waived_on="2026-11-23", waiver=pdf("放弃声明.pdf"))
    desk.lead.take(case, "conclude-notice")
    assert fresh(case).state == State.DECIDING


def test_a_written_statement_is_kept_with_its_original(desk):
    case = go.notified(desk.bureau)
    words = {"form": "written", "received_on": "2026-11-23", "speaker": "周海", "content": "申辩。"}
    assert "须上传原件" in desk.lead.refused(case, "defence", **words)
    desk.lead.take(case, "defence", **words, file=pdf("申辩书.pdf"))
    assert case.notices.get().defences.filter(file__name="申辩书.pdf").exists()


def test_what_needs_no_notice_is_offered_the_shorter_way(desk):
    case = go.concluded(desk.bureau, go.draft(go.Kind.REVOCATION))
    page = desk.lead.open(case.get_absolute_url())
    assert "提交审议" in page and "发出事先告知书" not in page
    desk.lead.take(case, "go-to-decision")
    with time_machine.travel(go.at(1), tick=False):
        asked = Screen(desk.bureau.lead).html(act_url(case, "decision"))
    assert 'name="payment"' not in asked and 'name="receiver"' not in asked


def test_a_case_without_a_proposal_says_so_on_its_tab(desk, investigated):
    page = desk.lead.open(f"{investigated.get_absolute_url()}?tab=decision")
    assert "还没有处理建议" in page


def test_a_transfer_asks_who_receives_it(desk):
    case = go.concluded(desk.bureau, go.draft(go.Kind.TRANSFER))
    desk.lead.take(case, "go-to-decision")
    page = desk.lead.html(act_url(case, "decision"))
    assert 'name="receiver"' in page
    words = {"facts": "属社保稽核。", "content": "移送处理。", "opinion": "报请决定。"}
    assert "接收部门" in desk.lead.refused(case, "decision", **words)
    desk.lead.take(case, "decision", **words, receiver="社会保险事业管理局")
    assert fresh(case).state == State.DECISION_REVIEW
