"""联席会议: the two sides meet over what was referred; what they settle has an owner and a day."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.jurisdiction import within
from accounts.models import Division, Office
from accounts.subjects import Subject
from accounts.triggers import append_only, kept
from documents.models import Paper
from referrals.models.people import PoliceOffice
from referrals.models.referrals import Referral

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

PEOPLE = settings.AUTH_USER_MODEL
MEETING, TASK = "joint_meeting", "meeting_task"


class JointMeetingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "User | AnonymousUser") -> Self:
        return self.filter(within(user))

    def with_police(self, user: "User | AnonymousUser", on: "date") -> Self:
        """The meetings to which this liaison's police office was called."""
        serving = Q(police_office__liaisons__until=None) | Q(police_office__liaisons__until__gte=on)
        mine = self.filter(police_office__liaisons__user=user.pk)
        return mine.filter(serving, police_office__liaisons__since__lte=on).distinct()


class JointMeeting(models.Model):
    """One meeting of a bureau and the police of its level: called, held, its minutes kept."""

    class State(models.TextChoices):
        CALLED = "called", _("已召集")
        HELD = "held", _("已召开")

    office = models.ForeignKey(Office, models.PROTECT, verbose_name=_("召集机关"), related_name="+")
    division = models.ForeignKey(
        Division, models.PROTECT, verbose_name=_("行政区划"), related_name="+"
    )
    police_office = models.ForeignKey(
        PoliceOffice, models.PROTECT, verbose_name=_("公安机关"), related_name="meetings"
    )
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.CALLED.value)
    set_for = models.DateTimeField(_("会议时间"))
    place = models.CharField(_("会议地点"), max_length=200)
    chair = models.CharField(_("主持人"), max_length=60)
    # What the circular counts.
    covers_from = models.DateField(_("通报期间起"))
    covers_to = models.DateField(_("通报期间止"))
    called_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    called_at = models.DateTimeField(_("召集时间"))
    held_on = models.DateField(_("召开日期"), null=True, blank=True)
    recorder = models.CharField(_("记录人"), max_length=60, blank=True)
    conclusion = models.TextField(_("议定事项"), blank=True)
    minutes = models.OneToOneField(
        Paper, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("会议纪要")
    )
    circular = models.OneToOneField(
        Paper, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("通报")
    )

    objects = JointMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("联席会议")
        ordering = ["-set_for", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(covers_to__gte=F("covers_from")), name="meeting_covers_a_period"
            ),
            models.CheckConstraint(
                condition=Q(state="called", held_on__isnull=True)
                | Q(state="held", held_on__isnull=False, minutes__isnull=False),
                name="meeting_held_has_minutes",
            ),
        ]
        triggers = kept("jointmeeting")

    def __str__(self) -> str:
        return f"{self.police_office}联席会议 {self.set_for:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("console:joint_meeting", args=[self.pk])

    @property
    def is_held(self) -> bool:
        return self.state == self.State.HELD

    @property
    def subject(self) -> Subject:
        return Subject(
            type=MEETING,
            id=self.pk,
            label=f"{self.police_office}联席会议"[:100],
            division_id=self.division_id,
            office_id=self.office_id,
            owner_id=self.called_by_id,
        )


class AgendaItem(models.Model):
    """One matter of the meeting: an open referral, or a question of practice."""

    meeting = models.ForeignKey(JointMeeting, models.PROTECT, related_name="agenda")
    row = models.PositiveSmallIntegerField(_("序号"))
    referral = models.ForeignKey(
        Referral,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("案件移送"),
    )
    title = models.CharField(_("议题"), max_length=300)
    discussed = models.TextField(_("讨论情况"), blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("会议议题")
        ordering = ["meeting_id", "row"]
        constraints = [models.UniqueConstraint("meeting", "row", name="agendaitem_row_once")]
        triggers = kept("agendaitem")

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Who sat for which organ; kept as the minutes say it."""

    meeting = models.ForeignKey(JointMeeting, models.PROTECT, related_name="attendance")
    name = models.CharField(_("姓名"), max_length=60)
    organ = models.CharField(_("单位"), max_length=100)
    position = models.CharField(_("职务"), max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("出席人员")
        ordering = ["meeting_id", "pk"]
        triggers = append_only("attendance")

    def __str__(self) -> str:
        return f"{self.organ} {self.name}"


class MeetingTask(models.Model):
    """What was settled: who does it, by when; the day is a clock on the desk."""

    class Bearer(models.TextChoices):
        BUREAU = "bureau", _("人社部门")
        POLICE = "police", _("公安机关")

    meeting = models.ForeignKey(JointMeeting, models.PROTECT, related_name="tasks")
    row = models.PositiveSmallIntegerField(_("序号"))
    task = models.CharField(_("任务"), max_length=500)
    bearer = models.CharField(_("承担机关"), max_length=8, choices=Bearer)
    person = models.CharField(_("责任人"), max_length=60)
    due_on = models.DateField(_("完成期限"))
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    result = models.CharField(_("完成情况"), max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("联席会议任务")
        ordering = ["meeting_id", "row"]
        constraints = [
            models.UniqueConstraint("meeting", "row", name="meetingtask_row_once"),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, result="")
                | Q(Q(done_on__isnull=False), ~Q(result="")),
                name="meetingtask_done_with_result",
            ),
        ]
        triggers = kept("meetingtask")

    def __str__(self) -> str:
        return self.task

    def get_absolute_url(self) -> str:
        return reverse("console:meeting_task", args=[self.pk])

    @property
    def subject(self) -> Subject:
        meeting = self.meeting
        return Subject(
            type=TASK,
            id=self.pk,
            label=self.task[:100],
            division_id=meeting.division_id,
            office_id=meeting.office_id,
            owner_id=meeting.called_by_id,
        )
