"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from chartbusters.ops.parent_death import die_with_supervised_parent

os.environ.setdefault("PART", "web")  # for a server that the supervisor did not start
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")

die_with_supervised_parent()
application = get_wsgi_application()
