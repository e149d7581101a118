### The frame of the app: tabs, settings, and what all parts say.

## Settings

tab-settings = Settings
settings-appearance = Appearance
settings-theme = Theme
theme-system = System
theme-light = Light
theme-dark = Dark
settings-language = Language
language-browser = The browser’s
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
met-spared = Someone changed this prompt meanwhile, so it was not deleted

insert-done = Inserted into the page
insert-unverified = Inserted; this page doesn't let it be checked
insert-copied = This page would not take it. It is on the clipboard: paste it
insert-failed = This page would not take the prompt. Copy it and paste it there

## What a list is narrowed to, and its order

shelf-all = All prompts
shelf-favourites = Favourites
shelf-recent = Recently used
shelf-unfiled = No category

order-category = By category
order-title = By title
order-created = Newest first
order-changed = Last changed first
order-used = Last used first

## Versions of something that has to be decided

field-title = title
field-name = name
field-category = category
field-prompt = prompt
field-text = text
field-description = description
field-colour = colour
field-icon = icon
field-turns = turns
field-details = details
# Such as “set name”.
field-of = { $kind } { $field }

# Whose a version is.
whose-mine = mine
# From another device of mine.
whose-mine-too = my other one
whose-theirs = theirs
whose-named = { $name }'s
whose-again = { $name }'s other one
whose-unknown = version { $number }

## Common words

word-cancel = Cancel
word-delete = Delete
word-done = Done
word-keep = Keep
word-save = Save
