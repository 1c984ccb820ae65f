"""The API: how it is asked, how it answers, and how it is described."""

from chartbusters.settings.environment import NUM_PROXIES
from chartbusters.settings.security import SESSION_COOKIE_NAME

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        # The first names the way to sign in, so that who is not signed in is told 401 and how, not
        # 403.
        "chartbusters.accounts.bearers.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_RENDERER_CLASSES": ["chartbusters.web.renderers.WrittenJSONRenderer"],
    "DEFAULT_PARSER_CLASSES": [
        # JSON alone: what reads files says so. A list of two would promise programs both kinds at
        # every address.
        "chartbusters.web.parsers.BoundedJSONParser",
    ],
    "DEFAULT_PAGINATION_CLASS": "chartbusters.web.pagination.Pages",
    "NUM_PROXIES": NUM_PROXIES,
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_SCHEMA_CLASS": "chartbusters.web.description.Description",
    "EXCEPTION_HANDLER": "chartbusters.web.exception_handler.answer_api_error",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
KNOX_TOKEN_MODEL = "accounts.Token"  # noqa: S105  the name of a model
# without this its own table of tokens would be made, and stay empty
MIGRATION_MODULES = {"knox": None}

# How one may sign in to the API; the description names both.
SIGN_INS = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of one's own, from /accounts/tokens/",
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": SESSION_COOKIE_NAME,
        "description": (
            "A browser that is signed in; it sends X-CSRFToken as well where it changes something"
        ),
    },
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Chartbusters",
    "DESCRIPTION": (
        "Music made with machines, and judged by ears. What this description cannot "
        "say is in docs/api.md."
    ),
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",  # the first that can say what stands at which place of a short list
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SERVERS": [{"url": "/"}],
    "APPEND_COMPONENTS": {"securitySchemes": SIGN_INS},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "chartbusters.web.description.without_directions",
    ],
    "ENUM_NAME_OVERRIDES": {
        "JobStateEnum": "generation.models.JobState",
        "ScoreReportShapeStateEnum": "scoring.models.ReportState",
        "ProvenanceStandingEnum": "scoring.models.Standing",
        "DatasetStateEnum": "generation.dataset_selectors.STATES",
        "OriginEnum": "chartbusters.compositions.models.Origin",
        "BoardShowsEnum": "chartbusters.challenges.models.BoardShows",
        "TakesEnum": "chartbusters.challenges.models.Takes",
        "OutcomeEnum": "chartbusters.voting.models.Outcome",
        "DeliveryStateEnum": "chartbusters.webhooks.models.DeliveryState",
        "DiscussionStateEnum": "chartbusters.comments.models.State",
        "ParcelKindEnum": "chartbusters.takehome.models.Kind",
        "ModelVisibilityEnum": "generation.models.Visibility",
        "VisibilityEnum": "chartbusters.compositions.models.Visibility",
        "PublicationStateEnum": "chartbusters.soundcloud.models.State",
    },
}
