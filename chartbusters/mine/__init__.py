"""What concerns one person alone: the challenges they take part in"""
