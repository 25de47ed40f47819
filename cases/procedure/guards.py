"""The guards of the table: each names what is missing or forbidden, or returns None.

They only put the rules of `cases.policy` to the facts; the law itself stands there.
"""

from cases.policy import (
    closing_check,
    decision,
    deliberation,
    enforcement,
    hearing,
    investigation_limit,
    legal_review,
    officers,
    prior_notice,
    review_sheet,
    simple_procedure,
)
from cases.procedure.facts import Facts
from cases.procedure.states import (
    CONCLUSION,
    COURT,
    EXTENSION,
    INSTALMENTS,
    PRESERVATION,
    SUSPENSION,
)
from statutes.wording import Sentence, say
from workflow.procedure import Guard

# ---------------------------------------------------------------- who


def four_eyes(facts: Facts) -> Sentence | None:
    """Who proposed or investigates a case does not decide on it (查处分离)."""
    if facts.is_proposer:
        return say("承办人不得审批自己提出的事项。")
    return say("承办人不得审批自己承办的案件。") if facts.has_investigated else None


def on_the_case(facts: Facts) -> Sentence | None:
    return None if facts.is_on_case else say("您不是本案的主办或协办监察员。")


def two_certified_officers(facts: Facts) -> Sentence | None:
    return officers.two_certified(facts.officers)


def reviewer_has_not_investigated(facts: Facts) -> Sentence | None:
    return legal_review.refuse_reviewer(has_investigated=facts.has_investigated)


def reviewer_is_qualified(facts: Facts) -> Sentence | None:
    return legal_review.refuse_beginner(is_qualified=facts.is_qualified_reviewer)


def chair_has_not_investigated(facts: Facts) -> Sentence | None:
    return hearing.refuse_chair(has_investigated=facts.has_investigated)


# ---------------------------------------------------------------- the lead


def lead_is_no_complaint(facts: Facts) -> Sentence | None:
    """A complaint is refused by its own procedure, with a notice to its people (第十八条)."""
    if not facts.has_complaint:
        return None
    return say("本案由投诉举报引起，须退回后按不予受理办理。")


# ---------------------------------------------------------------- what waits


def asked_for(kind: str, missing: Sentence) -> Guard:
    """The proposal of this kind has been made and waits."""

    def guard(facts: Facts) -> Sentence | None:
        return None if kind in facts.pending else missing

    return guard


def not_asked_for(kind: str, waiting: Sentence) -> Guard:
    """No proposal of this kind waits already."""

    def guard(facts: Facts) -> Sentence | None:
        return waiting if kind in facts.pending else None

    return guard


extension_is_asked_for = asked_for(EXTENSION, say("没有等待批准的延期申请。"))
extension_is_not_pending = not_asked_for(EXTENSION, say("延期申请已经报批，正在等待批准。"))
suspension_is_asked_for = asked_for(SUSPENSION, say("没有等待批准的中止调查申请。"))
suspension_is_not_pending = not_asked_for(SUSPENSION, say("中止调查已经报批，正在等待批准。"))
preservation_is_asked_for = asked_for(PRESERVATION, say("没有等待批准的证据先行登记保存申请。"))
preservation_is_not_pending = not_asked_for(
    PRESERVATION, say("证据先行登记保存已经报批，正在等待批准。")
)
instalments_are_asked_for = asked_for(INSTALMENTS, say("没有等待批准的延期（分期）缴纳申请。"))
instalments_are_not_pending = not_asked_for(
    INSTALMENTS, say("延期（分期）缴纳已经报批，正在等待批准。")
)
application_is_asked_for = asked_for(COURT, say("没有等待批准的强制执行申请。"))
application_is_not_pending = not_asked_for(COURT, say("强制执行申请已经报批，正在等待批准。"))
conclusion_is_asked_for = asked_for(CONCLUSION, say("没有等待批准的案件处理报批表。"))


# ---------------------------------------------------------------- ledger and evidence


def ledger_has_workers(facts: Facts) -> Sentence | None:
    if facts.counted.workers or not facts.is_wage_case:
        return None
    return say("尚未登记涉及的劳动者。")


def amounts_are_determined(facts: Facts) -> Sentence | None:
    if not facts.counted.undetermined:
        return None
    count = facts.counted.undetermined
    return say("还有%(count)s名劳动者的工资数额没有核定。", count=count)


def amounts_are_determined_or_given_up(facts: Facts) -> Sentence | None:
    """What is revoked or handed to another authority needs no figures."""
    if facts.proposal is not None and facts.proposal.kind in closing_check.GIVEN_UP:
        return None
    return amounts_are_determined(facts)


