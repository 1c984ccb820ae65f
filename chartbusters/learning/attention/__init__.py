"""What the capsule of the Transformer shows: a tune of ours, carried on in many manners."""
