"""The small scripts in static/js, driven in a real browser on pages of their own (no server)."""

import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.conf import settings
from playwright.sync_api import Page, Route, expect

STATIC = Path(settings.BASE_DIR) / "static"
ORIGIN = "http://look.test"

pytestmark = pytest.mark.browser


class Site:
    """One page whose scripts are the product's, and a list of what it posted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.posted: list[tuple[str, dict[str, list[str]]]] = []
        self.answers: dict[str, object] = {}
        self.body = ""
        page.route(f"{ORIGIN}/**", self.answer)

    def answer(self, route: Route) -> None:
        path = route.request.url.removeprefix(ORIGIN).split("?")[0]
        if path.startswith("/static/"):
            script = (STATIC / path.removeprefix("/static/")).read_text("utf-8")
            route.fulfill(body=script, content_type="text/javascript")
        elif path in self.answers and route.request.method == "GET":
            route.fulfill(json=self.answers[path])
        elif path == "/":
            route.fulfill(body=self.body, content_type="text/html; charset=utf-8")
        else:
            self.posted.append((path, parse_qs(route.request.post_data or "")))
            route.fulfill(body="<p>sent</p>", content_type="text/html")

    def open(self, body: str, *scripts: str) -> None:
        tags = "".join(
            f'<script type="module" src="/static/js/{name}"></script>' for name in scripts
        )
        self.body = f'<!doctype html><html lang="zh-Hans"><main>{body}</main>{tags}</html>'
        self.page.goto(f"{ORIGIN}/", wait_until="networkidle")

    def stop_the_clock(self) -> None:
        """Time stands still in the page and moves only by `clock.run_for`, however slow we are."""
        self.page.clock.install(time="2026-03-02T09:00:00")
        self.page.clock.pause_at("2026-03-02T10:00:00")


@pytest.fixture
def site(page: Page) -> Site:
    return Site(page)


LEDGER = """
<table data-grid data-overflow-note="note"><tbody>
<tr><td><input id="a1" data-sum="claimed" value="0.10"></td><td><input id="a2" value="x"></td></tr>
<tr><td><input id="b1" data-sum="claimed" value="0.20"></td><td><input id="b2" value="y"></td></tr>
</tbody></table>
<b data-total="claimed"></b><p id="note" data-text="另有 %d 格没有位置" hidden></p>
"""


def paste(page: Page, cell: str, text: str) -> None:
    page.focus(cell)
    page.evaluate(
        """([cell, text]) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const options = { clipboardData, bubbles: true, cancelable: true };
            document.querySelector(cell).dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        [cell, text],
    )


def test_the_ledger_adds_up_to_the_fen(site: Site) -> None:
    site.open(LEDGER, "grid.js")
    total = site.page.locator("[data-total]")
    expect(total).to_have_text("0.30")
    site.page.fill("#a1", "¥１２３４５６．７８")
    expect(total).to_have_text("123,456.98")
    site.page.fill("#a1", "1.234")
    expect(total).to_have_text("—")
    expect(site.page.locator("#a1")).to_have_attribute("aria-invalid", "true")


def test_a_block_from_excel_fills_the_ledger(site: Site) -> None:
    site.open(LEDGER, "grid.js")
    paste(site.page, "#a1", '1,000.50\t"两行\n依据"\r\n2000\tb\r\n3\tc\r\n')
    expect(site.page.locator("#a1")).to_have_value("1,000.50")
    expect(site.page.locator("#a2")).to_have_value("两行 依据")
    expect(site.page.locator("#b2")).to_have_value("b")
    expect(site.page.locator("[data-total]")).to_have_text("3,000.50")
    expect(site.page.locator("#note")).to_have_text("另有 2 格没有位置")


def test_arrow_keys_walk_the_ledger(site: Site) -> None:
    site.open(LEDGER, "grid.js")
    site.page.focus("#a1")
    for key, cell in (
        ("ArrowDown", "b1"),
        ("ArrowRight", "b2"),
        ("ArrowUp", "a2"),
        ("Enter", "b2"),
    ):
        site.page.keyboard.press(key)
        assert site.page.evaluate("document.activeElement.id") == cell


KIOSK = """
<input id="name" value="王建国">
<dialog data-idle-warn-after="60" data-idle-wipe-after="30"><b data-idle-left></b>
<button data-idle-stay>我还在</button>
<form method="post" action="/clear" data-idle-form></form></dialog>
"""


def test_a_kiosk_left_alone_warns_and_then_wipes(site: Site) -> None:
    site.stop_the_clock()
    site.open(KIOSK, "idle.js")
    dialog = site.page.locator("dialog")
    site.page.clock.run_for(59_000)
    expect(dialog).not_to_be_visible()
    site.page.clock.run_for(2_000)
    expect(dialog).to_be_visible()
    expect(site.page.locator("[data-idle-left]")).to_have_text("29")
    with site.page.expect_navigation():
        site.page.clock.run_for(30_000)
    assert [path for path, _ in site.posted] == ["/clear"]


