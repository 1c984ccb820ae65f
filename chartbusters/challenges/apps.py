from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "chartbusters.challenges"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.challenges.sealing import compositions_sealed, song_seal
        from chartbusters.challenges.webhooks import endpoints_require
        from chartbusters.compositions.sealing import LISTENERS, SEALS
        from chartbusters.webhooks.guards import GUARDS

        GUARDS["challenge"] = endpoints_require
        SEALS.append(compositions_sealed)
        LISTENERS.append(song_seal)
