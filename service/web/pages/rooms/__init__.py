"""One module for each group of pages: a router, and the entries of the navigation that it brings."""
