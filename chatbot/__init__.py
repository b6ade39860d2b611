"""A chatbot that answers readers' questions only by quoting the publisher's own articles, word for word.

Since 1.29 onnxruntime's official builds for Linux report to their maker which models run where, and keep an id of the
machine on disk, unless a variable in the environment forbids it before they are imported. No module of this package is
imported before these lines.
"""

import os

__version__ = "0.1.0"

os.environ["ORT_DISABLE_TELEMETRY"] = "1"
