"""What happened, told once to everybody whom it concerns: events that services record, notices that
people read behind the bell, and mails of them for who wishes."""
