//! News: what a device learns of the work of others, until its person has seen it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod device;
#[path = "../common/words.rs"]
mod words;

use device::{FILE, MemoryDevice, member};
use futures::executor::block_on;
use prompt_commons::access::{Denied, Role};
use prompt_commons::causal::conflict::Subject;
use prompt_commons::changes::{Changes, Deed, Topic, What, changes};
use prompt_commons::command::{Command, Field};
use prompt_commons::model::{Draft, Email, ItemId, Kind, LibraryId, PromptId};
use prompt_commons::phrase::{Phrase, Say as _};
use prompt_commons::ports::StoreError;
use prompt_commons::sync::SyncState;
use prompt_commons_contract::{MemoryFolder, sample};
use prompt_commons_engine::{
    self as engine, Device, Unread, edit, forget_team, mark_read, sync, undo_all, unread, view,
};
use words::say;

/// Bob and Carol, both editors of the sample's team.
fn two() -> (MemoryDevice, MemoryDevice, LibraryId) {
    let folder = MemoryFolder::with(FILE, sample::FILE.as_bytes());
    let (bob, id) = member(1, sample::BOB, &folder);
    (bob, member(2, sample::CAROL, &folder).0, id)
}

fn do_and_sync(device: &MemoryDevice, id: &LibraryId, command: Command) {
    block_on(edit(device, id, command)).unwrap();
    synced(device, id);
}

fn synced(device: &MemoryDevice, id: &LibraryId) {
    assert_eq!(block_on(sync(device, id)), Ok(SyncState::InFolder));
}

fn retitle(device: &MemoryDevice, id: &LibraryId, prompt: &str, title: &str) -> Command {
    let prompt = PromptId::parse(prompt).unwrap();
    let seen = block_on(view(device, id)).unwrap().library.prompt(&prompt).unwrap().draft().clone();
    Command::EditPrompt { id: prompt, draft: Draft { title: title.to_owned(), ..seen.clone() }, seen }
}

fn add(id: &str, title: &str) -> Command {
    let draft = Draft { title: title.to_owned(), ..Draft::default() };
    Command::add(PromptId::parse(id).unwrap(), draft)
}

fn news(device: &MemoryDevice, id: &LibraryId) -> Vec<Unread> {
    block_on(engine::news(device, id)).unwrap()
}

/// What a line of news would say.
fn said(device: &MemoryDevice, id: &LibraryId) -> String {
    say("en", &news(device, id).into_iter().map(|one| one.change).collect::<Changes>().summary())
}

#[test]
fn what_others_did_is_news_and_what_one_did_oneself_is_not() {
    let (bob, carol, id) = two();
    assert_eq!((said(&bob, &id), said(&carol, &id)), (String::new(), String::new()), "joining is no news");
    do_and_sync(&carol, &id, add("new", "Of Carol"));
    do_and_sync(&carol, &id, retitle(&carol, &id, "launch", "By Carol"));
    block_on(edit(&bob, &id, retitle(&bob, &id, "subject", "By Bob"))).unwrap();
    synced(&bob, &id);
    assert_eq!(said(&bob, &id), "1 prompt added, 1 edited, by carol");
    assert_eq!(said(&carol, &id), "");
    synced(&carol, &id);
    assert_eq!(said(&carol, &id), "1 prompt edited, by bob");
    let edited = &news(&carol, &id)[0];
    let title = |draft: Option<&Draft>| draft.unwrap().title.clone();
    assert_eq!(
        (title(edited.drafts().0), title(edited.drafts().1)),
        ("Subject lines".into(), "By Bob".into())
    );
}

