### Creating, joining, managing and leaving teams.

## What several of these parts say

team-create = Create Team
team-join = Join Team
team-name = Team name

## Creating

create-step = Step { $step } of 3
create-heading = Create Team Library
create-hint = One file in a folder that your team shares. You will be its owner.
# An example, shown in the empty field of the team's name.
create-name-example = Marketing Prompts
create-name-missing = Please enter a team name
create-email-hint = Your team knows you by it. It is in the team's file, and goes nowhere else.
create-next = Choose shared folder…
create-back = Back
create-folder-heading = Choose Shared Folder
create-folder-hint = Select a folder that your team can access (Google Drive, Dropbox, OneDrive, etc.)
create-browse = Browse…
create-selected = Selected: { $folder }
create-file = File: { $file } (will be created)
create-file-name = File name
create-unreadable = There is a file here that can't be read. { $reason }
create-occupied = This folder already holds a team library. Join it, or choose another folder.
# A team's name, and the name of its file.
create-found = “{ $name }” in { $file }
create-join-found = Join this team
create-done = Team Created!
# The three sentences after it follow as a list.
create-share = Share this folder with your team members. They'll need to:
create-they-have-access = Have access to the shared folder
create-they-join = Click “Join Team” in the extension
create-they-select = Select the same folder
create-members-now = Add members now? Only people on the member list can join.
create-add-members = Add Members
create-later = Later

## Joining

join-heading = Join Team Library
join-away = The folder of “{ $name }” can't be found any more. Select where it is now and join it once more: what waits on this device goes there then, and nothing is lost.
join-hint = Select the folder that your team shares, or just the team's file in it. The folder is better: changes then show at once.
# The field of one's own email, also when a team is created.
join-email = Your email
join-email-example = you@company.com
join-email-hint = The one under which you are in the team.
join-pick-folder = Select team folder…
join-pick-file = Select team file…
join-several = This folder holds several libraries. Which one?
join-found = Found: “{ $name }”
join-role-owner = Your role: Owner
join-role-editor = Your role: Editor
join-role-viewer = Your role: Viewer
join-members =
    { $count ->
        [one] Members: { $count } person
       *[other] Members: { $count } people
    }
join-known = This team is on this device already; joining connects it to what you just selected.
# Who: the address that was typed.
join-not-listed = { $email } is not among the members of this team
join-file-alone = The file alone is enough to sync. But without its folder, copies that a sync service sets aside in a conflict can't be found and joined, and no backups are kept.
join-connected-again = The team is connected again
join-joined = You joined the team

## Managing

# Leads from the pages of management and of the trash to the library.
manage-back = Back to the library
manage-team = Team
# The page’s title: the name of the library that is managed.
manage-heading = Manage { $name }
manage-rename = Rename
manage-renamed = Team renamed

## Members

members-heading = Members
members-emails = Emails
# Examples, shown in the empty field of new members.
members-example = bob@company.com, carol@company.com
members-role = Role
members-role-of = Role of { $email }
members-add = Add
members-hint = Editors add and edit prompts. Viewers read, copy and insert them.
members-missing = Please enter an email address
# Who was typed and is a member already, separated by commas.
members-known =
    { $count ->
        [one] { $emails } is a member already; the list below has the role
       *[other] { $emails } are members already; the list below has their roles
    }
# What was typed and is no address, separated by commas.
members-wrong = This doesn't look like an email address: { $wrong }
members-added =
    { $count ->
        [one] { $count } member added
       *[other] { $count } members added
    }
members-owner-now = { $email } is the owner now
members-editor-now = { $email } is an editor now
members-viewer-now = { $email } is a viewer now
# The button that asks first, and how it is called where only its name is heard.
members-remove-ask = Remove…
members-remove-who-ask = Remove { $email }…
members-remove = Remove
members-remove-who = Remove { $email }
members-removed = { $email } removed
# On a member who was added and has not joined.
members-pending = pending
members-pending-why = Was added, and has not joined yet
# The button that asks first, and how it is called where only its name is heard.
members-own-ask = Make owner…
members-own-who-ask = Make owner: { $email }…
members-own-question = Make { $email } the owner?
members-own-hint = They decide about members, categories and the team's name from then on, and may delete the library. You become an editor. Only they can make you the owner again.
members-own-pending = They have not joined yet: until then nobody manages the team.
members-own = Make owner

## The teams of this device, in the settings

teams-heading = Teams on this device
teams-none = None yet. Create a team in a folder that you share, or join one that someone created there.
teams-you = You are { $email }
teams-open = Open
teams-manage = Manage
# The colour that this person knows the team by.
teams-colour = Colour
teams-no-colour = No colour
teams-leave = Leave
teams-leave-question = Leave this team?
teams-leave-hint = This device forgets the team. Its file and its members stay as they are.
teams-stay = Stay
teams-left = Left { $name }
# Asked of an owner who leaves.
heir-question = Who is the owner next?
heir-hint = A team always has an owner. Choose who it is after you; you can leave then.
# A member who has not joined, among those to choose from.
heir-pending = { $email } (pending)
# Instead of the hint to others, where the owner is the only member.
heir-none = This device forgets the team. You are its only member: its file stays in the folder with you as its owner, and nobody else can join. If nobody needs it any more, delete the library under “Manage” instead.
# State: a sentence about the sync.
heir-waits = The team's file does not name the next owner yet: { $state }. Try again once it does
heir-anyway = Leave without a new owner
teams-losing = Only on this device, and lost if you leave:
teams-losing-edits =
    { $count ->
        [one] { $count } edit that is not in the team’s file
       *[other] { $count } edits that are not in the team’s file
    }
