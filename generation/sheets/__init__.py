"""Music as people write it down: MusicXML and ABC, read and written, and pages of notes."""
