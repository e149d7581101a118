### The frame of the app: tabs, settings, and what all parts say.

# Words that came from outside, in whatever language they are.
verbatim = { $words }

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

## Common words

word-cancel = Cancel
word-delete = Delete
word-done = Done
word-keep = Keep
word-save = Save