def test_a_person_at_the_kiosk_may_stay(site: Site) -> None:
    site.stop_the_clock()
    site.open(KIOSK, "idle.js")
    site.page.clock.run_for(70_000)
    site.page.click("[data-idle-stay]")
    site.page.clock.run_for(59_000)
    expect(site.page.locator("dialog")).not_to_be_visible()
    expect(site.page.locator("#name")).to_have_value("王建国")
    assert site.posted == []


NOTE = """
<form method="post" action="/send"><input type="hidden" name="csrfmiddlewaretoken" value="t">
<textarea data-autosave-url="/draft" data-autosave-state="state"></textarea></form>
<p id="state" data-saved="已暂存" data-restored="已恢复" data-failed="没有存上"></p>
"""


def test_a_long_text_is_kept_while_it_is_written(site: Site) -> None:
    site.stop_the_clock()
    site.answers["/draft"] = {"text": ""}
    site.open(NOTE, "autosave.js")
    site.page.fill("textarea", "3月至6月工资未付")
    site.page.clock.run_for(3_100)
    expect(site.page.locator("#state")).to_have_text("已暂存")
    assert site.posted == [("/draft", {"text": ["3月至6月工资未付"]})]


def test_an_interrupted_text_comes_back(site: Site) -> None:
    site.answers["/draft"] = {"text": "上次写到这里"}
    site.open(NOTE, "autosave.js")
    expect(site.page.locator("textarea")).to_have_value("上次写到这里")
    expect(site.page.locator("#state")).to_have_text("已恢复")


def test_a_text_that_could_not_be_kept_is_tried_again(site: Site) -> None:
    site.stop_the_clock()
    site.answers["/draft"] = {"text": ""}
    site.open(NOTE, "autosave.js")
    site.page.route(f"{ORIGIN}/draft", lambda route: route.abort(), times=1)  # the next try only
    site.page.fill("textarea", "断网了")
    site.page.clock.run_for(3_100)
    expect(site.page.locator("#state")).to_have_text("没有存上")
    site.page.clock.run_for(3_100)
    expect(site.page.locator("#state")).to_have_text("已暂存")


def test_a_double_click_sends_a_form_once(site: Site) -> None:
    site.open(
        '<form method="post" action="/lodge"><button>提交</button></form>', "confirm-leave.js"
    )
    sent = site.page.evaluate(
        """() => {
            let sent = 0;
            const form = document.querySelector("form");
            window.addEventListener("submit", (event) => {
                sent += event.defaultPrevented ? 0 : 1;
                event.preventDefault();
            });
            form.requestSubmit();
            form.requestSubmit();
            return sent;
        }"""
    )
    assert sent == 1


ROWS = """
<input data-shortcut="/" id="find"><table data-rows><tbody>
<tr><td><a href="#1">一</a></td></tr><tr><td><a href="#2">二</a></td></tr></tbody></table>
"""


def test_the_desk_goes_by_keyboard(site: Site) -> None:
    site.open(ROWS, "shortcuts.js")
    for key in ("j", "j", "k", "j"):
        site.page.keyboard.press(key)
    expect(site.page.locator("tr.is-current")).to_have_text("二")
    site.page.keyboard.press("/")
    assert site.page.evaluate("document.activeElement.id") == "find"
    site.page.keyboard.type("j/")
    expect(site.page.locator("#find")).to_have_value("j/")


def test_type_grows_in_three_steps_without_losing_the_answer(site: Site) -> None:
    site.open('<a href="/x" data-kiosk-size>大字</a><input id="name">', "type-size.js")
    site.page.fill("#name", "王建国")
    seen = []
    for _ in range(3):
        site.page.click("[data-kiosk-size]")
        seen.append(site.page.evaluate("document.documentElement.className"))
    assert seen == ["size-large", "size-largest", ""]
    expect(site.page.locator("#name")).to_have_value("王建国")


def test_reading_aloud_never_speaks_what_was_typed(site: Site) -> None:
    site.page.add_init_script(
        """window.spoken = [];
        SpeechSynthesis.prototype.speak = (said) => window.spoken.push(said.text);"""
    )
    body = (
        '<h1>您的姓名</h1><input value="王建国"><button data-read-aloud-toggle hidden>朗读</button>'
    )
    site.open(body, "read-aloud.js")
    site.page.click("[data-read-aloud-toggle]")
    assert json.dumps(site.page.evaluate("window.spoken"), ensure_ascii=False) == '["您的姓名"]'
