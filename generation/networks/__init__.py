"""One network a file, one dataclass of sizes each."""
