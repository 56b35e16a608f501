"""What a server other than ours loads: the application, begun in each of its processes."""

from blog import create_app
from blog.serving import begin

app = begin(create_app())
