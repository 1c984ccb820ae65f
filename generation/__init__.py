"""Makes music. The rooms `music`, `codecs`, `networks`, `samplers`, `training` and `arranger` know
no Django."""
