"""What the page's scripts have to say, brought to them in the worker's language."""

from __future__ import annotations

from collections.abc import Mapping

from webapp.blueprints.floor import blueprint
from webapp.blueprints.look import language
from webapp.languages import say
from webapp.words import T, Words

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
    "photo_empty": T("No code found."),
    "photo_empty_remedy": T("Come closer, hold still, avoid glare."),
    "photo_many": T("The photo shows %(count)s codes. Which one do you mean?"),
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


# The device check's own, brought to its page alone: DEVICE_ENGLISH in device-words.js.
DEVICE_TEXTS = {
    "other_code": T("That was another code: %(text)s"),
    "verdict_good": T("This scanner sends as it should."),
    "verdict_put_right": T("It sends differently in places. Save, and its scans come out right."),
    "verdict_fix": T("Save what can be put right; mend the rest in the scanner, then check again."),
    "good": T("Good"),
    "put_right": T("Will be put right"),
    "tip": T("Could be better"),
    "fix": T("Fix it in the scanner"),
    "way": T("How it sends"),
    "way_keys": T("As keys, like a keyboard."),
    "way_text": T("As text, put in at once."),
    "layout": T("Keyboard"),
    "layout_same": T("Scanner and device agree."),
    "layout_text": T("Text arrives as it is printed."),
    "layout_us": T(
        "The scanner types for a US keyboard, this device has %(keyboard)s. The place of"
        " the keys is read instead."
    ),
    "layout_host": T(
        "The scanner types for a US keyboard, this device has %(keyboard)s. Set the"
        " scanner's keyboard country to that of this device."
    ),
    "layout_scanner": T(
        "The scanner types for %(keyboard)s, this device has a US keyboard. Set the"
        " scanner's keyboard country to US English."
    ),
    "layout_unknown": T(
        "%(found)s arrived, %(expected)s is printed. Set the scanner's keyboard country"
        " to that of this device."
    ),
    "letters": T("Capitals"),
    "letters_caps_lock": T("Caps lock is on. What it swaps is swapped back."),
    "letters_swapped": T("The scanner swaps capitals and small letters. They are swapped back."),
    "letters_flat": T(
        "Capitals or small letters are lost. Switch off case conversion in the scanner."
    ),
    "suffix": T("End of a scan"),
    "suffix_key": T("%(key)s."),
    "suffix_text": T("None, and none is needed."),
    "suffix_none": T(
        "No key ends a scan. %(ms)s ms of quiet end it instead. Quicker: set the"
        " scanner's suffix to Enter."
    ),
    "separator": T("Separator GS"),
    "separator_sign": T("Arrives as it is."),
    "separator_ctrl": T("Arrives as Ctrl and ]."),
    "separator_alt": T("Arrives as Alt and 029."),
    "separator_f8": T("Arrives as F8."),
    "separator_stand_in": T("Arrives as “%(sign)s”, which is read as the separator from now on."),
    "separator_lost": T(
        "It is lost, so lots and serials run into each other. Let the scanner send GS"
        " (ASCII 29), often called “function code” or “control characters”."
    ),
    "separator_unfit": T(
        "Arrives as “%(sign)s”, which may be part of a code. Let the scanner send GS"
        " (ASCII 29) itself."
    ),
    "separator_untested": T(
        "Not tested. A scanner that reads no GS1 code knows no lots: switch on GS1-128"
        " and DataMatrix."
    ),
    "identifier": T("Symbology"),
    "identifier_sent": T("Sent, as in %(identifier)s."),
    "identifier_none": T(
        "Not sent, so a code is known by its shape alone. Switch on “AIM identifier” to be certain."
    ),
    "prefix": T("Before the code"),
    "prefix_taken_off": T("“%(prefix)s” stands before every code and is taken off."),
    "prefix_long": T(
        "“%(prefix)s” stands before every code. Switch the prefix off in the scanner."
    ),
    "tail": T("After the code"),
    "tail_there": T("“%(tail)s” stands behind every code. Let the scanner end with Enter alone."),
    "speed": T("Speed"),
    "speed_quick": T("%(ms)s ms from key to key."),
    "speed_wider": T("%(ms)s ms from key to key. That much is waited for."),
    "speed_slow": T(
        "%(ms)s ms from key to key, as slow as people type. Set the scanner's delay"
        " between characters to 0."
    ),
}


@blueprint.app_context_processor
def js_words() -> dict[str, object]:
    """`js_words` for the frame of every page: the texts with their places still open."""
    return {"js_words": open_texts(TEXTS)}


def open_texts(texts: Mapping[str, Words]) -> dict[str, str]:
    """The texts in the reader's language, their places still open."""
    speaks = language()
    return {key: say(words, speaks) for key, words in texts.items()}
