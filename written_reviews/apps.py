from django.apps import AppConfig


class WrittenReviewsConfig(AppConfig):
    name = "written_reviews"
    default_auto_field = "django.db.models.BigAutoField"
