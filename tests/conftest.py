"""What all tests share."""

import os

# A result kept by an earlier run could hide what a test is to find; tests of the cache name a folder of their own.
os.environ["TIMELINE_CACHE"] = ""
