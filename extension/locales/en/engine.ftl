### What the core and the engine say: states, errors, edits.

## What sentences are put together from

# A list of several: whatever it has so far, and the next.
list-next = { $list }, { $next }
quoted = “{ $text }”
names-two = { $one } and { $other }
names-more = { $count ->
    [one] { $one }, { $other } and { $count } other
   *[other] { $one }, { $other } and { $count } others
}
count-prompts = { $count ->
    [one] { $count } prompt
   *[other] { $count } prompts
}
count-categories = { $count ->
    [one] { $count } category
   *[other] { $count } categories
}
count-sets = { $count ->
    [one] { $count } set
   *[other] { $count } sets
}
count-comments = { $count ->
    [one] { $count } comment
   *[other] { $count } comments
}
count-projects = { $count ->
    [one] { $count } project
   *[other] { $count } projects
}
count-blocks = { $count ->
    [one] { $count } context block
   *[other] { $count } context blocks
}
count-members = { $count ->
    [one] { $count } member
   *[other] { $count } members
}

## What a library holds, in the middle of a sentence

kind-team = team
kind-category = category
kind-prompt = prompt
kind-set = set
kind-comment = comment
kind-project = project
kind-block = context block

## Roles

role-owner = Owner
role-editor = Editor
role-viewer = Viewer

denied-not-member = Contact team owner to add you
denied-view-only = You are view-only in this library; its owner can make you an editor
denied-own-only = Only the owner can delete what others added
denied-owner-only = Only the library's owner can do this
denied-deleted = This library was deleted. What is left of it can be read and copied

## Emails

email-empty = Please enter an email address
email-malformed = This doesn't look like an email address
email-too-long = This email address is too long

## Why an edit is refused

command-read-only = This library was written by a newer version ({ $version }) and is read-only here
# One of the needed-… below.
command-nameless = Please enter a { $what }
command-too-long = The { $what } is longer than { $most } characters
command-not-member = { $email } is not a member; add them first
# One of the kind-… above.
command-no-field = A { $kind } has no such field “{ $field }”
command-ownership = The owner's role changes only by transferring ownership

needed-title = title
needed-name = name
needed-text = text
needed-prompt = prompt
needed-tag = tag
needed-team-name = team name
needed-category-name = category name
needed-set-name = set name
needed-project-name = project name
needed-block-name = name for the context block
needed-comment-prompt = prompt to comment on

undo-not-here = This can't be undone here
undo-changed = It was changed again since

## What an edit does: its author reads it where it was refused

# With a name: the set “Launch”. Without: a set.
thing-named = the { $kind } “{ $name }”
thing-unnamed = a { $kind }
some-prompt = a prompt
some-deleted-prompt = a deleted prompt

edit-new-prompt = New prompt “{ $title }”
edit-new-category = New category “{ $name }”
# A set, a comment, a project or a context block.
edit-new-item = New { $kind } “{ $name }”
edit-change = Edit of { $what }
edit-change-to = Edit of { $what }: { $texts }
edit-delete = Deleting { $what }
edit-move = Moving { $what }
edit-restore = Bringing back { $what }
edit-decide = Deciding between versions of { $what }
edit-decide-on = Deciding on “{ $text }” for { $what }
edit-put-in-set = Putting { $prompt } into { $set }
edit-take-from-set = Taking { $prompt } out of { $set }
edit-tag = Renaming the tag “{ $from }” to “{ $to }”
edit-member-owner = { $email } as owner
edit-member-editor = { $email } as editor
edit-member-viewer = { $email } as viewer
edit-remove-member = Removing { $email }
edit-owner = Making { $email } the owner
edit-team-name = Renaming the team to “{ $name }”

## What others changed

# What: such as “3 prompts”, or a number alone where the noun was said before: “3 prompts added, 1 edited”.
changes-added = { $what } added
changes-restored = { $what } restored
changes-edited = { $what } edited
changes-role = { $what } given another role
changes-deleted = { $what } deleted
changes-removed = { $what } removed
changes-moved = { $what } moved
changes-owner = owner changed
changes-name = team renamed
changes-by = { $deeds }, by { $names }
changes-partly-by = { $deeds }, partly by { $names }

# Instead of the lines below, where the library has another owner.
told-owner-by = { $by } made { $owner } the owner
told-owner-you-by = { $by } made you the owner
told-owner = { $owner } is the owner now
told-owner-you = You are the owner now
told-merged = { $count ->
    [one] Merged { $count } change from { $names }
   *[other] Merged { $count } changes from { $names }
}
told-merged-partly = { $count ->
    [one] Merged { $count } change, partly from { $names }
   *[other] Merged { $count } changes, partly from { $names }
}
told-merged-by-hand = { $count ->
    [one] Merged { $count } change made in the file itself
   *[other] Merged { $count } changes made in the file itself
}

## Where edits are

sync-in-folder = Up to date with the folder
sync-in-file = Up to date with the team's file
sync-saved-here = Saved on this device
sync-offline = Offline: { $reason }
sync-missing = The team file is not in its folder. It may have been moved or not arrived yet
# Who: an address.
sync-deleted = { $by } deleted this library for everyone. What this device knows of it stays until you leave the team
sync-foreign = The file in this folder now belongs to another library, “{ $name }”
sync-will-retry = Saved on this device; will retry. { $reason }
sync-read-only = Read-only: written by a newer version ({ $version }). Update Prompt Commons to change it
sync-held = { $count ->
    [one] { $count } edit was not taken by the team's file
   *[other] { $count } edits were not taken by the team's file
}
# State: a whole sentence, with its full stop.
sync-edits-safe = { $count ->
    [one] { $state } { $count } edit is safe on this device
   *[other] { $state } { $count } edits are safe on this device
}

