"""Data, loops and evaluation. `manage.py train` and the training runs of the site call the same
code."""
