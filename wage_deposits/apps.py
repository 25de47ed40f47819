from django.apps import AppConfig


class WageDepositsConfig(AppConfig):
    name = "wage_deposits"
    default_auto_field = "django.db.models.BigAutoField"
