from django.apps import AppConfig


class CreditRatingConfig(AppConfig):
    name = "credit_rating"
    default_auto_field = "django.db.models.BigAutoField"
