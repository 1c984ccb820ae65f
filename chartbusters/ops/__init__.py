"""The running site: its processes and who looks after them, its servers, files and backups."""
