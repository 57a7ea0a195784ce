"""The faces of abbina: the command line."""
