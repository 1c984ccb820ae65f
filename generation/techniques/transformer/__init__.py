"""The Transformer: carries a song on, begins it earlier, fills bars, or adds a track."""
