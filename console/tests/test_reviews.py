"""The written review on the desk: opened by a head, passed on by the grid, decided by officers."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse

from accounts.policy.roles import Role
from accounts.tests.factories import make_office, make_user
from cases.models import Case
from cases.services import filing
from cases.services.filing import Lead
from console.patrol_bases import reference_of
from console.tests.desk import Screen, errors, plain
from employers.tests.factories import make_employer, make_uscc
from grids.policy.frequency import Basis
from grids.tests import patrol_factories as patrols
from statutes.violations import VIOLATIONS
from written_reviews import jobs
from written_reviews.models import Campaign, CampaignRun, Review
from written_reviews.policy.contents import Answer, Item
from written_reviews.tests.factories import ANSWERS, declare, make_review

SPRING = datetime(2026, 5, 6, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(SPRING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def review(db: None) -> Review:
    return make_review(uscc=make_uscc())


def seat(review: Review, role: Role) -> Screen:
    return Screen(make_user(role=role, office=review.office, certified=role is Role.INSPECTOR))


def act_url(review: Review, act: str) -> str:
    return reverse("console:review_act", args=[review.pk, act])


def test_a_head_opens_the_year_and_the_list_shows_every_employer(review: Review) -> None:
    head = Screen(review.campaign.opened_by)
    dates = {"declare_from": "2027-03-15", "declare_to": "2027-06-15", "ends_on": "2027-06-30"}
    url = reverse("console:open_campaign")
    assert "2025年度的书面审查已经发起" in head.refused_at(url, year="2025", **dates)
    response = head.client.post(url, {"year": "2026", **dates})
    assert response.status_code == 302, errors(response)
    assert Campaign.objects.count() == 2
    page = head.open(reverse("console:reviews"))
    assert page.count(review.employer_name) == 2
    only = head.open(reverse("console:reviews") + "?year=2025&state=not_declared")
    assert only.count(review.employer_name) == 1


def test_an_empty_list_says_so(review: Review) -> None:
    head = Screen(review.campaign.opened_by)
    assert "没有符合条件的书面审查" in head.open(reverse("console:reviews") + "?state=passed")


def test_the_declaration_stands_beside_the_register_with_its_doubts(review: Review) -> None:
    declare(
        review,
        answers={**ANSWERS, Item.HOURS: Answer.NO},
        notes={Item.HOURS: "11月加班超过36小时"},
    )
    page = seat(review, Role.INSPECTOR).open(review.get_absolute_url())
    assert "“遵守工作时间和休息休假规定的情况”自报存在问题" in page
    assert "11月加班超过36小时" in page
    assert "审查合格" in page


def test_an_inspector_orders_rectification_with_the_doubts_as_its_first_words(
    review: Review,
) -> None:
    declare(
        review,
        answers={**ANSWERS, Item.HOURS: Answer.NO},
        notes={Item.HOURS: "11月加班超过36小时"},
    )
    inspector = seat(review, Role.INSPECTOR)
    assert "自报存在问题" in inspector.open(act_url(review, "rectification"))
    words = {"requirements": "调整班次", "due_on": "2026-05-06"}
    refused = inspector.refused_at(act_url(review, "rectification"), **words)
    assert "整改期限须晚于今天" in refused
    response = inspector.client.post(
        act_url(review, "rectification"), {**words, "due_on": "2026-06-01"}
    )
    assert response.status_code == 302
    review.refresh_from_db()
    assert review.get_state_display() == "不合格，责令整改"


def test_the_certificate_is_shown_before_it_is_issued(review: Review) -> None:
    declare(review)
    inspector = seat(review, Role.INSPECTOR)
    assert "劳动保障书面审查合格证明" in inspector.open(act_url(review, "pass"))
    assert inspector.client.post(act_url(review, "pass"), {"note": "合格"}).status_code == 302
    assert "审合字〔2026〕1号" in inspector.open(review.get_absolute_url() + "?tab=papers")
    assert "网上申报" in inspector.open(review.get_absolute_url() + "?tab=history")


def test_what_is_to_be_seen_on_site_is_inspected_as_any_employer_is(review: Review) -> None:
    """国办发〔2024〕54号: approval, notice and two officers, not a visit of whoever passes by."""
    declare(review)
    inspector = seat(review, Role.INSPECTOR)
    asked = inspector.client.post(act_url(review, "on-site"), {"reason": "人数与参保不符。"})
    assert asked.status_code == 302, errors(asked)
    linked = inspector.client.get(review.get_absolute_url()).context["patrol_url"]
    begun = inspector.client.get(linked).context["form"]
    assert (begun["basis"].value(), begun["cause"].value()) == ("lead", review.number)
    assert reference_of(review.employer, Basis.LEAD, f"{review.number}实地核查") == review.number
    assert "还没有检查记录" in inspector.refused_at(act_url(review, "pass"), note="合格")
    about: dict[str, Any] = {"basis": Basis.LEAD, "cause": review.number}
    patrols.recorded(patrols.House(review.office), employer=review.employer, **about)
    assert inspector.client.post(act_url(review, "pass"), {"note": "合格"}).status_code == 302


def test_a_review_that_ended_badly_leads_to_a_case(review: Review) -> None:
    inspector = seat(review, Role.INSPECTOR)
    with time_machine.travel(SPRING.replace(month=6, day=20), tick=False):
        inspector = seat(review, Role.INSPECTOR)
        response = inspector.client.post(act_url(review, "close"), {"confirmed": "on"})
        assert response.status_code == 302, errors(response)
        html = inspector.html(review.get_absolute_url())
        assert "source=written_review" in html
        url = reverse("console:new_case") + "?source=written_review&query=" + review.employer_name
        assert review.employer_name in plain(inspector.html(url))


def test_a_falsehood_stays_on_the_list_until_its_case_is_registered(review: Review) -> None:
    declare(review)
    inspector = seat(review, Role.INSPECTOR)
    left = reverse("console:reviews") + "?lead=1"
    assert review.employer_name not in inspector.open(left)
    assert "凭什么认定" in inspector.open(act_url(review, "false"))
    response = inspector.client.post(act_url(review, "false"), {"reason": "回单系伪造"})
    assert response.status_code == 302, errors(response)
    assert review.employer_name in inspector.open(left)
    shown = inspector.open(review.get_absolute_url())
    assert "申报不实：回单系伪造" in shown and "应登记线索，尚未登记" in shown
    case = make_case(review)
    assert review.employer_name not in inspector.open(left)
    shown = inspector.open(review.get_absolute_url())
    assert "本次审查已登记线索" in shown and case.case_no in shown


def make_case(review: Review) -> Case:
    lead = make_user(role=Role.INSPECTOR, office=review.office, certified=True)
    second = make_user(role=Role.INSPECTOR, office=review.office, certified=True)
    matter = Lead(
        office=review.office,
        employer=review.employer,
        division_id=review.division_id,
        source=Case.Source.WRITTEN_REVIEW,
        cause=next(iter(VIOLATIONS)),
        summary="书面审查申报不实。",
        reference=review.campaign.title,
    )
    return filing.open_case(
        matter, lead=lead, assistants=[second], actor=lead, opinion="拟立案", at=SPRING
    )


def test_who_returns_a_declaration_says_until_when(review: Review) -> None:
    declare(review)
    inspector = seat(review, Role.INSPECTOR)
    assert 'value="2026-05-21"' in inspector.html(act_url(review, "return"))
    words = {"reason": "缺名册", "correct_by": "2026-05-06"}
    assert "补正期限须晚于今天" in inspector.refused_at(act_url(review, "return"), **words)
    sent = inspector.client.post(act_url(review, "return"), {**words, "correct_by": "2026-05-20"})
    assert sent.status_code == 302, errors(sent)
    assert "补正期限 2026-05-20" in inspector.open(review.get_absolute_url())


def test_what_is_missing_is_said_before_it_passes(review: Review) -> None:
    declare(review)
    inspector = seat(review, Role.INSPECTOR)
    assert "还没有上传“审查年度10至11月考勤表”" in inspector.open(act_url(review, "pass"))
    assert "写明理由" in inspector.refused_at(act_url(review, "pass"), note="")


def test_all_who_have_not_declared_are_reminded_by_a_job(
    review: Review, django_capture_on_commit_callbacks
) -> None:
    head = Screen(review.campaign.opened_by)
    url = reverse("console:remind", args=[review.campaign_id])
    with django_capture_on_commit_callbacks(execute=False):
        response = head.client.post(url)
    run = CampaignRun.objects.get()
    assert response["Location"] == run.get_absolute_url()
    assert head.client.get(run.get_absolute_url())["Refresh"] == "3"
    jobs.carry_out_run(run.pk)
    assert "已办 1 / 1 户" in head.open(run.get_absolute_url())
    stranger = Screen(make_user(role=Role.INSPECTOR, office=make_office("410103")))
    stranger.open(run.get_absolute_url(), status=404)


def test_all_who_did_not_declare_end_as_leads_by_a_job(
    review: Review, at_noon, django_capture_on_commit_callbacks
) -> None:
    url = reverse("console:close_campaign", args=[review.campaign_id])
    inspector = seat(review, Role.INSPECTOR)
    too_early = inspector.client.post(url, follow=True)
    assert "尚未届满" in plain(too_early.content.decode())
    at_noon.move_to(SPRING.replace(month=6, day=20))
    inspector = seat(review, Role.INSPECTOR)
    assert "未申报的全部转线索" in inspector.open(reverse("console:reviews"))
    with django_capture_on_commit_callbacks(execute=False):
        inspector.client.post(url)
    jobs.carry_out_run(CampaignRun.objects.get().pk)
    leads = inspector.open(reverse("console:reviews") + "?year=2025&state=overdue")
    assert review.employer_name in leads


def test_the_file_of_the_employer_shows_its_reviews(review: Review) -> None:
    page = seat(review, Role.INSPECTOR).open(review.employer.get_absolute_url())
    assert "书面审查" in page
    assert "未申报" in page


def test_the_page_costs_the_same_whatever_was_declared(
    review: Review, django_assert_max_num_queries
) -> None:
    declare(review)
    make_employer("另一家公司")
    inspector = seat(review, Role.INSPECTOR)
    inspector.open(review.get_absolute_url())
    with django_assert_max_num_queries(16):
        inspector.open(review.get_absolute_url())
