"""Sheet music set by volunteers (Mutopia Project), each work with its own free licence."""

MUTOPIA = {
    "name": "Mutopia Project, training part (1,134 works)",
    "licence": "Public Domain or CC-BY, each work its own",
    "attribution": "The Mutopia Project and its maintainers",
}
