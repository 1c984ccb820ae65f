"""The settings, a file for each subject. Every knob is an environment variable with a default that
works; nonsense is refused."""

from chartbusters.settings.accounts import *
from chartbusters.settings.api import *
from chartbusters.settings.broker import *
from chartbusters.settings.capacity import *
from chartbusters.settings.contests import *
from chartbusters.settings.database import *
from chartbusters.settings.environment import *
from chartbusters.settings.limits import *
from chartbusters.settings.log import *
from chartbusters.settings.mail import *
from chartbusters.settings.parts import *
from chartbusters.settings.security import *
from chartbusters.settings.soundcloud import *
from chartbusters.settings.webhooks import *
