"""What the screens of visits, publicity and training ask."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Training, User
from console.fields import day, text, words
from employers.models import Employer, Method
from employers.policy.freshness import CORE
from grids.models import Grid, Visit
from grids.services.visits import Collected

# What an assistant asks of an employer at its door; the rest of the file is seen and confirmed.
ASKED = (*CORE, "contact", "contact_phone", "migrant_workers", "pay_day", "industry")
# Whatever of the file is known and was seen again.
NEVER_CONFIRMED = frozenset({"identity"})


class VisitForm(forms.ModelForm):
    """Where to, whom, what trouble, what became of it."""

    visited_on = day(_("走访日期"))
    follow_up_by = day(_("办理期限"), required=False)

    class Meta:
        model = Visit
        fields = (
            "place", "whom", "grid", "where", "visited_on", "people", "problem",
            "is_wage_trouble", "outcome", "answer", "handed_to", "follower", "follow_up_by",
        )  # fmt: skip
        widgets = {
            "problem": forms.Textarea({"rows": 3}),
            "answer": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grids, people = self.fields["grid"], self.fields["follower"]
        grids.queryset = Grid.objects.visible_to(user).open()  # type: ignore[attr-defined]
        colleagues = User.objects.active().filter(office=user.office_id)
        people.queryset = colleagues.order_by("name", "pk")  # type: ignore[attr-defined]
        people.help_text = _("转交办理的，由谁跟踪到解决；不选的，由您本人跟踪。")
        self.fields["outcome"].initial = Visit.Outcome.NOTHING
        self.initial.setdefault("visited_on", today)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        outcome, problem = data.get("outcome"), data.get("problem", "").strip()
        if outcome == Visit.Outcome.NOTHING and problem:
            self.add_error("outcome", _("写了问题的，请选择怎样处理。"))
        if outcome in (Visit.Outcome.SOLVED, Visit.Outcome.HANDED_ON) and not problem:
            self.add_error("problem", _("请写明发现的问题。"))
        if data.get("is_wage_trouble") and outcome == Visit.Outcome.NOTHING:
            self.add_error("outcome", _("涉及拖欠工资的，请写明问题并选择怎样处理。"))
        if outcome == Visit.Outcome.SOLVED and not data.get("answer", "").strip():
            self.add_error("answer", _("请写明怎样解决的。"))
        if outcome == Visit.Outcome.HANDED_ON:
            for name in ("handed_to", "follow_up_by"):
                if not data.get(name):
                    self.add_error(name, _("转交办理的，请写明转交给谁、什么时候办完。"))
        return data

    def told(self) -> dict[str, Any]:
        """What the visit says, without what the page itself knows."""
        return {name: value for name, value in self.cleaned_data.items() if name != "grid"}

    def _post_clean(self) -> None:
        """The rows of the database are written by the service; its constraints speak there."""


class FactsForm(forms.ModelForm):
    """What the employer's file says, asked again at its door."""

    method = forms.ChoiceField(label=_("采集方式"), choices=Method.choices, initial=Method.ON_SITE)
    seen = forms.BooleanField(
        label=_("档案里的其他信息已当面核对，没有变化"), required=False, initial=True
    )

    class Meta:
        model = Employer
        fields = ASKED

    def __init__(self, *args: Any, instance: Employer, **kwargs: Any) -> None:
        kwargs["instance"] = instance
        super().__init__(*args, **kwargs)
        self.employer = instance
        self._before = {name: getattr(instance, name) for name in ASKED}

    def collected(self) -> Collected:
        data = self.cleaned_data
        changed = {name: data[name] for name in ASKED if data[name] != self._before[name]}
        known = [name for name in _CONFIRMABLE if getattr(self.employer, name) not in (None, "")]
        confirmed = [name for name in known if name not in changed] if data["seen"] else []
        return Collected(changed, confirmed, data["method"])

    def _post_clean(self) -> None:
        """The file changes through the register's own door, never by this form."""


_CONFIRMABLE = (
    "name", "address", "legal_representative", "phone", "economic_type", "registration_type",
    *ASKED,
)  # fmt: skip


class SolvedForm(forms.Form):
    on = day(_("解决日期"))
    answer = text(_("解决情况"), rows=3, max_length=2000)


class FollowForm(forms.Form):
    follower = forms.ModelChoiceField(label=_("跟踪人"), queryset=User.objects.none())
    follow_up_by = day(_("新的办理期限"))
    note = words(_("说明"), 300, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.active().filter(office=user.office_id).order_by("name", "pk")
        self.fields["follower"].queryset = colleagues  # type: ignore[attr-defined]


class PublicityForm(forms.Form):
    held_on = day(_("日期"))
    grid = forms.ModelChoiceField(label=_("网格"), queryset=Grid.objects.none(), required=False)
    where = words(_("地点"), 200)
    laws = words(_("宣传的法律法规"), 300)
    form = words(_("形式"), 100, required=False, help_text=_("例如：现场咨询、发放手册、讲座。"))
    people_reached = forms.IntegerField(label=_("受众人数"), min_value=0, max_value=10_000_000)

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Grid.objects.visible_to(user).open()
        self.fields["grid"].queryset = mine  # type: ignore[attr-defined]
        self.initial.setdefault("held_on", today)


class TrainingForm(forms.ModelForm):
    held_on = day(_("培训日期"))

    class Meta:
        model = Training
        fields = ("user", "title", "organiser", "held_on", "hours", "exam", "score", "passed")

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        colleagues = User.objects.active().filter(office=user.office_id).order_by("name", "pk")
        self.fields["user"].queryset = colleagues  # type: ignore[attr-defined]
        self.initial.setdefault("held_on", today)

    def _post_clean(self) -> None:
        """The service checks the record as a whole."""
