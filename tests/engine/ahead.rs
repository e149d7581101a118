//! What is shown of edits that wait is what a sync makes of them, and what is put back comes back as it was.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod device;

use device::{FILE, MemoryDevice, member};
use futures::executor::block_on;
use prompt_commons::causal::conflict::Conflict;
use prompt_commons::command::{Command, Outcome};
use prompt_commons::format::open;
use prompt_commons::model::{Draft, Email, LibraryId};
use prompt_commons::sync::SyncState;
use prompt_commons_contract::MemoryFolder;
use prompt_commons_contract::sample::{self, ALICE, BOB, DAVE, prompt_id};
use prompt_commons_engine::{View, breaches, edit, news, put_back, sync, undo_all, view};

/// A folder with a team, and its members' devices.
struct Team {
    folder: MemoryFolder,
    alice: MemoryDevice,
    bob: MemoryDevice,
    id: LibraryId,
}

impl Team {
    fn new() -> Self {
        let text = sample::FILE.replace(r"Write a post.\n\nAbout {{topic}}.\n", r"a\nb\nc\nd\ne\n");
        let folder = MemoryFolder::with(FILE, text.as_bytes());
        let (alice, id) = member(1, ALICE, &folder);
        let (bob, _) = member(2, BOB, &folder);
        Self { folder, alice, bob, id }
    }

    /// Both wrote the same line: there is a question, and "C2" is shown.
    fn asked() -> Self {
        let team = Self::new();
        team.write(&team.alice, "a\nb\nC1\nd\ne\n");
        team.write(&team.bob, "a\nb\nC2\nd\ne\n");
        team.sync_all();
        assert_eq!(team.seen(&team.alice).beside.conflicts.len(), 1);
        team
    }

    fn sync_all(&self) {
        for device in [&self.alice, &self.bob, &self.alice, &self.bob] {
            assert_eq!(self.sync(device), SyncState::InFolder);
        }
    }

    fn sync(&self, device: &MemoryDevice) -> SyncState {
        block_on(sync(device, &self.id)).unwrap()
    }

    fn seen(&self, device: &MemoryDevice) -> View {
        block_on(view(device, &self.id)).unwrap()
    }

    fn launch(&self, device: &MemoryDevice) -> Option<Draft> {
        self.seen(device).library.prompt(&prompt_id("launch")).map(|prompt| prompt.draft().clone())
    }

    fn edit(&self, device: &MemoryDevice, command: Command) {
        assert_eq!(block_on(edit(device, &self.id, command)), Ok(Outcome::Done));
    }

    fn write(&self, device: &MemoryDevice, content: &str) {
        let seen = self.launch(device).unwrap();
        let draft = Draft { content: content.to_owned(), ..seen.clone() };
        self.edit(device, Command::EditPrompt { id: prompt_id("launch"), seen, draft });
    }

    /// Deletes the prompt as whoever sees what is shown, and that there is a question.
    fn delete(&self, device: &MemoryDevice) {
        let beside = self.seen(device).beside.conflicts.iter().flat_map(Conflict::beside).collect();
        let seen = self.launch(device).unwrap();
        self.edit(device, Command::DeletePrompt { id: prompt_id("launch"), seen, beside });
    }

    /// Decides for the version at a place of the question's.
    fn decide(&self, device: &MemoryDevice, place: usize) {
        let Conflict { about, field, values } = self.seen(device).beside.conflicts[0].clone();
        let saw = values.iter().flat_map(|one| one.of.clone()).collect();
        self.edit(device, Command::Decide { saw, about, field, value: values[place].value.clone() });
    }

    /// Has someone change the file by hand.
    fn by_hand(&self, change: impl FnOnce(&mut serde_json::Value)) {
        let mut json = serde_json::from_slice(&self.folder.bytes(FILE).unwrap()).unwrap();
        change(&mut json);
        self.folder.put(FILE, json.to_string().as_bytes());
    }
}

