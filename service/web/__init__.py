"""The service over HTTP: who may do what, and the resources of `/v1`.

`app.create_app(settings)` makes the application; `settings.Settings` is all that an operator may choose.
"""