def something_is_owed(facts: Facts) -> Sentence | None:
    if not facts.is_wage_case or facts.counted.undetermined or facts.counted.outstanding > 0:
        return None
    return say("核定金额已经付清或没有欠付，无须责令支付。")


def something_is_left_to_pay(facts: Facts) -> Sentence | None:
    if facts.counted.outstanding > 0:
        return None
    return say("没有尚欠的工资，无须约定分期支付。")


def names_may_be_given(facts: Facts) -> Sentence | None:
    """A paper names whom it pays; who asked for secrecy is asked first (条例 第九条)."""
    if not facts.withheld:
        return None
    count = facts.withheld
    return say("还有%(count)s名投诉人要求对单位保密，须先取得并登记其同意。", count=count)


def names_may_be_given_in_the_decision(facts: Facts) -> Sentence | None:
    """A handling decision lists the workers, as an order does."""
    if facts.proposal is None or facts.proposal.kind is not decision.Kind.HANDLING:
        return None
    return names_may_be_given(facts)


def ledger_cross_foots(facts: Facts) -> Sentence | None:
    if facts.recorded == facts.counted:
        return None
    return say("工资明细与案件合计不一致，请联系管理员核对台账。")


def everything_is_paid(facts: Facts) -> Sentence | None:
    return closing_check.unpaid(facts.counted)


def evidence_is_on_file(facts: Facts) -> Sentence | None:
    return None if facts.evidence else say("还没有登记证据。")


def there_is_evidence(facts: Facts) -> Sentence | None:
    """As `evidence_is_on_file`, of an act that has nothing to work on without it."""
    return evidence_is_on_file(facts)


def something_is_preserved(facts: Facts) -> Sentence | None:
    return None if facts.unsettled_preservations else say("没有等待处理的先行登记保存证据。")


def an_inquiry_is_unanswered(facts: Facts) -> Sentence | None:
    return None if facts.unanswered_inquiries else say("没有等待答复的调查询问通知书。")


def a_record_is_unscanned(facts: Facts) -> Sentence | None:
    return None if facts.unscanned_records else say("笔录都已有签名后的扫描件。")


def a_recusal_is_asked_for(facts: Facts) -> Sentence | None:
    return None if facts.undecided_recusals else say("没有等待决定的回避申请。")


def preserved_evidence_is_settled(facts: Facts) -> Sentence | None:
    if not facts.unsettled_preservations:
        return None
    return say("还有先行登记保存的证据没有作出处理决定。")


# ---------------------------------------------------------------- the investigation


def extension_is_still_possible(facts: Facts) -> Sentence | None:
    return investigation_limit.refuse_extension(
        is_extended=facts.is_extended, due_on=facts.investigation_due_on, on=facts.on
    )


def place_allows_suspension(facts: Facts) -> Sentence | None:
    if facts.may_be_suspended:
        return None
    return say("本地没有关于中止调查的规定，不能中止。")


# ---------------------------------------------------------------- orders


def order_is_served_if_issued(facts: Facts) -> Sentence | None:
    if facts.order is None or facts.order.served_on is not None:
        return None
    return say("限期改正指令书尚未送达。")


def no_order_stands(facts: Facts) -> Sentence | None:
    return None if facts.order is None else say("已有生效的限期改正指令书，须先撤回。")


def an_order_stands(facts: Facts) -> Sentence | None:
    return say("没有生效的限期改正指令书。") if facts.order is None else None


def order_holds_nothing_up(facts: Facts) -> Sentence | None:
    """What was corrected may come back; an order that fell in a remedy is waited for by nobody."""
    if facts.order is None or facts.order.is_fulfilled:
        return None
    return say("指令书仍然有效，须先送达、核查或者撤回。")


def order_is_not_yet_served(facts: Facts) -> Sentence | None:
    if facts.order is not None and facts.order.served_on is None:
        return None
    return say("限期改正指令书已经送达。")


def order_period_is_over(facts: Facts) -> Sentence | None:
    order = facts.order
    if order is None or order.served_on is None:
        return say("限期改正指令书尚未送达。")
    if order.due_on is not None and facts.on <= order.due_on:
        return say("改正期限至%(due)s届满，尚不能认定逾期未改正。", due=order.due_on.isoformat())
    return None


# ---------------------------------------------------------------- proposal and notice


def something_is_proposed(facts: Facts) -> Sentence | None:
    return say("尚未写明处理建议。") if facts.proposal is None else None


