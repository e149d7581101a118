### The frame of the app: tabs, settings, and what all parts say.

## Settings

tab-settings = Settings
settings-appearance = Appearance
settings-theme = Theme
theme-system = System
theme-light = Light
theme-dark = Dark
settings-language = Language
# The browser’s.
language-browser = Auto
settings-privacy = Privacy
settings-private = Prompt Commons has no server and sends nothing anywhere. Your prompts are on this device and in your team's folder. Your email is on this device, and in the team's file: as a member's, and beside what you write.
# Leads to the full page.
settings-backups = Backups…

## Tabs

tab-mine = My Prompts
tab-team = Team Library

## What several parts say

place-device = On this device only
session-editing = Save or cancel the prompt that you are editing first
session-not-here = This library is not on this device. Join the team to have it here

# An edit met someone else's.
met-kept-both = Someone changed this prompt meanwhile. Both versions are kept, side by side
met-revived = This prompt had been deleted meanwhile. Your edit brought it back
met-spared = Someone changed this meanwhile, so it was not deleted
met-nothing = Nothing was changed: it was so already, or is not there any more

insert-done = Inserted into the page
insert-unverified = Inserted; this page doesn't let it be checked
# Of a prompt with variables.
insert-asked = The page asks for its variables
insert-copied = This page would not take it. It is on the clipboard: paste it

## Frame: tabs above, and what is said in passing

# Names the row of tabs.
tabs-all = Libraries and settings
# The menu with all teams of this device.
tabs-teams = Teams
tabs-open-panel = Open in the side panel
tabs-no-panel = This browser has no side panel to open
tabs-open-in-tab = Open in a tab
tabs-unread =
    { $count ->
        [one] { $count } unread change
       *[other] { $count } unread changes
    }
shell-undone = Undone
shell-close-message = Close message
shell-broken = Prompt Commons can't start
shell-broken-words = Close other windows of this extension and open it again.

## Common words

word-back = Back
word-cancel = Cancel
word-close = Close
word-copy = Copy
word-delete = Delete
word-discard = Discard
word-done = Done
word-keep = Keep
word-save = Save
word-undo = Undo
# As an author, within a sentence.
word-you = you
