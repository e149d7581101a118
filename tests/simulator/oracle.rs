//! What was promised to people, in tokens: apart from the engine, so that it can't err with it.
//!
//! A token has to be alive at the end if its edit was *acknowledged*, or if any view ever *showed* it, unless it was
//! *given up*: someone whose own view held it took it out, or deleted the prompt that it stood in. A person who
//! took it out and crashed before an answer may have done so, too.
//!
//! Three things can't be told from a file, and are promised accordingly:
//! - A program that drops `sync` leaves no trace of what it started from. What such a file lacks and only others of them
//!   held, or someone wrote by hand, is perhaps only among the versions.
//! - Nor does it tell whose edits it holds. Who saw someone's edit in such a file only, and deletes what stood there, has not
//!   seen that edit: with it, it may come back.
//! - Who writes by hand over what someone wrote by hand leaves no trace of the first of them. Where only the second was
//!   seen and deleted, the first may stand in another file, and is then an edit like any other.
//!
//! And once the trash is empty, because someone's clock is months ahead, what such a program has kept is new again.
//!
//! Names have no versions: where a program dropped `sync`, a later name is none of those promises, as the one that the
//! file has may have been given again.

use std::collections::{BTreeMap, BTreeSet};

use prompt_commons::causal::DAYS_IN_TRASH;

use crate::token::{Token, Tokens};

#[derive(Debug)]
pub(crate) struct Oracle {
    acknowledged: Tokens,
    /// What each client was shown while it might write.
    shown: Vec<Tokens>,
    given_up: Tokens,
    /// What each client was ever shown, and what their authors had been shown when they wrote it, and so on.
    knows: Vec<Tokens>,
    /// What the author of each token knew.
    behind: Vec<Tokens>,
    stories: BTreeMap<String, Story>,
    /// Of each category and set, the names that it was given later.
    names: BTreeMap<String, Vec<Name>>,
    /// Of each set and prompt, whether nobody ever took it out or may have.
    placed: BTreeMap<(String, String), bool>,
    /// Names that someone may have given again by hand.
    by_hand: Tokens,
    /// What someone decided for, names among it.
    decided: Tokens,
    /// What each client wrote, and what all of them started with.
    wrote: Vec<Tokens>,
    /// What stood in a file without anything that tells versions apart.
    plain: Tokens,
    /// The prompts in such files.
    plain_prompts: BTreeSet<String>,
    /// What was written by hand.
    handwritten: Tokens,
    /// Whether some device's clock was so far ahead that the trash may have been emptied.
    far_ahead: bool,
    deeds: usize,
}

/// A name that was given to something.
#[derive(Debug)]
struct Name {
    token: Token,
    knew: Tokens,
    sure: Sure,
}

/// What happened to a prompt since it was added.
#[derive(Debug, Default)]
struct Story {
    changes: Vec<Change>,
    deletions: Vec<Deletion>,
    /// When someone took it out of the trash, the last time.
    restored: Option<usize>,
    /// It may have been deleted by someone who got no answer, or by hand.
    perhaps_deleted: bool,
}

#[derive(Debug)]
struct Change {
    deed: usize,
    client: Option<usize>,
    token: Option<Token>,
}

#[derive(Debug)]
struct Deletion {
    deed: usize,
    client: usize,
    knew: Tokens,
    /// What it took that others had written.
    of_others: Tokens,
}

/// How sure it is that something took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sure {
    Acknowledged,
    Perhaps,
}

impl Oracle {
    pub(crate) fn new(clients: usize) -> Self {
        Self {
            acknowledged: Tokens::default(),
            shown: vec![Tokens::default(); clients],
            given_up: Tokens::default(),
            knows: vec![Tokens::default(); clients],
            behind: vec![Tokens::default(); usize::from(Token::MOST)],
            stories: BTreeMap::new(),
            names: BTreeMap::new(),
            placed: BTreeMap::new(),
            by_hand: Tokens::default(),
            decided: Tokens::default(),
            wrote: vec![Tokens::default(); clients],
            plain: Tokens::default(),
            plain_prompts: BTreeSet::new(),
            handwritten: Tokens::default(),
            far_ahead: false,
            deeds: 0,
        }
    }

    /// A client was shown these. What only those were shown who may change nothing, or may no more, is no promise: it is
    /// in no folder but theirs, where someone wrote it by hand, and their device must not carry it on.
    pub(crate) fn shows(&mut self, client: usize, tokens: Tokens, may_write: bool) {
        if may_write {
            self.shown[client] |= tokens;
        }
        let new = tokens & !self.knows[client];
        for token in new.iter() {
            self.knows[client] |= self.behind[usize::from(token.0)];
        }
        self.knows[client] |= new;
    }