def handling_follows_an_order(facts: Facts) -> Sentence | None:
    if facts.proposal is None:
        return None
    disobeyed = facts.order is not None and facts.order.is_disobeyed
    if decision.may_stand_without_order(facts.proposal.kind, order_was_disobeyed=disobeyed):
        return None
    return say("行政处理决定须以责令改正而逾期未改正为前提。")


def notice_is_due(facts: Facts) -> Sentence | None:
    return None if facts.needs_notice else say("拟作出的处理无须事先告知。")


def notice_is_not_due(facts: Facts) -> Sentence | None:
    return say("须先告知当事人并听取陈述申辩。") if facts.needs_notice else None


def notice_is_not_yet_served(facts: Facts) -> Sentence | None:
    if facts.notice is not None and facts.notice.served_on is None:
        return None
    return say("事先告知书已经送达。")


def party_was_told(facts: Facts) -> Sentence | None:
    return prior_notice.not_served(facts.notice)


def party_was_heard(facts: Facts) -> Sentence | None:
    return prior_notice.not_heard(facts.notice, facts.on) if facts.needs_notice else None


def party_has_not_waived(facts: Facts) -> Sentence | None:
    if facts.notice is not None and facts.notice.is_waived:
        return say("当事人已经书面放弃陈述、申辩。")
    return None


def a_defence_is_unanswered(facts: Facts) -> Sentence | None:
    if facts.notice is not None and facts.notice.unanswered:
        return None
    return say("没有需要复核的陈述申辩。")


def decision_is_as_told(facts: Facts) -> Sentence | None:
    if not facts.needs_notice or facts.notice is None or facts.proposal is None:
        return None
    return decision.departs(facts.notice.terms, facts.proposal)


def revision_was_told(facts: Facts) -> Sentence | None:
    """What is proposed instead needs no new notice: lighter, on grounds that were told."""
    if not facts.needs_notice:
        return None
    return prior_notice.not_served(facts.notice) or decision_is_as_told(facts)


# ---------------------------------------------------------------- hearing, review, deliberation


def hearing_may_be_asked_for(facts: Facts) -> Sentence | None:
    if facts.notice is None:
        return prior_notice.not_served(None)
    return hearing.refuse_request(facts.notice.hearing_until, facts.on)


def hearing_is_not_set(facts: Facts) -> Sentence | None:
    return say("已经确定听证日期并发出通知。") if hearing.is_set(facts.hearing) else None


def hearing_is_set(facts: Facts) -> Sentence | None:
    return None if hearing.is_set(facts.hearing) else say("尚未发出听证通知书。")


def summons_is_not_served(facts: Facts) -> Sentence | None:
    asked = facts.hearing
    if asked is not None and asked.set_for is not None and asked.noticed_on is None:
        return None
    return say("没有待送达的听证通知书。")


def hearing_may_be_held(facts: Facts) -> Sentence | None:
    return hearing.refuse_holding(facts.hearing, facts.on)


def hearing_is_over(facts: Facts) -> Sentence | None:
    return hearing.unfinished(facts.hearing)


def review_is_passed(facts: Facts) -> Sentence | None:
    return legal_review.missing(facts.review)


def review_is_not_passed_yet(facts: Facts) -> Sentence | None:
    return say("法制审核已经通过。") if facts.review.is_passed else None


def deliberation_is_done(facts: Facts) -> Sentence | None:
    return deliberation.missing(facts.deliberation)


# ---------------------------------------------------------------- on the spot


def nothing_is_owed_to_workers(facts: Facts) -> Sentence | None:
    return simple_procedure.OWED_TO_WORKERS if facts.is_wage_case else None


def spot_penalty_waits_for_filing(facts: Facts) -> Sentence | None:
    return None if facts.spot_is_unfiled else say("没有待备案的当场处罚决定。")


def fits_the_simple_procedure(facts: Facts) -> Sentence | None:
    if facts.spot is None:
        return None  # asked by the form itself
    return next(iter(simple_procedure.refuse(facts.spot)), None)


# ---------------------------------------------------------------- performance


def something_is_to_be_performed(facts: Facts) -> Sentence | None:
    made = facts.decision
    if made is None or not made.is_performed_by_party or made.is_annulled:
        return say("没有需要当事人履行的决定。")
    return None


def demand_is_possible(facts: Facts) -> Sentence | None:
    if facts.decision is None:
        return something_is_to_be_performed(facts)
    return enforcement.refuse_demand(facts.decision, facts.on)


def a_demand_is_not_served(facts: Facts) -> Sentence | None:
    if facts.demand is not None and facts.demand.served_on is None:
        return None
    return say("没有待送达的催告书。")


