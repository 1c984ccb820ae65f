#!/usr/bin/env python
"""Door to every command: `manage.py help` lists them."""

import gc
import os
import sys

from chartbusters.ops.private_files import keep_to_owner

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chartbusters.settings")
    keep_to_owner()
    if sys.argv[1:2] == ["up"]:
        # The supervisor starts parts and watches them: of Django it needs the settings, not the
        # apps.
        from chartbusters.ops.management.commands.up import Command

        Command().run_from_argv(sys.argv)
    else:
        from django.core.management import ManagementUtility

        class Door(ManagementUtility):
            """Python's collector looks at nothing while the apps come, a fifth of their time, and
            never at them."""

            def fetch_command(self, subcommand):
                gc.freeze()
                gc.enable()
                return super().fetch_command(subcommand)

        gc.disable()
        Door(sys.argv).execute()
