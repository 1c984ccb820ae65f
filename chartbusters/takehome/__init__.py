"""What people take home of a song: pages of notes, scores, recordings without loss, stems."""
