"""Small words of the desk's tables."""

from html import escape
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext

from cases.models import WageClaim, WageMonth
from cases.policy.ledger import SETTLEMENT_LABELS, Settlement
from console import doors
from console import navigation as rooms
from console.badges import Badge
from console.rows import COLUMNS, Row
from statutes.money import yuan

register = template.Library()
TAGS = {
    Settlement.UNPAID: "tag-seal",
    Settlement.PARTIAL: "tag-amber",
    Settlement.PAID: "tag-green",
    Settlement.SIGNED: "tag-green",
}
# A page of the desk holds fifty lines. As a template each took three times as long, and a third of
# the rest was Django's escape(), which looks for lazy text first: whatever a person wrote or a
# catalogue holds goes through html.escape here, and the columns' names are put in once a page.
LINE = """
<tr>
  <td data-label="%(due)s">{}</td>
  <td data-label="%(matter)s">{}
    <span class="tag {}">{}</span></td>
  <td data-label="%(party)s">{}</td>
  <td data-label="%(next_step)s">{}</td>
  <td class="num" data-label="%(workers)s">{}</td>
  <td class="num" data-label="%(money)s">{}</td>
  <td data-label="%(place)s">{}</td>
</tr>"""


@register.simple_tag
def worklist_lines(rows: list[Row]) -> SafeString:
    """The body of the worklist; on a phone every cell names its column."""
    line = LINE % {name: escape(gettext(label)) for name, label in COLUMNS.items()}
    claimed = gettext("诉求")
    return mark_safe("".join(_line(line, row, claimed) for row in rows))


def _line(line: str, row: Row, claimed: str) -> str:
    words = map(escape, (row["tag_class"], row["tag"], row["party"], row["next_step"]))
    money, place = _money(row, claimed), escape(row["place"])
    return line.format(_due(row), _matter(row), *words, row["workers"] or "—", money, place)


def _matter(row: Row) -> str:
    label = escape(row["label"])
    return f'<a href="{escape(row["url"])}">{label}</a>' if row["url"] else label


def _due(row: Row) -> str:
    """The clock; of a proposal, who waits since when."""
    if row["clock"]:
        return clock_badge(row["clock"])
    approval = row["approval"]
    assert approval
    since = date_format(localtime(approval.proposed_at), "Y-m-d H:i")
    return f'<span class="muted">{escape(approval.proposer.name)} · {since}</span>'


def _money(row: Row, claimed: str) -> str:
    if row["claimed"] is None:
        return "—"
    if row["determined"] is None or row["paid"] is None:
        return f'<span class="faint">{escape(claimed)} {yuan(row["claimed"])}</span>'
    if not row["workers"]:
        return "—"
    return f"{yuan(row['determined'])} / {yuan(row['paid'])}"


@register.simple_tag
def clock_badge(clock: Badge, big: bool = False) -> SafeString:
    """Colour, word and number together; a breached clock never hides. Big: in a case's header."""
    level = f"{clock['level']} clock-paused" if clock["is_paused"] else clock["level"]
    words = escape(gettext("已中止") if clock["is_paused"] else clock["words"])
    if big:
        text = f'<span class="clock clock-{level} clock-big"><b>{words}</b></span>'
    else:
        due = f'<time datetime="{clock["due_iso"]}">{clock["due_short"]}</time>'
        kind = f"<small>{escape(clock['label'])} · {due}</small>"
        text = f'<span class="clock clock-{level}"><b>{words}</b> {kind}</span>'
    return mark_safe(text)


@register.simple_tag(takes_context=True)
def may_open(context: dict[str, Any], name: str, *args: object) -> bool:
    """`{% may_open 'console:ledger' case.pk as keeps_ledger %}`: nobody is offered a refusal."""
    return doors.may_open(context["user"], name, *args)


@register.simple_tag(takes_context=True)
def navigation(context: dict[str, Any]) -> SafeString:
    """The rooms that this person may enter, the one of this page marked."""
    return rooms.links(context["user"], context["request"].path)


@register.filter
def month_column(name: str) -> str:
    """What a column of the month grid holds, for whoever does not see its head."""
    return str(WageMonth._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


@register.simple_tag
def settled(claim: WageClaim) -> SafeString:
    """未付, 部分, 已付 or 已签收, as a coloured word."""
    state = claim.settlement
    word = gettext(SETTLEMENT_LABELS[state])
    return format_html('<span class="tag {}">{}</span>', TAGS.get(state, ""), word)
