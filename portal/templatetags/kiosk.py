"""How the kiosk draws a field's control: Bootstrap's class, and the error it is described by."""

from django import forms, template
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def kiosk_control(field: forms.BoundField) -> SafeString:
    widget = field.field.widget
    classes = "form-select" if isinstance(widget, forms.Select) else "form-control"
    attrs: dict[str, str | bool] = {"class": f"{classes} is-invalid" if field.errors else classes}
    described = [f"{field.auto_id}_helptext"] if field.help_text else []
    if field.errors:
        described.append(f"{field.auto_id}_error")
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attrs)
