"""诚信等级 at the desk: order, look at the sample, propose, approve, object, correct."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import staff_client
from cases.models import HistoricCase
from credit_rating.models import Rating, RatingRun
from credit_rating.procedure import State
from credit_rating.services import approving, effects, overview
from credit_rating.services.rating import rate
from credit_rating.tests.factories import AT, YEAR
from credit_rating.tests.test_after import House, objected

pytestmark = pytest.mark.django_db


def desk(user: User) -> Client:
    return staff_client(user)


def page(name: str, *args: Any) -> str:
    return reverse(f"console:{name}", args=args)


def test_a_year_is_ordered_rated_looked_at_and_approved() -> None:
    house = House()
    answer = desk(house.head).post(
        page("new_rating_run"), {"year": YEAR, "ruleset": "city-2013", "cut_off": AT.date()}
    )
    run = RatingRun.objects.get()
    assert answer["Location"] == page("rating_run", run.pk)
    waiting = desk(house.inspector).get(page("rating_run", run.pk))
    assert waiting["Refresh"] == "5"
    rate(run.pk, at=AT)
    overview.summarise(RatingRun.objects.get(pk=run.pk))
    approving.draw_sample(run.pk)
    inspector = desk(house.inspector)
    for check in run.sample.all():
        inspector.post(page("rating_sample", run.pk, check.pk), {"is_right": "1"})
    shown = inspector.get(page("rating_run", run.pk), {"tab": "sample"}).content.decode()
    assert shown.count("评定正确") == 2
    desk(house.head).post(page("rating_run_act", run.pk, "propose"), {"opinion": "按规则评定"})
    chief = desk(house.chief)
    chief.post(page("rating_run_act", run.pk, "decide"), {"decision": "approve", "opinion": ""})
    assert RatingRun.objects.get(pk=run.pk).status is State.APPROVED


def test_every_tab_of_a_run_reads() -> None:
    house = House()
    run = house.approved()
    client = desk(house.inspector)
    assert "江城失信有限公司" not in client.get(page("rating_run", run.pk)).content.decode()
    for tab in ("overview", "sample", "grades", "approvals", "history"):
        assert client.get(page("rating_run", run.pk), {"tab": tab}).status_code == 200
    grades = client.get(page("rating_run", run.pk), {"tab": "grades"}).content.decode()
    assert "江城失信有限公司" in grades
    assert str(YEAR) in client.get(page("rating_runs")).content.decode()


def test_a_grade_says_in_plain_words_what_it_rests_on() -> None:
    house = House()
    rating = house.grade(house.approved())
    client = desk(house.inspector)
    shown = client.get(page("credit_rating", rating.pk)).content.decode()
    for words in ("违反主要评价指标", "罚款5,000.00元", "旧案〔2025〕", "诚信评价制度文件"):
        assert words in shown
    for tab in ("papers", "history"):
        assert client.get(page("credit_rating", rating.pk), {"tab": tab}).status_code == 200
    other = client.post(page("credit_what_if", rating.pk)).content.decode()
    assert "诚信等级评价国家规则" in other and "不产生效力" in other
    assert "2025" in client.get(page("employer", house.bad.pk)).content.decode()


def test_an_objection_is_rechecked_and_the_grade_corrected() -> None:
    house = House()
    rating = objected(house)
    act = page("credit_rating_act", rating.pk, "recheck")
    chief = desk(house.chief)
    assert "旧案〔2025〕" in chief.get(act).content.decode()
    source = f"history:{HistoricCase.objects.get().pk}"
    chief.post(act, {"struck": [source], "opinion": "处罚的是另一单位"})
    assert Rating.objects.get(pk=rating.pk).standing == "A"
    shown = chief.get(page("credit_rating", rating.pk)).content.decode()
    assert "复核更正" in shown and "异议成立" in shown


def test_the_head_of_the_unit_cannot_decide_a_recheck() -> None:
    house = House()
    rating = objected(house)
    act = page("credit_rating_act", rating.pk, "recheck")
    assert desk(house.head).get(act).status_code == 403


def test_the_desk_of_a_grade_below_a_takes_few_queries(django_assert_max_num_queries: Any) -> None:
    house = House()
    run = house.approved()
    effects.carry_out(run.pk, at=AT + timedelta(minutes=1))
    client = desk(house.inspector)
    client.get(page("rating_run", run.pk))
    with django_assert_max_num_queries(25):
        client.get(page("rating_run", run.pk), {"tab": "grades"})
