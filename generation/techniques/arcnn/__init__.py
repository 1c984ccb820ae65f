"""The AR-CNN: edits a track note by note towards Bach, or harmonises it."""
