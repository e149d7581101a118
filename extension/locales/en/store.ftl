### What the selector says as well: of the device's storage, and words from outside.

# Words that came from outside, in whatever language they are.
verbatim = { $words }

store-failed = This device's storage could not be used: { $reason }
# What follows is said within the sentence above.
store-unreadable = IndexedDB can't be read
search-stopped = The search stopped: { $reason }. Please try again
