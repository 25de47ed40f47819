"""A person at a browser: reads what is on the page, taps, types; nothing goes round the screen."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Dialog,
    Locator,
    Page,
    Response,
    expect,
)

from accounts.models import User
from accounts.tests.factories import PASSWORD, current_code, give_device

PICTURES = Path("test-results/journeys")
DESK = (1440, 900)
KIOSK = (1024, 1366)  # portrait
PHONE = (390, 844)
PATIENCE = 30_000  # ms; a busy machine answers slowly, and a wait ends as soon as it may

# The clipboard as Excel fills it; a headless browser has no system clipboard to rely on.
PASTE = """(cell, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const options = {clipboardData, bubbles: true, cancelable: true};
    cell.dispatchEvent(new ClipboardEvent("paste", options));
}"""
OVERHANG = """Math.max(
    0, document.documentElement.scrollWidth - document.documentElement.clientWidth
)"""
expect.set_options(timeout=PATIENCE)


@dataclass
class Watch:
    """Everything a browser complained of: scripts, the content security policy, failed answers."""

    problems: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))
        page.on("response", self._answered)
        page.on("dialog", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"{message.location.get('url')}: {message.text}")

    def _asked(self, dialog: Dialog) -> None:
        """A page that asks before it is left; the journeys leave no form half-filled."""
        self.problems.append(f"asked {dialog.type} on {dialog.page.url if dialog.page else ''}")
        dialog.dismiss()

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status} {response.request.method} {response.url}")


class Visitor:
    """One person with one browser window."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address = address
        context.set_default_timeout(PATIENCE)
        self.context = context
        self.page = context.new_page()

    def open(self, path: str) -> Self:
        self.page.goto(path)
        return self

    def tap(self, name: str, *, exact: bool = False) -> Self:
        """Press the button or follow the link of this name and arrive on the next page."""
        with self.page.expect_navigation():
            self.find(name, exact=exact).click()
        return self

    def find(self, name: str, *, exact: bool = False) -> Locator:
        button = self.page.get_by_role("button", name=name, exact=exact)
        return button.or_(self.page.get_by_role("link", name=name, exact=exact)).first

    def fill(self, **answers: str) -> Self:
        """Fill fields by their form name."""
        for name, value in answers.items():
            field = self.page.locator(f"main [name={name}]")
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        return self

    def choose(self, name: str, label: str) -> Self:
        """Pick the option that reads so, in full or in part."""
        field = self.page.locator(f"main select[name={name}]")
        field.select_option(field.locator("option", has_text=label).get_attribute("value"))
        return self

    def hand_in(self, name: str, *files: Path | dict[str, object]) -> Self:
        self.page.locator(f"main input[type=file][name={name}]").set_input_files(list(files))  # type: ignore[arg-type]
        return self

    def paste(self, cell: Locator, text: str) -> Self:
        cell.focus()
        cell.evaluate(PASTE, text)
        return self

    def sees(self, *texts: str) -> Self:
        for text in texts:
            expect(self.page.locator("body")).to_contain_text(text)
        return self

    def log_in(self, user: User) -> Self:
        """Password first, then the code from the phone."""
        self.open("/desk/")
        self.fill(username=user.username, password=PASSWORD).tap("登录")
        device = give_device(user)
        device.last_t = -1  # a second log-in within the same half minute has the same code
        device.save(update_fields=["last_t"])
        self.fill(code=current_code(device)).tap("验证")
        expect(self.page).to_have_url(re.compile("/desk/$"))
        return self

    def overhang(self) -> int:
        """By how many pixels the page is wider than its screen: nobody reads sideways."""
        return int(self.page.evaluate(OVERHANG))

    def photograph(self, name: str) -> Self:
        """Keep the whole page as a picture for people to look at."""
        assert self.overhang() <= 0, f"{self.page.url} scrolls sideways"
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
        return self


NewVisitor = Callable[..., Visitor]
