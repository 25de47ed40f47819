from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class AccountsConfig(AppConfig):
    default = True
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"


class ReferenceAdminConfig(admin_apps.AdminConfig):
    """Django's admin, opened only to administrators who proved their second factor."""

    default = False
    default_site = "accounts.admin_site.ReferenceSite"
