use prompt_commons::ports::{Change, Store, Table};

use crate::Case;
use crate::check::{Checked, holds, same, went};

/// Gives each case a store of its own.
// The futures of a browser's promises belong to one thread.
#[allow(async_fn_in_trait)]
pub trait StoreFixture {
    /// What is tested.
    type Store: Store;

    /// Returns an empty store that no other case sees.
    async fn empty(&self) -> Result<Self::Store, String>;

    /// Closes a store and opens it anew, as after a restart of the browser.
    async fn reopen(&self, store: Self::Store) -> Result<Self::Store, String>;
}

/// Runs the contract of [`Store`].
pub async fn store(fixture: &impl StoreFixture) -> Vec<Case> {
    vec![
        ("a missing key is none", misses(fixture).await),
        ("a text comes back", round_trip(fixture, "team", "{\"a\": 1}").await),
        ("an empty text is not a missing one", round_trip(fixture, "team", "").await),
        ("five megabytes come back", round_trip(fixture, "team", &"Привет 🙂\r\n".repeat(300_000)).await),
        ("a zero character comes back", round_trip(fixture, "team", "a\0b").await),
        ("a key may hold a slash", round_trip(fixture, "team/0001", "x").await),
        ("a key may be Russian and hold an emoji", round_trip(fixture, "команда 🙂", "x").await),
        ("a second text replaces the first", overwrites(fixture).await),
        ("a deleted key is gone", deletes(fixture).await),
        ("deleting a missing key is fine", deletes_missing(fixture).await),
        ("no changes are fine", commits_nothing(fixture).await),
        ("tables keep apart", keeps_apart(fixture).await),
        ("a scan finds what starts so, in order", scans(fixture).await),
        ("a scan for nothing finds everything", scans_all(fixture).await),
        ("a scan that finds nothing is empty", scans_nothing(fixture).await),
        ("a scan orders by UTF-16 units", scans_in_utf16_order(fixture).await),
        ("a scan finds the very last keys", scans_to_the_end(fixture).await),
        ("a commit reaches several tables", commits_together(fixture).await),
        ("changes of one commit happen in their order", commits_in_order(fixture).await),
        ("what was committed survives reopening", survives(fixture).await),
    ]
}

fn put(table: Table, key: &str, text: &str) -> Change {
    Change::Put(table, key.to_owned(), text.to_owned())
}

fn delete(table: Table, key: &str) -> Change {
    Change::Delete(table, key.to_owned())
}

async fn commit(store: &impl Store, changes: &[Change]) -> Checked {
    went("committing", store.commit(changes).await)
}

async fn has(store: &impl Store, table: Table, key: &str, should: Option<&str>) -> Checked {
    let is = went("getting", store.get(table, key).await)?;
    match should {
        Some(should) => holds(is.as_deref().map(str::as_bytes), should.as_bytes()),
        None => same(&format!("“{key}” of {}", table.name()), &is.as_deref(), &None),
    }
}

async fn finds(store: &impl Store, prefix: &str, should: &[&str]) -> Checked {
    let found = went("scanning", store.scan(Table::Outbox, prefix).await)?;
    let keys: Vec<&str> = found.iter().map(|(key, _)| key.as_str()).collect();
    same(&format!("the scan of “{prefix}”"), &keys, &should.to_vec())?;
    // Each key was stored as its own text.
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    same("their texts", &texts, &keys)
}

/// Stores each key with itself as the text.
async fn fill(store: &impl Store, keys: &[&str]) -> Checked {
    let changes: Vec<Change> = keys.iter().map(|key| put(Table::Outbox, key, key)).collect();
    commit(store, &changes).await
}

async fn misses(fixture: &impl StoreFixture) -> Checked {
    let store = fixture.empty().await?;
    for table in Table::ALL {
        has(&store, table, "team", None).await?;
    }
    Ok(())
}

async fn round_trip(fixture: &impl StoreFixture, key: &str, text: &str) -> Checked {
    let store = fixture.empty().await?;
    commit(&store, &[put(Table::Snapshots, key, text)]).await?;
    has(&store, Table::Snapshots, key, Some(text)).await
}

async fn overwrites(fixture: &impl StoreFixture) -> Checked {
    let store = fixture.empty().await?;
    commit(&store, &[put(Table::Libraries, "team", "a longer text")]).await?;
    commit(&store, &[put(Table::Libraries, "team", "new")]).await?;
    has(&store, Table::Libraries, "team", Some("new")).await
}