/// One of the things that Alice does while nobody else does anything.
type Deed = (&'static str, fn(&Team));

#[test]
fn what_is_shown_before_a_sync_is_what_it_comes_to() {
    let write: Deed = ("writes", |team| team.write(&team.alice, "a9\nb\nc\nd\ne\n"));
    let again: Deed = ("writes again", |team| team.write(&team.alice, "a9\nb\nC3\nd\ne\n"));
    let first: Deed = ("decides for the first", |team| team.decide(&team.alice, 0));
    let second: Deed = ("decides for the second", |team| team.decide(&team.alice, 1));
    let delete: Deed = ("deletes", |team| team.delete(&team.alice));
    let stories: [&[Deed]; 7] = [
        &[write],
        &[write, again],
        &[write, delete],
        &[again, second],
        &[again, second, delete],
        &[second, delete],
        &[again, first],
    ];
    for story in stories {
        let names: Vec<&str> = story.iter().map(|(name, _)| *name).collect();
        let team = Team::asked();
        for (_, deed) in story {
            deed(&team);
        }
        let (shown, asked) = (team.launch(&team.alice), team.seen(&team.alice).beside.conflicts);
        team.sync_all();
        let now = team.seen(&team.alice);
        assert_eq!(team.launch(&team.alice), shown, "{names:?}");
        assert_eq!(now.beside.conflicts, asked, "{names:?}");
        let prompts = open(sample::FILE.as_bytes()).unwrap().prompts().len();
        assert_eq!(now.library.prompts().len(), prompts - usize::from(shown.is_none()), "{names:?}");
        assert_eq!(team.launch(&team.bob), shown, "{names:?}");
    }
}

#[test]
fn who_decided_is_not_asked_again_before_the_sync() {
    let team = Team::asked();
    team.decide(&team.alice, 1);
    assert_eq!(team.seen(&team.alice).beside.conflicts, []);
    team.sync_all();
    assert_eq!(team.seen(&team.alice).beside.conflicts, []);
}

#[test]
fn texts_that_merged_are_no_question_to_who_deletes() {
    let team = Team::new();
    team.write(&team.alice, "A1\nb\nc\nd\ne\n");
    team.write(&team.bob, "a\nb\nc\nd\nE1\n");
    team.sync_all();
    team.delete(&team.alice);
    assert_eq!(team.launch(&team.alice), None);
    team.sync_all();
    assert_eq!(team.launch(&team.bob), None);
}

#[test]
fn what_came_beside_another_owner_is_told_when_that_is_put_back() {
    let team = Team::new();
    team.edit(&team.alice, Command::add(prompt_id("x"), titled("x")));
    team.sync_all();
    team.by_hand(|json| {
        json["members"]["owner"] = "mallory@company.com".into();
        json["members"]["editors"].as_array_mut().unwrap().push("eve@company.com".into());
    });
    assert_eq!(team.sync(&team.alice).name(), "waiting");
    assert_eq!(block_on(put_back(&team.alice, &team.id)), Ok(SyncState::InFolder));
    let eve = Email::parse("eve@company.com").unwrap();
    assert!(team.seen(&team.alice).library.members().role(&eve).is_some());
    assert_eq!(block_on(breaches(&team.alice, &team.id)).unwrap().len(), 1);
}

#[test]
fn an_owner_whose_edits_wait_puts_it_back_with_them() {
    let team = Team::new();
    team.by_hand(|json| json["members"]["owner"] = "mallory@company.com".into());
    team.edit(&team.alice, Command::add(prompt_id("x"), titled("x")));
    assert_eq!(team.sync(&team.alice).name(), "waiting");
    assert_eq!(block_on(put_back(&team.alice, &team.id)), Ok(SyncState::InFolder));
    assert_eq!(team.seen(&team.alice).beside.unsaved, 0);
}

fn titled(title: &str) -> Draft {
    Draft { title: title.to_owned(), ..Draft::default() }
}

/// Alice's second device, and Dave's, after thirty prompts that they know were deleted on her first one.
fn many_are_gone() -> (Team, MemoryDevice, MemoryDevice) {
    let team = Team::new();
    let titles: Vec<String> = (0..30).map(|number| format!("p{number}")).collect();
    for title in &titles {
        team.edit(&team.alice, Command::add(prompt_id(title), titled(title)));
    }
    team.sync(&team.alice);
    let (second, dave) = (member(3, ALICE, &team.folder).0, member(4, DAVE, &team.folder).0);
    for title in &titles {
        let (id, seen) = (prompt_id(title), titled(title));
        team.edit(&team.alice, Command::DeletePrompt { id, seen, beside: Vec::new() });
    }
    team.sync(&team.alice);
    team.sync(&second);
    assert_eq!(team.seen(&second).record.brake.unwrap().owner, None);
    (team, second, dave)
}

#[test]
fn who_puts_deletions_back_decides_nothing_about_an_owner_they_were_not_shown() {
    let (team, second, _) = many_are_gone();
    let mallory = "mallory@company.com";
    team.by_hand(|json| json["members"]["owner"] = mallory.into());
    assert_eq!(block_on(put_back(&second, &team.id)).unwrap().name(), "waiting");
    assert_eq!(open(&team.folder.bytes(FILE).unwrap()).unwrap().members().owner().as_str(), mallory);
}

#[test]
fn who_may_add_nothing_puts_nothing_back_and_is_asked_nothing() {
    let (team, second, dave) = many_are_gone();
    for _ in 0..2 {
        assert_eq!(team.sync(&dave), SyncState::InFolder);
        let seen = team.seen(&dave);
        assert_eq!((seen.record.brake, seen.library.prompt(&prompt_id("p3"))), (None, None));
        assert_eq!(block_on(put_back(&dave, &team.id)), Ok(SyncState::InFolder));
        assert_eq!((team.seen(&dave).beside.held, team.seen(&dave).beside.unsaved), (Vec::new(), 0));
    }
    // They see what the others decide.
    block_on(put_back(&second, &team.id)).unwrap();
    assert_eq!(team.sync(&second), SyncState::InFolder);
    assert_eq!(team.sync(&dave), SyncState::InFolder);
    assert!(team.seen(&dave).library.prompt(&prompt_id("p3")).is_some());
}

#[test]
fn what_is_put_back_is_no_news() {
    let (team, second, _) = many_are_gone();
    block_on(put_back(&second, &team.id)).unwrap();
    assert_eq!(team.sync(&second), SyncState::InFolder);
    assert_eq!(block_on(news(&second, &team.id)).unwrap(), []);
}

#[test]
fn an_undo_that_can_not_bring_back_what_was_there_says_so() {
    let emptied = |team: &Team| {
        // The trash is empty once it is late enough for two people.
        let text = String::from_utf8(team.folder.bytes(FILE).unwrap()).unwrap();
        let (head, days) = text.split_at(text.find("\"days\"").unwrap());
        let days = days.replacen("2026-01-01", "2026-09-01", 3);
        team.folder.put(FILE, (head.to_owned() + &days).as_bytes());
    };
    let rewritten = |team: &Team| {
        team.edit(&team.alice, Command::RestorePrompt { id: prompt_id("launch") });
        team.write(&team.alice, "something else");
        team.delete(&team.alice);
    };
    let changes: [&dyn Fn(&Team); 2] = [&emptied, &rewritten];
    for change in changes {
        let team = Team::new();
        team.sync_all();
        team.delete(&team.alice);
        team.sync_all();
        change(&team);
        team.sync_all();
        let before = block_on(news(&team.bob, &team.id)).unwrap();
        assert!(block_on(undo_all(&team.bob, &team.id, u64::MAX)).is_err());
        assert_eq!((team.launch(&team.bob), block_on(news(&team.bob, &team.id)).unwrap()), (None, before));
    }
}
