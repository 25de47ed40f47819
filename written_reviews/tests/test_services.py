"""The written review end to end: asked, declared, returned, rectified, certified, or a lead."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import InternalError, transaction

from accounts.policy.roles import Role
from accounts.tests.factories import make_division, make_office, make_user
from documents import services as documents
from documents.models import Paper
from employers.models import Employer
from employers.tests.factories import make_employer, make_uscc
from statutes.refusal import Refused
from workflow.models import Event, Notification
from written_reviews import jobs, papers
from written_reviews.models import CampaignRun, Declaration, Review
from written_reviews.policy.contents import Answer, Item
from written_reviews.procedure import DUTY, State
from written_reviews.services import campaigns, declaring, reviewing, runs
from written_reviews.tests.factories import (
    ANSWERS,
    AT,
    CORRECT_BY,
    FIGURES,
    declare,
    make_campaign,
    make_clerk,
    make_review,
    pdf,
)

pytestmark = pytest.mark.django_db
LATE = AT + timedelta(days=60)


def state(review: Review) -> State:
    review.refresh_from_db()
    return State(review.state)


def inspector_of(review: Review):  # noqa: ANN201
    return make_user(role=Role.INSPECTOR, office=review.office, certified=True)


def test_a_campaign_asks_every_employer_that_belongs_to_the_office() -> None:
    district = make_office("410102")
    make_office("4101")  # the city's own unit leaves the district's employers to the district
    asked = make_employer("甲公司")
    make_employer("乙公司", division=make_division("410103"))
    make_employer("丙公司", founded_on=date(2026, 1, 1))
    make_employer("丁公司", status=Employer.Status.CANCELLED)
    make_employer("戊", kind=Employer.Kind.INDIVIDUAL)
    make_employer("己公司", headcount=0)  # employs nobody
    campaign = make_campaign(district)
    assert [review.employer for review in campaign.reviews.all()] == [asked]
    make_employer("新登记的公司")
    assert campaigns.enrol(campaign) == 1


def test_a_year_is_opened_once() -> None:
    campaign = make_campaign()
    with pytest.raises(Refused, match="2025年度的书面审查已经发起"):
        make_campaign(campaign.office)


def test_from_declaration_to_certificate_the_figures_enter_the_register() -> None:
    review = make_review(uscc=make_uscc(), headcount=70)
    declare(review)
    assistant = make_user(role=Role.GRID_ASSISTANT, office=review.office)
    reviewing.pass_on(review.pk, note="与网格台账一致", actor=assistant, at=AT)
    reviewing.pass_review(review.pk, note="合格", actor=inspector_of(review), at=AT)

    assert state(review) is State.PASSED
    assert review.certificate is not None
    assert review.certificate.number
    employer = review.employer
    employer.refresh_from_db()
    assert employer.headcount == 80
    learnt = employer.updates.first()
    assert learnt is not None
    assert (learnt.source, learnt.method) == ("written_review", "online")
    acts = Event.objects.of(review.subject).values_list("act", flat=True)
    assert list(acts.order_by("sequence")) == ["declare", "pass_on", "pass_review"]


def test_what_was_returned_is_declared_again_and_the_first_version_stays() -> None:
    review = make_review()
    clerk = make_clerk(review.employer)
    declare(review, clerk)
    reviewing.return_declaration(
        review.pk,
        reason="参保人数与金保系统不符",
        correct_by=CORRECT_BY,
        actor=inspector_of(review),
        at=AT,
    )
    assert state(review) is State.RETURNED
    declare(review, clerk, figures=replace(FIGURES, insured=70), at=LATE)
    assert [row.figures["insured"] for row in review.declarations.all()] == [80, 70]
    with pytest.raises(InternalError), transaction.atomic():
        Declaration.objects.update(promised_by="改")


def test_what_is_wrong_is_put_right_and_looked_at_again() -> None:
    review = make_review()
    clerk, inspector = make_clerk(review.employer), inspector_of(review)
    answers, notes = {**ANSWERS, Item.HOURS: Answer.NO}, {Item.HOURS: "11月加班超过36小时"}
    declare(review, clerk, answers=answers, notes=notes)
    reviewing.order_rectification(
        review.pk,
        requirements="调整班次，每月加班不超过36小时",
        due_on=date(2026, 5, 20),
        actor=inspector,
        at=AT,
    )
    assert Paper.objects.of(review.subject).get(kind="review_rectification").number
    declaring.rectify(review.pk, report="已改为三班", actor=clerk, at=AT)
    assert state(review) is State.RECTIFIED
    reviewing.pass_review(review.pk, note="复查合格", actor=inspector, at=AT)
    assert state(review) is State.PASSED


def test_who_neither_declares_nor_rectifies_becomes_a_lead() -> None:
    review = make_review()
    inspector = inspector_of(review)
    with pytest.raises(Refused, match="尚未届满"):
        campaigns.close_undeclared(review.pk, actor=inspector, at=AT)
    campaigns.close_undeclared(review.pk, actor=inspector, at=LATE)
    assert state(review) is State.OVERDUE
    assert reviewing.needs_a_lead(review)


def test_a_clerk_acts_for_their_own_employer_only() -> None:
    review = make_review()
    stranger = make_clerk(make_employer("别的公司", division=make_division("410103")))
    with pytest.raises(Refused, match="须由用人单位经办人办理"):
        declare(review, stranger)
    with pytest.raises(Refused, match="只有本单位的经办人"):
        declaring.hand_in(review.pk, kind="rules", upload=pdf(), actor=stranger, at=AT)
    with pytest.raises(Refused, match="只有本单位的经办人"):
        declaring.keep_draft(review.pk, {"headcount": "1"}, actor=stranger, at=AT)
    assert state(review) is State.NOT_DECLARED


def test_an_assistant_may_return_and_pass_on_but_decides_nothing() -> None:
    review = make_review()
    declare(review)
    assistant = make_user(role=Role.GRID_ASSISTANT, office=review.office)
    with pytest.raises(Refused, match="须由监察员办理"):
        reviewing.pass_review(review.pk, note="", actor=assistant, at=AT)
    returned(review, reason="缺12月名册", actor=assistant)
    assert state(review) is State.RETURNED


def returned(review: Review, **given: Any) -> Review:
    columns = {"reason": "参保人数不符", "correct_by": CORRECT_BY, "at": AT, **given}
    return reviewing.return_declaration(review.pk, **columns)


@pytest.mark.parametrize("state_before", ["declared", "grid_reviewed", "on_site", "rectified"])
def test_falsehoods_end_the_review_and_are_looked_into(state_before: str) -> None:
    review = make_review()
    clerk, inspector = make_clerk(review.employer), inspector_of(review)
    declare(review, clerk)
    told: dict[str, Any] = {"actor": inspector, "at": AT}
    match state_before:
        case "grid_reviewed":
            assistant = make_user(role=Role.GRID_ASSISTANT, office=review.office)
            reviewing.pass_on(review.pk, note="", actor=assistant, at=AT)
        case "on_site":
            reviewing.ask_on_site(review.pk, reason="人数存疑", **told)
        case "rectified":
            by: dict[str, Any] = {"requirements": "补缴", "due_on": CORRECT_BY}
            reviewing.order_rectification(review.pk, **by, **told)
            declaring.rectify(review.pk, report="已补缴", actor=clerk, at=AT)
    assert state(review) == state_before
    with pytest.raises(Refused, match="请写明申报不实的情形"):
        reviewing.fail_false(review.pk, reason=" ", **told)
    uncertified = make_user(role=Role.INSPECTOR, office=review.office, certified=False)
    with pytest.raises(Refused):
        reviewing.fail_false(review.pk, reason="伪造回单", actor=uncertified, at=AT)
    reviewing.fail_false(review.pk, reason="社会保险缴费凭证系伪造", **told)
    assert state(review) is State.FAILED
    assert review.false_because == "社会保险缴费凭证系伪造"
    assert reviewing.needs_a_lead(review)
    event = Event.objects.of(review.subject).get(act="fail_false")
    assert (str(event.citation), event.note) == (str(DUTY), "社会保险缴费凭证系伪造")
    last = Notification.objects.filter(recipient=clerk).order_by("-pk")[0]
    assert "不实：社会保险缴费凭证系伪造" in str(last.message)


def test_what_was_returned_has_a_last_day_of_its_own_and_is_not_closed_before_it() -> None:
    review = make_review()
    inspector = inspector_of(review)
    declare(review)
    with pytest.raises(Refused, match="补正期限须晚于今天"):
        returned(review, correct_by=AT.date(), actor=inspector)
    last = LATE.date() + timedelta(days=10)  # the window has ended long before
    returned(review, correct_by=last, actor=inspector)
    with pytest.raises(Refused, match=f"补正期限（{last.isoformat()}）尚未届满"):
        campaigns.close_undeclared(review.pk, actor=inspector, at=LATE)
    with pytest.raises(Refused, match="没有未申报的单位"):
        ordered(review, "close", LATE)
    on_the_day = LATE + timedelta(days=10)
    with pytest.raises(Refused, match="尚未届满"):
        campaigns.close_undeclared(review.pk, actor=inspector, at=on_the_day)
    after = on_the_day + timedelta(days=1)
    assert carried_out(ordered(review, "close", after), after) == (1, 0)
    assert state(review) is State.OVERDUE
    acts = Event.objects.of(review.subject).values_list("act", flat=True)
    assert "close_uncorrected" in acts


def test_closing_everybody_leaves_out_who_is_still_correcting() -> None:
    review = make_review()
    late_one = make_employer("不申报的公司", division=review.division)
    campaigns.enrol(review.campaign)
    declare(review)
    returned(review, correct_by=LATE.date(), actor=inspector_of(review))
    assert carried_out(ordered(review, "close", LATE), LATE) == (1, 0)
    assert state(review) is State.RETURNED
    assert state(late_one.written_reviews.get()) is State.OVERDUE


def test_a_reminder_names_the_day_that_is_one_s_own() -> None:
    review = make_review()
    clerk = make_clerk(review.employer)
    declare(review, clerk)
    returned(review, actor=inspector_of(review))
    assert carried_out(ordered(review, "remind")) == (1, 0)
    told = Notification.objects.filter(recipient=clerk).order_by("-pk")[0]
    assert "请于2026-05-08前补正并重新申报" in str(told.message)


def test_to_pass_with_papers_missing_takes_a_reason() -> None:
    review = make_review()
    clerk, inspector = make_clerk(review.employer), inspector_of(review)
    kinds = ["licence", "roster", "contracts", "payroll", "attendance"]
    for kind in kinds:
        upload = pdf(f"{kind}.pdf", kind)
        declaring.hand_in(review.pk, kind=kind, upload=upload, actor=clerk, at=AT)
    declare(review, clerk)
    with pytest.raises(Refused, match="还没有上传“社会保险缴费凭证”.*请在审核意见中写明理由"):
        reviewing.pass_review(review.pk, note=" ", actor=inspector, at=AT)
    reviewing.pass_review(review.pk, note="缴费情况已与经办机构核对", actor=inspector, at=AT)
    assert state(review) is State.PASSED


def ordered(review: Review, kind: str, at: datetime = AT) -> CampaignRun:
    return runs.order(review.campaign, kind, actor=inspector_of(review), at=at)


def carried_out(run: CampaignRun, at: datetime = AT) -> tuple[int, int]:
    runs.carry_out(run.pk, at=at)
    run.refresh_from_db()
    assert run.finished_at == at
    return run.done, run.passed_over


def test_those_who_have_not_declared_are_reminded() -> None:
    review = make_review()
    clerk = make_clerk(review.employer)
    assert carried_out(ordered(review, "remind")) == (1, 0)
    told = Notification.objects.get(recipient=clerk)
    assert told.params["day"] == "2026-06-15"
    declare(review, clerk)
    with pytest.raises(Refused, match="没有未申报的单位"):
        ordered(review, "remind")


def test_a_second_run_waits_for_the_first_and_an_interrupted_one_goes_on() -> None:
    review = make_review()
    clerk = make_clerk(review.employer)
    run = ordered(review, "remind")
    with pytest.raises(Refused, match="还没有办完"):
        ordered(review, "remind")
    campaigns.remind(review.campaign, [review.pk], at=AT)  # told, then the worker died
    assert jobs.resume_runs() == 1
    assert carried_out(run) == (0, 0)
    assert Notification.objects.filter(recipient=clerk).count() == 1
    assert runs.carry_out(run.pk, at=AT) is None


def test_all_who_did_not_declare_end_as_leads_at_once() -> None:
    review = make_review()
    duplicate = make_employer("甲公司", division=review.division)
    campaigns.enrol(review.campaign)
    duplicate.merged_into = review.employer
    duplicate.save(update_fields=["merged_into"])
    with pytest.raises(Refused, match="尚未届满"):
        ordered(review, "close")
    head = make_user(role=Role.UNIT_HEAD, office=review.office)
    with pytest.raises(Refused, match="须由监察员办理"):
        runs.order(review.campaign, "close", actor=head, at=LATE)
    assert carried_out(ordered(review, "close", LATE), LATE) == (1, 0)
    assert state(review) is State.OVERDUE
    assert state(duplicate.written_reviews.get()) is State.NOT_DECLARED


def test_a_draft_is_kept_until_it_is_signed() -> None:
    review = make_review()
    clerk = make_clerk(review.employer)
    declaring.keep_draft(review.pk, {"headcount": "81"}, actor=clerk, at=AT)
    review.refresh_from_db()
    assert review.draft == {"headcount": "81"}
    declare(review, clerk)
    review.refresh_from_db()
    assert review.draft == {}
    with pytest.raises(Refused, match="已经申报"):
        declaring.keep_draft(review.pk, {}, actor=clerk, at=AT)
    paper = Paper.objects.of(review.subject).get(kind="review_declaration")
    assert paper.context["promised_by"] == "张强斌"


def test_a_file_is_handed_in_once_and_taken_back_only_before_it_is_declared() -> None:
    review = make_review()
    clerk = make_clerk(review.employer)
    told: dict[str, Any] = {"actor": clerk, "at": AT}
    first = declaring.hand_in(review.pk, kind="roster", upload=pdf(), **told)
    with pytest.raises(Refused, match="已经上传过"):
        declaring.hand_in(review.pk, kind="rules", upload=pdf(), **told)
    declaring.take_back(first.pk, **told)
    again = declaring.hand_in(review.pk, kind="roster", upload=pdf(), **told)
    declare(review, clerk)
    with pytest.raises(Refused, match="不能再改动材料"):
        declaring.take_back(again.pk, **told)
    with pytest.raises(Refused, match="不能再改动材料"):
        declaring.hand_in(review.pk, kind="rules", upload=pdf("b.pdf"), **told)
    with pytest.raises(InternalError), transaction.atomic():
        review.materials.update(kind="other")


def test_the_clerks_are_told_what_became_of_it() -> None:
    review = make_review()
    clerk, inspector = make_clerk(review.employer), inspector_of(review)
    declare(review, clerk)
    returned(review, reason="缺名册", actor=inspector)
    declare(review, clerk)
    reviewing.pass_review(review.pk, note="现场已看", actor=inspector, at=AT)
    told = Notification.objects.filter(recipient=clerk).order_by("pk")
    assert [str(row.message) for row in told] == [
        "申报已退回，请于2026-05-08前补正：缺名册",
        "2025年度书面审查合格，证明已可下载。",
    ]


def test_next_year_starts_from_what_was_declared_last() -> None:
    review = make_review(headcount=5)
    assert declaring.last_years(review)["headcount"] == 5
    declare(review)
    office = review.office
    later, _ = campaigns.open_campaign(
        office=office,
        year=2026,
        declare_from=date(2027, 3, 15),
        declare_to=date(2027, 6, 15),
        ends_on=date(2027, 6, 30),
        instructions="",
        actor=make_user(role=Role.BUREAU_HEAD, office=office),
        at=AT,
    )
    assert declaring.last_years(later.reviews.get())["headcount"] == 80


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "declaration",
            ("从业人员总数", "执行最低工资标准的情况", "承诺人：张强斌"),
        ),
        (
            "certificate",
            ("2025年度", "《劳动保障监察条例》第十四条", "2026年4月20日"),
        ),
        ("rectification", ("补缴社会保险费", "2026年5月20日", "《劳动保障监察条例》第三十条")),
    ],
)
def test_the_papers_say_what_they_must(kind: str, words: tuple[str, ...]) -> None:
    review = make_review(uscc=make_uscc())
    declared = declare(review)
    sheets = {
        "declaration": (papers.DECLARATION, papers.declaration(review, declared)),
        "certificate": (papers.CERTIFICATE, papers.certificate(review, on=AT.date())),
        "rectification": (
            papers.RECTIFICATION,
            papers.rectification(review, requirements="补缴社会保险费", due_on=date(2026, 5, 20)),
        ),
    }
    paper, context = sheets[kind]
    assert documents.missing_facts(paper, context) == ()
    html = documents.preview(paper, context, office=review.office)
    assert [word for word in words if word not in html] == []