# More than twenty prompts at once, or another owner.
brake-deleted = { $count } prompts were deleted in the team's file at once. Nothing is taken over here until you decide
brake-deleted-by = { $by } deleted { $count } prompts from the team's file at once. Nothing is taken over here until you decide
brake-owner = The team's file names another owner, { $owner }. Nothing is taken over here until you decide
brake-owner-and-deleted = The team's file names another owner, { $owner }, and { $count } prompts were deleted in it. Nothing is taken over here until you decide

## The team's folder

folder-no-permission = Please grant folder access and try again
folder-blocked = Please grant folder access and try again. The browser blocks it: open Prompt Commons in a tab, click the icon beside the address, and allow it to edit files
folder-gone = The team folder can't be found. Is it still there, and its drive connected?
folder-changed = The file changed meanwhile
folder-read-only = The team file is write-protected
folder-disk-full = The disk is full
folder-busy = The team file is in use by another program
folder-failed = The team file could not be reached: { $reason }
# Said within the sentence above.
folder-not-a-file = “{ $path }” is not the name of a file

## The team's file

file-empty = The file is empty. It may still be on its way from the sync service; it was left as it is
file-truncated = The file breaks off at line { $line }. It may still be on its way from the sync service; it was left as it is
file-not-utf8 = The file is not UTF-8 text. Save it as UTF-8 and try again
file-not-json = The file is not valid JSON: see line { $line }, column { $column }
file-too-deep = The file is nested too deeply to be a team library
file-too-large = The file is { $size } MB large; libraries can have up to { $most } MB
file-not-library = This doesn't appear to be a team library file
file-newer = This library was written by a newer version ({ $version }). Update Prompt Commons to open it
file-field = This library file has a mistake: “{ $path }” should be { $expected }
file-too-long = This library file has a mistake: “{ $path }” is longer than { $most } characters
file-duplicate = This library file has a mistake: the id “{ $id }” stands twice, the second time at “{ $path }”
file-dangling = This library file has a mistake: “{ $path }” names “{ $id }”, which is not in the file

expected-text = text
expected-texts = a list of texts
expected-list = a list
expected-object = an object
expected-id = an id, not empty
expected-email = an email
expected-version = a version such as "1.0"
expected-moment = a date and time such as 2025-01-15T10:00:00Z
expected-sets = an object that names a place for each set
expected-folder = a folder with an id and a name

## Files of backups

backup-file-empty = The file is empty
backup-file-truncated = The file breaks off at line { $line }. Please export or copy it again
backup-file-not-utf8 = The file is not UTF-8 text. Save it as UTF-8 and try again; in Excel, that is “CSV UTF-8”
backup-file-too-deep = The file is nested too deeply to be a backup of prompts
backup-file-too-large = The file is { $size } MB large; backups can have up to { $most } MB
backup-file-open-quote = A quotation mark in the table is never closed; the cell that it opens begins at line { $line }
backup-file-unknown = This doesn't appear to be a backup of prompts. Prompt Commons, My Prompt Manager and Open Prompt Manager write JSON; a CSV file needs a first line that names its columns, with “title” and “content” among them

# Why one entry of a backup is not imported.
skip-same = Already here
skip-changed-here = Already here, with other contents: an import writes over nothing
skip-same-name = There is one of this name already
skip-twice = It stands in the backup twice
skip-empty = It has neither a title nor a text
# One of the needed-… above.
skip-nameless = It has no { $what }
skip-too-long = Its { $what } is longer than { $most } characters
skip-field = “{ $path }” should be { $expected }
# An entry of a backup that is something else altogether.
skip-entry = It should be { $expected }
skip-cells = Line { $line } has more cells than the first line has columns
skip-orphan = The prompt that it is about is not imported
skip-others-comment = Comments are imported only by who wrote them

## Creating and joining teams

setup-occupied = This folder already holds the library “{ $name }”
setup-name-taken = There is already a file “{ $file }” in this folder. Please choose another file name
setup-losing = Meanwhile more was written that is on this device only. Look at what you would lose, and decide again
setup-bad-name = Please choose a file name that ends in .json and has no slashes
setup-no-library = There is no team library in this folder. Is it the folder that your team shares?

## This device

# These follow “This device's storage could not be used: ”.
store-snapshot-missing = this library's snapshot is missing
store-view-missing = this library's view is missing
store-view-unreadable = this library's view can't be read
store-not-here = this library is not on this device any more
store-other-version = what it holds is not of this version
store-edit-elsewhere = this edit is not of this library

engine-stopped = The part that reads and writes folders stopped: { $reason }. Please try again
engine-unreadable = this request can't be read

## Inserting into a page

insert-reload = This page does not take prompts yet. Reload it and try again

## Deleting a team

delete-not-in-folder = The team's file could not be reached, or lacks edits of this device. Nothing was deleted; try again once it is up to date
delete-no-folder = The team's file was joined without its folder, so there is no place for a backup. Join its folder first, then delete the team
