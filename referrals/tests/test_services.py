"""From the duty to refer to the police decision and back, through the services."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from accounts.policy.roles import Role
from accounts.services import people as accounts
from accounts.tests.factories import make_user
from cases.tests import factories as cases
from documents.models import Paper
from referrals.models import Link, Referral
from referrals.procedure import State
from referrals.services import assessing, bureau, objecting, package, police
from referrals.services.gate import Word
from referrals.services.gathering import Stated
from referrals.tests import factories as make
from referrals.tests.factories import FOUND, House
from statutes.refusal import Refused
from workflow.models import Clock, Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return House()


def open_clocks(referral: Referral) -> set[str]:
    return set(Clock.objects.of(referral.subject).open().values_list("code", flat=True))


def refused_for(*words: str) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, match=".*".join(words))


# ---------------------------------------------------------------- the duty


def test_what_is_not_known_yet_opens_no_duty_and_says_what_it_needs(house: House) -> None:
    case = make.unpaid_case(house)
    found = assessing.assess(case.pk, stated=Stated(), actor=house.bureau.lead, at=FOUND)
    assert found.outcome == "needs" and not case.referrals.exists()
    assert found.finding.needs == ("escape", "able")


def test_elements_that_are_met_open_the_duty_and_its_clock(house: House) -> None:
    referral = make.due(house)
    assert referral.status is State.DUE and open_clocks(referral) == {"referral_team"}
    assert referral.owner == house.bureau.lead
    acts = Event.objects.of(referral.case.subject(None)).values_list("act", flat=True)
    assert "assess_crime" in acts and "find_crime" in acts


def test_a_second_finding_opens_no_second_duty(house: House) -> None:
    referral = make.due(house)
    again = assessing.assess(referral.case_id, stated=make.FLED, actor=house.bureau.lead, at=FOUND)
    referral.refresh_from_db()
    assert referral.case.referrals.count() == 1 and referral.assessment == again


def test_nobody_but_a_certified_inspector_holds_facts_against_the_elements(house: House) -> None:
    case = make.unpaid_case(house)
    with refused_for("监察员"):
        assessing.assess(case.pk, stated=make.FLED, actor=house.bureau.bureau_head, at=FOUND)


def test_what_was_stated_becomes_a_crime_when_the_order_runs_out(house: House) -> None:
    case = make.unpaid_case(house)
    early = cases.LODGED + timedelta(days=1)
    assessing.assess(case.pk, stated=make.FLED, actor=house.bureau.lead, at=early)
    assert list(assessing.candidates()) == [case] and not case.referrals.exists()
    assert assessing.assess_by_itself(case.pk, at=early) is None
    assert assessing.assess_by_itself(case.pk, at=FOUND) is not None
    assert case.referrals.get().status is State.DUE
    assert not assessing.candidates().exists()


def test_an_order_on_the_door_counts_against_whoever_fled_and_only_if_filmed(
    house: House,
) -> None:
    case = cases.ordered(house.bureau, 10)
    on = cases.TODAY
    bare = Stated(escape=("flight",), harm=(), posted_on=on, is_recorded=False)
    filmed = Stated(escape=("flight",), harm=(), posted_on=on, is_recorded=True)
    assert not assessing.current(case, FOUND.date(), bare).must_refer
    assert assessing.current(case, FOUND.date(), filmed).must_refer


def test_wages_paid_after_the_order_ran_out_still_count(house: House) -> None:
    case = make.unpaid_case(house)
    cases.pay_all(house.bureau, case, at=FOUND)
    found = assessing.current(cases.fresh(case), FOUND.date(), make.FLED)
    amount = next(c for c in found.crime.clauses if c.code == "amount")
    assert "10人" in str(amount.compared)
    assert found.crime.needs == ("compensated",)


def test_the_duty_is_dropped_only_where_the_elements_are_gone(house: House) -> None:
    referral = make.due(house)
    with refused_for("应当移送"):
        bureau.drop(referral.pk, reason="想放一放", actor=house.bureau.head, at=FOUND)
    cases.pay_all(house.bureau, referral.case, at=FOUND)
    stated = Stated(escape=("flight",), able=False, harm=(), compensated=True)
    assessing.assess(referral.case_id, stated=stated, actor=house.bureau.lead, at=FOUND)
    dropped = bureau.drop(
        referral.pk, reason="立案前已付清并赔偿。", actor=house.bureau.head, at=FOUND
    )
    assert dropped.status is State.DROPPED and open_clocks(dropped) == set()


# ---------------------------------------------------------------- team, report, head


def test_one_officer_is_no_team(house: House) -> None:
    referral = make.due(house)
    with refused_for("2名以上"):
        lone = [house.bureau.lead, house.bureau.lead]
        bureau.form_team(referral.pk, members=lone, actor=house.bureau.head, at=FOUND)


def test_an_officer_without_certificate_is_no_member(house: House) -> None:
    referral = make.due(house)
    novice = make_user(office=house.bureau.office, certified=False)
    with pytest.raises(Refused):
        bureau.form_team(
            referral.pk,
            members=[house.bureau.lead, novice],
            actor=house.bureau.head,
            at=FOUND,
        )


def test_only_the_team_reports(house: House) -> None:
    referral = make.with_team(house)
    outsider = make_user(office=house.bureau.office, name="外人")
    with refused_for("专案组成员"):
        bureau.submit_report(
            referral.pk, report="经查", suspects="周海", opinion="", actor=outsider, at=FOUND
        )


def test_a_report_starts_the_heads_three_days(house: House) -> None:
    referral = make.reported(house)
    assert referral.status is State.REVIEW and open_clocks(referral) == {"referral_head_decision"}


def test_a_delegate_may_not_decide_a_referral(house: House) -> None:
    referral = make.reported(house)
    deputy = make_user(role=Role.UNIT_HEAD, office=house.bureau.office, name="副职")
    accounts.delegate(
        delegator=house.bureau.bureau_head,
        delegate=deputy,
        role=Role.BUREAU_HEAD,
        office=house.bureau.office,
        valid_from=cases.TODAY,
        valid_to=FOUND.date(),
        document="授权书",
    )
    with refused_for("本人审批"):
        bureau.decide(referral.pk, approved=True, opinion="同意", actor=deputy, at=FOUND)


def test_the_head_gives_reasons_for_a_refusal_and_they_stay_on_record(house: House) -> None:
    referral = make.reported(house)
    head = house.bureau.bureau_head
    with refused_for("意见"):
        bureau.decide(referral.pk, approved=False, opinion=" ", actor=head, at=FOUND)
    refused = bureau.decide(
        referral.pk, approved=False, opinion="逃匿的证据不足。", actor=head, at=FOUND
    )
    assert refused.status is State.REFUSED and refused.refusal_reason == "逃匿的证据不足。"
    assert open_clocks(refused) == set()
    paper = Paper.objects.of(refused.subject).get(kind="referral_approval")
    assert paper.context["approved"] is False and paper.context["opinion"] == "逃匿的证据不足。"


def test_a_second_decision_finds_the_first(house: House) -> None:
    referral = make.approved(house)
    with refused_for("当前状态"):
        bureau.decide(
            referral.pk, approved=False, opinion="不", actor=house.bureau.bureau_head, at=FOUND
        )


# ---------------------------------------------------------------- the package


def test_the_package_names_every_piece_with_its_hash(house: House) -> None:
    referral = make.bound(house)
    assert referral.package is not None
    volume = referral.package.manifest["volumes"][0]
    titles = [entry["title"] for entry in volume["entries"]]
    for wanted in ("移送书", "移送审批表", "调查报告", "涉案物品清单", "劳动报酬明细", "送达回证"):
        assert any(wanted in title for title in titles), wanted
    checks = package.checks_of(referral)
    assert checks and all(len(row["sha256"]) == 64 for row in checks)


def test_nothing_is_delivered_without_its_package(house: House) -> None:
    referral = make.approved(house)
    with refused_for("移送材料"):
        bureau.deliver(referral.pk, receiver="方警官", actor=house.bureau.lead, at=FOUND)


def test_a_letter_to_another_police_office_voids_the_first(house: House) -> None:
    referral = make.approved(house)
    first, other = referral.letter, house.police_office("江城市公安局中原分局")
    changed = bureau.write_letter(
        referral.pk, police_office=other, actor=house.bureau.lead, at=FOUND
    )
    assert first is not None
    first.refresh_from_db()
    assert first.status == "withdrawn" and changed.letter != first
    with refused_for("已经出具"):
        bureau.write_letter(referral.pk, police_office=other, actor=house.bureau.lead, at=FOUND)


def test_delivery_starts_the_days_of_the_police_and_tells_the_procuratorate(
    house: House,
) -> None:
    referral = make.sent(house)
    assert open_clocks(referral) == {"police_decision", "police_supplement_notice"}
    assert referral.referred_on == FOUND.date() and referral.copied_on == FOUND.date()
    assert Paper.objects.of(referral.subject).filter(kind="referral_copy").exists()
    assert referral.letter is not None
    referral.letter.refresh_from_db()
    assert referral.letter.status == "served"


# ---------------------------------------------------------------- the police


def test_the_police_sign_ask_and_get_the_rest_while_their_days_run(house: House) -> None:
    referral = make.received(house)
    with refused_for("补正的材料"):
        police.ask_supplement(referral.pk, word=Word(), actor=house.officer, at=FOUND)
    asked = Word(reason="补充劳动者询问笔录。")
    referral = police.ask_supplement(referral.pk, word=asked, actor=house.officer, at=FOUND)
    assert open_clocks(referral) == {"police_decision", "referral_supplement"}
    given = Word(reason="补送询问笔录三份。", upload=make.notice())
    referral = objecting.supply(referral.pk, word=given, actor=house.bureau.lead, at=FOUND)
    assert referral.status is State.RECEIVED and referral.confirmed_at == FOUND
    assert open_clocks(referral) == {"police_decision"}


def test_confirming_ends_both_twenty_four_hours(house: House) -> None:
    referral = make.received(house)
    police.confirm(referral.pk, word=Word(), actor=house.officer, at=FOUND)
    assert open_clocks(referral) == {"police_decision"}


def test_passing_on_begins_the_days_of_the_other_office(house: House) -> None:
    referral = make.received(house)
    other = house.police_office("邻市公安局", "邻市人民检察院")
    later = FOUND + timedelta(hours=5)
    moved = police.forward(
        referral.pk, to=other, word=Word(reason="主要犯罪地在邻市。"), actor=house.officer, at=later
    )
    assert moved.police_office == other and moved.status is State.SENT
    clock = Clock.objects.of(moved.subject).open().get(code="police_decision")
    assert clock.started_at == later
    assert not Referral.objects.sent_to(house.officer, FOUND.date()).exists()


def test_filing_needs_the_notice_and_the_offence(house: House) -> None:
    referral = make.received(house)
    with refused_for("罪名"):
        police.file(referral.pk, offence=" ", word=Word(), actor=house.officer, at=FOUND)
    with refused_for("书面通知"):
        police.file(
            referral.pk, offence="拒不支付劳动报酬罪", word=Word(), actor=house.officer, at=FOUND
        )


def test_filing_is_a_fact_for_the_apps_above(house: House) -> None:
    referral = make.filed(house)
    assert open_clocks(referral) == {"referral_handover"}
    assert list(Referral.objects.police_filed()) == [referral]
    told = Referral.objects.facts().get()
    assert told["case_id"] == referral.case_id and told["police_filed_on"] == FOUND.date()
    assert told["police_offence"] == "拒不支付劳动报酬罪" and told["withdrawn_on"] is None


@pytest.mark.parametrize("lacking", ["reason", "returned"])
def test_a_refusal_without_reasons_or_the_papers_is_not_recorded(
    house: House, lacking: str
) -> None:
    referral = make.received(house)
    with refused_for("理由", "退回"):
        police.refuse_filing(
            referral.pk, word=make.refusal(**{lacking: ""}), actor=house.officer, at=FOUND
        )
    with refused_for("书面通知"):
        police.refuse_filing(
            referral.pk, word=make.refusal(upload=None), actor=house.officer, at=FOUND
        )


def test_the_database_refuses_a_withdrawal_without_reasons(house: House) -> None:
    referral = make.filed(house)
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.create(
            referral=referral,
            act="withdraw",
            label="撤销案件",
            organ="公安",
            occurred_at=FOUND,
            recorded_by=house.officer,
            recorded_at=FOUND,
        )


def test_objection_reconsideration_and_the_procuratorate(house: House) -> None:
    lead, officer = house.bureau.lead, house.officer
    referral = make.refused(house)
    assert open_clocks(referral) == {"filing_reconsideration_request"}
    objecting.ask_reconsideration(referral.pk, reason="有证据证明逃匿。", actor=lead, at=FOUND)
    assert open_clocks(referral) == {"police_reconsideration"}
    upheld = Word(reason="维持。", upload=make.notice())
    police.uphold_refusal(referral.pk, word=upheld, actor=officer, at=FOUND)
    assert open_clocks(referral) == {"supervision_suggestion"}
    objecting.suggest_supervision(referral.pk, reason="应当立案。", actor=lead, at=FOUND)
    assert open_clocks(referral) == set()
    objecting.record_demand(referral.pk, word=Word(number="1号"), actor=lead, at=FOUND)
    assert open_clocks(referral) == {"police_explanation"}
    police.explain(referral.pk, word=Word(reason="证据不足。"), actor=officer, at=FOUND)
    objecting.record_order_to_file(referral.pk, word=Word(number="2号"), actor=lead, at=FOUND)
    assert open_clocks(referral) == {"police_filing_on_notice"}
    given: Any = {"offence": "拒不支付劳动报酬罪", "word": Word(upload=make.notice())}
    filed = police.file(referral.pk, **given, actor=officer, at=FOUND)
    assert filed.status is State.FILED and open_clocks(filed) == {"referral_handover"}


def test_after_three_days_only_the_procuratorate_is_left(house: House) -> None:
    referral, late = make.refused(house), FOUND + timedelta(days=4)
    with refused_for("复议的3日期限已过"):
        objecting.ask_reconsideration(referral.pk, reason="理由", actor=house.bureau.lead, at=late)
    referral = objecting.suggest_supervision(
        referral.pk, reason="应当立案。", actor=house.bureau.lead, at=late
    )
    assert referral.status is State.SUPERVISION


def test_a_withdrawal_hands_the_matter_back_and_it_is_dealt_with(house: House) -> None:
    referral = make.filed(house)
    word = make.refusal(reason="没有犯罪事实。")
    referral = police.withdraw(referral.pk, word=word, actor=house.officer, at=FOUND)
    assert referral.withdrawn_on == FOUND.date() and not Referral.objects.police_filed().exists()
    referral = objecting.resume_handling(
        referral.pk, reason="移送前尚未处理，依法作出行政处理。", actor=house.bureau.lead, at=FOUND
    )
    assert referral.status is State.RESUMED and open_clocks(referral) == set()
    acts = list(Event.objects.of(referral.case.subject(None)).values_list("act", flat=True))
    assert acts[-2:] == ["police_withdrew", "resume_handling"]


def test_a_withdrawal_told_late_stays_visible_as_late(house: House) -> None:
    referral = make.filed(house)
    late = FOUND + timedelta(days=9)
    police.withdraw(
        referral.pk,
        word=make.refusal(occurred_at=FOUND + timedelta(days=1)),
        actor=house.officer,
        at=late,
    )
    clock = Clock.objects.of(referral.subject).get(code="police_withdrawal_notice")
    assert clock.breached_at < late == clock.ended_at


def test_things_are_handed_over_once(house: House) -> None:
    referral = make.filed(house)
    given: Any = {"on": FOUND.date(), "receiver": "方警官", "actor": house.bureau.lead, "at": FOUND}
    referral = objecting.hand_over(referral.pk, **given)
    assert referral.handed_over_on == FOUND.date() and open_clocks(referral) == set()
    with refused_for("已经移交"):
        objecting.hand_over(referral.pk, **given)


def test_a_longer_review_replaces_the_three_days_from_the_same_day(house: House) -> None:
    referral = make.received(house)
    longer: Any = {"code": "police_decision_verification", "word": Word(reason="线索需要查证。")}
    referral = police.take_longer(referral.pk, **longer, actor=house.officer, at=FOUND)
    clock = Clock.objects.of(referral.subject).open().get(code="police_decision_verification")
    assert clock.started_at == referral.delivered_at
    with refused_for("已经"):
        police.take_longer(referral.pk, **longer, actor=house.officer, at=FOUND)


def test_an_officer_enters_what_came_on_paper(house: House) -> None:
    referral = make.sent(house)
    said = FOUND + timedelta(hours=3)
    at = FOUND + timedelta(days=1)
    police.sign_receipt(referral.pk, word=Word(occurred_at=said), actor=house.bureau.lead, at=at)
    link = referral.links.get()
    assert link.is_entered and link.occurred_at == said and link.organ == "江城市公安局"
    with refused_for("早于上一环节"):
        police.confirm(referral.pk, word=Word(occurred_at=FOUND), actor=house.bureau.lead, at=at)


def test_another_police_office_sees_and_does_nothing(house: House) -> None:
    referral = make.sent(house)
    stranger = house.liaison(house.police_office("邻市公安局"), "李警官")
    assert not Referral.objects.sent_to(stranger, FOUND.date()).exists()
    with refused_for("监察员"):
        police.sign_receipt(referral.pk, word=Word(), actor=stranger, at=FOUND)


def test_nothing_is_seen_by_the_police_before_it_is_sent(house: House) -> None:
    make.bound(house)
    assert not Referral.objects.sent_to(house.officer, FOUND.date()).exists()
