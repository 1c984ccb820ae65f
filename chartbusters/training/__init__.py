"""Training for everybody: own data, the wizard, and pages of runs."""
