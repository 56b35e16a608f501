"""What a server loads: the application, made once in each worker."""

import ctypes
import sys

from blog import create_app, worker

# Of glibc's mallopt: how many heaps there may be. It makes eight for each core as threads come, and
# what was freed in one serves no other.
M_ARENA_MAX = -8

if sys.platform == "linux":
    getattr(ctypes.CDLL(None), "mallopt", lambda *_: None)(M_ARENA_MAX, 2)
app = create_app()
worker.begin(app)
app.extensions["visits"].keep()