teams-losing-drafts =
    { $count ->
        [one] { $count } unfinished draft
       *[other] { $count } unfinished drafts
    }
teams-losing-notes =
    { $count ->
        [one] { $count } private note
       *[other] { $count } private notes
    }
teams-leave-losing = Leave and lose them
teams-rescue = Copy the prompts to My Prompts first
teams-rescued =
    { $count ->
        [one] { $count } prompt copied to My Prompts
       *[other] { $count } prompts copied to My Prompts
    }

## Held changes and the trash

care-heading = Trash and held changes
# What was taken out of the file all at once, or another owner, until someone decides.
care-held = Held back
care-other-owner = The team's file names another owner: { $owner }
# Joins the names of several people.
care-and = { $one } and { $other }
care-deleted-at-once =
    { $count ->
        [one] Someone deleted { $count } prompt from the team's file at once:
       *[other] Someone deleted { $count } prompts from the team's file at once:
    }
care-deleted-at-once-by =
    { $count ->
        [one] { $who } deleted { $count } prompt from the team's file at once:
       *[other] { $who } deleted { $count } prompts from the team's file at once:
    }
# Names the list of their titles.
care-titles = Prompts that would go
# Below a list that is cut off.
care-more = and { $count } more
care-waits = This device keeps the library as it was until you decide. Whoever else could put it back is asked on their own device. Your own edits are safe here, and go to the team's file after that.
care-only-owner = If this was not meant, { $owner } can put it back: only the owner can, on their device.
care-put-them-back = Put them back
care-accept-deletions = Accept the deletions
care-keep-owner = Keep { $owner } as the owner
care-accept-owner = Accept the new owner
care-put-all-back = Put it all back
care-accept-all = Accept all of it
care-taken-over = Taken over
# It was done.
care-put-back = Put back
care-not-allowed = Not allowed by a role
care-not-allowed-hint = Whoever can write the team's file can write anything into it. These changes were made by people whose role does not allow them.
# Who made a change; it stands after what was changed.
care-by = by { $by }
care-in-file = in the file itself
# Takes a change back that someone made without being allowed to.
care-take-back = Take back
care-take-back-what = Take back: { $deed } { $title }
care-taken-back = Taken back
care-let-stand = Let it stand
care-let-stand-what = Let it stand: { $deed } { $title }
care-stands = It stands
# Names what such a change wrote, and what it took away.
care-new = What is new
care-gone = What is gone
care-trash = Trash
care-trash-hint = What was deleted is kept here for 90 days, for everyone who may add prompts.
# Of My Prompts.
care-trash-own = What you delete is kept here for 90 days.
care-trash-empty = The trash is empty.
care-deleted-at = Deleted { DATETIME($at, dateStyle: "medium") }; kept until { DATETIME($until, dateStyle: "medium") }
care-deleted-by = Deleted by { $by }, { DATETIME($at, dateStyle: "medium") }; kept until { DATETIME($until, dateStyle: "medium") }
care-restore = Restore
care-restore-what = Restore { $title }
care-restored = Restored

## Edits that the library's rules refuse

held-name = An edit that was not taken
# What the edit would do, and why it is refused.
held-refused = { $what } was not taken by the team's file: { $reason }
held-move = Move to My Prompts
held-more =
    { $count ->
        [one] One more edit of yours was not taken.
       *[other] { $count } more edits of yours were not taken.
    }
held-move-all = Move all to My Prompts
held-copied = Copied to My Prompts
held-discard = Discard

## Writing a team's file again that is gone

recreate-ask = Write it again…
recreate-question = Write the team's file again?
recreate-hint =
    { $count ->
        [one] If the file is gone for good, this device writes it again, with the { $count } prompt that it knows.
       *[other] If the file is gone for good, this device writes it again, with the { $count } prompts that it knows.
    }
recreate-write = Write the file

## Deleting a team, on the page of management

dissolve-heading = Delete this library
dissolve-hint = For everyone. Its file goes, dated, into a folder of backups beside it, from which it can be brought back by hand. Members keep what their devices know, and can’t sync it any more.
dissolve-ask = Delete this library…
# The name has to be typed exactly.
dissolve-type = Type “{ $name }” to delete it
dissolve-do = Delete for everyone
dissolve-done = Library deleted. Its backup: { $backup }

## Large libraries

progress-sync = Syncing a large library…
progress-advice = This team’s file has { $size } MB, and every change sends all of it to everyone. Below 8 MB changes arrive quickly: what is seldom used can go to a second team.
