### What helps in writing a prompt: hints, turns, versions.

## The hint that a prompt is here already

near-title = There is a prompt called “{ $title }” already
near-text = Much the same is here already: “{ $title }”
near-instead = Use that one instead
near-gives-up = What you wrote here is given up then.
near-show = Show its text

## The turns of a conversation

turns-add = Add a turn
turns-turn = Turn { $number }
turns-remove = Remove { $turn }

## After saving

saved-here = Saved on this device
# The same of a team’s prompt.
saved-team = Saved, and on its way to the team’s folder
# In a library that its owner deleted: there is no file to take it to.
saved-deleted = Saved on this device only: the library was deleted for everyone
saved-version = Saved as version { $number }
saved-beside = Saved as version { $number }. Note: version { $other } was created by { $by } while you were editing.
