"""Rows as Arrow record batches. Needs pyarrow, which `supplygen[arrow]` brings; nothing else imports this package."""
