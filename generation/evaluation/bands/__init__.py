"""A band beside its melody, eight bars at a time: what each player does, how they agree, who else
might play."""
