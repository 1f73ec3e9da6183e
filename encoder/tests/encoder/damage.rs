//! A file that is not what set-up made is refused with words that say what to do, never a panic.

use crate::support::{HEADER, weights};
use std::borrow::Cow;
use vouch_encoder::{Encoder, EncoderError};

const DIMENSIONS: usize = 384;
const WORDS: usize = 30_522;

/// The sizes of all parts in the order of the file.
fn parts(file: &[u8]) -> Vec<usize> {
    let vocabulary = u64::from_le_bytes(file[HEADER..HEADER + 8].try_into().unwrap());
    let norm = [4 * DIMENSIONS, 4 * DIMENSIONS];
    let linear = |inputs: usize, outputs: usize| [inputs * outputs, 4 * outputs, 4 * outputs];
    // Magic, version, checksum, length; the vocabulary and its length.
    let mut parts = vec![8, 4, 4, 8, 8, usize::try_from(vocabulary).unwrap()];
    parts.extend([WORDS * DIMENSIONS, 4 * WORDS, 4 * 128 * DIMENSIONS]);
    parts.extend(norm);
    for _ in 0..6 {
        parts.extend(linear(DIMENSIONS, 3 * DIMENSIONS));
        parts.extend(linear(DIMENSIONS, DIMENSIONS));
        parts.extend(norm);
        parts.extend(linear(DIMENSIONS, 4 * DIMENSIONS));
        parts.extend(linear(4 * DIMENSIONS, DIMENSIONS));
        parts.extend(norm);
    }
    parts
}

/// Where each part begins.
fn beginnings(file: &[u8]) -> Vec<usize> {
    let mut at = 0;
    let mut begin = |size| {
        at += size;
        at - size
    };
    let beginnings = parts(file).into_iter().map(&mut begin).collect();
    assert_eq!(at, file.len());
    beginnings
}

fn error(file: Vec<u8>) -> EncoderError {
    let error = Encoder::from_bytes(Cow::Owned(file)).err().expect("the file is bad");
    assert!(error.to_string().contains("cargo xtask setup"), "{error}");
    error
}

/// A file with this body and a header that fits it.
fn sealed(file: &[u8], body: &[u8]) -> Vec<u8> {
    let mut sealed = file[..12].to_vec();
    sealed.extend(crc32fast::hash(body).to_le_bytes());
    sealed.extend((body.len() as u64).to_le_bytes());
    sealed.extend(body);
    sealed
}

#[test]
fn what_is_cut_off_is_refused() {
    let file = weights();
    for length in beginnings(&file).into_iter().chain([file.len() - 1]) {
        let error = error(file[..length].to_vec());
        let expected = if length < 8 {
            matches!(error, EncoderError::Foreign)
        } else {
            matches!(error, EncoderError::Size { .. })
        };
        assert!(expected, "cut at {length}: {error}");
    }
}

#[test]
fn what_is_too_long_is_refused() {
    let mut file = weights();
    file.push(0);
    assert!(matches!(error(file), EncoderError::Size { .. }));
}

#[test]
fn one_changed_bit_in_any_part_is_found() {
    let file = weights();
    for begin in beginnings(&file) {
        let mut changed = file.clone();
        changed[begin] ^= 1;
        error(changed);
    }
    let mut changed = file;
    *changed.last_mut().unwrap() ^= 0x80;
    assert_eq!(error(changed), EncoderError::Damaged);
}

#[test]
fn other_files_are_refused() {
    assert_eq!(error(b"PK\x03\x04 and so on, a zip archive".to_vec()), EncoderError::Foreign);
    let mut newer = weights();
    newer[8] = 2;
    assert_eq!(error(newer), EncoderError::Version { found: 2, expected: 1 });
}

#[test]
fn a_fitting_checksum_does_not_excuse_a_wrong_body() {
    let file = weights();
    for begin in beginnings(&file).into_iter().filter(|begin| *begin >= HEADER) {
        error(sealed(&file, &file[HEADER..begin]));
    }
    let longer = [&file[HEADER..], &[0]].concat();
    assert!(matches!(error(sealed(&file, &longer)), EncoderError::Size { .. }));

    let mut body = file[HEADER..].to_vec();
    body[..8].fill(0xFF);
    error(sealed(&file, &body));
    body[..8].copy_from_slice(&file[HEADER..][..8]);
    body[8] = 0xFF;
    assert_eq!(error(sealed(&file, &body)), EncoderError::Damaged);
    body[8] = b'\n';
    assert_eq!(error(sealed(&file, &body)), EncoderError::Damaged);
}
