"""联席会议 and its tasks; the police offices and the people of both sides."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import StaffRequest, staff
from accounts.jurisdiction import within
from accounts.models import Division, Office
from accounts.policy.division_codes import Level
from accounts.policy.roles import PAPER_ROLES, Role
from accounts.wording import add_refusal
from console import meeting_forms as forms
from console.badges import badge
from referrals.models import JointMeeting, Liaison, MeetingTask, PoliceOffice
from referrals.services import meetings, people
from rulebook import services as rulebook
from statutes.refusal import Refused
from workflow.clock import now, today
from workflow.models import Clock

CALLERS = meetings.CALLERS
KEEPERS = frozenset({Role.BUREAU_HEAD, Role.UNIT_HEAD})


@require_safe
@staff(*PAPER_ROLES)
def joint_meetings(request: StaffRequest) -> HttpResponse:
    """The meetings of the jurisdiction, the newest first."""
    rows = JointMeeting.objects.visible_to(request.user).select_related("police_office")
    return render(request, "console/joint_meetings.html", {"rows": rows[:100]})


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CALLERS)
def call_meeting(request: StaffRequest) -> HttpResponse:
    """召集: with whom, when, over which period; what is open goes on the agenda by itself."""
    on = today()
    begun = {"covers_from": on.replace(day=1), "covers_to": on, "set_for": now()}
    form = forms.CallForm(request.POST or None, initial=begun)
    offices: Any = form.fields["police_office"]
    offices.queryset = PoliceOffice.objects.active().filter(office=request.user.office)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = meetings.call(**form.call(), actor=request.user, at=now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已召集联席会议，议程已列出。"))
            return redirect(meeting)
    context = {
        "form": form,
        "title": _("召集联席会议"),
        "back_url": reverse("console:joint_meetings"),
    }
    return render(request, "console/one_form.html", context)


@require_safe
@staff(*PAPER_ROLES)
def joint_meeting(request: StaffRequest, pk: int) -> HttpResponse:
    """Agenda, attendance, minutes, tasks with their clocks, the circular."""
    meeting = _meeting(request, pk)
    tasks = list(meeting.tasks.all())
    context = {
        "meeting": meeting,
        "agenda": meeting.agenda.select_related("referral"),
        "seats": meeting.attendance.all(),
        "tasks": [(task, _limit(task)) for task in tasks],
        "may_hold": not meeting.is_held and _may_keep(request, meeting),
    }
    return render(request, "console/joint_meeting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*CALLERS)
def hold_meeting(request: StaffRequest, pk: int) -> HttpResponse:
    """登记召开: what was said of each matter, who sat, what was settled."""
    meeting, posted = _meeting(request, pk), request.POST or None
    agenda = list(meeting.agenda.all())
    form = forms.HoldForm(posted, agenda=agenda, initial={"held_on": today()})
    seats, tasks = forms.Seats(posted, prefix="seats"), forms.Tasks(posted, prefix="tasks")
    if posted and form.is_valid() and seats.is_valid() and tasks.is_valid():
        names = ("held_on", "recorder", "conclusion")
        said: Any = {name: form.cleaned_data[name] for name in names}
        rows: Any = {"seats": forms.seats_of(seats), "tasks": forms.tasks_of(tasks)}
        try:
            meetings.hold(
                pk, **said, **rows, discussed=form.discussed, actor=request.user, at=now()
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已登记，纪要和通报正在打印。"))
            return redirect(meeting)
    context = {"meeting": meeting, "form": form, "seats": seats, "tasks": tasks}
    return render(request, "console/hold_meeting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*PAPER_ROLES)
def meeting_task(request: StaffRequest, pk: int) -> HttpResponse:
    """One task of a meeting; POST records what became of it."""
    mine = JointMeeting.objects.visible_to(request.user)
    rows = MeetingTask.objects.filter(meeting__in=mine)
    task = get_object_or_404(rows.select_related("meeting__police_office"), pk=pk)
    if request.method == "POST" and not request.user.roles_on(today()) & CALLERS:
        raise PermissionDenied
    form = forms.DoneForm(request.POST or None, initial={"done_on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            meetings.finish_task(pk, **form.cleaned_data, actor=request.user, at=now())
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已登记完成情况。"))
            return redirect(task.meeting)
    context = {
        "task": task,
        "limit": _limit(task),
        "form": form if task.done_on is None and _may_keep(request, task.meeting) else None,
    }
    return render(request, "console/meeting_task.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def liaisons(request: StaffRequest) -> HttpResponse:
    """主管负责人和联络员 of both sides; POST appoints another."""
    offices = PoliceOffice.objects.visible_to(request.user).select_related("division")
    form = forms.LiaisonForm(request.POST or None, offices=offices, on=today())
    if request.method == "POST" and form.is_valid():
        try:
            people.appoint_liaison(**form.cleaned_data, office=_own(request))
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已登记。"))
            return redirect("console:liaisons")
    rows = Liaison.objects.filter(office=request.user.office).select_related("police_office")
    context = {"offices": offices, "rows": rows, "form": form}
    return render(request, "console/liaisons.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def new_police_office(request: StaffRequest) -> HttpResponse:
    """Enter the police of the same level, or those to whom a case may have to go."""
    form = forms.PoliceOfficeForm(request.POST or None)
    divisions: Any = form.fields["division"]
    places = Division.objects.filter(within(request.user, "pk"))
    divisions.queryset = places.exclude(level=Level.TOWNSHIP.value).order_by("pk")
    if request.method == "POST" and form.is_valid():
        try:
            people.add_police_office(**form.cleaned_data, office=_own(request))
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("已登记。"))
            return redirect("console:liaisons")
    context = {
        "form": form,
        "title": _("登记公安机关"),
        "back_url": reverse("console:liaisons"),
    }
    return render(request, "console/one_form.html", context)


@require_POST
@staff(*KEEPERS)
def end_liaison(request: StaffRequest, pk: int) -> HttpResponse:
    """任职止: today is the last day."""
    mine = Liaison.objects.filter(office=request.user.office)
    row = get_object_or_404(mine, pk=pk)
    try:
        people.end_liaison(row.pk, until=today())
    except Refused as refused:
        messages.warning(request, " ".join(str(said) for said in refused.sentences))
    else:
        messages.success(request, _("已登记。"))
    return redirect("console:liaisons")


def _own(request: StaffRequest) -> Office:
    """The office of this person; whoever has none keeps no liaisons."""
    if request.user.office is None:
        raise PermissionDenied
    return request.user.office


def _meeting(request: StaffRequest, pk: int) -> JointMeeting:
    rows = JointMeeting.objects.visible_to(request.user)
    related = ("police_office", "office", "minutes", "circular", "called_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _may_keep(request: StaffRequest, meeting: JointMeeting) -> bool:
    return meetings.why_not_called(request.user, meeting.office_id, today()) is None


def _limit(task: MeetingTask) -> Any:
    clock = Clock.objects.of(task.subject).first()
    return badge(clock, now(), rulebook.calendar()) if clock else None
