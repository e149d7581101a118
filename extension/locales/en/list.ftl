### The list of prompts: header, search, filters, cards, empty states.

## Header: the library's name, the person's role, where the edits are

header-role-owner = Role: Owner
header-role-editor = Role: Editor
header-role-viewer = Role: Viewer
header-not-member = Not a member
header-view-only = View-only: its owner can make you an editor
header-manage = Manage
header-trash = Trash
header-reconnect = Reconnect
header-try-again = Try again
header-find-folder = Find its folder…
# Of a library that its owner deleted: asks in the settings.
header-leave = Leave it…
# Leads to what has to be looked at in the full page.
header-look = Look
# Opens a tab, where the browser offers the choice of that name.
header-allow = Allow on every visit…
# The words in quotes are the browser's own.
header-allow-words = With “Allow on every visit” your team stays up to date even when nothing is open, and nobody asks again.

## The list: search, filters, sorting

# The pane beside the list.
list-prompt = Prompt
list-prompts = Prompts
# The day on which something was written.
list-day = { DATETIME($at, dateStyle: "medium") }
list-search = Search prompts
list-search-hint = Search prompts…
list-add = Add prompt
list-found =
    { $count ->
        [one] { $count } prompt found
       *[other] { $count } prompts found
    }
list-show = Show category
list-all = All prompts
list-favourites = Favourites
list-recent = Recently used
list-no-category = No category
list-sets = Sets
list-tags = Tags
list-sort = Sort
list-order-library = By category
list-order-title = By title
list-order-created = Newest first
list-order-modified = Last changed first
list-order-used = Last used first
# Of a set, instead of "By category".
list-order-set = In its own order

## Cards

card-by = by { $author }
# On a prompt that two people changed at once.
card-asked = To decide
card-asked-why = Two people changed it at once
card-insert = Insert
# Of a conversation, instead of "Insert" once it was begun: its second turn of five.
card-next-turn = Next turn { $turn }/{ $of }
# The button beside it.
card-first-turn = Begin again with the first turn
card-turns =
    { $count ->
        [one] { $count } turn
       *[other] { $count } turns
    }
card-edit = Edit
card-view-only = view-only
card-favourite = Favourite
card-details = Details
card-delete-question = Delete “{ $title }”?
card-copied = Copied
card-copy-failed = It could not be copied: { $reason }
card-deleted = Deleted “{ $title }”

## Where there is nothing to list

empty-no-team = Share prompts with your team
empty-no-team-words = A team library is one file in a folder that you share already: Dropbox, Google Drive, OneDrive, a network drive. No server, no account.
empty-create-team = Create Team
empty-join-team = Join Team
empty-left-out = You are not a member
empty-left-out-words = The team's prompts are for its members. Once its owner adds you again, they are here again.
empty-own = Your own prompts
empty-own-words = Keep the prompts that you use again and again. They stay on this device.
empty-team = No prompts yet
# To someone who may add prompts.
empty-team-words = The first prompt that you add is in the team's folder a moment later, for everyone.
# To someone who may only read.
empty-viewer-words = As soon as someone in the team adds prompts, they are here.
empty-category = No prompts in this category yet
empty-set = No prompts in this set yet
empty-other = No prompts here yet
# Tags are chosen, and no prompt has them all.
empty-tags = No prompt has all of these
empty-search = Nothing found for “{ $query }”
empty-show-all = Show all prompts
empty-loading = Loading…
empty-failed = This library can't be shown

## Shelves: categories, sets and tags beside the list

shelves-all = Categories, sets and tags
shelves-rename-tag = Rename tag
shelves-rename = Rename
# Instead of "Rename", when there is a tag of the new name already.
shelves-merge = Merge into it
shelves-new-name = New name of the tag { $tag }
shelves-no-name = Please enter a name
shelves-renamed = “{ $from }” is “{ $to }” now
