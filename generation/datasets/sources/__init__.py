"""Where the archives of the data pack come from: clones of public repositories at fixed commits,
converted to zips that are the same on every machine."""
