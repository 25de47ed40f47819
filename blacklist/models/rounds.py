"""What the parties are handed and what they ask: service, objections, applications."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.triggers import append_only, kept
from blacklist.models.listings import ListedParty, Listing
from cases.policy.delivery import MODES, Mode
from documents.models import Paper, StoredFile

PEOPLE = settings.AUTH_USER_MODEL


class Handing(models.Model):
    """How one paper reached one party, and the day that counts."""

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="handings")
    party = models.ForeignKey(ListedParty, models.PROTECT, related_name="handings")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="handings")
    mode = models.CharField(
        _("送达方式"), max_length=20, choices=[(m.value, _(MODES[m].label)) for m in Mode]
    )
    handed_on = models.DateField(_("交付日期"))
    served_on = models.DateField(_("送达日期"))
    place = models.CharField(_("送达地点"), max_length=200)
    receiver = models.CharField(_("签收人"), max_length=100, blank=True)
    refusal = models.CharField(_("拒收事由"), max_length=300, blank=True)
    witness = models.CharField(_("见证人"), max_length=100, blank=True)
    has_consent = models.BooleanField(_("有送达地址确认书"), default=False)
    proof = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("凭证")
    )
    recorded_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("送达")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["party", "paper"], name="blacklist_served_once"),
            models.CheckConstraint(
                condition=Q(served_on__gte=F("handed_on")), name="blacklist_served_after_handing"
            ),
        ]
        triggers = append_only("handing")

    def __str__(self) -> str:
        return f"{self.paper_id} {self.served_on}"


class Objection(models.Model):
    """异议: what a party said against its listing, and what the check found."""

    class Channel(models.TextChoices):
        DESK = "desk", _("书面提交")
        ONLINE = "online", _("网上提交")

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="objections")
    speaker = models.CharField(_("异议人"), max_length=200)
    received_on = models.DateField(_("收到日期"))
    channel = models.CharField(_("方式"), max_length=10, choices=Channel, default=Channel.DESK)
    content = models.TextField(_("异议内容"))
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("材料")
    )
    token = models.UUIDField(unique=True)
    is_upheld = models.BooleanField(_("异议成立"), null=True, blank=True)
    answer = models.TextField(_("核实结果"), blank=True)
    answered_on = models.DateField(_("告知日期"), null=True, blank=True)
    paper = models.OneToOneField(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("列入异议")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing"],
                condition=Q(answered_on__isnull=True),
                name="blacklist_one_open_objection",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, is_upheld__isnull=True, answer="")
                | Q(Q(answered_on__isnull=False, is_upheld__isnull=False), ~Q(answer="")),
                name="blacklist_objection_answered_whole",
            ),
        ]
        triggers = kept("objection")

    def __str__(self) -> str:
        return f"{self.listing_id} {self.received_on}"


class RemovalApplication(models.Model):
    """提前移出申请: on which day, on what it rests, what the office found."""

    class Outcome(models.TextChoices):
        OPEN = "", _("办理中")
        GRANTED = "granted", _("准予移出")
        REFUSED = "refused", _("不予移出")

    listing = models.ForeignKey(Listing, models.PROTECT, related_name="applications")
    received_on = models.DateField(_("收到日期"))
    corrected_on = models.DateField(_("改正日期"), null=True, blank=True)
    promised_on = models.DateField(_("书面信用承诺日期"), null=True, blank=True)
    evidence = models.TextField(_("改正的证据"))
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("材料")
    )
    has_offended_again = models.BooleanField(_("列入期间再次拖欠"), default=False)
    is_prosecuted = models.BooleanField(_("处于刑事诉讼期间或者已被追究刑事责任"), default=False)
    other_bar = models.CharField(_("其他不得提前移出的情形"), max_length=500, blank=True)
    outcome = models.CharField(
        _("结果"), max_length=10, choices=Outcome, default=Outcome.OPEN, blank=True
    )
    reason = models.TextField(_("理由"), blank=True)
    decided_on = models.DateField(_("决定日期"), null=True, blank=True)
    paper = models.OneToOneField(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    # 虚假承诺、虚假材料: found out later (45号令 第十五条)
    revoked_on = models.DateField(_("撤销移出日期"), null=True, blank=True)
    revocation = models.OneToOneField(
        Paper, models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("提前移出申请")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing"],
                condition=Q(decided_on__isnull=True),
                name="blacklist_one_open_application",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True, outcome="")
                | Q(Q(decided_on__isnull=False), ~Q(outcome="")),
                name="blacklist_application_decided_whole",
            ),
        ]
        triggers = kept("removalapplication")

    def __str__(self) -> str:
        return f"{self.listing_id} {self.received_on}"
