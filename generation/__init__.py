"""Makes music. The rooms `music`, `techniques`, `codecs`, `harmony`, `inference`, `datasets`,
`evaluation`, `training` and `arranger` know no Django."""
