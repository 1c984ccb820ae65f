"""Songs people keep, their revisions, the studio page, import, export and audio rendering."""
