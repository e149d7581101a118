use prompt_commons::ports::{Folder, FolderError};

use crate::Case;
use crate::check::{Checked, holds, same, that, went};

/// Gives each case a folder of its own.
// The futures of a browser's promises belong to one thread.
#[allow(async_fn_in_trait)]
pub trait FolderFixture {
    /// What is tested.
    type Folder: Folder;

    /// Returns an empty folder that no other case sees.
    async fn empty(&self) -> Result<Self::Folder, String>;
}

/// Runs the contract of [`Folder`].
pub async fn folder(fixture: &impl FolderFixture) -> Vec<Case> {
    vec![
        ("a new folder lists nothing", lists_nothing(fixture).await),
        ("a missing file reads as none", reads_none(fixture).await),
        ("an empty file is not a missing one", round_trip(fixture, "a.json", b"").await),
        ("one byte comes back", round_trip(fixture, "a.json", b"{").await),
        ("a megabyte comes back", round_trip(fixture, "a.json", &megabyte()).await),
        ("every byte value comes back", round_trip(fixture, "a.bin", &(0..=255).collect::<Vec<u8>>()).await),
        ("a byte order mark stays", round_trip(fixture, "a.json", b"\xEF\xBB\xBF{}").await),
        ("line ends stay", round_trip(fixture, "a.json", b"{\r\n}\r\n\n\r").await),
        ("a name may be Russian, with spaces", round_trip(fixture, "Наши промпты.json", b"{}").await),
        ("a name may hold an emoji", round_trip(fixture, "📚 team.json", b"{}").await),
        ("the list shows the names", lists_names(fixture).await),
        ("two files keep apart", keeps_apart(fixture).await),
        ("a file in a folder beside is listed", round_trip(fixture, "team.d/a.json", b"{}").await),
        ("files in other folders are not listed", does_not_list_others(fixture).await),
        ("a missing folder's file reads as none", reads_none_within(fixture).await),
        ("a file is removed, also in a folder", removes(fixture).await),
        ("a file that changed is not removed", does_not_remove_changed(fixture).await),
        ("a file that went away needs no removal", removes_nothing(fixture).await),
        ("two writes in sequence", writes_twice(fixture).await),
        ("a shorter text leaves no tail", leaves_no_tail(fixture).await),
        ("a file that changed is not written", refuses_changed(fixture).await),
        ("a file that appeared is not written", refuses_appeared(fixture).await),
        ("a file that went away is not written", refuses_vanished(fixture).await),
        ("an empty file that appeared is not written", refuses_appeared_empty(fixture).await),
        ("a parent's name is refused", refuses_name(fixture, "../x").await),
        ("a path of three is refused", refuses_name(fixture, "a/b/c").await),
        ("a path out of the folder is refused", refuses_name(fixture, "../a").await),
        ("a path out of a folder in it is refused", refuses_name(fixture, "a/..").await),
        ("an absolute path is refused", refuses_name(fixture, "/a").await),
        ("an empty name is refused", refuses_name(fixture, "").await),
        ("the folder's own name is refused", refuses_name(fixture, ".").await),
        ("the parent's own name is refused", refuses_name(fixture, "..").await),
    ]
}

/// A megabyte that doesn't repeat in steps of a power of two, so that a lost block shows.
fn megabyte() -> Vec<u8> {
    (0..=250).cycle().take(1024 * 1024).collect()
}

async fn lists_nothing(fixture: &impl FolderFixture) -> Checked {
    let folder = fixture.empty().await?;
    same("the list", &went("listing", folder.list().await)?, &Vec::new())
}

async fn reads_none(fixture: &impl FolderFixture) -> Checked {
    let folder = fixture.empty().await?;
    same("the file", &went("reading", folder.read("a.json").await)?, &None)
}

async fn round_trip(fixture: &impl FolderFixture, name: &str, bytes: &[u8]) -> Checked {
    let folder = fixture.empty().await?;
    went("writing", folder.write(name, bytes, None).await)?;
    reads(&folder, name, bytes).await?;
    same("the list", &went("listing", folder.list().await)?, &vec![name.to_owned()])
}

async fn lists_names(fixture: &impl FolderFixture) -> Checked {
    let folder = fixture.empty().await?;
    for name in ["b.json", "a.json", "team (conflicted copy).json"] {
        went("writing", folder.write(name, b"{}", None).await)?;
    }
    let mut names = went("listing", folder.list().await)?;
    names.sort();
    let should = ["a.json", "b.json", "team (conflicted copy).json"].map(str::to_owned).to_vec();
    same("the list", &names, &should)
}

async fn does_not_list_others(fixture: &impl FolderFixture) -> Checked {
    let folder = fixture.empty().await?;
    for name in ["backup/a.json", "team.backup/a.json"] {
        went("writing", folder.write(name, b"{}", None).await)?;
        same("the list", &went("listing", folder.list().await)?, &Vec::new())?;
        reads(&folder, name, b"{}").await?;
    }
    Ok(())
}

