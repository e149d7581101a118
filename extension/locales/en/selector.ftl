### The selector in AI pages.

selector-title = Prompt Commons selector
selector-search = Search prompts
selector-library = Library
selector-all = All libraries
selector-mine = My Prompts
selector-prompts = Prompts
selector-no-category = No category
# The group of prompts that were used last.
selector-recent = Recent
selector-preview = What will be inserted
selector-everywhere = Search all libraries
# Texts of the page's project that are put before a prompt.
selector-context = Put before it:
# A library in the switcher whose folder can't be reached.
selector-away = { $name } (offline)
# On prompts of a team.
selector-team = team

## Conversations

selector-turns =
    { $count ->
        [one] { $count } turn
       *[other] { $count } turns
    }
# Of a conversation that was begun: its second turn of five.
selector-next = Next turn { $turn }/{ $of }
selector-turn = Turn { $number }
selector-back = Back to all prompts

## Nothing to choose

selector-empty = No prompts yet
selector-empty-why = What you or your team save in Prompt Commons is one key away here.
selector-begin = Add a prompt
selector-join = Join your team
selector-empty-here = This library has no prompts yet
selector-empty-here-why = The others may have what you look for.
selector-list-all = Show all libraries
selector-nothing-found = Nothing found
selector-nothing-here-why = Only one library was searched.
selector-nothing-why = Fewer words, or the beginning of one, find more.
selector-clear = Show all prompts

## Status line

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
selector-leave = back

## How it went

selector-unverified = Inserted. This editor can't be read back, so please look it over
selector-copied = This page didn't take the text. It is on your clipboard: paste it yourself
# After a click.
selector-covered = Something lies over this list, or it has only just come. Press Enter to insert
selector-gone = This prompt is not there any more. Choose another
selector-failed = This page didn't take the text, and it could not be copied either