#[test]
fn what_merges_with_an_edit_of_ones_own_is_still_news() {
    let (bob, carol, id) = two();
    let recontent = |device: &MemoryDevice, content: &str| {
        let Command::EditPrompt { id: prompt, seen, .. } = retitle(device, &id, "launch", "") else {
            panic!()
        };
        let draft = Draft { content: content.to_owned(), ..seen.clone() };
        Command::EditPrompt { id: prompt, seen, draft }
    };
    do_and_sync(&carol, &id, recontent(&carol, "Carol's text"));
    block_on(edit(&bob, &id, retitle(&bob, &id, "launch", "Bob's title"))).unwrap();
    synced(&bob, &id);
    let all = news(&bob, &id);
    let [one] = all.as_slice() else { panic!("{all:?}") };
    let (Some(before), Some(after)) = one.drafts() else { panic!("{one:?}") };
    assert_eq!(one.change.by.as_ref().map(Email::as_str), Some(sample::CAROL));
    assert_eq!((before.title.as_str(), after.title.as_str()), ("Bob's title", "Bob's title"));
    assert_eq!(after.content, "Carol's text");
}

#[test]
fn who_is_removed_from_a_team_has_no_news_of_it() {
    let folder = MemoryFolder::with(FILE, sample::FILE.as_bytes());
    let ((alice, id), (bob, _)) = (member(1, sample::ALICE, &folder), member(2, sample::BOB, &folder));
    do_and_sync(&alice, &id, add("new", "For all"));
    synced(&bob, &id);
    assert_eq!(block_on(unread(&bob)).unwrap(), [(id.clone(), 1)]);
    let email = Email::parse(sample::BOB).unwrap();
    do_and_sync(&alice, &id, Command::RemoveMember { email: email.clone() });
    synced(&bob, &id);
    assert_eq!((block_on(unread(&bob)).unwrap(), news(&bob, &id)), (Vec::new(), Vec::new()));
    do_and_sync(&alice, &id, Command::SetMember { email, role: Role::Editor });
    do_and_sync(&alice, &id, add("newer", "For all again"));
    synced(&bob, &id);
    assert!(said(&bob, &id).contains("1 prompt added"), "{}", said(&bob, &id));
}

#[test]
fn a_deletion_says_what_is_gone() {
    let (bob, carol, id) = two();
    do_and_sync(&carol, &id, add("new", "Of Carol"));
    synced(&bob, &id);
    block_on(mark_read(&bob, &id, u64::MAX)).unwrap();
    let seen = Draft { title: "Of Carol".to_owned(), ..Draft::default() };
    do_and_sync(
        &carol,
        &id,
        Command::DeletePrompt { id: PromptId::parse("new").unwrap(), seen, beside: Vec::new() },
    );
    synced(&bob, &id);
    let all = news(&bob, &id);
    assert!(
        matches!(&all[0].change.what, What::Prompt { deed: Deed::Deleted, title, .. } if title == "Of Carol")
    );
    assert_eq!((all.len(), all[0].drafts().0.unwrap().title.as_str()), (1, "Of Carol"));
}

#[test]
fn news_stay_until_they_are_read_and_later_ones_stay_longer() {
    let (bob, carol, id) = two();
    do_and_sync(&carol, &id, add("a", "First"));
    synced(&bob, &id);
    let seen = news(&bob, &id)[0].number;
    do_and_sync(&carol, &id, add("b", "Second"));
    synced(&bob, &id);
    assert_eq!(block_on(unread(&bob)).unwrap(), [(id.clone(), 2)]);
    let announced = bob.announced.get();
    block_on(mark_read(&bob, &id, seen)).unwrap();
    assert_eq!(bob.announced.get(), announced + 1);
    assert_eq!(said(&bob, &id), "1 prompt added, by carol");
    synced(&bob, &id);
    assert_eq!(block_on(unread(&bob)).unwrap(), [(id.clone(), 1)]);
    block_on(mark_read(&bob, &id, u64::MAX)).unwrap();
    block_on(mark_read(&bob, &id, u64::MAX)).unwrap();
    assert_eq!((bob.announced.get(), block_on(unread(&bob)).unwrap()), (announced + 2, vec![]));
}

