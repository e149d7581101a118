//! What commands do to prompts.

use uuid::Uuid;

use super::items::tags_of;
use super::{Dates, Outcome, Stamp};
use crate::causal::conflict::{self, Conflict};
use crate::causal::{Dot, Marks};
use crate::merge::{Merged, merge};
use crate::model::{Draft, Library, Parts, Prompt, PromptId, Rest};

pub(super) fn add(
    library: &mut Library,
    id: &PromptId,
    draft: &Draft,
    dates: Option<&Dates>,
    stamp: &Stamp,
) -> Outcome {
    if library.prompt(id).is_some() {
        return Outcome::Nothing;
    }
    let draft = fit(library, draft.clone());
    let (created_at, modified_at) = dates.map_or((&stamp.at, &stamp.at), |dates| dates.until(&stamp.at));
    let parts = Parts {
        id: id.clone(),
        draft,
        created_by: Some(stamp.actor.clone()),
        created_at: Some(created_at.clone()),
        modified_by: Some(stamp.actor.clone()),
        modified_at: Some(modified_at.clone()),
        sets: Vec::new(),
        rest: Rest::default(),
        marks: Marks::default(),
    };
    library.prompts.push(parts.into());
    Outcome::Done
}

/// Files a draft whose category is gone under none.
pub(super) fn fit(library: &Library, mut draft: Draft) -> Draft {
    draft.category = draft.category.filter(|id| library.category(id).is_some());
    draft.tags = tags_of(draft.tags);
    draft
}

pub(super) fn edit(
    library: &mut Library,
    id: &PromptId,
    seen: &Draft,
    mine: &Draft,
    stamp: &Stamp,
) -> Outcome {
    let mine = fit(library, mine.clone());
    let was_there = library.prompt(id).is_some();
    if !was_there && restore(library, id) == Outcome::Nothing {
        return match add(library, id, &mine, None, stamp) {
            Outcome::Done => Outcome::Revived,
            other => other,
        };
    }
    let Some(prompt) = library.prompts.find_mut(id) else { return Outcome::Nothing };
    if !was_there {
        // With all that was in it when it went, such as the sets that it is in. Its text is what its author wrote.
        let draft = match merge(seen, &mine, &prompt.draft) {
            Merged::Clean(draft) => draft,
            Merged::Conflict => mine,
        };
        rewrite(prompt, draft, stamp);
        return Outcome::Revived;
    }
    if prompt.draft == mine {
        return Outcome::Nothing;
    }
    match merge(seen, &mine, &prompt.draft) {
        Merged::Clean(draft) if prompt.draft == draft => Outcome::Nothing,
        Merged::Clean(draft) => rewrite(prompt, draft, stamp),
        Merged::Conflict => {
            let mut copy = copy_id(id, &mine);
            // An earlier one that its readers made something else of is no copy of this.
            while let Some(there) = library.prompt(&copy) {
                if there.draft == mine {
                    return Outcome::Nothing;
                }
                copy = copy_id(&copy, &mine);
            }
            match add(library, &copy, &mine, None, stamp) {
                Outcome::Done => Outcome::KeptBoth { copy },
                other => other,
            }
        }
    }
}

/// Tells whether an edit of a prompt fits into what it says now, so that no copy is kept beside it.
pub(super) fn fits(library: &Library, prompt: &Prompt, seen: &Draft, mine: &Draft) -> bool {
    matches!(merge(seen, &fit(library, mine.clone()), &prompt.draft), Merged::Clean(_))
}

pub(super) fn rewrite(prompt: &mut Prompt, draft: Draft, stamp: &Stamp) -> Outcome {
    prompt.draft = draft;
    prompt.modified_by = Some(stamp.actor.clone());
    prompt.modified_at = Some(stamp.at.clone());
    Outcome::Done
}

/// Derives the id of a copy from what it holds, so that the same edit applied twice makes one copy.
fn copy_id(id: &PromptId, draft: &Draft) -> PromptId {
    let space = Uuid::new_v5(&Uuid::NAMESPACE_OID, id.as_str().as_bytes());
    let content = Uuid::new_v5(&space, draft.content.as_bytes());
    PromptId::from(Uuid::new_v5(&content, draft.title.as_bytes()))
}

pub(super) fn delete(library: &mut Library, at: usize, seen: &Draft, beside: &[Dot]) -> Outcome {
    let was_seen = |prompt: &Prompt| {
        // A library that is only shown doesn't know which texts merge by themselves.
        let is_whole = !library.causality.clock().is_empty();
        let open = if is_whole { conflict::of_prompt(library, prompt) } else { Vec::new() };
        prompt.draft == *seen && open.iter().flat_map(Conflict::beside).all(|dot| beside.contains(&dot))
    };
    match library.prompts.get(at) {
        None => Outcome::Nothing,
        Some(prompt) if !was_seen(prompt) => Outcome::Spared,
        Some(_) => {
            library.prompts.as_mut().remove(at);
            Outcome::Done
        }
    }
}

pub(super) fn restore(library: &mut Library, id: &PromptId) -> Outcome {
    if library.prompt(id).is_some() {
        return Outcome::Nothing;
    }
    let Some(stone) = library.causality.dead.prompts.get(id.as_str()) else { return Outcome::Nothing };
    let mut prompt = stone.record.clone();
    prompt.draft = fit(library, prompt.draft.clone());
    let place = |prompt: &Prompt| format!("{} {}", prompt.marks.rank, prompt.id);
    let (was, is_placed) = (place(&prompt), !prompt.marks.rank.is_empty());
    let at = library.prompts.iter().position(|other| is_placed && place(other) > was);
    // It is the same prompt, edited as a whole, and comes back to its place.
    prompt.marks = Marks { born: prompt.marks.born, ..Marks::default() };
    let at = at.unwrap_or(library.prompts.len());
    library.prompts.as_mut().insert(at, prompt);
    Outcome::Done
}
