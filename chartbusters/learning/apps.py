from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "chartbusters.learning"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.learning.addresses import learning_addresses
        from chartbusters.web.site_pages.sitemap import PLACES

        PLACES.append(learning_addresses)
