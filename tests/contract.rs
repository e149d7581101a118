//! The ports in memory keep the contract that the browser's adapters keep.

use std::time::{SystemTime, UNIX_EPOCH};

use futures::executor::block_on;
use prompt_commons::model::Timestamp;
use prompt_commons::phrase::Phrase;
use prompt_commons::ports::{Change, Clock, Folder, FolderError, Ids, Store, StoreError, Table};
use prompt_commons_contract::{
    Call, MemoryFolder, MemoryFolders, MemoryStore, MemoryStores, clock, failures, folder, ids, store,
};
use uuid::Uuid;

const NONE: Vec<String> = Vec::new();

struct Native;

impl Clock for Native {
    fn now(&self) -> Timestamp {
        let millis = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        Timestamp::from_millis(i64::try_from(millis).unwrap_or(i64::MAX))
    }
}

impl Ids for Native {
    fn mint(&self) -> Uuid {
        Uuid::new_v4()
    }
}

#[test]
fn folder_in_memory() {
    let report = block_on(folder(&MemoryFolders));
    assert_eq!(failures(&report), NONE);
    assert!(report.len() > 20);
}

#[test]
fn store_in_memory() {
    let report = block_on(store(&MemoryStores));
    assert_eq!(failures(&report), NONE);
    assert!(report.len() >= 20);
}

#[test]
fn native_clock() {
    assert_eq!(failures(&clock(&Native)), NONE);
}

#[test]
fn native_ids() {
    assert_eq!(failures(&ids(&Native)), NONE);
}

#[test]
fn suite_notices_a_clock_that_stands_still() {
    struct Stopped;
    impl Clock for Stopped {
        fn now(&self) -> Timestamp {
            Timestamp::from_millis(0)
        }
    }
    assert_eq!(failures(&clock(&Stopped)), ["the time is not before 2025: it is 1970-01-01T00:00:00Z"]);
}

#[test]
fn suite_notices_ids_that_repeat() {
    struct Nil;
    impl Ids for Nil {
        fn mint(&self) -> Uuid {
            Uuid::nil()
        }
    }
    assert_eq!(failures(&ids(&Nil)).len(), 2);
}

#[test]
fn folder_fails_as_often_as_told_and_only_there() {
    let folder = MemoryFolder::with("a.json", b"{}");
    folder.fail(Call::Read, &FolderError::Busy, 1);
    folder.fail(Call::Read, &FolderError::NoPermission, 1);
    folder.fail(Call::Write, &FolderError::DiskFull, 1);
    block_on(async {
        assert_eq!(folder.list().await, Ok(vec!["a.json".to_owned()]));
        assert_eq!(folder.read("a.json").await, Err(FolderError::Busy));
        assert_eq!(folder.read("a.json").await, Err(FolderError::NoPermission));
        assert_eq!(folder.read("a.json").await, Ok(Some(b"{}".to_vec())));
        assert_eq!(folder.write("a.json", b"new", Some(b"{}")).await, Err(FolderError::DiskFull));
        assert_eq!(folder.bytes("a.json"), Some(b"{}".to_vec()));
        assert_eq!(folder.writes(), 0);
    });
}

#[test]
fn commit_that_fails_changes_nothing() {
    let store = MemoryStore::default();
    let put = [Change::Put(Table::Outbox, "a".to_owned(), "x".to_owned())];
    let full = StoreError(Phrase::verbatim("full"));
    store.fail(&full, 1);
    block_on(async {
        assert_eq!(store.commit(&put).await, Err(full));
        assert_eq!(store.get(Table::Outbox, "a").await, Ok(None));
        assert_eq!(store.commit(&put).await, Ok(()));
        assert_eq!(store.get(Table::Outbox, "a").await, Ok(Some("x".to_owned())));
    });
}
