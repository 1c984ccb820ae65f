from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "chartbusters.challenges"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.challenges import asking_noticing, noticing, webhooks
        from chartbusters.challenges.sealing import compositions_sealed, song_seal
        from chartbusters.challenges.selectors import challenge_addresses
        from chartbusters.compositions.sealing import LISTENERS, SEALS
        from chartbusters.web.site_pages.sitemap import PLACES

        noticing.connect()
        asking_noticing.connect()
        webhooks.connect()
        SEALS.append(compositions_sealed)
        LISTENERS.append(song_seal)
        PLACES.append(challenge_addresses)
