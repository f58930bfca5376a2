//! A dictionary's values, each made ready to be copied into a row.

use super::error::{ColumnFault, Fault};

/// Values up to this many bytes are copied as one block of constant size, which is faster than a copy of variable size.
const SLOT_BYTES: usize = 32;

/// Ready-made fields: with length word (and version) in binary, escaped in text.
pub(super) struct Dictionary {
    slots: Vec<Slot>,
    long: Vec<Vec<u8>>,
}

/// A short value, or the index of a long one.
#[derive(Clone, Copy)]
struct Slot {
    bytes: [u8; SLOT_BYTES],
    /// Bytes used; more than `SLOT_BYTES` means `long[len - SLOT_BYTES - 1]`.
    len: usize,
}

impl Dictionary {
    /// Makes each value ready with `prepare`, which appends it to a buffer.
    pub(super) fn new(
        values: &[&str],
        prepare: impl Fn(&str, &mut Vec<u8>) -> Result<(), Fault>,
    ) -> Result<Self, ColumnFault> {
        let mut dictionary = Self { slots: Vec::with_capacity(values.len()), long: Vec::new() };
        let mut ready = Vec::new();
        for (index, value) in values.iter().enumerate() {
            ready.clear();
            prepare(value, &mut ready)
                .map_err(|fault| ColumnFault::Part { part: format!("value {index} of the dictionary"), fault })?;
            dictionary.add(&ready);
        }
        Ok(dictionary)
    }

    fn add(&mut self, ready: &[u8]) {
        let mut slot = Slot { bytes: [0; SLOT_BYTES], len: ready.len() };
        if let Some(short) = slot.bytes.get_mut(..ready.len()) {
            short.copy_from_slice(ready);
        } else {
            self.long.push(ready.to_vec());
            slot.len = SLOT_BYTES + self.long.len();
        }
        self.slots.push(slot);
    }

    /// Appends the value of a code of 0 or more.
    #[inline]
    pub(super) fn write(&self, code: i64, out: &mut Vec<u8>) -> Result<(), Fault> {
        let Some(slot) = self.slots.get(code as usize) else {
            return Err(Fault::Code { code, entries: self.slots.len() });
        };
        if slot.len <= SLOT_BYTES {
            let end = out.len() + slot.len;
            out.extend_from_slice(&slot.bytes);
            out.truncate(end);
        } else {
            out.extend_from_slice(&self.long[slot.len - SLOT_BYTES - 1]);
        }
        Ok(())
    }
}
