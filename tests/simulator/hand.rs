//! Someone who edits the file in a text editor: any JSON that a person could leave behind, whole and readable.

use serde_json::{Map, Value, json};

use crate::oracle::Oracle;
use crate::step::HandChange;
use crate::token::{Token, Tokens};

/// Makes a change in the text of a file and tells the oracle; `None`: there is nothing there to change.
///
/// `unaware`: with a program that keeps only the fields of form 1.0 on the top level, and those of other writers.
pub(crate) fn change(
    text: &[u8],
    change: &HandChange,
    unaware: bool,
    oracle: &mut Oracle,
) -> Option<Vec<u8>> {
    let mut file: Map<String, Value> = serde_json::from_slice(text).ok()?;
    let opened = shown(file.get("prompts")?.as_array()?);
    if unaware {
        file.shift_remove("sync");
        let lists =
            ["categories", "sets"].into_iter().filter_map(|list| file.get(list)?.as_array()).flatten();
        let names = lists.filter_map(|one| one.get("name")?.as_str());
        oracle.names_by_hand(names.fold(Tokens::default(), |all, name| all | Tokens::of(name)));
    }
    let prompts = file.get_mut("prompts")?.as_array_mut()?;
    match change {
        HandChange::Retitle { pick, token } => {
            edit(prompts, *pick, "title", opened, *token, oracle, |_| token.to_string())?;
        }
        HandChange::AddLine { pick, line, token } => {
            edit(prompts, *pick, "content", opened, *token, oracle, |text| insert(text, *line, *token))?;
        }
        HandChange::ReplaceLine { pick, line, token } => {
            edit(prompts, *pick, "content", opened, *token, oracle, |text| replace(text, *line, *token))?;
        }
        HandChange::Add { token } => {
            let id = format!("by-hand-{token}");
            prompts.push(
                json!({"id": id, "title": token.to_string(), "content": "one\ntwo\n", "note": "by hand"}),
            );
            oracle.adds_by_hand(opened, *token);
        }
        HandChange::Remove { pick } => {
            if prompts.is_empty() {
                return None;
            }
            let gone = prompts.remove(pick % prompts.len());
            oracle.deletes_by_hand(gone.get("id")?.as_str()?, in_prompt(&gone));
        }
        HandChange::Reorder { by } => {
            if prompts.is_empty() {
                return None;
            }
            let by = by % prompts.len();
            prompts.rotate_left(by);
        }
        HandChange::Nothing => {}
    }
    if !file.contains_key("sync") {
        let prompts = file.get("prompts")?.as_array()?;
        let others = ["comments", "sets"].into_iter().filter_map(|list| file.get(list));
        let tokens = others.fold(shown(prompts), |all, list| all | Tokens::of(&list.to_string()));
        oracle.saves_plainly(tokens, prompts.iter().filter_map(|prompt| prompt.get("id")?.as_str()));
    }
    serde_json::to_vec_pretty(&file).ok()
}

fn edit(
    prompts: &mut [Value],
    pick: usize,
    field: &str,
    opened: Tokens,
    token: Token,
    oracle: &mut Oracle,
    change: impl FnOnce(&str) -> String,
) -> Option<()> {
    let place = pick % prompts.len().max(1);
    let prompt = prompts.get_mut(place)?;
    let before = in_prompt(prompt);
    let new = change(prompt.get(field)?.as_str()?);
    *prompt.get_mut(field)? = Value::String(new);
    let id = prompt.get("id")?.as_str()?;
    oracle.changes_by_hand(opened, id, token, (before, in_prompt(prompt)));
    Some(())
}

/// Puts a token on a line of its own into a text.
pub(crate) fn insert(text: &str, line: usize, token: Token) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.insert(line % (lines.len() + 1), token.to_string());
    lines.join("\n") + "\n"
}

/// Puts a token in the place of a line.
pub(crate) fn replace(text: &str, line: usize, token: Token) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        return format!("{token}\n");
    }
    let place = line % lines.len();
    lines[place] = token.to_string();
    lines.join("\n") + "\n"
}

/// Returns the tokens that the prompts of a file show; none if it can't be read.
pub(crate) fn tokens(text: &[u8]) -> Tokens {
    let file: Map<String, Value> = serde_json::from_slice(text).unwrap_or_default();
    file.get("prompts").and_then(Value::as_array).map(|prompts| shown(prompts)).unwrap_or_default()
}

fn shown(prompts: &[Value]) -> Tokens {
    prompts.iter().fold(Tokens::default(), |all, prompt| all | in_prompt(prompt))
}

fn in_prompt(prompt: &Value) -> Tokens {
    let text = |field: &str| prompt.get(field).and_then(Value::as_str).map(Tokens::of).unwrap_or_default();
    let tags = prompt.get("tags").map(|tags| Tokens::of(&tags.to_string())).unwrap_or_default();
    text("title") | text("content") | tags
}
