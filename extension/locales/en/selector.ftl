### The selector in AI pages.

selector-title = Prompt Commons selector
selector-search = Search prompts
selector-library = Library
selector-all = All libraries
selector-mine = My Prompts
selector-prompts = Prompts
selector-no-category = No category
# On prompts of a team.
selector-team = team

## Status line

selector-empty = No prompts yet. Add some in the Prompt Commons popup
selector-nothing-found = Nothing found
selector-found =
    { $count ->
        [one] { $count } prompt
       *[other] { $count } prompts
    }
selector-first = The first { $rows } of { $found } prompts; type to narrow down
selector-offline = offline
selector-offline-why = The team's folder can't be reached; these are the prompts last seen
# What keys do; each follows its key.
selector-choose = choose
selector-insert = insert
selector-close = close

## How it went

selector-unverified = Inserted. This editor can't be read back, so please look it over
selector-copied = This page didn't take the text. It is on your clipboard: paste it yourself
# After a click.
selector-covered = Something lies over this list, or it has only just come. Press Enter to insert
selector-failed = This page didn't take the text, and it could not be copied either
