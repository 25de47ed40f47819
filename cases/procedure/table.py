"""The procedure of a case from lead to archive, one row a legal act. Pure Python.

The same table draws the next-step box and the diagram in the docs, guards every post and is
compared with a golden table in the tests, so the screen and the law cannot disagree.
"""

from collections.abc import Iterable, Mapping

from accounts.policy.roles import Role
from cases.procedure import guards as g
from cases.procedure.facts import Facts
from cases.procedure.states import FILED, IN_FORCE, TERMINAL, State
from statutes.citations import Citation, cite
from statutes.wording import term
from workflow import procedure
from workflow.procedure import Guard, Offer, Step

INVESTIGATIVE: tuple[Guard, ...] = (g.on_the_case, g.two_certified_officers)
# What every ordinary decision takes before it is laid before the head and again when signed.
HEARD_AND_REVIEWED: tuple[Guard, ...] = (
    g.something_is_proposed, g.handling_follows_an_order, g.party_was_heard,
    g.decision_is_as_told, g.hearing_is_over, g.review_is_passed, g.deliberation_is_done,
    g.names_may_be_given_in_the_decision, g.ledger_cross_foots,
)  # fmt: skip
# A closed case answers to nobody any more: its remedies are judged, what fell is public no longer.
NOTHING_WAITS: tuple[Guard, ...] = (g.no_remedy_is_pending, g.nothing_stays_public)
UNDER_INVESTIGATION = frozenset({State.INVESTIGATING})
INVESTIGATED = frozenset({State.INVESTIGATING, State.CORRECTED})
OPEN_LEDGER = frozenset({State.INVESTIGATING, State.ORDERED})
# Wages may still come when the court has ended its enforcement, or beside a fine that was paid.
PAYING = OPEN_LEDGER | {State.PERFORMING, State.ENFORCING, State.PERFORMED}
OPEN = FILED - TERMINAL - {State.CLOSED}
# A decision, an order, and that nothing was filed can all be contested.
CONTESTABLE = FILED | {State.NOT_FILED}
GATHERING = frozenset(
    {State.INVESTIGATING, State.ORDERED, State.CORRECTED, State.NOTIFIED, State.HEARING}
)


def _step(
    name: str,
    label: str,
    sources: Iterable[State],
    target: State | None,
    role: Role,
    citation: Citation,
    *guards: Guard,
) -> Step[State]:
    moot = tuple(guard for guard in guards if guard in g.MOOT)
    rest = tuple(guard for guard in guards if guard not in g.MOOT)
    return Step(name, label, frozenset(sources), target, role, citation, rest, moot)