#[test]
fn news_and_what_they_are_about_are_kept_together_or_not_at_all() {
    let (bob, carol, id) = two();
    do_and_sync(&carol, &id, add("a", "First"));
    bob.store.fail(&StoreError(Phrase::verbatim("The disk is full")), 1);
    block_on(sync(&bob, &id)).unwrap_err();
    let now = block_on(view(&bob, &id)).unwrap();
    assert_eq!((now.told.count, now.library.prompts().len()), (0, 3));
    synced(&bob, &id);
    assert_eq!(said(&bob, &id), "1 prompt added, by carol");
    block_on(forget_team(&bob, &id)).unwrap();
    assert_eq!(block_on(unread(&bob)).unwrap(), []);
}

#[test]
fn news_are_told_in_two_lines_and_taken_back_at_once() {
    let (bob, carol, id) = two();
    do_and_sync(&carol, &id, add("a", "First"));
    do_and_sync(&carol, &id, retitle(&carol, &id, "launch", "By Carol"));
    synced(&bob, &id);
    let told = block_on(view(&bob, &id)).unwrap().told;
    let [headline, deeds] = [&told.headline, &told.deeds].map(|line| say("en", line));
    let lines = (told.count, headline.as_str(), deeds.as_str());
    assert_eq!(lines, (2, "Merged 2 changes from carol", "1 prompt added, 1 edited"));
    // Carol's new prompt is hers to delete.
    assert!(!told.undo);
    assert!(block_on(undo_all(&bob, &id, told.last)).is_err());
    assert_eq!(block_on(unread(&bob)).unwrap(), [(id.clone(), 2)]);
    block_on(mark_read(&bob, &id, told.last)).unwrap();
    do_and_sync(&carol, &id, retitle(&carol, &id, "launch", "By Carol again"));
    synced(&bob, &id);
    let told = block_on(view(&bob, &id)).unwrap().told;
    assert!(told.undo);
    block_on(undo_all(&bob, &id, told.last)).unwrap();
    let now = block_on(view(&bob, &id)).unwrap();
    let launch = now.library.prompt(&PromptId::parse("launch").unwrap()).unwrap();
    assert_eq!((launch.title(), now.told.count), ("By Carol", 0));
}

#[test]
fn whatever_an_editor_may_change_an_editor_takes_back() {
    let (bob, carol, id) = two();
    let set = |name: &str| vec![Field { name: "name".to_owned(), value: name.into() }];
    let kind = Kind::Set;
    let old = ItemId::parse("old").unwrap();
    do_and_sync(&carol, &id, Command::AddItem { kind, id: old.clone(), fields: set("Weekly") });
    synced(&bob, &id);
    block_on(mark_read(&bob, &id, u64::MAX)).unwrap();
    let before = block_on(view(&bob, &id)).unwrap().library;
    let everything = [
        Command::EditItem { kind, id: old.clone(), fields: set("Every week") },
        Command::EditItem { kind, id: old, fields: set("Each week") },
        retitle(&carol, &id, "launch", "By Carol"),
    ];
    for command in everything {
        do_and_sync(&carol, &id, command);
        synced(&bob, &id);
    }
    let told = block_on(view(&bob, &id)).unwrap().told;
    assert!(told.undo, "{told:?}");
    block_on(undo_all(&bob, &id, told.last)).unwrap();
    let after = block_on(view(&bob, &id)).unwrap();
    assert_eq!((changes(&before, &after.library).list(), after.told.count), (&[][..], 0));
}

#[test]
fn what_only_an_owner_may_change_an_editor_does_not_take_back() {
    let folder = MemoryFolder::with(FILE, sample::FILE.as_bytes());
    let ((alice, id), (bob, _)) = (member(1, sample::ALICE, &folder), member(2, sample::BOB, &folder));
    do_and_sync(&alice, &id, sample::edit_category("cat-1", &[("name", "Social")]));
    synced(&bob, &id);
    let view = block_on(view(&bob, &id)).unwrap();
    assert!(!view.told.undo);
    assert_eq!(engine::undo(&view, &news(&bob, &id)), [Err(Denied::OwnerOnly.phrase())]);
}