    /// A client starts with all that another was shown.
    pub(crate) fn copies(&mut self, from: usize, to: usize) {
        self.knows[to] = self.knows[from];
    }

    /// Everyone has these from the start.
    pub(crate) fn starts_with(&mut self, tokens: Tokens) {
        self.acknowledged |= tokens;
        self.wrote.iter_mut().for_each(|wrote| *wrote |= tokens);
    }

    /// A client wrote a token: a prompt or a category of its own.
    pub(crate) fn adds(&mut self, client: usize, token: Token, sure: Sure) {
        self.wrote[client].insert(token);
        self.writes(self.knows[client], token);
        if sure == Sure::Acknowledged {
            self.acknowledged.insert(token);
        }
    }

    /// A client changed a prompt: `removed` is what it was shown there and took out.
    pub(crate) fn changes(
        &mut self,
        client: usize,
        prompt: &str,
        token: Option<Token>,
        removed: Tokens,
        sure: Sure,
    ) {
        if let Some(token) = token {
            self.adds(client, token, sure);
        }
        self.given_up |= removed;
        self.change(prompt, Some(client), token);
    }

    /// Returns those of `written` that have to be alive, as they stand in a file of the folder, and aren't.
    pub(crate) fn overlooked(&self, written: Tokens, alive: Tokens) -> Tokens {
        written & !alive & !self.given_up
    }

    /// A client deleted a prompt, which showed these.
    pub(crate) fn deletes(&mut self, client: usize, prompt: &str, removed: Tokens, sure: Sure) {
        self.given_up |= removed;
        self.deeds += 1;
        let of_others = removed & !self.wrote[client];
        let deletion = Deletion { deed: self.deeds, client, knew: self.knows[client], of_others };
        let story = self.stories.entry(prompt.to_owned()).or_default();
        match sure {
            Sure::Acknowledged => story.deletions.push(deletion),
            Sure::Perhaps => story.perhaps_deleted = true,
        }
    }

    /// A client gave something another name. One that was replaced by someone who knew it must not be back.
    pub(crate) fn renames(&mut self, client: usize, id: &str, token: Token, removed: Tokens, sure: Sure) {
        let name = Name { token, knew: self.knows[client], sure };
        self.names.entry(id.to_owned()).or_default().push(name);
        self.changes(client, id, Some(token), removed, sure);
    }

    /// A client decided that of all that met somewhere `kept` stays.
    pub(crate) fn decides(&mut self, client: usize, id: &str, kept: Tokens, removed: Tokens, sure: Sure) {
        self.decided |= kept;
        let knew = self.knows[client];
        let names = kept.iter().map(|token| Name { token, knew, sure });
        self.names.entry(id.to_owned()).or_default().extend(names);
        self.changes(client, id, None, removed, sure);
    }

    /// A client put a prompt into a set.
    pub(crate) fn places(&mut self, client: usize, set: &str, prompt: &str, sure: Sure) {
        // Who puts a prompt somewhere wants to have it.
        self.change(prompt, Some(client), None);
        if sure == Sure::Acknowledged {
            self.placed.entry((set.to_owned(), prompt.to_owned())).or_insert(true);
        }
    }

    /// A client took a prompt out of a set, or may have.
    pub(crate) fn displaces(&mut self, client: usize, set: &str, prompt: &str) {
        self.change(prompt, Some(client), None);
        self.placed.insert((set.to_owned(), prompt.to_owned()), false);
    }

    /// Returns the sets and prompts of which one has to be in the other, if both are there.
    pub(crate) fn placed(&self) -> impl Iterator<Item = (&str, &str)> {
        let kept = self.placed.iter().filter(|(_, kept)| **kept);
        kept.map(|((set, prompt), _)| (set.as_str(), prompt.as_str()))
    }

    /// Someone saved a file by hand with a program that drops what tells versions apart. From such a file nobody can
    /// know whether its names are old ones, or ones that its author gave again.
    pub(crate) fn names_by_hand(&mut self, names: Tokens) {
        self.by_hand |= names;
    }

