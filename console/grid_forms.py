"""What the screens of the grids ask."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Division, Office, User
from accounts.models.people import in_force_on
from accounts.policy.division_codes import Level
from accounts.policy.roles import Role
from console.fields import day, text, words
from employers.models import Employer
from grids.models import Grid, GridDivision, GridStaff

POSTED = (Role.GRID_ASSISTANT.value, Role.INSPECTOR.value)


def divisions_of(office: Office, grid: Grid | None = None) -> list[tuple[str, list[tuple]]]:
    """The counties and townships of the office, each with the grid that answers for it."""
    prefixes = list(office.jurisdictions.values_list("prefix", flat=True))
    claims = GridDivision.objects.exclude(grid=grid).select_related("grid")
    taken = {claim.division_id: claim.grid.code for claim in claims}
    rows = Division.objects.within(prefixes).filter(level__in=[Level.COUNTY, Level.TOWNSHIP])
    groups: dict[str, tuple[str, list[tuple]]] = {}
    for code, name in rows.order_by("code").values_list("code", "name"):
        label = gettext("%(name)s（%(grid)s 负责）") % {"name": name, "grid": taken[code]} if (
            code in taken
        ) else name  # fmt: skip
        if code.endswith("000000"):
            groups[code[:6]] = (name, [(code, gettext("%(place)s（整个区县）") % {"place": label})])
        else:
            groups.setdefault(code[:6], (code[:6], []))[1].append((code, label))
    return list(groups.values())


class DivisionsForm(forms.Form):
    """Which divisions the grid answers for."""

    divisions = forms.MultipleChoiceField(
        label=_("负责的行政区划"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, office: Office, grid: Grid | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["divisions"].choices = divisions_of(office, grid)  # type: ignore[attr-defined]
        if grid is not None:
            held = grid.coverage.values_list("division_id", flat=True)
            self.initial.setdefault("divisions", list(held))


class GridForm(DivisionsForm):
    code = words(_("网格编号"), 20)
    name = words(_("网格名称"), 60)

    field_order = ["code", "name", "divisions"]


class SplitForm(forms.Form):
    """The half that goes to a new grid, as proposed; the person may choose otherwise."""

    code = words(_("新网格编号"), 20)
    name = words(_("新网格名称"), 60)
    divisions = forms.MultipleChoiceField(
        label=_("划给新网格的行政区划"), widget=forms.CheckboxSelectMultiple
    )


class StaffForm(forms.Form):
    user = forms.ModelChoiceField(label=_("人员"), queryset=User.objects.none())
    duty = forms.ChoiceField(label=_("岗位"), choices=GridStaff.Duty.choices)
    valid_from = day(_("任职起"))
    task = words(
        _("具体职责"), 200, required=False, help_text=_("不填写的，按岗位的一般职责公示。")
    )

    def __init__(self, *args: Any, office: Office, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        serving = Q(memberships__role__in=POSTED, memberships__office=office)
        own = User.objects.active().filter(serving)
        self.fields["user"].queryset = own.distinct().order_by("name", "pk")  # type: ignore[attr-defined]
        self.initial.setdefault("valid_from", today)


class RelieveForm(forms.Form):
    staff = forms.ModelChoiceField(label=_("人员"), queryset=GridStaff.objects.none())
    on = day(_("任职止"))

    def __init__(self, *args: Any, grid: Grid, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posted = grid.staff.filter(in_force_on(today), valid_to=None).select_related("user", "grid")
        self.fields["staff"].queryset = posted  # type: ignore[attr-defined]
        self.initial.setdefault("on", today)


class CloseForm(forms.Form):
    reason = text(_("停用理由"), rows=3, max_length=500)


class PlaceForm(forms.Form):
    """By hand into a grid, or back to the rule; `moving_from` is the grid the person saw."""

    grid = forms.ModelChoiceField(
        label=_("划入网格"),
        queryset=Grid.objects.none(),
        required=False,
        empty_label=_("按规则（单位所在区划的网格）"),
    )
    reason = words(_("理由"), 200, required=False)
    moving_from = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, employer: Employer, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Grid.objects.visible_to(user).open().order_by("code")
        self.fields["grid"].queryset = mine  # type: ignore[attr-defined]
        placed = getattr(employer, "placement", None)
        if placed is not None:
            self.initial.setdefault("moving_from", placed.grid_id)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("grid") and not data.get("reason", "").strip():
            self.add_error("reason", _("人工划入须写明理由。"))
        return data


class PlaceSeveralForm(forms.Form):
    """Into which grid, and why; the employers stand on the page."""

    grid = forms.ModelChoiceField(label=_("划入网格"), queryset=Grid.objects.none())
    reason = words(_("理由"), 200)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Grid.objects.visible_to(user).open().order_by("code")
        self.fields["grid"].queryset = mine  # type: ignore[attr-defined]
