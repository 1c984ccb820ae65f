"""Pages of reports, and of entries as organisers look after them."""