# One legal act reads as one row only while it stays this compact.
# fmt: off
FILING = (
    _step("propose_filing", term("拟立案"), {State.LEAD}, State.FILING_REVIEW,
        Role.INSPECTOR, cite("若干规定", "第十九条"), *INVESTIGATIVE),
    _step("approve_filing", term("批准立案"), {State.FILING_REVIEW}, State.INVESTIGATING,
        Role.UNIT_HEAD, cite("若干规定", "第十九条"), g.four_eyes, g.two_certified_officers),
    _step("return_filing", term("退回立案"), {State.FILING_REVIEW}, State.FILING_RETURNED,
        Role.UNIT_HEAD, cite("若干规定", "第十九条"), g.four_eyes),
    _step("refuse_filing", term("不予立案"), {State.FILING_REVIEW}, State.NOT_FILED,
        Role.UNIT_HEAD, cite("若干规定", "第十九条"), g.four_eyes, g.lead_is_no_complaint),
    _step("resubmit_filing", term("重新报批立案"), {State.FILING_RETURNED}, State.FILING_REVIEW,
        Role.INSPECTOR, cite("若干规定", "第十九条"), *INVESTIGATIVE),
    _step("withdraw_filing", term("撤回立案建议"),
        {State.FILING_REVIEW, State.FILING_RETURNED}, State.NOT_FILED,
        Role.INSPECTOR, cite("若干规定", "第十八条"), g.on_the_case),
)
INVESTIGATION = (
    _step("assign_officers", term("指定监察员"), OPEN | {State.FILING_RETURNED}, None,
        Role.UNIT_HEAD, cite("条例", "第十六条")),
    _step("update_party", term("补充当事人信息"),
        OPEN | {State.FILING_REVIEW, State.FILING_RETURNED}, None,
        Role.INSPECTOR, cite("条例", "第十五条"), g.on_the_case),
    _step("request_recusal", term("申请回避"), OPEN, None,
        Role.INSPECTOR, cite("若干规定", "第二十三条"), g.on_the_case),
    _step("decide_recusal", term("回避决定"), OPEN, None,
        Role.BUREAU_HEAD, cite("若干规定", "第二十四条"), g.a_recusal_is_asked_for),
    _step("serve_paper", term("送达其他文书"), OPEN, None,
        Role.INSPECTOR, cite("若干规定", "第三十八条"), *INVESTIGATIVE),
    _step("add_workers", term("补充登记劳动者"), UNDER_INVESTIGATION, None,
        Role.INSPECTOR, cite("条例", "第十五条"), g.on_the_case),
    _step("determine_wages", term("核定工资"), UNDER_INVESTIGATION, None,
        Role.INSPECTOR, cite("条例", "第十七条"), g.on_the_case),
    _step("record_evidence", term("登记证据"), GATHERING, None,
        Role.INSPECTOR, cite("处罚法", "第四十六条"), *INVESTIGATIVE),
    _step("exclude_evidence", term("排除证据"), GATHERING, None,
        Role.INSPECTOR, cite("处罚法", "第四十六条"), *INVESTIGATIVE, g.there_is_evidence),
    _step("issue_evidence_list", term("制作证据清单"), INVESTIGATED, None,
        Role.INSPECTOR, cite("处罚法", "第四十七条"), g.on_the_case, g.there_is_evidence),
    _step("issue_inquiry", term("发出调查询问通知书"), OPEN_LEDGER, None,
        Role.INSPECTOR, cite("条例", "第十五条"), *INVESTIGATIVE),
    _step("answer_inquiry", term("登记调查询问的答复"), GATHERING, None,
        Role.INSPECTOR, cite("条例", "第十五条"), g.on_the_case, g.an_inquiry_is_unanswered),
    _step("record_interview", term("登记询问笔录"), GATHERING, None,
        Role.INSPECTOR, cite("若干规定", "第二十一条"), *INVESTIGATIVE),
    _step("record_inspection", term("登记现场检查笔录"), GATHERING, None,
        Role.INSPECTOR, cite("处罚法", "第五十五条"), *INVESTIGATIVE),
    _step("attach_scan", term("补传笔录签名件"), OPEN, None,
        Role.INSPECTOR, cite("若干规定", "第二十一条"), g.on_the_case, g.a_record_is_unscanned),
    _step("add_recording", term("登记音像记录"), OPEN, None,
        Role.INSPECTOR, cite("处罚法", "第四十七条"), g.on_the_case),
    _step("propose_preservation", term("申请证据先行登记保存"), UNDER_INVESTIGATION, None,
        Role.INSPECTOR, cite("处罚法", "第五十六条"), *INVESTIGATIVE,
        g.preservation_is_not_pending),
    _step("approve_preservation", term("批准证据先行登记保存"), UNDER_INVESTIGATION, None,
        Role.BUREAU_HEAD, cite("处罚法", "第五十六条"), g.preservation_is_asked_for, g.four_eyes),
    _step("refuse_preservation", term("不同意证据先行登记保存"), UNDER_INVESTIGATION, None,
        Role.BUREAU_HEAD, cite("处罚法", "第五十六条"), g.preservation_is_asked_for, g.four_eyes),
    _step("settle_preservation", term("处理先行登记保存的证据"), OPEN, None,
        Role.INSPECTOR, cite("处罚法", "第五十六条"), *INVESTIGATIVE,
        g.something_is_preserved),
    _step("propose_extension", term("申请延长调查期限"), UNDER_INVESTIGATION, None,
        Role.INSPECTOR, cite("条例", "第十七条"), g.on_the_case, g.extension_is_not_pending,
        g.extension_is_still_possible),
    _step("approve_extension", term("批准延长调查期限"), UNDER_INVESTIGATION, None,
        Role.BUREAU_HEAD, cite("条例", "第十七条"), g.extension_is_asked_for, g.four_eyes,
        g.extension_is_still_possible),
    _step("refuse_extension", term("不同意延长调查期限"), UNDER_INVESTIGATION, None,
        Role.BUREAU_HEAD, cite("条例", "第十七条"), g.extension_is_asked_for, g.four_eyes),
    _step("propose_suspension", term("申请中止调查"), UNDER_INVESTIGATION, None,
        Role.INSPECTOR, cite("条例", "第十七条"), g.on_the_case, g.place_allows_suspension,
        g.suspension_is_not_pending),
    _step("approve_suspension", term("批准中止调查"), UNDER_INVESTIGATION, State.SUSPENDED,
        Role.BUREAU_HEAD, cite("条例", "第十七条"), g.suspension_is_asked_for, g.four_eyes,
        g.place_allows_suspension),
    _step("refuse_suspension", term("不同意中止调查"), UNDER_INVESTIGATION, None,
        Role.BUREAU_HEAD, cite("条例", "第十七条"), g.suspension_is_asked_for, g.four_eyes),
    _step("end_suspension", term("恢复中止的调查"), {State.SUSPENDED}, State.INVESTIGATING,
        Role.INSPECTOR, cite("条例", "第十七条"), g.on_the_case),
)
ORDER = (
    _step("issue_order", term("发出限期改正指令书"), UNDER_INVESTIGATION, State.ORDERED,
        Role.INSPECTOR, cite("条例", "第十八条"), *INVESTIGATIVE, g.no_order_stands,
        g.ledger_has_workers, g.amounts_are_determined, g.something_is_owed,
        g.names_may_be_given, g.ledger_cross_foots),
    _step("serve_order", term("送达限期改正指令书"), {State.ORDERED}, None,
        Role.INSPECTOR, cite("若干规定", "第三十八条"), *INVESTIGATIVE,
        g.order_is_not_yet_served),
    _step("withdraw_order", term("撤回限期改正指令书"), OPEN_LEDGER, State.INVESTIGATING,
        Role.UNIT_HEAD, cite("条例", "第十八条"), g.an_order_stands),
    _step("record_payment", term("登记付款"), PAYING, None,
        Role.INSPECTOR, cite("条例", "第二十六条"), g.on_the_case),
    _step("reverse_payment", term("冲正付款"), PAYING, None,
        Role.INSPECTOR, cite("处罚法", "第四十七条"), g.on_the_case),
    _step("agree_payment_plan", term("登记分期支付约定"), OPEN_LEDGER, None,
        Role.INSPECTOR, cite("条例", "第二十六条"), g.on_the_case, g.amounts_are_determined,
        g.something_is_left_to_pay),
    _step("record_signature", term("登记签收"), PAYING | {State.CORRECTED}, None,
        Role.INSPECTOR, cite("条例", "第二十六条"), g.on_the_case),
    _step("verify_correction", term("核查改正情况"), OPEN_LEDGER, State.CORRECTED,
        Role.INSPECTOR, cite("条例", "第十八条"), *INVESTIGATIVE, g.ledger_has_workers,
        g.amounts_are_determined, g.order_is_served_if_issued, g.everything_is_paid,
        g.ledger_cross_foots),
    _step("find_disobeyed", term("认定逾期未改正"), {State.ORDERED}, State.INVESTIGATING,
        Role.INSPECTOR, cite("条例", "第三十条"), *INVESTIGATIVE, g.an_order_stands,
        g.order_period_is_over),
    _step("resume_investigation", term("恢复调查"), {State.CORRECTED, State.ORDERED},
        State.INVESTIGATING,
        Role.INSPECTOR, cite("条例", "第十七条"), g.on_the_case, g.order_holds_nothing_up),
)
CONCLUSION = (
    _step("conclude_investigation", term("调查终结报批"),
        {State.INVESTIGATING, State.CORRECTED}, State.CONCLUSION_REVIEW,
        Role.INSPECTOR, cite("若干规定", "第三十三条"), *INVESTIGATIVE, g.evidence_is_on_file,
        g.preserved_evidence_is_settled, g.amounts_are_determined_or_given_up,
        g.something_is_proposed, g.handling_follows_an_order, g.ledger_cross_foots),
    _step("approve_conclusion", term("同意处理建议"), {State.CONCLUSION_REVIEW}, State.CONCLUDED,
        Role.UNIT_HEAD, cite("若干规定", "第三十三条"), g.four_eyes, g.something_is_proposed),
    _step("return_conclusion", term("退回补充调查"), {State.CONCLUSION_REVIEW},
        State.INVESTIGATING,
        Role.UNIT_HEAD, cite("若干规定", "第三十三条"), g.four_eyes),
    _step("penalise_on_the_spot", term("当场处罚"), {State.LEAD, State.INVESTIGATING},
        State.PERFORMING,
        Role.INSPECTOR, cite("处罚法", "第五十一条"), *INVESTIGATIVE, g.no_decision_stands,
        g.nothing_is_owed_to_workers, g.fits_the_simple_procedure),
    _step("file_spot_penalty", term("当场处罚决定备案"), IN_FORCE, None,
        Role.UNIT_HEAD, cite("处罚法", "第五十二条"), g.spot_penalty_waits_for_filing),
)
NOTICE = (
    _step("issue_notice", term("发出事先告知书"), {State.CONCLUDED}, State.NOTIFIED,
        Role.INSPECTOR, cite("处罚法", "第四十四条"), *INVESTIGATIVE, g.notice_is_due),
    _step("serve_notice", term("送达事先告知书"), {State.NOTIFIED}, None,
        Role.INSPECTOR, cite("若干规定", "第三十八条"), *INVESTIGATIVE,
        g.notice_is_not_yet_served),
    _step("record_defence", term("记录陈述申辩"), {State.NOTIFIED, State.HEARING}, None,
        Role.INSPECTOR, cite("处罚法", "第四十五条"), g.on_the_case, g.party_was_told),
    _step("answer_defence", term("复核陈述申辩"), {State.NOTIFIED, State.HEARING}, None,
        Role.INSPECTOR, cite("处罚法", "第四十五条"), g.on_the_case, g.a_defence_is_unanswered),
    _step("waive_defence", term("登记书面放弃陈述申辩"), {State.NOTIFIED}, None,
        Role.INSPECTOR, cite("处罚法", "第六十二条"), g.on_the_case, g.party_was_told,
        g.party_has_not_waived),
    _step("request_hearing", term("受理听证申请"), {State.NOTIFIED}, State.HEARING,
        Role.INSPECTOR, cite("处罚法", "第六十四条"), g.on_the_case, g.party_was_told,
        g.hearing_may_be_asked_for),
    _step("set_hearing", term("发出听证通知书"), {State.HEARING}, None,
        Role.LEGAL_REVIEWER, cite("处罚法", "第六十四条"), g.chair_has_not_investigated,
        g.hearing_is_not_set),
    _step("reset_hearing", term("改期或者更换听证主持人"), {State.HEARING}, None,
        Role.LEGAL_REVIEWER, cite("处罚法", "第六十四条"), g.chair_has_not_investigated,
        g.hearing_is_set),
    _step("serve_summons", term("送达听证通知书"), {State.HEARING}, None,
        Role.INSPECTOR, cite("处罚法", "第六十四条"), *INVESTIGATIVE, g.summons_is_not_served),
    _step("hold_hearing", term("举行听证"), {State.HEARING}, State.NOTIFIED,
        Role.LEGAL_REVIEWER, cite("处罚法", "第六十四条"), g.chair_has_not_investigated,
        g.hearing_may_be_held),
    _step("end_hearing", term("终止听证"), {State.HEARING}, State.NOTIFIED,
        Role.LEGAL_REVIEWER, cite("处罚法", "第六十四条"), g.chair_has_not_investigated),
    _step("conclude_notice", term("告知程序完成"), {State.NOTIFIED}, State.DECIDING,
        Role.INSPECTOR, cite("处罚法", "第六十二条"), g.on_the_case, g.party_was_heard,
        g.hearing_is_over),
)
DECISION = (
    _step("go_to_decision", term("提交审议"), {State.CONCLUDED}, State.DECIDING,
        Role.INSPECTOR, cite("处罚法", "第五十七条"), g.on_the_case, g.notice_is_not_due),
    _step("pass_review", term("法制审核通过"), {State.DECIDING}, None,
        Role.LEGAL_REVIEWER, cite("处罚法", "第五十八条"), g.reviewer_has_not_investigated,
        g.reviewer_is_qualified, g.review_is_not_passed_yet),
    _step("object_in_review", term("法制审核退回"), {State.DECIDING}, State.INVESTIGATING,
        Role.LEGAL_REVIEWER, cite("处罚法", "第五十八条"), g.reviewer_has_not_investigated,
        g.reviewer_is_qualified, g.review_is_not_passed_yet),
    _step("deliberate", term("集体讨论"), {State.DECIDING}, None,
        Role.BUREAU_HEAD, cite("处罚法", "第五十七条"), g.four_eyes, g.review_is_passed),
    _step("revise_proposal", term("修改处理建议"), {State.DECIDING}, None,
        Role.INSPECTOR, cite("处罚法", "第四十五条"), *INVESTIGATIVE, g.something_is_proposed,
        g.handling_follows_an_order, g.revision_was_told),
    _step("tell_anew", term("重新报批告知"), {State.DECIDING}, State.CONCLUSION_REVIEW,
        Role.INSPECTOR, cite("处罚法", "第四十四条"), *INVESTIGATIVE, g.something_is_proposed,
        g.handling_follows_an_order),
    _step("propose_decision", term("拟作决定"), {State.DECIDING}, State.DECISION_REVIEW,
        Role.INSPECTOR, cite("处罚法", "第五十七条"), *INVESTIGATIVE, *HEARD_AND_REVIEWED),
    _step("approve_decision", term("作出决定"), {State.DECISION_REVIEW}, State.DECIDED,
        Role.BUREAU_HEAD, cite("处罚法", "第五十七条"), g.four_eyes, *HEARD_AND_REVIEWED),
    _step("return_decision", term("退回决定"), {State.DECISION_REVIEW}, State.DECIDING,
        Role.BUREAU_HEAD, cite("处罚法", "第五十七条"), g.four_eyes),
    _step("serve_decision", term("送达决定书"), {State.DECIDED}, State.PERFORMING,
        Role.INSPECTOR, cite("处罚法", "第六十一条"), *INVESTIGATIVE),
)
PERFORMANCE = (
    _step("record_fine", term("登记罚款缴纳"), {State.PERFORMING, State.ENFORCING}, None,
        Role.INSPECTOR, cite("处罚法", "第六十七条"), g.on_the_case,
        g.something_is_to_be_performed),
    _step("reverse_fine", term("冲正罚款缴纳"), {State.PERFORMING, State.ENFORCING}, None,
        Role.INSPECTOR, cite("处罚法", "第四十七条"), g.on_the_case),
    _step("propose_instalments", term("申请延期（分期）缴纳"), {State.PERFORMING}, None,
        Role.INSPECTOR, cite("处罚法", "第六十六条"), g.on_the_case,
        g.something_is_to_be_performed, g.instalments_are_not_pending),
    _step("approve_instalments", term("批准延期（分期）缴纳"), {State.PERFORMING}, None,
        Role.BUREAU_HEAD, cite("处罚法", "第六十六条"), g.instalments_are_asked_for, g.four_eyes),
    _step("refuse_instalments", term("不同意延期（分期）缴纳"), {State.PERFORMING}, None,
        Role.BUREAU_HEAD, cite("处罚法", "第六十六条"), g.instalments_are_asked_for, g.four_eyes),
    _step("issue_demand", term("发出催告书"), {State.PERFORMING}, None,
        Role.INSPECTOR, cite("强制法", "第五十四条"), *INVESTIGATIVE,
        g.something_is_to_be_performed, g.no_demand_stands, g.demand_is_possible),
    _step("serve_demand", term("送达催告书"), {State.PERFORMING}, None,
        Role.INSPECTOR, cite("强制法", "第五十四条"), *INVESTIGATIVE, g.a_demand_is_not_served),
    _step("propose_application", term("拟申请强制执行"), {State.PERFORMING}, None,
        Role.INSPECTOR, cite("强制法", "第五十三条"), g.on_the_case,
        g.something_is_to_be_performed, g.application_is_not_pending,
        g.court_may_be_applied_to),
    _step("approve_application", term("批准申请强制执行"), {State.PERFORMING}, State.ENFORCING,
        Role.BUREAU_HEAD, cite("强制法", "第五十五条"), g.application_is_asked_for, g.four_eyes,
        g.court_may_be_applied_to),
    _step("return_application", term("退回强制执行申请"), {State.PERFORMING}, None,
        Role.BUREAU_HEAD, cite("强制法", "第五十五条"), g.application_is_asked_for, g.four_eyes),
    _step("record_court_answer", term("登记法院答复"), {State.ENFORCING}, None,
        Role.INSPECTOR, cite("强制法", "第五十七条"), g.on_the_case),
    _step("verify_performance", term("核查履行情况"), {State.PERFORMING, State.ENFORCING},
        State.PERFORMED,
        Role.INSPECTOR, cite("若干规定", "第四十条"), *INVESTIGATIVE, g.everything_is_performed,
        g.ledger_cross_foots),
    _step("end_enforcement", term("终结执行"), {State.ENFORCING}, State.PERFORMED,
        Role.UNIT_HEAD, cite("强制法", "第五十七条"), g.four_eyes),
)
REMEDY = (
    _step("record_remedy", term("登记行政复议、行政诉讼"), CONTESTABLE, None,
        Role.LEGAL_REVIEWER, cite("条例", "第十九条"), g.something_may_be_contested),
    _step("answer_remedy", term("答复行政复议、应诉"), CONTESTABLE, None,
        Role.LEGAL_REVIEWER, cite("复议法", "第四十二条"), g.something_may_be_contested),
    _step("record_remedy_result", term("登记复议、诉讼结果"), CONTESTABLE, None,
        Role.LEGAL_REVIEWER, cite("条例", "第十九条"), g.something_may_be_contested),
    _step("confirm_withdrawal", term("登记撤回公开信息"), IN_FORCE | {State.CLOSING_REVIEW,
        State.CLOSED, State.ARCHIVED}, None,
        Role.INSPECTOR, cite("处罚法", "第四十八条"), g.on_the_case,
        g.publication_is_to_be_withdrawn),
    _step("decide_anew", term("重新调查处理"),
        IN_FORCE | {State.CLOSING_REVIEW, State.CLOSED, State.ARCHIVED}, State.INVESTIGATING,
        Role.UNIT_HEAD, cite("复议法", "第六十四条"), g.decision_is_annulled,
        g.no_remedy_is_pending),
    _step("pursue_wages", term("就尚欠工资继续处理"), {State.PERFORMED}, State.INVESTIGATING,
        Role.UNIT_HEAD, cite("条例", "第十八条"), g.wages_are_left_over, g.no_remedy_is_pending),
)
END = (
    _step("override_score", term("说明评查不足"), {State.CORRECTED, State.PERFORMED}, None,
        Role.UNIT_HEAD, cite("处罚法", "第四十七条"), g.four_eyes, g.file_falls_short),
    _step("propose_closing", term("拟结案"), {State.CORRECTED, State.PERFORMED},
        State.CLOSING_REVIEW,
        Role.INSPECTOR, cite("若干规定", "第四十条"), g.on_the_case,
        g.four_questions_are_answered, *NOTHING_WAITS, g.ledger_cross_foots,
        g.file_is_good_enough),
    _step("approve_closing", term("批准结案"), {State.CLOSING_REVIEW}, State.CLOSED,
        Role.UNIT_HEAD, cite("若干规定", "第四十条"), g.four_eyes, g.four_questions_are_answered,
        *NOTHING_WAITS, g.ledger_cross_foots, g.file_is_good_enough),
    _step("return_closing", term("退回结案"), {State.CLOSING_REVIEW}, State.CORRECTED,
        Role.UNIT_HEAD, cite("若干规定", "第四十条"), g.four_eyes, g.no_decision_stands),
    _step("return_closing_of_decision", term("退回结案"), {State.CLOSING_REVIEW},
        State.PERFORMED,
        Role.UNIT_HEAD, cite("若干规定", "第四十条"), g.four_eyes, g.a_decision_stands),
    _step("bundle_file", term("生成案卷"),
        IN_FORCE | {State.CORRECTED, State.CLOSED, State.ARCHIVED}, None,
        Role.INSPECTOR, cite("处罚法", "第四十七条"), g.on_the_case),
    _step("archive", term("归档"), {State.CLOSED}, State.ARCHIVED,
        Role.INSPECTOR, cite("若干规定", "第四十条"), g.file_is_bundled),
    _step("correct_record", term("更正结案记录"), {State.CLOSED, State.ARCHIVED}, None,
        Role.UNIT_HEAD, cite("处罚法", "第四十七条"), g.four_eyes),
)
# fmt: on
STEPS: Mapping[str, Step[State]] = procedure.by_name(
    (*FILING, *INVESTIGATION, *ORDER, *CONCLUSION, *NOTICE, *DECISION, *PERFORMANCE, *REMEDY, *END)
)


def check(name: str, state: State, facts: Facts) -> Step[State]:
    """Return the step, or raise Refused with every reason why it may not be taken."""
    return procedure.check(STEPS, name, state, facts)


def available(state: State, facts: Facts) -> tuple[Offer[State], ...]:
    """The steps that this state and this person's roles allow, with what is still missing."""
    return procedure.available(STEPS, state, facts)