    /// Tells whether a name was replaced by someone who knew it.
    pub(crate) fn is_replaced(&self, id: &str, name: Tokens) -> bool {
        if name.iter().any(|token| (self.by_hand | self.decided).has(token)) {
            return false;
        }
        let names = self.names.get(id).map_or(&[][..], Vec::as_slice);
        let replaces = |other: &Name| {
            other.sure == Sure::Acknowledged
                && !name.has(other.token)
                && name.iter().any(|token| other.knew.has(token))
        };
        names.iter().any(replaces)
    }

    /// A client took these away, or may have.
    pub(crate) fn gives_up(&mut self, removed: Tokens) {
        self.given_up |= removed;
    }

    /// A client took a prompt out of the trash.
    pub(crate) fn restores(&mut self, client: usize, prompt: &str, sure: Sure) {
        self.change(prompt, Some(client), None);
        let deeds = self.deeds;
        let story = self.stories.entry(prompt.to_owned()).or_default();
        story.restored = (sure == Sure::Acknowledged).then_some(deeds);
    }

    /// Lists the prompts that have to be there, because nobody deleted them after someone had taken them out of the trash.
    pub(crate) fn restored(&self) -> impl Iterator<Item = &str> {
        let stays = |story: &Story| {
            let restored = story.restored.filter(|_| !story.perhaps_deleted && !self.far_ahead);
            restored.is_some_and(|restored| story.deletions.iter().all(|one| one.deed < restored))
        };
        self.stories.iter().filter(move |(_, story)| stays(story)).map(|(prompt, _)| prompt.as_str())
    }

    /// Someone wrote a token by hand into a file that held `opened`.
    pub(crate) fn adds_by_hand(&mut self, opened: Tokens, token: Token) {
        let known = opened.iter().fold(opened, |known, token| known | self.behind[usize::from(token.0)]);
        self.writes(known, token);
        self.handwritten.insert(token);
    }

    /// Someone changed a prompt by hand, which `held` these and `holds` those; nobody acknowledged that.
    pub(crate) fn changes_by_hand(
        &mut self,
        opened: Tokens,
        prompt: &str,
        token: Token,
        (held, holds): (Tokens, Tokens),
    ) {
        if !(held & self.handwritten).is_empty() {
            // Whoever reads this one may never have read the other.
            self.change(prompt, None, None);
        }
        self.adds_by_hand(opened, token);
        self.given_up |= held & !holds;
        self.change(prompt, None, Some(token));
    }

    /// Someone took a prompt out of the file by hand.
    pub(crate) fn deletes_by_hand(&mut self, prompt: &str, removed: Tokens) {
        self.given_up |= removed;
        self.stories.entry(prompt.to_owned()).or_default().perhaps_deleted = true;
    }

    fn writes(&mut self, known: Tokens, token: Token) {
        self.behind[usize::from(token.0)] = known;
    }

    fn change(&mut self, prompt: &str, client: Option<usize>, token: Option<Token>) {
        self.deeds += 1;
        let change = Change { deed: self.deeds, client, token };
        self.stories.entry(prompt.to_owned()).or_default().changes.push(change);
    }