async fn reads_none_within(fixture: &impl FolderFixture) -> Checked {
    let folder = fixture.empty().await?;
    same("the file", &went("reading", folder.read("team.d/a.json").await)?, &None)?;
    let result = folder.write("team.d/a.json", b"mine", Some(b"before")).await;
    same("the result", &result, &Err(FolderError::Changed))
}

async fn removes(fixture: &impl FolderFixture) -> Checked {
    let folder = fixture.empty().await?;
    for name in ["a.json", "team.d/a.json"] {
        went("writing", folder.write("b.json", b"b", None).await)?;
        went("writing", folder.write(name, b"a", None).await)?;
        went("removing", folder.remove(name, b"a").await)?;
        same("the file", &went("reading", folder.read(name).await)?, &None)?;
        same("the list", &went("listing", folder.list().await)?, &vec!["b.json".to_owned()])?;
        went("removing", folder.remove("b.json", b"b").await)?;
    }
    Ok(())
}

async fn does_not_remove_changed(fixture: &impl FolderFixture) -> Checked {
    let folder = fixture.empty().await?;
    went("writing", folder.write("a.json", b"theirs", None).await)?;
    same("the result", &folder.remove("a.json", b"before").await, &Err(FolderError::Changed))?;
    reads(&folder, "a.json", b"theirs").await
}

async fn removes_nothing(fixture: &impl FolderFixture) -> Checked {
    let folder = fixture.empty().await?;
    for name in ["a.json", "team.d/a.json"] {
        went("removing", folder.remove(name, b"a").await)?;
    }
    Ok(())
}

async fn keeps_apart(fixture: &impl FolderFixture) -> Checked {
    let folder = fixture.empty().await?;
    went("writing", folder.write("a.json", b"a", None).await)?;
    went("writing", folder.write("b.json", b"b", None).await)?;
    went("writing", folder.write("a.json", b"new", Some(b"a")).await)?;
    reads(&folder, "a.json", b"new").await?;
    reads(&folder, "b.json", b"b").await
}

async fn writes_twice(fixture: &impl FolderFixture) -> Checked {
    let folder = fixture.empty().await?;
    went("the first write", folder.write("a.json", b"one", None).await)?;
    went("the second write", folder.write("a.json", b"two", Some(b"one")).await)?;
    reads(&folder, "a.json", b"two").await
}

async fn leaves_no_tail(fixture: &impl FolderFixture) -> Checked {
    let folder = fixture.empty().await?;
    let long = megabyte();
    went("the first write", folder.write("a.json", &long, None).await)?;
    went("the second write", folder.write("a.json", b"{}", Some(&long)).await)?;
    reads(&folder, "a.json", b"{}").await
}

async fn refuses_changed(fixture: &impl FolderFixture) -> Checked {
    let folder = fixture.empty().await?;
    went("writing", folder.write("a.json", b"theirs", None).await)?;
    // As long as what is there: sizes must not be what is compared.
    let result = folder.write("a.json", b"mine", Some(b"before")).await;
    same("the result", &result, &Err(FolderError::Changed))?;
    reads(&folder, "a.json", b"theirs").await
}

async fn refuses_appeared(fixture: &impl FolderFixture) -> Checked {
    let folder = fixture.empty().await?;
    went("writing", folder.write("a.json", b"theirs", None).await)?;
    let result = folder.write("a.json", b"mine", None).await;
    same("the result", &result, &Err(FolderError::Changed))?;
    reads(&folder, "a.json", b"theirs").await
}

async fn refuses_appeared_empty(fixture: &impl FolderFixture) -> Checked {
    let folder = fixture.empty().await?;
    went("writing", folder.write("a.json", b"", None).await)?;
    let result = folder.write("a.json", b"mine", None).await;
    same("the result", &result, &Err(FolderError::Changed))?;
    reads(&folder, "a.json", b"").await
}

async fn refuses_vanished(fixture: &impl FolderFixture) -> Checked {
    let folder = fixture.empty().await?;
    let result = folder.write("a.json", b"mine", Some(b"before")).await;
    same("the result", &result, &Err(FolderError::Changed))?;
    // Looking must not have made it: an empty file is bad news for every other member.
    same("the file", &went("reading", folder.read("a.json").await)?, &None)?;
    same("the list", &went("listing", folder.list().await)?, &Vec::new())
}

async fn refuses_name(fixture: &impl FolderFixture, name: &str) -> Checked {
    let folder = fixture.empty().await?;
    let written = folder.write(name, b"mine", None).await;
    that(written.is_err(), || format!("“{name}” was written"))?;
    let read = folder.read(name).await;
    that(!matches!(read, Ok(Some(_))), || format!("“{name}” was read"))?;
    same("the list", &went("listing", folder.list().await)?, &Vec::new())
}

async fn reads(folder: &impl Folder, name: &str, should: &[u8]) -> Checked {
    holds(went("reading", folder.read(name).await)?.as_deref(), should)
}
