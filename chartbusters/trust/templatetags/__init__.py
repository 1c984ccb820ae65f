"""What templates ask of trust."""
