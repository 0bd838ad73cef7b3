"""A HyperKitty of its own: its database in a folder, filled from an mbox, served on loopback. Run by a Python that has HyperKitty.

hyperkitty_site.py FOLDER LIST MBOX prints the address it serves at; LIST is "name@host", and a name that begins with "private"
makes the archive a private one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server


class Quiet(WSGIRequestHandler):
    """No line for each request."""

    def log_message(self, *args: object) -> None:
        """Nothing."""


def configure(folder: Path) -> None:
    import django
    from django.conf import settings
    from hyperkitty.tests import settings_test

    chosen = {name: getattr(settings_test, name) for name in dir(settings_test) if name.isupper()}
    chosen |= {
        "ALLOWED_HOSTS": ["127.0.0.1"],
        "DATABASES": {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "hyperkitty.db")}},
        "HAYSTACK_CONNECTIONS": {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}},
        "HAYSTACK_SIGNAL_PROCESSOR": "haystack.signals.BaseSignalProcessor",
        "LOGGING": {},
    }
    settings.configure(**chosen)
    django.setup()


def fill(address: str, mbox: str) -> None:
    from django.core.management import call_command
    from hyperkitty.models.mailinglist import ArchivePolicy, MailingList

    call_command("migrate", verbosity=0)
    policy = ArchivePolicy.private if address.startswith("private") else ArchivePolicy.public
    MailingList.objects.create(name=address, display_name="Commons", archive_policy=policy.value)
    call_command("hyperkitty_import", mbox, list_address=address, verbosity=0, no_sync_mailman=True)


def main(folder: str, address: str, mbox: str) -> None:
    configure(Path(folder))
    fill(address, mbox)
    from django.core.wsgi import get_wsgi_application

    with make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet) as server:
        sys.stdout.write(f"http://127.0.0.1:{server.server_port}/\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
