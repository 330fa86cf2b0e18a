"""What a WSGI server and the flask command load: `app`."""

from webapp.app import create_app

app = create_app()
