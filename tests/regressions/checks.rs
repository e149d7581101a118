//! What has to hold of any bytes; asked by the fuzzer of what it makes up, and by `cargo test` of what it once found.

#![allow(dead_code, reason = "each fuzz target asks one of them")]

use prompt_commons::causal;
use prompt_commons::format::{self, Refusal};
use prompt_commons::model::Library;

/// Reads any bytes as a file. What is accepted has to be the same after it was written.
pub(crate) fn decode(bytes: &[u8]) {
    for read in [format::decode, format::open] {
        if let Ok(library) = read(bytes) {
            reads_again(&library);
        }
    }
}

/// Reads two files, with a zero byte between them (no JSON has one), and joins them if they are of one library.
pub(crate) fn join(bytes: &[u8]) {
    let mut files = bytes.splitn(2, |byte| *byte == 0);
    let mut next = || -> Result<Library, Refusal> { format::open(files.next().unwrap_or_default()) };
    let (Ok(a), Ok(b)) = (next(), next()) else { return };
    if a.id() != b.id() || a.is_read_only() || b.is_read_only() {
        return;
    }
    let meet = |a: &Library, b: &Library| causal::join(a.clone(), b.clone());
    let joined = meet(&a, &b);
    same(&joined, &meet(&b, &a), "commutative");
    for one in [&a, &b] {
        same(&joined, &meet(&joined, one), "idempotent");
        same(&joined, &meet(one, &joined), "idempotent");
    }
    reads_again(&joined);
}

fn reads_again(library: &Library) {
    let again = |library: &Library| {
        format::decode(&format::encode(library))
            .unwrap_or_else(|refusal| panic!("wrote what it refuses: {refusal:?}"))
    };
    let read = again(library);
    assert_eq!(*library, read, "written and read");
    // Unknown fields of a plain file get their order when it is read the second time; then it has to be the same bytes.
    same(&read, &again(&read), "written and read twice");
}

/// Compares by bytes first, in which a difference can be read.
fn same(a: &Library, b: &Library, law: &str) {
    let text = |library: &Library| String::from_utf8_lossy(&format::encode(library)).into_owned();
    assert_eq!(text(a), text(b), "{law}");
    assert_eq!(a, b, "{law}");
}
