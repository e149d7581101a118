### A prompt in full: versions, comments, note, moving to other libraries.

## The prompt

reader-none = Choose a prompt to read it in full.
reader-back = Back to the list
reader-by = by { $by }
reader-by-both = by { $by }, last changed by { $changed }
reader-changed-by = last changed by { $changed }
reader-created = written { $day }
reader-changed = changed { $day }
reader-length =
    { $count ->
        [one] { $count } character
       *[other] { $count } characters
    }

## Copying and moving it to another library

transfer-open = Copy or move…
transfer-heading = Copy or move to another library
transfer-library = Library
transfer-move = Move
transfer-moved = Moved to { $library }
transfer-copied = Copied to { $library }

## Comments

comments-all = Comments
comments-count = Comments ({ $count })
# Who wrote one.
comments-you = You
comments-someone = Someone
comments-delete = Delete your comment “{ $comment }”
# To the owner, of a comment by someone else.
comments-delete-by = Delete the comment “{ $comment }” by { $by }
comments-deleted = Comment deleted
comments-yours = Your comment
comments-hint = Comment for all members…
# The button that sends it.
comments-send = Comment

## Private note

note-private = Private note
note-hint = Only on this device, only for you

## Versions

versions-all = Versions
versions-count = Versions ({ $count })
versions-one = Version { $number }
# The newest one, which is the prompt as it is.
versions-newest = Version { $number } (now)
versions-by = by { $by }
versions-at = { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
versions-by-at = by { $by }, { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
versions-from = made from version { $number }
versions-gone = Nobody knows any more what it held
# Names the two choices that follow.
versions-compare = Compare
versions-changed = What it changed
versions-with-now = Compared with now
versions-same = There is no difference
versions-restore = Restore this version
versions-restored = Version { $number } is back, as a new one