    /// Someone saved a file that doesn't tell where these tokens and prompts come from.
    pub(crate) fn saves_plainly<'a>(&mut self, tokens: Tokens, prompts: impl Iterator<Item = &'a str>) {
        self.plain |= tokens;
        self.plain_prompts.extend(prompts.map(str::to_owned));
    }

    /// A device's clock goes wrong by so many minutes.
    pub(crate) fn clock_is_set(&mut self, minutes: i64) {
        self.far_ahead |= minutes >= (DAYS_IN_TRASH - 1) * 24 * 60;
    }

    /// Returns the tokens that have to be alive and aren't: those acknowledged, and those that only were shown.
    /// `writers`: the clients that may write at the end.
    pub(crate) fn missing(&self, alive: Tokens, writers: &[usize]) -> (Tokens, Tokens) {
        let mut gone = !alive & !self.given_up;
        if !self.by_hand.is_empty() {
            let names = self.names.values().flatten().map(|name| name.token);
            gone = gone & !names.collect::<Tokens>();
        }
        let shown = writers.iter().fold(Tokens::default(), |all, client| all | self.shown[*client]);
        (self.acknowledged & gone, shown & !self.acknowledged & gone)
    }

    /// Returns which of those that are missing the versions need not hold, or don't.
    pub(crate) fn forgotten(&self, missing: Tokens, versions: Tokens) -> Tokens {
        let by_hand = if self.plain_prompts.is_empty() { Tokens::default() } else { self.handwritten };
        missing & !((self.plain | by_hand) & versions)
    }

    /// Tells whether a prompt must not be there any more: someone deleted it, and knew of all that was done to it.
    pub(crate) fn is_deleted(&self, prompt: &str) -> bool {
        let Some(story) = self.stories.get(prompt) else { return false };
        if self.far_ahead && self.plain_prompts.contains(prompt) {
            // Once the trash is empty, nobody knows any more what a file has that doesn't tell versions apart.
            return false;
        }
        let knew = |deletion: &Deletion, change: &Change| {
            change.token.is_some_and(|token| deletion.knew.has(token) && !self.plain.has(token))
                || change.client == Some(deletion.client) && change.deed < deletion.deed
        };
        let final_one = |deletion: &Deletion| story.changes.iter().all(|change| knew(deletion, change));
        let of_plain = |deletion: &&Deletion| !(deletion.of_others & self.plain).is_empty();
        story.deletions.iter().filter(|deletion| !of_plain(deletion)).any(final_one)
    }

    /// Tells whether a prompt was never deleted, not even perhaps.
    pub(crate) fn was_always_there(&self, prompt: &str) -> bool {
        self.stories.get(prompt).is_none_or(|story| story.deletions.is_empty() && !story.perhaps_deleted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: Token = Token(1);
    const NEWER: Token = Token(2);

    fn set(tokens: &[Token]) -> Tokens {
        tokens.iter().copied().collect()
    }

    #[test]
    fn what_was_acknowledged_has_to_be_there_until_someone_who_sees_it_takes_it_out() {
        let mut oracle = Oracle::new(2);
        oracle.adds(0, WRITTEN, Sure::Acknowledged);
        assert_eq!(oracle.missing(set(&[]), &[0, 1]).0, set(&[WRITTEN]));
        assert_eq!(oracle.missing(set(&[WRITTEN]), &[0, 1]).0, set(&[]));
        oracle.changes(1, "p", Some(NEWER), set(&[]), Sure::Acknowledged);
        assert_eq!(oracle.missing(set(&[]), &[0, 1]).0, set(&[WRITTEN, NEWER]));
        oracle.changes(1, "p", None, set(&[WRITTEN]), Sure::Perhaps);
        assert_eq!(oracle.missing(set(&[]), &[0, 1]).0, set(&[NEWER]));
    }

    #[test]
    fn what_nobody_acknowledged_has_to_be_there_once_it_was_shown() {
        let mut oracle = Oracle::new(2);
        oracle.adds(0, WRITTEN, Sure::Perhaps);
        oracle.adds_by_hand(set(&[]), NEWER);
        assert_eq!(oracle.missing(set(&[]), &[0, 1]), (set(&[]), set(&[])));
        oracle.shows(0, set(&[NEWER]), false);
        assert_eq!(oracle.missing(set(&[]), &[0, 1]), (set(&[]), set(&[])));
        oracle.shows(0, set(&[NEWER]), true);
        assert_eq!(oracle.missing(set(&[]), &[0, 1]), (set(&[]), set(&[NEWER])));
        assert_eq!(oracle.forgotten(set(&[NEWER]), set(&[NEWER])), set(&[NEWER]));
        oracle.saves_plainly(set(&[NEWER]), std::iter::once("p"));
        assert_eq!(oracle.forgotten(set(&[NEWER]), set(&[])), set(&[NEWER]));
        assert_eq!(oracle.forgotten(set(&[NEWER]), set(&[NEWER])), set(&[]));
    }

    #[test]
    fn a_deleted_prompt_may_be_back_only_by_a_change_that_the_deleting_person_did_not_know() {
        let mut oracle = Oracle::new(3);
        oracle.changes(0, "p", Some(WRITTEN), set(&[]), Sure::Acknowledged);
        oracle.shows(1, set(&[WRITTEN]), true);
        oracle.changes(1, "p", Some(NEWER), set(&[WRITTEN]), Sure::Acknowledged);
        // Who sees the newer text knows of what its author saw, too.
        oracle.shows(2, set(&[NEWER]), true);
        oracle.deletes(2, "p", set(&[NEWER]), Sure::Acknowledged);
        assert!(oracle.is_deleted("p"));
        oracle.changes(0, "p", Some(Token(3)), set(&[]), Sure::Perhaps);
        assert!(!oracle.is_deleted("p"));
        oracle.deletes(1, "q", set(&[]), Sure::Perhaps);
        assert!(!oracle.is_deleted("q") && !oracle.was_always_there("q"));
    }
}
