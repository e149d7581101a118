### The selector in AI pages.

selector-title = Выбор промпта — Prompt Commons
selector-search = Поиск промптов
selector-library = Библиотека
selector-all = Все библиотеки
selector-mine = Мои промпты
selector-prompts = Промпты
selector-no-category = Без категории
# Промпты, которые использовали последними.
selector-recent = Недавние
selector-preview = Что будет вставлено
selector-everywhere = Искать во всех библиотеках
# Тексты проекта этой страницы, которые ставятся перед промптом.
selector-context = Добавить в начало:
# Библиотека в списке, папка которой недоступна.
selector-away = { $name } (офлайн)
# On prompts of a team.
selector-team = команда

## Диалоги

selector-turns =
    { $count ->
        [one] { $count } реплика
        [few] { $count } реплики
       *[many] { $count } реплик
    }
# О начатом диалоге: вторая реплика из пяти.
selector-next = Реплика { $turn }/{ $of }
selector-turn = Реплика { $number }
selector-back = Назад ко всем промптам

## Выбирать не из чего

selector-empty = Промптов пока нет
selector-empty-why = Всё, что вы или ваша команда сохраните в Prompt Commons, будет здесь под рукой.
selector-begin = Добавить промпт
selector-join = Присоединиться к команде
selector-empty-here = В этой библиотеке пока нет промптов
selector-empty-here-why = Возможно, нужное найдётся в других.
selector-list-all = Показать все библиотеки
selector-nothing-found = Ничего не найдено
selector-nothing-here-why = Поиск шёл только в одной библиотеке.
selector-nothing-why = Попробуйте меньше слов или только начало слова.
selector-clear = Показать все промпты

## Status line

selector-found =
    { $count ->
        [one] { $count } промпт
        [few] { $count } промпта
       *[many] { $count } промптов
    }
selector-first = Первые { $rows } из { $found }; введите запрос, чтобы сузить список
selector-offline = офлайн
selector-offline-why = Папка команды недоступна; показаны промпты, какими они были в последний раз
# What keys do; each follows its key.
selector-choose = выбрать
selector-insert = вставить
selector-close = закрыть
selector-leave = назад

## How it went

selector-unverified = Вставлено. Проверить это поле нельзя, поэтому просмотрите текст
selector-copied = Страница не приняла текст. Он в буфере обмена: вставьте его сами
# После щелчка.
selector-covered = Поверх списка что-то лежит, или он только что появился. Чтобы вставить, нажмите Enter
selector-gone = Этого промпта больше нет. Выберите другой
selector-failed = Страница не приняла текст, и скопировать его тоже не удалось
