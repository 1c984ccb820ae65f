"""Lines of the log: bounded, for much of what stands in them was sent by somebody."""

import logging

LONGEST = 2000  # characters of a message; a traceback below it is ours and stays whole


class BoundedLines(logging.Formatter):
    """Cuts what is said in a line, and says that it was cut."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        if len(record.message) > LONGEST:
            left_out = len(record.message) - LONGEST
            record.message = f"{record.message[:LONGEST]} ... ({left_out:,} characters more)"
        return super().formatMessage(record)
