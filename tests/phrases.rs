//! Sentences of the core as they are said in both languages.

#[path = "common/words.rs"]
mod words;

use prompt_commons::access::Denied;
use prompt_commons::phrase;
use prompt_commons::phrase::{Phrase, Say as _};
use prompt_commons::ports::{FolderError, StoreError};
use prompt_commons::sync::SyncState;

use words::say;

#[test]
fn numbers_have_the_forms_of_their_language() {
    let said = |language: &str, count: usize| say(language, &phrase!("count-prompts", count = count));
    assert_eq!(
        [1, 2, 5, 21].map(|count| said("en", count)),
        ["1 prompt", "2 prompts", "5 prompts", "21 prompts"]
    );
    assert_eq!(
        [1, 2, 5, 21].map(|count| said("ru", count)),
        ["1 промпт", "2 промпта", "5 промптов", "21 промпт"]
    );
    let merged =
        |count: usize| say("ru", &phrase!("told-merged", count = count, names = &Phrase::verbatim("carol")));
    assert_eq!(
        [1, 2, 5, 21].map(merged),
        [
            "Получено 1 изменение от carol",
            "Получено 2 изменения от carol",
            "Получено 5 изменений от carol",
            "Получено 21 изменение от carol",
        ]
    );
}

#[test]
fn a_sentence_within_a_sentence_is_of_the_same_language() {
    let state = SyncState::of_folder(&FolderError::Busy, true).phrase();
    assert_eq!(
        say("en", &state),
        "Saved on this device; will retry. The team file is in use by another program"
    );
    assert_eq!(
        say("ru", &state),
        "Сохранено на этом устройстве; попытка повторится. Файл команды занят другой программой"
    );
    let outside = StoreError(Phrase::verbatim("QuotaExceededError")).phrase();
    assert_eq!(say("en", &outside), "This device's storage could not be used: QuotaExceededError");
    assert_eq!(say("ru", &outside), "Не удалось обратиться к хранилищу этого устройства: QuotaExceededError");
}

#[test]
fn a_list_is_said_from_its_beginning() {
    let prompts = phrase!("count-prompts", count = 3_usize);
    let list = || {
        Phrase::list([
            phrase!("changes-added", what = &prompts),
            phrase!("changes-edited", what = 1_usize),
            phrase!("changes-name"),
        ])
    };
    assert_eq!(say("en", &list()), "3 prompts added, 1 edited, team renamed");
    assert_eq!(say("ru", &list()), "добавлено: 3 промпта, изменено: 1, команда переименована");
    assert!(Phrase::list([]).is_empty());
}

#[test]
fn what_is_unknown_is_said_as_it_is() {
    assert_eq!(say("ru", &Phrase::default()), "");
    assert_eq!(say("ru", &phrase!("no-such-sentence")), "no-such-sentence");
    assert_eq!(say("ru", &Denied::NotMember.phrase()), "Попросите владельца команды добавить вас");
}
