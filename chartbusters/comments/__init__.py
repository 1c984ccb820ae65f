"""Comments at moments of songs: written, answered, taken back, and kept in order"""
