"""What templates ask of scoring."""
