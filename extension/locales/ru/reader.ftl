### A prompt in full: versions, comments, note, moving to other libraries.

## The prompt

reader-none = Выберите промпт, чтобы прочитать его целиком.
reader-back = Назад к списку
reader-by = автор: { $by }
reader-by-both = автор: { $by }, последнее изменение: { $changed }
reader-changed-by = последнее изменение: { $changed }
reader-created = создан { $day }
reader-changed = изменён { $day }
reader-length =
    { $count ->
        [one] { $count } символ
        [few] { $count } символа
       *[many] { $count } символов
    }

## Copying and moving it to another library

transfer-open = Копировать или переместить…
transfer-heading = Копировать или переместить в другую библиотеку
transfer-library = Библиотека
transfer-move = Переместить
transfer-moved = Перемещено в «{ $library }»
transfer-copied = Скопировано в «{ $library }»

## Comments

comments-all = Комментарии
comments-count = Комментарии ({ $count })
# Who wrote one.
comments-you = Вы
comments-someone = Неизвестный автор
comments-delete = Удалить ваш комментарий «{ $comment }»
# To the owner, of a comment by someone else.
comments-delete-by = Удалить комментарий «{ $comment }» ({ $by })
comments-deleted = Комментарий удалён
comments-yours = Ваш комментарий
comments-hint = Комментарий для всех участников…
# The button that sends it.
comments-send = Отправить

## Private note

note-private = Личная заметка
note-hint = Только на этом устройстве и только для вас

## Versions

versions-all = Версии
versions-count = Версии ({ $count })
versions-one = Версия { $number }
# The newest one, which is the prompt as it is.
versions-newest = Версия { $number } (сейчас)
versions-by = автор: { $by }
versions-at = { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
versions-by-at = автор: { $by }, { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
versions-from = на основе версии { $number }
versions-gone = Её содержание больше неизвестно
# Names the two choices that follow.
versions-compare = Сравнение
versions-changed = Что она изменила
versions-with-now = Сравнить с текущей
versions-same = Различий нет
versions-restore = Восстановить эту версию
versions-restored = Версия { $number } снова здесь, как новая