#[test]
fn what_was_edited_since_can_not_be_taken_back() {
    let (bob, carol, id) = two();
    do_and_sync(&carol, &id, retitle(&carol, &id, "launch", "By Carol"));
    synced(&bob, &id);
    assert!(block_on(view(&bob, &id)).unwrap().told.undo);
    block_on(edit(&bob, &id, retitle(&bob, &id, "launch", "By Bob"))).unwrap();
    assert!(!block_on(view(&bob, &id)).unwrap().told.undo);
}

#[test]
fn a_question_says_who_wrote_what() {
    let (bob, carol, id) = two();
    block_on(edit(&bob, &id, retitle(&bob, &id, "launch", "By Bob"))).unwrap();
    do_and_sync(&carol, &id, retitle(&carol, &id, "launch", "By Carol"));
    synced(&bob, &id);
    let asked = block_on(view(&bob, &id)).unwrap().beside.conflicts;
    let mut said: Vec<(&str, &str)> =
        asked[0].values.iter().map(|one| (one.text(), one.by.as_ref().unwrap().as_str())).collect();
    said.sort_unstable();
    assert_eq!(said, [("By Bob", sample::BOB), ("By Carol", sample::CAROL)]);
    let told = block_on(view(&bob, &id)).unwrap().told;
    assert_eq!((told.headline.is_empty(), told.undo), (true, false), "what waits has not merged");
    do_and_sync(&carol, &id, retitle(&carol, &id, "subject", "Also by Carol"));
    synced(&bob, &id);
    let told = block_on(view(&bob, &id)).unwrap().told;
    assert_eq!((say("en", &told.headline).as_str(), told.undo), ("Merged 1 change from carol", true));
}

#[test]
fn a_name_that_two_people_gave_is_asked_about_and_then_decided() {
    let (bob, carol, id) = two();
    let set = || ItemId::parse("s").unwrap();
    let fields = |name: &str| vec![Field { name: "name".to_owned(), value: name.into() }];
    let rename = |name: &str| Command::EditItem { kind: Kind::Set, id: set(), fields: fields(name) };
    do_and_sync(&bob, &id, Command::AddItem { kind: Kind::Set, id: set(), fields: fields("Posts") });
    synced(&carol, &id);
    block_on(mark_read(&carol, &id, u64::MAX)).unwrap();
    block_on(edit(&bob, &id, rename("By Bob"))).unwrap();
    do_and_sync(&carol, &id, rename("By Carol"));
    synced(&bob, &id);
    let now = block_on(view(&bob, &id)).unwrap();
    let [asked] = now.beside.conflicts.as_slice() else { panic!("{:?}", now.beside.conflicts) };
    assert_eq!(asked.about, Subject::Item { kind: Kind::Set, id: set() });
    assert_eq!((now.told.headline.is_empty(), now.told.count), (true, 1), "what waits has not merged");
    let (about, field) = (asked.about.clone(), asked.field.clone());
    let decision = Command::Decide { about, field, saw: asked.saw(), value: "By both".into() };
    do_and_sync(&bob, &id, decision);
    synced(&carol, &id);
    for device in [&bob, &carol] {
        let now = block_on(view(device, &id)).unwrap();
        assert_eq!(now.library.item(Kind::Set, &set()).unwrap().name(), "By both");
        assert_eq!(now.beside.conflicts, []);
    }
}

