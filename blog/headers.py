"""The headers every answer carries: what a page may load, and who may frame or sniff it."""

from flask import Flask, Response

from blog.players import HOSTS

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        f"frame-src {' '.join(HOSTS)}",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Never no-referrer: browsers then send "Origin: null", and a form could not prove its origin.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), browsing-topics=()",
}


def init_app(app: Flask) -> None:
    """Add the headers to every answer of ``app`` that does not set them itself."""

    @app.after_request
    def add(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if app.config["URL"].startswith("https://"):
            response.headers.setdefault("Strict-Transport-Security", "max-age=63072000")
        return response


def keep_secret(response: Response) -> Response:
    """For a page whose address is a secret: no cache keeps it, no search engine lists it, and no
    other site is told where it is.
    """
    response.cache_control.no_store = True
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
