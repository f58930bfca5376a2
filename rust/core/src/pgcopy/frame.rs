//! What stands before and after the rows of a binary COPY.

/// Signature (11 bytes), flags (no OIDs) and the length of the header extension (none).
pub(super) const BINARY_HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";

/// A field count of -1 ends the rows.
pub(super) const BINARY_TRAILER: &[u8] = &(-1i16).to_be_bytes();

/// The length word of a NULL field.
pub(super) const BINARY_NULL: [u8; 4] = (-1i32).to_be_bytes();

/// NULL in text COPY; a literal backslash is always escaped, so no value looks like it.
pub(super) const TEXT_NULL: &[u8] = b"\\N";

/// More fields than this no PostgreSQL table has (`MaxHeapAttributeNumber`).
pub(super) const MAX_FIELDS: usize = 1600;

/// Longest field in bytes: PostgreSQL's `MaxAllocSize` less the header of a variable-length value.
pub(super) const MAX_FIELD_BYTES: usize = 0x3fff_ffff - 4;