#[test]
fn a_decision_that_is_refused_still_has_what_was_typed() {
    let (bob, carol, id) = two();
    let (alice, _) = member(3, sample::ALICE, &block_on(bob.folder(&id)).unwrap());
    block_on(edit(&bob, &id, retitle(&bob, &id, "launch", "By Bob"))).unwrap();
    do_and_sync(&carol, &id, retitle(&carol, &id, "launch", "By Carol"));
    synced(&bob, &id);
    let asked = block_on(view(&bob, &id)).unwrap().beside.conflicts.remove(0);
    let (about, field, saw) = (asked.about.clone(), asked.field.clone(), asked.saw());
    block_on(edit(&bob, &id, Command::Decide { about, field, saw, value: "By hand".into() })).unwrap();
    synced(&alice, &id);
    let email = Email::parse(sample::BOB).unwrap();
    do_and_sync(&alice, &id, Command::SetMember { email, role: Role::Viewer });
    block_on(sync(&bob, &id)).unwrap();
    let held = block_on(view(&bob, &id)).unwrap().beside.held;
    assert_eq!((held.len(), held[0].draft.as_ref().unwrap().title.as_str()), (1, "By hand"));
}

#[test]
fn what_was_deleted_and_came_back_otherwise_becomes_what_it_was() {
    let launch = || sample::prompt_id("launch");
    let folder = MemoryFolder::with(FILE, sample::FILE.as_bytes());
    let ((alice, id), (carol, _)) = (member(1, sample::ALICE, &folder), member(2, sample::CAROL, &folder));
    let seen = block_on(view(&alice, &id)).unwrap().library.prompt(&launch()).unwrap().draft().clone();
    do_and_sync(&alice, &id, Command::DeletePrompt { id: launch(), seen, beside: Vec::new() });
    synced(&carol, &id);
    do_and_sync(&alice, &id, Command::RestorePrompt { id: launch() });
    do_and_sync(&alice, &id, retitle(&alice, &id, "launch", "By Alice"));
    synced(&carol, &id);
    let told = block_on(view(&carol, &id)).unwrap().told;
    block_on(undo_all(&carol, &id, told.last)).unwrap();
    let after = block_on(view(&carol, &id)).unwrap().library;
    assert_eq!(after.prompt(&launch()).unwrap().title(), "Launch post");
}

#[test]
fn what_an_older_surface_shows_is_not_mistaken_for_what_came_since() {
    let (bob, carol, id) = two();
    do_and_sync(&carol, &id, retitle(&carol, &id, "launch", "Seen"));
    synced(&bob, &id);
    let told = block_on(view(&bob, &id)).unwrap().told;
    block_on(mark_read(&bob, &id, told.last)).unwrap();
    do_and_sync(&carol, &id, retitle(&carol, &id, "subject", "Not seen"));
    synced(&bob, &id);
    block_on(undo_all(&bob, &id, told.last)).unwrap();
    let now = block_on(view(&bob, &id)).unwrap();
    assert_eq!(now.library.prompt(&sample::prompt_id("subject")).unwrap().title(), "Not seen");
    assert_eq!(now.told.count, 1);
}

#[test]
fn what_two_people_did_alike_is_no_news() {
    let folder = MemoryFolder::with(FILE, sample::FILE.as_bytes());
    let [(alice, id), (bob, _), (carol, _)] =
        [(1, sample::ALICE), (2, sample::BOB), (3, sample::CAROL)].map(|(at, who)| member(at, who, &folder));
    do_and_sync(&carol, &id, retitle(&carol, &id, "launch", "By Carol"));
    for device in [&alice, &bob] {
        synced(device, &id);
        let last = block_on(view(device, &id)).unwrap().told.last;
        block_on(undo_all(device, &id, last)).unwrap();
    }
    for device in [&alice, &bob, &alice, &bob] {
        synced(device, &id);
    }
    for device in [&alice, &bob] {
        assert_eq!((news(device, &id), block_on(view(device, &id)).unwrap().told.count), (vec![], 0));
    }
}

