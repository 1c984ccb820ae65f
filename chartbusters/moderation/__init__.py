"""What people report, and what organisers and staff decide on it."""