async fn deletes(fixture: &impl StoreFixture) -> Checked {
    let store = fixture.empty().await?;
    fill(&store, &["team/1", "team/2"]).await?;
    commit(&store, &[delete(Table::Outbox, "team/1")]).await?;
    has(&store, Table::Outbox, "team/1", None).await?;
    finds(&store, "", &["team/2"]).await
}

async fn deletes_missing(fixture: &impl StoreFixture) -> Checked {
    let store = fixture.empty().await?;
    commit(&store, &[delete(Table::Outbox, "team/1"), put(Table::Outbox, "team/2", "x")]).await?;
    has(&store, Table::Outbox, "team/2", Some("x")).await
}

async fn commits_nothing(fixture: &impl StoreFixture) -> Checked {
    let store = fixture.empty().await?;
    commit(&store, &[]).await?;
    finds(&store, "", &[]).await
}

async fn keeps_apart(fixture: &impl StoreFixture) -> Checked {
    let store = fixture.empty().await?;
    for table in Table::ALL {
        commit(&store, &[put(table, "team", table.name())]).await?;
    }
    for table in Table::ALL {
        has(&store, table, "team", Some(table.name())).await?;
        let found = went("scanning", store.scan(table, "").await)?;
        same("the scan", &found, &vec![("team".to_owned(), table.name().to_owned())])?;
    }
    commit(&store, &[delete(Table::Snapshots, "team")]).await?;
    has(&store, Table::Libraries, "team", Some(Table::Libraries.name())).await?;
    has(&store, Table::Outbox, "team", Some(Table::Outbox.name())).await
}

async fn scans(fixture: &impl StoreFixture) -> Checked {
    let store = fixture.empty().await?;
    fill(&store, &["team/10", "team", "team/2", "team2/1", "tea", "team/", "Team/3", "team/1"]).await?;
    // "team2/1" belongs to another library, although its name starts alike.
    finds(&store, "team/", &["team/", "team/1", "team/10", "team/2"]).await
}

async fn scans_all(fixture: &impl StoreFixture) -> Checked {
    let store = fixture.empty().await?;
    fill(&store, &["я", "b", "a", "B", "é"]).await?;
    finds(&store, "", &["B", "a", "b", "é", "я"]).await
}

async fn scans_nothing(fixture: &impl StoreFixture) -> Checked {
    let store = fixture.empty().await?;
    fill(&store, &["team/1"]).await?;
    finds(&store, "team/1/", &[]).await?;
    finds(&store, "z", &[]).await?;
    finds(&store, "a", &[]).await
}

async fn scans_in_utf16_order(fixture: &impl StoreFixture) -> Checked {
    let store = fixture.empty().await?;
    // An emoji is above U+FF5E as a character, but below it in UTF-16.
    fill(&store, &["team/～", "team/🙂", "team/a"]).await?;
    finds(&store, "team/", &["team/a", "team/🙂", "team/～"]).await
}

async fn scans_to_the_end(fixture: &impl StoreFixture) -> Checked {
    let store = fixture.empty().await?;
    // Beyond "team/\u{FFFF}", which is the first thought for the end of a range.
    fill(&store, &["team/\u{FFFF}\u{FFFF}", "team/a"]).await?;
    finds(&store, "team/", &["team/a", "team/\u{FFFF}\u{FFFF}"]).await
}

async fn commits_together(fixture: &impl StoreFixture) -> Checked {
    let store = fixture.empty().await?;
    fill(&store, &["team/1", "team/2"]).await?;
    // What a sync run ends with: the new snapshot in, the settled edit out.
    commit(&store, &[put(Table::Snapshots, "team", "file"), delete(Table::Outbox, "team/1")]).await?;
    has(&store, Table::Snapshots, "team", Some("file")).await?;
    finds(&store, "team/", &["team/2"]).await
}

async fn commits_in_order(fixture: &impl StoreFixture) -> Checked {
    let store = fixture.empty().await?;
    let key = "team";
    let changes = [
        put(Table::Libraries, key, "one"),
        delete(Table::Libraries, key),
        put(Table::Libraries, key, "two"),
        put(Table::Outbox, key, "one"),
        delete(Table::Outbox, key),
    ];
    commit(&store, &changes).await?;
    has(&store, Table::Libraries, key, Some("two")).await?;
    has(&store, Table::Outbox, key, None).await
}

async fn survives(fixture: &impl StoreFixture) -> Checked {
    let store = fixture.empty().await?;
    fill(&store, &["team/1", "team/2", "team/3"]).await?;
    commit(&store, &[delete(Table::Outbox, "team/2")]).await?;
    let store = fixture.reopen(store).await?;
    finds(&store, "team/", &["team/1", "team/3"]).await
}
