//! Who may do what, cell by cell.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test"
)]

#[path = "common/words.rs"]
mod words;

use prompt_commons::access::{Action, Denied, Role, Target, can};
use prompt_commons::format::decode;
use prompt_commons_contract::sample::{self, email, prompt_id};

use words::english;

use Target::{Library, Others, Own};

const OK: Result<(), Denied> = Ok(());
const VIEW: Result<(), Denied> = Err(Denied::ViewOnly);
const OWN: Result<(), Denied> = Err(Denied::OwnOnly);
const OWNER: Result<(), Denied> = Err(Denied::OwnerOnly);

type Cell = (Action, Target, [Result<(), Denied>; 3]);

/// The action and its target; what an owner, an editor and a viewer are told.
#[rustfmt::skip]
const MATRIX: [Cell; 51] = [
    //                                   owner  editor  viewer
    (Action::View,              Library, [OK,   OK,     OK]),
    (Action::View,              Own,     [OK,   OK,     OK]),
    (Action::View,              Others,  [OK,   OK,     OK]),
    (Action::Copy,              Library, [OK,   OK,     OK]),
    (Action::Copy,              Own,     [OK,   OK,     OK]),
    (Action::Copy,              Others,  [OK,   OK,     OK]),
    (Action::Insert,            Library, [OK,   OK,     OK]),
    (Action::Insert,            Own,     [OK,   OK,     OK]),
    (Action::Insert,            Others,  [OK,   OK,     OK]),
    (Action::CopyToPersonal,    Library, [OK,   OK,     OK]),
    (Action::CopyToPersonal,    Own,     [OK,   OK,     OK]),
    (Action::CopyToPersonal,    Others,  [OK,   OK,     OK]),
    (Action::Comment,           Library, [OK,   OK,     OK]),
    (Action::Comment,           Own,     [OK,   OK,     OK]),
    (Action::Comment,           Others,  [OK,   OK,     OK]),
    (Action::AddPrompt,         Library, [OK,   OK,     VIEW]),
    (Action::AddPrompt,         Own,     [OK,   OK,     VIEW]),
    (Action::AddPrompt,         Others,  [OK,   OK,     VIEW]),
    (Action::EditPrompt,        Library, [OK,   OK,     VIEW]),
    (Action::EditPrompt,        Own,     [OK,   OK,     VIEW]),
    (Action::EditPrompt,        Others,  [OK,   OK,     VIEW]),
    (Action::DeletePrompt,      Library, [OK,   OWN,    VIEW]),
    (Action::DeletePrompt,      Own,     [OK,   OK,     VIEW]),
    (Action::DeletePrompt,      Others,  [OK,   OWN,    VIEW]),
    (Action::EditSet,           Library, [OK,   OK,     VIEW]),
    (Action::EditSet,           Own,     [OK,   OK,     VIEW]),
    (Action::EditSet,           Others,  [OK,   OK,     VIEW]),
    (Action::DeleteSet,         Library, [OK,   OWN,    VIEW]),
    (Action::DeleteSet,         Own,     [OK,   OK,     VIEW]),
    (Action::DeleteSet,         Others,  [OK,   OWN,    VIEW]),
    (Action::DeleteComment,     Library, [OK,   OWN,    OWN]),
    (Action::DeleteComment,     Own,     [OK,   OK,     OK]),
    (Action::DeleteComment,     Others,  [OK,   OWN,    OWN]),
    (Action::EditTags,          Library, [OK,   OK,     VIEW]),
    (Action::EditTags,          Own,     [OK,   OK,     VIEW]),
    (Action::EditTags,          Others,  [OK,   OK,     VIEW]),
    (Action::RenameLibrary,     Library, [OK,   OWNER,  VIEW]),
    (Action::RenameLibrary,     Own,     [OK,   OWNER,  VIEW]),
    (Action::RenameLibrary,     Others,  [OK,   OWNER,  VIEW]),
    (Action::ManageCategories,  Library, [OK,   OWNER,  VIEW]),
    (Action::ManageCategories,  Own,     [OK,   OWNER,  VIEW]),
    (Action::ManageCategories,  Others,  [OK,   OWNER,  VIEW]),
    (Action::ManageMembers,     Library, [OK,   OWNER,  VIEW]),
    (Action::ManageMembers,     Own,     [OK,   OWNER,  VIEW]),
    (Action::ManageMembers,     Others,  [OK,   OWNER,  VIEW]),
    (Action::DeleteLibrary,     Library, [OK,   OWNER,  VIEW]),
    (Action::DeleteLibrary,     Own,     [OK,   OWNER,  VIEW]),
    (Action::DeleteLibrary,     Others,  [OK,   OWNER,  VIEW]),
    (Action::TransferOwnership, Library, [OK,   OWNER,  VIEW]),
    (Action::TransferOwnership, Own,     [OK,   OWNER,  VIEW]),
    (Action::TransferOwnership, Others,  [OK,   OWNER,  VIEW]),
];

