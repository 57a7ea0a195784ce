"""The web pages, over the same functions as the API; `mount.add_pages` puts them into the application."""
