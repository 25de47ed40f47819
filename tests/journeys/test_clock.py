"""The demo's clock, stopped and shifted: limits come near, fall due and are breached on the desk.

Production knows no such clock.
"""

import os
import re
import subprocess
import sys
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.policy.roles import Role
from accounts.tests.factories import make_user, staff_client
from complaints.models import Complaint
from complaints.policy.statement import Channel
from complaints.services import desk, intake
from complaints.tests.factories import a_claim, a_statement
from launch.places import CHECKOUT
from rulebook.services import calendar
from tests.journeys.browsing import PHONE, Visitor
from tests.journeys.people import Bureau
from tests.running_site import RunningSite, url_of
from workflow.clock import now
from workflow.models import Clock, TestClock

ACCEPTANCE = "投诉受理（立案）"


def lodge(bureau: Bureau) -> Complaint:
    """A complaint taken at the bureau's present moment, in the hands of the officer."""
    first = timezone.localdate(now()) - timedelta(days=90)
    last = timezone.localdate(now()) - timedelta(days=30)
    statement = a_statement(claims=[a_claim(period_from=first, period_to=last)])
    lodged = intake.lodge(statement, token=uuid4().hex, channel=Channel.KIOSK, at=now())
    desk.assign(lodged.complaint.pk, owner=bureau.lead, actor=bureau.head, at=now())
    return lodged.complaint


def stop_at(person: Visitor, moment: str) -> None:
    person.open("/desk/test-clock/").fill(act="stop", moment=moment).tap("设置")
    person.sees(f"演示时钟已停在 {moment.replace('T', ' ')}")


def shows(person: Visitor, level: str, words: str) -> None:
    """The limit on the worklist: its colour and its words say the same."""
    badge = person.open("/desk/?lens=all").page.locator("tbody .clock")
    expect(badge).to_have_class(re.compile(rf"\bclock-{level}\b"))
    expect(badge).to_contain_text(words)


def notices(person: Visitor) -> list[str]:
    person.open("/desk/notices/")
    return person.page.locator("main li b").all_inner_texts()


def sweep(site: RunningSite, *, announced: str) -> None:
    """What beat sends by night, taken by the worker."""
    site.send("workflow.jobs.sweep_deadlines")
    site.until(lambda: Clock.objects.get(code="complaint_acceptance").announced_level == announced)


@pytest.mark.browser
@pytest.mark.slow
def test_five_days_over_the_spring_festival_on_a_stopped_clock(site, bureau, visitor):
    """Friday 2026-02-13: the Saturday after is a working day, then nine days are holidays."""
    officer, head = visitor().log_in(bureau.lead), visitor().log_in(bureau.head)
    stop_at(head, "2026-02-13T10:00")
    number = lodge(bureau).number

    shows(officer, "calm", "剩余5个工作日")
    stop_at(head, "2026-02-14T09:00")
    shows(officer, "calm", "剩余4个工作日")
    stop_at(head, "2026-02-20T09:00")
    shows(officer, "calm", "剩余4个工作日")
    call_command("sweep_deadlines")
    assert (notices(officer), notices(head)) == ([], [])

    stop_at(head, "2026-02-24T09:00")
    shows(officer, "yellow", "剩余3个工作日")
    sweep(site, announced="yellow")
    soon = f"期限将至：{number}“{ACCEPTANCE}”"
    assert (notices(officer), notices(head)) == ([soon], [])

    stop_at(head, "2026-02-27T09:00")
    shows(officer, "red", "今日到期")
    officer.open("/desk/").sees(number).photograph("desk-due-today")
    sweep(site, announced="red")
    today = f"今日到期：{number}“{ACCEPTANCE}”"
    assert (notices(officer), notices(head)) == ([today, soon], [today])

    stop_at(head, "2026-02-28T09:00")
    shows(officer, "breached", "已超期1个工作日")
    sweep(site, announced="breached")
    over = f"已经超期：{number}“{ACCEPTANCE}”"
    assert (notices(officer), notices(head)) == ([over, today, soon], [over, today])
    officer.open("/desk/").photograph("desk-breached")
    officer.tap(number).tap("怎么算的").sees("跳过春节放假9日", "2026-02-14为春节调休上班日，计入")
    officer.photograph("desk-clock-explained")


@pytest.mark.browser
@pytest.mark.slow
def test_a_shifted_clock_runs_on_from_the_day_it_was_put_to(site, bureau, visitor):
    complaint = lodge(bureau)
    officer, head = visitor(PHONE).log_in(bureau.lead), visitor().log_in(bureau.head)
    received_on = timezone.localdate(complaint.received_at)
    days = (calendar().add(received_on, 5) - received_on).days

    for shift, level in ((days, "red"), (days + 1, "breached")):
        head.open("/desk/test-clock/").fill(act="shift", days=str(shift)).tap("设置")
        head.sees("演示时钟已拨动")
        officer.open("/desk/?lens=all")
        expect(officer.page.locator(f"tbody .clock-{level}")).to_be_visible()
    officer.photograph("phone-worklist-breached")
    head.open("/desk/test-clock/").fill(act="reset").tap("设置")
    expect(head.page.locator(".clock-banner")).to_have_count(0)
    shows(officer, "calm", "剩余5个工作日")


# -- production --


@pytest.mark.django_db
def test_in_production_the_page_of_the_clock_does_not_exist(settings):
    assert settings.DEBUG is False
    head = staff_client(make_user(role=Role.UNIT_HEAD))
    page = reverse("console:test_clock")
    assert head.get(page).status_code == 404
    assert head.post(page, {"act": "shift", "days": "3"}).status_code == 404
    assert not TestClock.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db
def test_in_production_the_command_of_the_clock_is_refused():
    """The real command in a process of its own, started as production is."""
    ended = subprocess.run(
        [sys.executable, CHECKOUT / "manage.py", "test_clock", "shift", "3d"],
        env=production(),
        capture_output=True,
        text=True,
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "只能在演示环境使用" in ended.stderr
    assert not TestClock.objects.exists()


def production() -> dict[str, str]:
    """DEBUG off and every secret given, over the test database."""
    like = os.environ.get("DATABASE_URL", "postgres:///")
    given = {
        "DEBUG": "0",
        "DATABASE_URL": url_of(configured.DATABASES["default"]["NAME"], like),
        "REDIS_URL": configured.REDIS_URL,
        "SECRET_KEY": configured.SECRET_KEY,
        "PERSONAL_DATA_KEYS": configured.PERSONAL_DATA_KEYS,
        "PERSONAL_DATA_INDEX_KEY": configured.PERSONAL_DATA_INDEX_KEY,
    }
    return {**os.environ, **given}
