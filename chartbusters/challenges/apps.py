from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "chartbusters.challenges"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.challenges import asking_noticing, noticing, score_draws, webhooks
        from chartbusters.challenges.sealing import compositions_sealed, song_seal
        from chartbusters.challenges.selectors import challenge_addresses
        from chartbusters.challenges.trained_here import models_told, runs_told
        from chartbusters.compositions.sealing import LISTENERS, SEALS
        from chartbusters.web.site_pages.sitemap import PLACES
        from generation.shown_elsewhere import MODELS_SHOWN, RUNS_SHOWN

        noticing.connect()
        asking_noticing.connect()
        webhooks.connect()
        score_draws.connect()
        SEALS.append(compositions_sealed)
        LISTENERS.append(song_seal)
        PLACES.append(challenge_addresses)
        RUNS_SHOWN.append(runs_told)
        MODELS_SHOWN.append(models_told)
