"""Where encoded rows go: PostgreSQL, files, or nowhere; `StreamingWriter` feeds all alike."""
