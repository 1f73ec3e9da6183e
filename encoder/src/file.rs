//! The packed file: a header with the length and the checksum of what follows, then the vocabulary
//! and the tensors one after the other. [`Writer`] and [`Reader`] are its two directions.

use crate::error::EncoderError;
use std::ops::Range;

const MAGIC: [u8; 8] = *b"VouchEnc";
const VERSION: u32 = 1;
/// Magic, version, checksum, length.
const HEADER: usize = 8 + 4 + 4 + 8;

/// Appends tensors, and puts the header before them at the end.
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub(crate) fn new() -> Self {
        Self { bytes: vec![0; HEADER] }
    }

    /// Text with its length before it.
    pub(crate) fn text(&mut self, text: &str) {
        self.bytes.extend((text.len() as u64).to_le_bytes());
        self.bytes.extend(text.as_bytes());
    }

    pub(crate) fn integers(&mut self, values: &[i8]) {
        self.bytes.extend(bytemuck::cast_slice::<i8, u8>(values));
    }

    pub(crate) fn floats(&mut self, values: &[f32]) {
        self.bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    }

    pub(crate) fn finish(mut self) -> Vec<u8> {
        let (header, body) = self.bytes.split_at_mut(HEADER);
        header[..8].copy_from_slice(&MAGIC);
        header[8..12].copy_from_slice(&VERSION.to_le_bytes());
        header[12..16].copy_from_slice(&crc32fast::hash(body).to_le_bytes());
        header[16..].copy_from_slice(&(body.len() as u64).to_le_bytes());
        self.bytes
    }
}

/// Takes what [`Writer`] wrote, in the same order.
pub(crate) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// Checks the header, the length and the checksum.
    pub(crate) fn new(bytes: &'a [u8]) -> Result<Self, EncoderError> {
        let Some((magic, _)) = bytes.split_first_chunk() else { return Err(EncoderError::Foreign) };
        if *magic != MAGIC {
            return Err(EncoderError::Foreign);
        }
        let mut reader = Self { bytes, at: MAGIC.len() };
        let version = u32::from_le_bytes(reader.array()?);
        if version != VERSION {
            return Err(EncoderError::Version { found: version, expected: VERSION });
        }
        let checksum = u32::from_le_bytes(reader.array()?);
        let length = u64::from_le_bytes(reader.array()?);
        let body = &bytes[HEADER..];
        if body.len() as u64 != length {
            let expected = length.saturating_add(HEADER as u64);
            return Err(EncoderError::Size { found: bytes.len(), expected });
        }
        if crc32fast::hash(body) != checksum {
            return Err(EncoderError::Damaged);
        }
        Ok(reader)
    }

    /// Where the next `length` bytes are.
    pub(crate) fn range(&mut self, length: usize) -> Result<Range<usize>, EncoderError> {
        let end = self.at.checked_add(length).filter(|end| *end <= self.bytes.len());
        let Some(end) = end else {
            let expected = (self.at as u64).saturating_add(length as u64);
            return Err(EncoderError::Size { found: self.bytes.len(), expected });
        };
        Ok(std::mem::replace(&mut self.at, end)..end)
    }

    pub(crate) fn text(&mut self) -> Result<&'a str, EncoderError> {
        let length = u64::from_le_bytes(self.array()?);
        let length = usize::try_from(length).map_err(|_| EncoderError::Damaged)?;
        let range = self.range(length)?;
        str::from_utf8(&self.bytes[range]).map_err(|_| EncoderError::Damaged)
    }

    pub(crate) fn floats(&mut self, count: usize) -> Result<Vec<f32>, EncoderError> {
        let range = self.range(size_of::<f32>() * count)?;
        let (values, _) = self.bytes[range].as_chunks();
        Ok(values.iter().map(|value| f32::from_le_bytes(*value)).collect())
    }

    /// Nothing may follow.
    pub(crate) fn finish(self) -> Result<(), EncoderError> {
        if self.at == self.bytes.len() {
            return Ok(());
        }
        Err(EncoderError::Size { found: self.bytes.len(), expected: self.at as u64 })
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], EncoderError> {
        let range = self.range(N)?;
        self.bytes[range].try_into().map_err(|_| EncoderError::Damaged)
    }
}
