"""Mail that waits to be sent: kept in the database, sent by a worker, tried again when the mail
server is away."""
