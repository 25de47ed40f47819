"""The kiosk in real Chromium, with and without script: taps, typing, the roster, the idle wipe."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, ViewportSize, expect

from accounts.tests.factories import make_divisions, make_office
from complaints.models import Complaint
from complaints.tests.rosters import FOUNDING
from portal.tests.walking import month, test_identity
from workflow.clock import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KIOSK = ViewportSize(width=1024, height=1366)
SIZES = [KIOSK, ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)]
LEAST_TARGET = 48  # px
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
QUESTIONS = (
    "purpose",
    "site",
    "employer",
    "county",
    "township",
    "period",
    "others",
    "wages",
    "evidence",
    "identity",
    "privacy",
)


@pytest.fixture
def site(live_server, settings):
    settings.DEBUG = False
    make_divisions()
    make_office("4101")
    return live_server.url


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def kiosk(browser: Browser, site, request):
    context = browser.new_context(
        base_url=site, viewport=KIOSK, locale="zh-CN", java_script_enabled=request.param
    )
    page = context.new_page()
    page.goto(reverse("portal:kiosk_home"))
    yield page
    context.close()


def tap(page: Page, label: str) -> None:
    page.locator("main").get_by_role("button", name=label).first.click()


def go_on(page: Page) -> None:
    page.locator("main .btn-next").first.click()


def up_to_others(page: Page) -> None:
    tap(page, "开始")
    tap(page, "投诉欠薪")
    tap(page, "没有")
    tap(page, "已经不干了")
    tap(page, "不是")
    page.get_by_label("单位名称").fill("鑫达饭店")
    go_on(page)
    tap(page, "中原区")
    page.get_by_label("地址").fill("建设路口")
    go_on(page)
    page.get_by_label("从哪个月").select_option(month(4, today()))
    page.get_by_label("到哪个月").select_option(month(1, today()))
    go_on(page)


def finish(page: Page) -> None:
    tap(page, "不用保密")
    expect(page.locator("main h1")).to_have_text("请核对，没有错就提交")
    tap(page, "提交投诉")
    expect(page.locator("main h1")).to_have_text("投诉已经提交")


def alone(page: Page) -> None:
    tap(page, "只有我一个人")
    page.get_by_label("说好一共给多少（元）").fill("1.2万")
    page.get_by_label("已经给了多少（元）").fill("3,000")
    go_on(page)


def one_worker(page: Page) -> None:
    up_to_others(page)
    alone(page)
    go_on(page)
    page.get_by_label("姓名").fill("王五")
    page.get_by_label("身份证号").fill(test_identity(5))
    page.get_by_label("手机号").fill("13800001234")
    go_on(page)


def test_one_worker_complains_goes_back_and_looks_it_up(kiosk):
    one_worker(kiosk)
    finish(kiosk)
    code = kiosk.locator(".lookup-code").inner_text()
    kiosk.go_back()
    expect(kiosk.locator(".lookup-code")).to_have_text(code)
    assert Complaint.objects.count() == 1

    kiosk.goto(reverse("portal:lookup"))
    kiosk.get_by_label("查询码").fill(code)
    kiosk.get_by_label("手机号后四位").fill("1234")
    go_on(kiosk)
    expect(kiosk.locator("main h1")).to_have_text("已收到，正在审查")
    expect(kiosk.locator("main")).to_contain_text("9,000.00")
    expect(kiosk.locator("main")).not_to_contain_text("王五")


def test_seventy_two_workers_bring_a_roster(kiosk):
    up_to_others(kiosk)
    tap(kiosk, "10个人或更多")
    kiosk.get_by_label("花名册文件").set_input_files(
        {"name": "花名册.xlsx", "mimeType": "application/octet-stream", "buffer": FOUNDING}
    )
    go_on(kiosk)
    expect(kiosk.locator("main")).to_contain_text("210,000.00")
    tap(kiosk, "名单没有错，继续")
    kiosk.locator(".form-check-label").first.click()
    go_on(kiosk)
    go_on(kiosk)
    finish(kiosk)
    assert kiosk.locator("main tbody code").count() == 72
    assert Complaint.objects.get().worker_count == 72


def test_a_mistake_is_told_and_a_cleared_screen_leaves_nothing_to_go_back_to(kiosk):
    up_to_others(kiosk)
    tap(kiosk, "只有我一个人")
    go_on(kiosk)
    expect(kiosk).to_have_title(re.compile("^有错："))
    kiosk.locator(".error-summary a").first.click()
    owed = kiosk.get_by_label("还欠多少（元）")
    expect(owed).to_be_in_viewport()
    owed.fill("3000")
    go_on(kiosk)

    kiosk.get_by_role("button", name="立即清屏").first.click()
    expect(kiosk.locator("main h1")).to_have_text("工资被欠了，在这里投诉")
    kiosk.go_back()
    expect(kiosk.locator("main h1")).to_have_text("工资被欠了，在这里投诉")


@pytest.fixture
def scripted(browser: Browser, site):
    context = browser.new_context(base_url=site, viewport=KIOSK, locale="zh-CN")
    page = context.new_page()
    page.goto(reverse("portal:kiosk_home"))
    yield page
    context.close()


def stop_the_clock(page: Page) -> None:
    """Time stands still from the next page on and moves only by `run_for`, however slow we are."""
    page.clock.install(time="2026-03-02T09:00:00")
    page.clock.pause_at("2026-03-02T10:00:00")
    page.reload()


def test_type_size_changes_in_place_and_a_rest_warns_then_wipes(scripted):
    stop_the_clock(scripted)
    up_to_others(scripted)
    tap(scripted, "只有我一个人")
    owed = scripted.get_by_label("还欠多少（元）")
    owed.fill("3000")
    scripted.get_by_role("button", name="大字").click()
    expect(scripted.locator("html")).to_have_class(re.compile("size-large"))
    expect(owed).to_have_value("3000")

    scripted.clock.run_for(61_000)
    expect(scripted.locator("dialog.idle")).to_be_visible()
    scripted.get_by_role("button", name="我还在，继续填写").click()
    expect(scripted.locator("dialog.idle")).to_be_hidden()
    expect(owed).to_have_value("3000")
    scripted.clock.run_for(61_000)
    scripted.clock.run_for(31_000)
    expect(scripted.locator("main h1")).to_have_text("工资被欠了，在这里投诉")


def test_every_page_fits_its_screen_and_can_be_touched(scripted):
    walk_and(scripted, check_page)


def check_page(page: Page) -> None:
    for size in SIZES:
        page.set_viewport_size(size)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{page.url} scrolls sideways at {size['width']} px"
    page.set_viewport_size(KIOSK)
    heights = page.evaluate(
        "[...document.querySelectorAll('main button, main select, main .form-control, .kiosk-top"
        " .btn')].filter(e => e.offsetParent).map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights, default=LEAST_TARGET) >= LEAST_TARGET, page.url
    assert objections(page) == []


def objections(page: Page) -> list[str]:
    """What axe holds against the page, by the WCAG 2.1 AA rules."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]]


def walk_and(page: Page, check) -> None:
    """Visit every page of a single complaint and of the lookup."""
    one_worker(page)
    for name in QUESTIONS:
        page.goto(reverse("portal:kiosk_page", args=[name]))
        check(page)
    for size, act in (("10个人或更多", None), ("一共2到9个人", "写第一个人")):
        page.goto(reverse("portal:kiosk_page", args=["others"]))
        tap(page, size)
        check(page)
        if act:
            tap(page, act)
            check(page)
    page.goto(reverse("portal:kiosk_page", args=["others"]))
    alone(page)
    page.goto(reverse("portal:kiosk_page", args=["privacy"]))
    finish(page)
    check(page)
    for name in ("lookup", "kiosk_home"):
        page.goto(reverse(f"portal:{name}"))
        check(page)
