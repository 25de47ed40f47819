"""The people of a group: typed one by one, or read from a roster; every line is kept at once."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from accounts.wording import add_refusal, translate
from complaints.policy.roster import MAX_BYTES, Line, Roster, read_paste, read_roster
from documents.policy.uploads import XLSX
from portal import blank_roster, places, sealed_files
from portal.doors import public, unfinished, with_draft
from portal.draft import Draft
from portal.forms import Asked, QuestionForm, RosterForm
from portal.person_form import PersonForm
from portal.procedure import BY_NAME, MAX_FEW, MIN_FEW, Situation, is_reachable
from portal.views.turning import keep, page_context, page_url, posted, resting_times
from statutes.identity import mask_phone, mask_resident_id
from statutes.refusal import Refused
from statutes.wording import Sentence, say
from workflow.clock import today

SHOWN_PROBLEMS = 100  # a list nobody reads to the end helps nobody


def people(request: HttpRequest, asked: Asked) -> HttpResponse:
    """都有谁: the list so far, with one line to add, change or take out at a time."""
    draft = asked.draft
    if len(draft.lines) > MAX_FEW:
        draft.lines = []  # a roster handed in before the group turned out to be small
    form = QuestionForm(asked, *posted(request))
    if request.method == "POST":
        act, _, place = request.POST.get("act", "").partition(":")
        if act == "done" and form.is_valid():
            return _people_done(request, asked, form)
        return redirect(_change_line(request, draft, act, place))
    return render(request, "portal/kiosk_people.html", _people_context(asked, form))


def _people_done(request: HttpRequest, asked: Asked, form: QuestionForm) -> HttpResponse:
    if len(asked.draft.lines) < MIN_FEW:
        form.add_error(
            None, gettext("至少写两个人。只有您一个人的，请返回上一步选“只有我一个人”。")
        )
        return render(request, "portal/kiosk_people.html", _people_context(asked, form))
    return redirect(keep(request, asked, {"count": len(asked.draft.lines)}))


def _people_context(asked: Asked, form: QuestionForm) -> dict[str, Any]:
    lines = shown_lines(asked.draft)
    return page_context(
        asked,
        form,
        lines=lines,
        sums=sums(asked.draft),
        may_add=len(lines) < MAX_FEW,
        limit=MAX_FEW,
    )


def _change_line(request: HttpRequest, draft: Draft, act: str, place: str) -> str:
    """Open a line to write, or take one out; who is in the group is then an open question again."""
    is_place = place.isdecimal() and len(place) < 4 and int(place) < len(draft.lines)
    number = int(place) if is_place else None
    if act == "remove" and number is not None:
        del draft.lines[number]
        _ask_the_group_again(draft)
    opens = (act == "edit" and number is not None) or (act == "add" and len(draft.lines) < MAX_FEW)
    draft.editing = number if act == "edit" else None
    draft.save(request.session)
    return reverse("portal:kiosk_person") if opens else page_url("people")


def _ask_the_group_again(draft: Draft) -> None:
    for stale in ("people", "representatives"):
        draft.answers.pop(stale, None)


@public("GET", "HEAD", "POST")
@with_draft
@unfinished
def kiosk_person(request: HttpRequest, draft: Draft) -> HttpResponse:
    """一个人: one line of a small group."""
    situation = Situation(draft.answers, today())
    if not is_reachable("people", situation):
        return redirect(page_url("people"))
    asked = Asked(BY_NAME["people"], draft, situation.today)
    form = PersonForm(asked, *posted(request))
    if request.method == "POST" and form.is_valid():
        _put_line(draft, form)
        draft.save(request.session)
        return redirect(page_url("people"))
    context = page_context(asked, form, number=form.place + 1) | {"back_url": page_url("people")}
    return render(request, "portal/kiosk_person.html", context)


def _put_line(draft: Draft, form: PersonForm) -> None:
    if form.place < len(draft.lines):
        draft.lines[form.place] = form.answer()
    elif form.place < MAX_FEW:
        draft.lines.append(form.answer())
    draft.editing = None
    _ask_the_group_again(draft)


def roster(request: HttpRequest, asked: Asked) -> HttpResponse:
    """交花名册: read once; a roster with one problem is refused whole, each problem named."""
    form = RosterForm(asked, *posted(request))
    problems: tuple[Sentence, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            read = _read(form, asked.today)
        except Refused as refused:
            add_refusal(form, refused, "file" if form.cleaned_data["file"] else "pasted")
        else:
            if read.is_clean:
                return redirect(_take_roster(request, asked, form, read))
            problems = read.problems
    context = page_context(asked, form, problems=_shown_problems(problems), found=len(problems))
    context |= {"columns": blank_roster.columns(), "sample": blank_roster.sample()}
    return render(request, "portal/kiosk_roster.html", context)


def _read(form: RosterForm, on: date) -> Roster:
    upload = form.cleaned_data["file"]
    if upload is None:
        return read_paste(form.cleaned_data["pasted"], today=on)
    # One byte more than allowed is enough to be refused; a 50 MB file is never held in memory.
    return read_roster(upload.read(MAX_BYTES + 1), upload.name, today=on)


def _take_roster(request: HttpRequest, asked: Asked, form: RosterForm, read: Roster) -> str:
    """Keep the lines, and the file itself as what was handed in; an earlier one gives way."""
    draft, upload = asked.draft, form.cleaned_data["file"]
    sealed_files.discard([file for file in draft.files if file["kind"] == "roster"])
    draft.files = [file for file in draft.files if file["kind"] != "roster"]
    if upload is not None:
        draft.files.append(sealed_files.seal(upload, "roster", accepts=("xlsx", "csv")))
    asked.draft.lines = [kept_line(line) for line in read.lines]
    asked.draft.notices = [[note.msgid, dict(note.params)] for note in read.notices]
    return keep(request, asked, {"count": len(read.lines), "owed": str(read.owed)})


def _shown_problems(problems: tuple[Sentence, ...]) -> list[dict[str, str]]:
    """Row, column and what to do, for the table; a problem of the whole sheet has no row."""
    return [
        {
            "row": str(problem.params.get("row", "")),
            "column": _words(problem.params.get("column", "")),
            "remedy": _words(problem.params["wrong"])
            if "wrong" in problem.params
            else translate(problem),
        }
        for problem in problems[:SHOWN_PROBLEMS]
    ]


def _words(value: object) -> str:
    return translate(value) if isinstance(value, Sentence) else str(value)


def roster_check(request: HttpRequest, asked: Asked) -> HttpResponse:
    """核对名单: the lines as read, with their sums, before anybody stands for them."""
    if request.method == "POST":
        return redirect(keep(request, asked, {"read": True}))
    draft = asked.draft
    notices = [translate(say(msgid, **params)) for msgid, params in draft.notices]
    context = page_context(
        asked, QuestionForm(asked), lines=shown_lines(draft), sums=sums(draft), notices=notices
    )
    return render(request, "portal/kiosk_roster_check.html", context)


@public("GET", "HEAD")
def kiosk_roster_blank(request: HttpRequest) -> HttpResponse:
    """空白花名册: the form as a spreadsheet, to fill in and bring back."""
    headers = {"Content-Disposition": 'attachment; filename="roster.xlsx"'}
    return HttpResponse(blank_roster.workbook(), content_type=XLSX, headers=headers)


@public("GET", "HEAD")
@with_draft
@unfinished
def kiosk_roster_print(request: HttpRequest, draft: Draft) -> HttpResponse:
    """名单打印页: every worker checks the own line and signs before the complaint is handed in."""
    if not draft.lines:
        return redirect(page_url("others"))
    context = {
        "lines": shown_lines(draft),
        "sums": sums(draft),
        "employer": draft.answers.get("employer", {}).get("name", ""),
        "bureau": places.bureau(),
        "printed_on": today(),
        "back_url": page_url("roster_check" if "roster" in draft.answers else "people"),
        **resting_times(draft, typed=True),
    }
    return render(request, "portal/kiosk_roster_print.html", context)


def kept_line(line: Line) -> dict[str, Any]:
    return {
        "row": line.row,
        "name": line.name,
        "identity": line.identity,
        "phone": line.phone,
        "trade": line.trade,
        "period_from": line.period_from.isoformat(),
        "period_to": line.period_to.isoformat(),
        "agreed": str(line.agreed),
        "paid": str(line.paid),
        "owed": str(line.owed),
    }


def shown_lines(draft: Draft) -> list[dict[str, Any]]:
    """The lines as a public screen may show them: numbers masked, amounts as amounts."""
    return [
        line
        | {
            "number": number,
            "identity": mask_resident_id(line["identity"]),
            "phone": mask_phone(line["phone"]),
            "period_from": line["period_from"][:7],
            "period_to": line["period_to"][:7],
            **{name: Decimal(line[name]) for name in ("agreed", "paid", "owed")},
        }
        for number, line in enumerate(draft.lines, 1)
    ]


def sums(draft: Draft) -> dict[str, Decimal]:
    return {
        name: sum((Decimal(line[name]) for line in draft.lines), Decimal("0.00"))
        for name in ("agreed", "paid", "owed")
    }
