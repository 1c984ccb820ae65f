from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "chartbusters.trust"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from chartbusters.trust import hearing, noticing
        from chartbusters.trust.households import people_beside
        from chartbusters.voting.linked import LINKED

        hearing.connect()
        noticing.connect()
        LINKED.append(people_beside)
