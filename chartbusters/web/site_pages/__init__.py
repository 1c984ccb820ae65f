"""Pages about the site itself: its guides, what its operator promises, and what search engines may
read."""
