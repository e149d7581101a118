### The selector in AI pages.

selector-title = Выбор промпта — Prompt Commons
selector-search = Поиск промптов
selector-library = Библиотека
selector-all = Все библиотеки
selector-mine = Мои промпты
selector-prompts = Промпты
selector-no-category = Без категории
# On prompts of a team.
selector-team = команда

## Status line

selector-empty = Промптов пока нет. Добавьте их во всплывающем окне Prompt Commons
selector-nothing-found = Ничего не найдено
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

## How it went

selector-unverified = Вставлено. Проверить это поле нельзя, поэтому просмотрите текст
selector-copied = Страница не приняла текст. Он в буфере обмена: вставьте его сами
# После щелчка.
selector-covered = Поверх списка что-то лежит, или он только что появился. Чтобы вставить, нажмите Enter
selector-failed = Страница не приняла текст, и скопировать его тоже не удалось
