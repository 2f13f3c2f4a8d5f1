"""Fits what recognition reads, offline; sums in one thread, so that every machine gets the same table."""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before numpy is loaded