def no_demand_stands(facts: Facts) -> Sentence | None:
    return say("催告书已经发出。") if facts.demand is not None else None


def court_may_be_applied_to(facts: Facts) -> Sentence | None:
    if facts.decision is None:
        return something_is_to_be_performed(facts)
    refusals = enforcement.refuse_application(facts.decision, facts.demand, facts.on)
    return next(iter(refusals), None)


def everything_is_performed(facts: Facts) -> Sentence | None:
    made = facts.decision
    if made is not None and made.is_performed_by_party and not made.is_settled:
        return say("决定的内容尚未履行完毕。")
    return None


def decision_is_annulled(facts: Facts) -> Sentence | None:
    if facts.decision is not None and facts.decision.is_annulled:
        return None
    return say("决定没有被撤销或者变更。")


def something_may_be_contested(facts: Facts) -> Sentence | None:
    """复议法 第二条、行诉法 第二条: an act that reached the party, or that somebody was refused."""
    if facts.is_not_filed or facts.served_decisions:
        return None
    if facts.decision is not None and facts.decision.served_on is not None:
        return None
    if facts.order is not None and facts.order.served_on is not None:
        return None
    return say("没有已经送达的决定、指令可以申请复议或者提起诉讼。")


def no_remedy_is_pending(facts: Facts) -> Sentence | None:
    """What the court or the reconsideration body still judges is not decided again meanwhile."""
    if facts.decision is not None and facts.decision.remedy_is_pending:
        return say("行政复议或者行政诉讼尚未审结。")
    return None


def wages_are_left_over(facts: Facts) -> Sentence | None:
    """A fine that was paid, or fell, leaves the wages owed: they are handled in their turn."""
    if facts.is_wage_case and closing_check.leaves_wages(facts.closing):
        return None
    return say("没有决定以外尚欠的工资。")


def publication_is_to_be_withdrawn(facts: Facts) -> Sentence | None:
    if facts.withdrawal_is_due:
        return None
    return say("没有需要撤回的公开信息。")


def nothing_stays_public(facts: Facts) -> Sentence | None:
    return say("未获维持的决定的公开信息尚未撤回。") if facts.withdrawal_is_due else None


def a_decision_stands(facts: Facts) -> Sentence | None:
    return say("本案没有作出决定。") if facts.decision is None else None


def no_decision_stands(facts: Facts) -> Sentence | None:
    return say("本案已经作出决定。") if facts.decision is not None else None


# ---------------------------------------------------------------- the end


def four_questions_are_answered(facts: Facts) -> Sentence | None:
    return closing_check.missing(facts.closing)


def file_is_good_enough(facts: Facts) -> Sentence | None:
    return None if facts.score_is_overridden else review_sheet.too_low(facts.score)


def file_falls_short(facts: Facts) -> Sentence | None:
    if review_sheet.too_low(facts.score) is None:
        return say("案卷评查已经合格，无须说明。")
    return None


def file_is_bundled(facts: Facts) -> Sentence | None:
    return None if facts.is_bundled else say("尚未生成案卷。")


# What has been done already, or was never asked for, is not a thing still missing: the step is
# then not offered at all.
MOOT: frozenset[Guard] = frozenset(
    {
        a_decision_stands,
        a_recusal_is_asked_for,
        a_record_is_unscanned,
        an_inquiry_is_unanswered,
        something_is_preserved,
        there_is_evidence,
        a_defence_is_unanswered,
        a_demand_is_not_served,
        an_order_stands,
        application_is_asked_for,
        application_is_not_pending,
        decision_is_annulled,
        extension_is_asked_for,
        extension_is_not_pending,
        file_falls_short,
        hearing_is_not_set,
        hearing_is_set,
        instalments_are_asked_for,
        instalments_are_not_pending,
        lead_is_no_complaint,
        no_decision_stands,
        no_demand_stands,
        no_order_stands,
        nothing_is_owed_to_workers,
        notice_is_due,
        notice_is_not_due,
        notice_is_not_yet_served,
        order_is_not_yet_served,
        party_has_not_waived,
        place_allows_suspension,
        preservation_is_asked_for,
        preservation_is_not_pending,
        publication_is_to_be_withdrawn,
        review_is_not_passed_yet,
        order_holds_nothing_up,
        something_is_to_be_performed,
        something_may_be_contested,
        spot_penalty_waits_for_filing,
        summons_is_not_served,
        suspension_is_asked_for,
        suspension_is_not_pending,
        wages_are_left_over,
    }
)