#[test]
fn each_cell_of_the_matrix() {
    for (action, target, answers) in MATRIX {
        for (role, answer) in [Role::Owner, Role::Editor, Role::Viewer].into_iter().zip(answers) {
            assert_eq!(can(Some(role), action, target), answer, "{role:?} {action:?} {target:?}");
        }
    }
}

#[test]
fn who_is_no_member_may_do_nothing() {
    for (action, target, _) in MATRIX {
        assert_eq!(can(None, action, target), Err(Denied::NotMember), "{action:?} {target:?}");
    }
}

#[test]
fn matrix_has_each_action_with_each_target_once() {
    let cells: std::collections::HashSet<_> =
        MATRIX.iter().map(|(action, target, _)| (action, target)).collect();
    assert_eq!(cells.len(), MATRIX.len());
}

#[test]
fn refusals_say_why() {
    assert_eq!(english(&Denied::NotMember), "Contact team owner to add you");
    assert_eq!(
        english(&Denied::ViewOnly),
        "You are view-only in this library; its owner can make you an editor"
    );
    assert_eq!(english(&Denied::OwnOnly), "Only the owner can delete what others added");
    assert_eq!(english(&Denied::OwnerOnly), "Only the library's owner can do this");
}

#[test]
fn roles_have_names_and_an_order() {
    assert_eq!(Role::ALL.map(Role::name), ["role-owner", "role-editor", "role-viewer"]);
    assert!(Role::Owner > Role::Editor && Role::Editor > Role::Viewer);
}

#[test]
fn role_comes_from_the_members_whatever_case_and_space() {
    let library = decode(sample::FILE.as_bytes()).unwrap();
    #[rustfmt::skip]
    let people = [
        ("alice@company.com",     Some(Role::Owner)),
        (" ALICE@Company.Com\t",  Some(Role::Owner)),
        ("bob@company.com",       Some(Role::Editor)),
        ("Carol@company.com",     Some(Role::Editor)),
        ("dave@COMPANY.com",      Some(Role::Viewer)),
        ("mallory@elsewhere.com", None),
        ("alice@company.com.ru",  None),
        ("bob@company",           None),
    ];
    for (who, role) in people {
        assert_eq!(library.members().role(&email(who)), role, "{who}");
    }
}

#[test]
fn own_is_what_one_created_not_what_one_changed_last() {
    let library = decode(sample::FILE.as_bytes()).unwrap();
    let launch = library.prompt(&prompt_id("launch")).unwrap();
    assert_eq!(Target::prompt(launch, &email("BOB@company.com ")), Own);
    assert_eq!(Target::prompt(launch, &email(sample::CAROL)), Others);
}

#[test]
fn a_prompt_without_author_is_nobodys_own() {
    let file = sample::FILE.replace("\"createdBy\"", "\"writer\"");
    let library = decode(file.as_bytes()).unwrap();
    for who in [sample::ALICE, sample::BOB, sample::MALLORY] {
        assert_eq!(Target::prompt(&library.prompts()[0], &email(who)), Others, "{who}");
    }
}
