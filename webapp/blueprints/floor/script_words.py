"""What the page's scripts have to say, brought to them in the worker's language."""

from __future__ import annotations

from webapp.blueprints.floor import blueprint
from webapp.blueprints.look import language
from webapp.languages import say
from webapp.words import T

# The same keys as ENGLISH in static/js/floor/words.js; a test holds the two together.
TEXTS = {
    "camera_starting": T("Starting the camera."),
    "camera_ready": T("Hold the code inside the frame."),
    "camera_missing": T("This device offers no camera here. Take a photo instead."),
    "camera_insecure": T(
        "The camera needs a trusted connection (https). Take a photo instead, or open the page"
        " over https."
    ),
    "camera_denied": T(
        "The camera is not allowed for this page. Allow it in the browser's settings, or take a"
        " photo."
    ),
    "camera_failed": T("The camera did not start: %(reason)s. Take a photo instead."),
    "reader_failed": T("The code reader did not load. Check the connection, or take a photo."),
    "photo_reading": T("Reading the photo."),
    "photo_empty": T("No code was found in the photo."),
    "photo_empty_remedy": T("Come closer, hold still and keep the whole code in the picture."),
    "photo_many": T("The photo shows %(count)s codes. Which one is it?"),
    "photo_offline": T("The photo was not read: no connection."),
    "photo_offline_remedy": T(
        "Scan with the camera or a hand scanner: those scans are saved on this phone."
    ),
    "photo_refused": T("The photo was not read: %(reason)s"),
    "saved": T("%(text)s is saved on this phone."),
    "saved_remedy": T("It is checked as soon as there is a connection."),
    "sign_in": T("You are signed out. Your scans are kept on this phone."),
    "sign_in_action": T("Sign in"),
    "not_judged": T("%(text)s could not be sent: %(reason)s"),
    "not_judged_action": T("Take it out"),
    "waiting": T("Send the scans that wait (%(count)s)"),
    "other_work": T("From other work: %(text)s"),
    "part": T("%(number)s of %(count)s, %(text)s: %(message)s"),
    "look_closer": T("Look closer"),
    "read": T("I have read this"),
    "memory_only": T(
        "This browser keeps nothing on the phone. Unsent scans are lost when this page closes."
    ),
    "sign_out_unsent": T(
        "Scans not yet sent: %(count)s. They stay on this phone and are sent when you sign in"
        " here again."
    ),
    "sign_out_anyway": T("Sign out"),
    "stay": T("Stay"),
}


@blueprint.app_context_processor
def js_words() -> dict[str, object]:
    """`js_words` for the frame of every page: the texts with their places still open."""
    speaks = language()
    return {"js_words": {key: say(words, speaks) for key, words in TEXTS.items()}}
