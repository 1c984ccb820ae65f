"""What is asked of music, whoever made it: likeness, part-writing, passages that were copied."""
