"""The tests read English, whatever the computer speaks."""

import os

os.environ["LC_ALL"] = "C.UTF-8"
