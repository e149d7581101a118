### What the selector says as well: of the device's storage, and words from outside.

# Words that came from outside, in whatever language they are.
verbatim = { $words }

store-failed = Не удалось обратиться к хранилищу этого устройства: { $reason }
# What follows is said within the sentence above.
store-unreadable = IndexedDB не читается
search-stopped = Поиск остановился: { $reason }. Попробуйте снова
