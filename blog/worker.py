"""The worker: does what lies in the outbox, beside the answers of a server or on its own."""

import logging
import threading
import time
from contextlib import closing

from flask import Flask
from flask_babel import force_locale
from werkzeug.exceptions import NotFound

from blog import outbox
from blog.db import db
from blog.letters.contents import compose
from blog.letters.recipients import tell_of
from blog.outbox import Errand
from blog.postman import Deferred, Postman, Undeliverable, Unreachable

log = logging.getLogger(__name__)

LOOKS_EVERY = 2.0
LONGEST_REST = 60.0
SWEEPS_EVERY = 3600.0


def work(app: Flask, stop: threading.Event) -> None:
    """Do what comes into the outbox of ``app`` until ``stop`` is set."""
    rest = swept = 0.0
    while not stop.wait(rest):
        try:
            well = work_off(app, stop)
            if time.monotonic() - swept > SWEEPS_EVERY or not swept:
                with app.app_context():
                    outbox.sweep()
                swept = time.monotonic()
        except Exception:
            log.exception("The worker could not go on; it tries again")
            well = False
        rest = LOOKS_EVERY if well else min(max(rest, LOOKS_EVERY) * 2, LONGEST_REST)


def work_off(app: Flask, stop: threading.Event | None = None) -> bool:
    """Do all that is due; False if the mail server could not be spoken to."""
    with closing(Postman(app.config["SMTP_URL"])) as postman:
        while not (stop and stop.is_set()):
            # As if asked at the public address: so links in letters lead there.
            with app.test_request_context(base_url=app.config["URL"] or None):
                errand = Errand.take()
                if errand is None:
                    return True
                if not carry_out(errand, postman):
                    return False
    return True


def carry_out(errand: Errand, postman: Postman) -> bool:
    """Do one errand, and write down what became of it; False as for ``work_off``."""
    tries, kind = errand.tries, errand.kind
    try:
        if kind == "said":
            tell_of(errand)
            errand.finish(tries)
        else:
            deliver(errand, tries, postman)
    except Unreachable as error:
        errand.postpone(tries, str(error))
        db.session.commit()
        return False
    except Deferred as error:
        errand.postpone(tries, str(error))
    except Undeliverable as error:
        errand.give_up(tries, str(error))
    except Exception as error:
        db.session.rollback()
        if isinstance(error, NotFound):
            errand.finish(tries)
        else:
            log.exception("An errand failed: %s", kind)
            errand.postpone(tries, f"{type(error).__name__}: {error}")
    db.session.commit()
    return True


def deliver(errand: Errand, tries: int, postman: Postman) -> None:
    """Send the letter that ``errand`` asks for, if there is still something to be said."""
    with force_locale(errand.language):
        letter = compose(errand)
        try:
            message = letter.message() if letter else None
        except ValueError as error:
            raise Undeliverable(str(error)) from error
    # Nothing is held while a server thinks.
    db.session.commit()
    if letter and message:
        postman.send(message, str(message["To"].addresses[0].addr_spec))
    errand.finish(tries, letter.gathered if letter else ())


def begin(app: Flask) -> None:
    """Work in a thread of this process, if ``app`` sends mail. It ends with the process.

    What it was at then is done once more by the next.
    """
    if app.config["SMTP_URL"]:
        told = threading.Event()
        threading.Thread(target=work, args=(app, told), name="outbox", daemon=True).start()
