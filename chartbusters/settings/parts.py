"""What the site is put together from: apps, middleware, templates, files."""

from chartbusters.settings.environment import BASE_DIR, VAR_DIR, env_list, env_text

INSTALLED_APPS = [
    "chartbusters.accounts.apps.StaffSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "generation",
    "scoring",
    "chartbusters.ops",
    "chartbusters.web",
    "chartbusters.mail",
    "chartbusters.trail",
    "chartbusters.webhooks",
    "chartbusters.notices",
    "chartbusters.accounts",
    "chartbusters.joining",
    "chartbusters.compositions",
    "chartbusters.originality",
    "chartbusters.challenges",
    "chartbusters.voting",
    "chartbusters.trust",
    "chartbusters.jury",
    "chartbusters.discovery",
    "chartbusters.following",
    "chartbusters.playlists",
    "chartbusters.comments",
    "chartbusters.plays",
    "chartbusters.leaderboard",
    "chartbusters.sharing",
    "chartbusters.catalogue",
    "chartbusters.mine",
    "chartbusters.desk",
    "chartbusters.training",
    "chartbusters.learning",
    "chartbusters.moderation",
    "chartbusters.figures",
    "chartbusters.rechecks",
    "chartbusters.modelcontests",
    "chartbusters.seasons",
    "chartbusters.soundcloud",
    "chartbusters.takehome",
    "chartbusters.leaving",
    "chartbusters.demo",
    "chartbusters.listening",
]

MIDDLEWARE = [
    "chartbusters.web.letting_go.LetGoMiddleware",
    "chartbusters.web.request_ids.RequestIdMiddleware",
    "chartbusters.trail.services.WhereaboutsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    # before all that asks the database who asks
    "chartbusters.training.runs.front.LiveMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "chartbusters.web.middleware.PermissionsPolicyMiddleware",
    "chartbusters.web.middleware.AcceptableRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    # before answers are kept for repetitions, which it forbids
    "chartbusters.web.middleware.PrivateAnswersMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "chartbusters.accounts.bearers.BearerMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "chartbusters.accounts.factors.StaffProofMiddleware",
    "axes.middleware.AxesMiddleware",
    "chartbusters.accounts.guessing.DeviceMiddleware",
    "chartbusters.trust.cookies.BrowserMiddleware",
    "chartbusters.web.costs.CostsMiddleware",
    "chartbusters.web.limits.LimitsMiddleware",
    "chartbusters.web.idempotency.IdempotencyMiddleware",
    "chartbusters.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "chartbusters.urls"
WSGI_APPLICATION = "chartbusters.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("dist", BASE_DIR / "frontend" / "dist")]
STORAGES = {
    "default": {"BACKEND": "chartbusters.ops.storage.WholeFileStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "media/"
# whatever Django would give to others
FILE_UPLOAD_PERMISSIONS, FILE_UPLOAD_DIRECTORY_PERMISSIONS = (
    0o600,
    0o700,
)
# terms.md, privacy.md and accessibility.md of who runs the site, in Markdown
PAGES_DIR = env_text("PAGES_DIR", str(VAR_DIR / "pages"))
# paths of more fonts for the pictures beside links, tried before the one that has every letter
PREVIEW_FONTS = env_list("PREVIEW_FONTS")
SOUNDFONT = env_text("SOUNDFONT")  # a path; empty means the one that the build has cut
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# as many as the administration has rights to give in one form, and room for more
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
# where many files are taken: 20 MB of them and what a form writes around each
FILES_UPLOAD_MAX_SIZE = 21_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 500
# as large as any body: what comes is in memory already, and five hundred files on disk would be
# five hundred open ones
FILE_UPLOAD_MAX_MEMORY_SIZE = FILES_UPLOAD_MAX_SIZE
