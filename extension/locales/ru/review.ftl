### News, conflicts and what waits for a decision.

## The quiet line below the list

news-asked =
    { $count ->
        [one] { $count } решение ждёт вас
        [few] { $count } решения ждут вас
       *[many] { $count } решений ждут вас
    }
news-decide = Решить
news-not-allowed =
    { $count ->
        [one] { $count } изменение, не разрешённое ролями
        [few] { $count } изменения, не разрешённые ролями
       *[many] { $count } изменений, не разрешённых ролями
    }
news-view = Посмотреть
news-read = Отметить как прочитанное
news-undo-question = Отменить их все?
news-undo-all = Отменить все
news-undone = Отменено

## The dialog: what happened, and the ways to go on

review-heading = Библиотека команды изменилась
# One name or several.
review-changed-by = Кто изменил: { $names }
review-asked =
    { $count ->
        [one] В { $count } месте одновременно написано разное. Что оставить?
        [few] В { $count } местах одновременно написано разное. Что оставить?
       *[many] В { $count } местах одновременно написано разное. Что оставить?
    }
review-decided = Решено: { $decided } из { $asked }
review-decided-before = Решено: { $decided } из { $asked }, но ещё не применено
review-decided-meanwhile = Решение уже принято кем-то другим
review-undone-count =
    { $count ->
        [one] { $count } изменение будет отменено
        [few] { $count } изменения будут отменены
       *[many] { $count } изменений будут отменены
    }
review-one = По одному
review-all = Показать изменения
review-accept-all = Принять всё
review-accept-all-why = Взять то, что написали другие
review-replaces =
    { $count ->
        [one] Написанное другими заменит ваш текст в { $count } месте.
        [few] Написанное другими заменит ваш текст в { $count } местах.
       *[many] Написанное другими заменит ваш текст в { $count } местах.
    }
review-take-theirs = Взять их вариант
review-apply = Применить
review-not-applied = Ваши решения ещё не применены.
review-keep-deciding = Продолжить
review-accepted = Принято
review-undone = Отменено
review-saved = Сохранено на этом устройстве
review-changes = Изменения
review-previous = Предыдущее
review-next = Следующее
review-place = Изменение { $at } из { $all }

## A change: who made it, what was done, and to what

# One name or several.
review-by = автор: { $by }
review-and = { $all } и { $one }
# Whoever wrote it did so without Prompt Commons.
review-in-file = прямо в файле
review-added = Добавлено
review-restored = Восстановлено
review-edited = Изменено
review-deleted = Удалено
review-moved = Перемещено
# Someone is no member any more.
review-removed = Исключено
review-of-category = Категория «{ $name }»
review-of-set = набор «{ $name }»
review-of-comment = комментарий «{ $name }»
review-of-comment-on = комментарий «{ $name }» к промпту «{ $prompt }»
review-of-project = проект «{ $name }»
review-of-block = блок контекста «{ $name }»
review-of-owner = Владелец { $email }
review-of-name = Название команды «{ $name }»
review-keep-change = Оставить изменение: { $title }
# The box for it is ticked at first.
review-keep-change-why = Если снять галочку, оно будет отменено
review-gone = Чего больше нет
review-new = Что нового
# Of a project or a context block.
review-now = Как сейчас
review-back = Что вернулось
review-back-why = Промпт был удалён, но его одновременно изменили или достали из корзины, поэтому он вернулся.
review-too-long = Текст слишком длинный, чтобы хранить его для сравнения
review-category = Категория
# A member's role before and after.
review-role-none = Не участник

## A question that nobody but a person can answer

# What is asked about: a field of a prompt, or of something else.
review-decide = Решите: { $field }
review-decide-team = Решите: команда, { $field }
review-decide-category = Решите: категория, { $field }
review-decide-set = Решите: набор, { $field }
review-decide-comment = Решите: комментарий, { $field }
review-decide-project = Решите: проект, { $field }
review-decide-block = Решите: блок контекста, { $field }
review-question = Что оставить в «{ $title }»?
review-keep-mine = Оставить моё
review-keep-my-other = Взять мой другой вариант
review-keep-theirs = Взять их вариант
review-keep-by = Взять вариант { $by }
review-keep-other-by = Взять другой вариант { $by }
review-keep-number = Взять вариант { $number }
review-keep-both = Оставить оба
review-keep-all = Оставить все
review-keep-both-why = Каждый вариант станет отдельным промптом
review-by-hand = Править вручную
review-merged = Объединённый вариант: { $field }

## What someone wrote for a question that others decided meanwhile

review-left = Пока вы писали, решение о «{ $name }» уже принято. Ваш текст остался здесь:
# Instead of the name, where it has none any more.
review-left-nameless = без названия
review-left-edit = Открыть в редакторе
review-left-copy = Копировать в «Мои промпты»
review-left-discard = Отбросить
