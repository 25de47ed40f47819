"""The record of log-ins."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.people import User


class LoginRecord(models.Model):
    """Who tried to log in, from where and with what result; never what was typed."""

    class Outcome(models.TextChoices):
        SUCCESS = "success", _("成功")
        SECOND_FACTOR = "second_factor", _("二次验证通过")
        WRONG_PASSWORD = "wrong_password", _("密码错误")
        WRONG_CODE = "wrong_code", _("验证码错误")
        LOCKED_OUT = "locked_out", _("已锁定")
        UNKNOWN_USER = "unknown_user", _("无此用户")
        LOGGED_OUT = "logged_out", _("退出")

    user = models.ForeignKey(
        User,
        models.PROTECT,
        verbose_name=_("用户"),
        related_name="login_records",
        null=True,
        blank=True,
    )
    address = models.GenericIPAddressField(_("网络地址"), null=True)
    outcome = models.CharField(_("结果"), max_length=16, choices=Outcome)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("登录记录")
        verbose_name_plural = _("登录记录")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "-at"], name="accounts_login_of_user")]

    def __str__(self) -> str:
        return f"{self.user or '—'} {self.get_outcome_display()}"
