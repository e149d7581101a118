### News, conflicts and what waits for a decision.

## The quiet line below the list

news-asked =
    { $count ->
        [one] { $count } decision waits for you
       *[other] { $count } decisions wait for you
    }
news-decide = Decide
news-not-allowed =
    { $count ->
        [one] { $count } change that no role allows
       *[other] { $count } changes that no role allows
    }
news-view = View
news-read = Mark as read
news-undo-question = Undo all of them?
news-undo-all = Undo all of them
news-undone = Undone

## The dialog: what happened, and the ways to go on

review-heading = Team Library Updated Externally
# One name or several.
review-changed-by = Changed by { $names }
review-asked =
    { $count ->
        [one] In { $count } place people wrote different things at once. Which one should stay?
       *[other] In { $count } places people wrote different things at once. Which one should stay?
    }
review-decided = { $decided } of { $asked } decided
review-decided-before = { $decided } of { $asked } decided, and not applied yet
review-decided-meanwhile = Someone has decided meanwhile
review-undone-count =
    { $count ->
        [one] { $count } change will be undone
       *[other] { $count } changes will be undone
    }
review-one = Review One
review-all = View Changes
review-accept-all = Accept All
review-accept-all-why = Takes what the others wrote
review-replaces =
    { $count ->
        [one] What the others wrote replaces what you wrote in { $count } place.
       *[other] What the others wrote replaces what you wrote in { $count } places.
    }
review-take-theirs = Take theirs
review-apply = Apply
review-not-applied = What you decided is not applied yet.
review-keep-deciding = Keep deciding
review-accepted = Accepted
review-undone = Undone
review-saved = Saved on this device
review-changes = Changes
review-previous = Previous
review-next = Next
review-place = Change { $at } of { $all }

## A change: who made it, what was done, and to what

# One name or several.
review-by = by { $by }
review-and = { $all } and { $one }
# Whoever wrote it did so without Prompt Commons.
review-in-file = in the file itself
review-added = Added
review-restored = Restored
review-edited = Edited
review-deleted = Deleted
review-moved = Moved
# Someone is no member any more.
review-removed = Removed
review-of-category = Category { $name }
review-of-set = set { $name }
review-of-comment = comment { $name }
review-of-comment-on = comment “{ $name }” on “{ $prompt }”
review-of-project = project { $name }
review-of-block = context block { $name }
review-of-owner = Owner { $email }
review-of-name = Team name { $name }
review-keep-change = Keep the change of “{ $title }”
# The box for it is ticked at first.
review-keep-change-why = Without the tick it is undone
review-gone = What is gone
review-new = What is new
# Of a project or a context block.
review-now = As it is now
review-back = What is back
review-back-why = It had been deleted. Someone changed it at the same time, or took it out of the trash, so it is back.
review-too-long = Its text is too long to be kept for a comparison
review-category = A category
# A member's role before and after.
review-role-none = Not a member

## A question that nobody but a person can answer

# What is asked about: a field of a prompt, or of something else.
review-decide = Decide: { $field }
review-decide-team = Decide: team { $field }
review-decide-category = Decide: category { $field }
review-decide-set = Decide: set { $field }
review-decide-comment = Decide: comment { $field }
review-decide-project = Decide: project { $field }
review-decide-block = Decide: context block { $field }
review-question = What should stay of “{ $title }”?
review-keep-mine = Keep mine
review-keep-my-other = Keep my other one
review-keep-theirs = Keep theirs
review-keep-by = Keep { $by }'s
review-keep-other-by = Keep { $by }'s other one
review-keep-number = Keep version { $number }
review-keep-both = Keep both
review-keep-all = Keep all
review-keep-both-why = Each version becomes a prompt of its own
review-by-hand = Edit by hand
review-merged = Merged { $field }

## What someone wrote for a question that others decided meanwhile

review-left = Someone decided about “{ $name }” while you wrote. Your text is still here:
# Instead of the name, where it has none any more.
review-left-nameless = it
review-left-edit = Open it in the editor
review-left-copy = Copy to My Prompts
review-left-discard = Discard it