#[test]
fn of_what_can_not_be_taken_back_as_a_whole_nothing_is() {
    let blank = sample::FILE.replace("\"Launch post\"", "\" \"");
    let folder = MemoryFolder::with(FILE, blank.as_bytes());
    let ((alice, id), (bob, _)) = (member(1, sample::ALICE, &folder), member(2, sample::BOB, &folder));
    for prompt in ["subject", "launch", "old"] {
        do_and_sync(&bob, &id, retitle(&bob, &id, prompt, "By Bob"));
    }
    synced(&alice, &id);
    let last = block_on(view(&alice, &id)).unwrap().told.last;
    assert!(block_on(undo_all(&alice, &id, last)).is_err(), "a title can't be made blank");
    let now = block_on(view(&alice, &id)).unwrap();
    assert!(now.library.prompts().iter().all(|prompt| prompt.title() == "By Bob"));
    assert_eq!(now.told.count, 3);
}

#[test]
fn moves_are_taken_back_to_where_it_was() {
    let (bob, carol, id) = two();
    for title in ["first", "second"] {
        do_and_sync(&bob, &id, add(title, title));
    }
    synced(&carol, &id);
    let order = |device: &MemoryDevice| {
        let library = block_on(view(device, &id)).unwrap().library;
        library.prompts().iter().map(|prompt| prompt.id().to_string()).collect::<Vec<_>>()
    };
    let before = order(&carol);
    block_on(mark_read(&carol, &id, u64::MAX)).unwrap();
    let go = |before: Option<&str>| Command::MovePrompt {
        id: PromptId::parse("second").unwrap(),
        before: before.map(|id| PromptId::parse(id).unwrap()),
    };
    // Twice, so that both moves are one piece of news.
    for before in ["first", "launch"] {
        do_and_sync(&bob, &id, go(Some(before)));
        synced(&carol, &id);
    }
    assert_ne!(order(&carol), before);
    assert_eq!(news(&carol, &id).len(), 1);
    block_on(undo_all(&carol, &id, u64::MAX)).unwrap();
    assert_eq!(order(&carol), before);
    // With an edit besides, no one command takes both back.
    synced(&carol, &id);
    synced(&bob, &id);
    do_and_sync(&bob, &id, retitle(&bob, &id, "second", "Second"));
    synced(&carol, &id);
    do_and_sync(&bob, &id, go(Some("launch")));
    synced(&carol, &id);
    assert!(block_on(undo_all(&carol, &id, u64::MAX)).is_err());
}

#[test]
fn kinds_that_someone_does_not_want_are_no_news() {
    let (bob, carol, id) = two();
    block_on(engine::set_quiet(&bob, &[Topic::Edited, Topic::Deleted])).unwrap();
    do_and_sync(&carol, &id, retitle(&carol, &id, "old", "Another title"));
    do_and_sync(&carol, &id, add("new", "News"));
    synced(&bob, &id);
    let topics: Vec<Topic> = news(&bob, &id).iter().map(|one| one.change.what.topic()).collect();
    assert_eq!(topics, [Topic::Added]);
    assert_eq!(block_on(unread(&bob)).unwrap(), [(id.clone(), 1)]);
    // What is shown is the same for everyone.
    let title = |device| {
        let view = block_on(view(device, &id)).unwrap();
        view.library.prompt(&PromptId::parse("old").unwrap()).unwrap().title().to_owned()
    };
    assert_eq!(title(&bob), "Another title");
    block_on(engine::set_quiet(&bob, &[])).unwrap();
    do_and_sync(&carol, &id, retitle(&carol, &id, "old", "A third one"));
    synced(&bob, &id);
    assert_eq!(news(&bob, &id).len(), 2);
}

#[test]
fn what_there_is_to_decide_is_told_to_everyone() {
    let (bob, carol, id) = two();
    block_on(engine::set_quiet(&bob, &Topic::ALL)).unwrap();
    let (one, other) = (retitle(&bob, &id, "old", "By Bob"), retitle(&carol, &id, "old", "By Carol"));
    block_on(edit(&bob, &id, one)).unwrap();
    do_and_sync(&carol, &id, other);
    synced(&bob, &id);
    assert_eq!(news(&bob, &id), []);
    assert_eq!(block_on(unread(&bob)).unwrap(), [(id, 1)]);
}
