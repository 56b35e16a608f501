"""What a server loads: the application, made once in each worker."""

from blog import create_app, worker

app = create_app()
worker.begin(app)
app.extensions["visits"].keep()
