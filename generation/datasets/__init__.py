"""The data pack: every archive is opened here, one corpus a file, with its licence and credit."""
