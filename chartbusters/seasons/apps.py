from django.apps import AppConfig


class SeasonsConfig(AppConfig):
    name = "chartbusters.seasons"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.ops.health import CHECKS
        from chartbusters.seasons.health import seasons_checked
        from chartbusters.seasons.selectors import places_of, season_addresses, vote_in_season
        from chartbusters.sharing.placed import PLACED
        from chartbusters.voting.going_on import BESIDE
        from chartbusters.web.site_pages.sitemap import PLACES

        CHECKS["seasons"] = seasons_checked
        PLACED.append(places_of)
        PLACES.append(season_addresses)
        BESIDE.append(vote_in_season)
