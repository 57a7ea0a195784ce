"""`python -m service` is `abbina`."""

from service.cli import main

main()
