### Backups: export and import.

backup-heading = Резервные копии
backup-hint = Экспорт — это файл со всем, что есть в библиотеке, кроме личных заметок, избранного и прежних версий. Импортировать можно такой файл, резервную копию My Prompt Manager или Open Prompt Manager и таблицы (CSV). Сначала вы увидите, что изменится.
backup-library = Библиотека

## Export

backup-export = Экспортировать
backup-exported = Библиотека экспортирована
backup-not-saved = Браузеру не удалось сохранить файл

## Import

# Into the library that is chosen above.
backup-import-into = Импортировать в эту библиотеку
backup-file = Резервная копия для импорта
# On the button that opens the browser’s dialog.
backup-choose = Выбрать файл…
# Names what is shown of an import before it is done.
backup-importing = Импорт
# Whose backup it is: the name of a program, or CSV.
backup-plan =
    { $count ->
        [one] { $count } промпт в этой резервной копии ({ $source }). Добавить: { $added }, пропустить: { $skipped }.
        [few] { $count } промпта в этой резервной копии ({ $source }). Добавить: { $added }, пропустить: { $skipped }.
       *[many] { $count } промптов в этой резервной копии ({ $source }). Добавить: { $added }, пропустить: { $skipped }.
    }
# Names the list of all that the import would do.
backup-steps = Что будет сделано
# What is done with an entry of the list.
backup-add = Добавить
backup-change = Изменить
backup-skip = Пропустить
# What the entry is; a prompt is called by its title alone.
backup-category = Категория { $name }
# A prompt without a title, by its place in the backup.
backup-entry = Запись { $number }
backup-set = набор { $name }
backup-comment = комментарий { $text }
backup-project = проект { $name }
backup-block = блок контекста { $name }
# Below a list that is cut off.
backup-more = и ещё { $count }
# Characters of the file that some program had cut in half.
backup-mended =
    { $count ->
        [one] { $count } повреждённый символ показан как �.
        [few] { $count } повреждённых символа показаны как �.
       *[many] { $count } повреждённых символов показаны как �.
    }
# The names of fields of the file.
backup-anew = Кто-то тем временем изменил библиотеку. Посмотрите ещё раз, что будет импортировано.
backup-too-large = Со всем этим файл библиотеки стал бы больше { $most } МБ, и записать его было бы нельзя. Импортируйте часть или выберите другую библиотеку.
backup-left-out = Не импортируется: { $fields }
# The button that does it.
backup-import = Импортировать
backup-imported = { $count ->
    [one] Импортирован { $count } промпт
    [few] Импортировано { $count } промпта
   *[many] Импортировано { $count } промптов
}
