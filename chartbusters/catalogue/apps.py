from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "chartbusters.catalogue"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.catalogue.noticing import connect
        from chartbusters.catalogue.selectors import model_addresses, models_told
        from chartbusters.sharing.selectors import BESIDE
        from chartbusters.web.site_pages.sitemap import PLACES

        connect()
        PLACES.append(model_addresses)
        BESIDE.append(models_told)
