### What the core and the engine say: states, errors, edits.

## What sentences are put together from

# A list of several: whatever it has so far, and the next.
list-next = { $list }, { $next }
quoted = «{ $text }»
names-two = { $one } и { $other }
names-more = { $one }, { $other } и ещё { $count }
count-prompts = { $count ->
    [one] { $count } промпт
    [few] { $count } промпта
   *[many] { $count } промптов
}
count-categories = { $count ->
    [one] { $count } категория
    [few] { $count } категории
   *[many] { $count } категорий
}
count-sets = { $count ->
    [one] { $count } набор
    [few] { $count } набора
   *[many] { $count } наборов
}
count-comments = { $count ->
    [one] { $count } комментарий
    [few] { $count } комментария
   *[many] { $count } комментариев
}
count-projects = { $count ->
    [one] { $count } проект
    [few] { $count } проекта
   *[many] { $count } проектов
}
count-blocks = { $count ->
    [one] { $count } блок контекста
    [few] { $count } блока контекста
   *[many] { $count } блоков контекста
}
count-members = { $count ->
    [one] { $count } участник
    [few] { $count } участника
   *[many] { $count } участников
}

## What a library holds, in the middle of a sentence

kind-team = команда
kind-category = категория
kind-prompt = промпт
kind-set = набор
kind-comment = комментарий
kind-project = проект
kind-block = блок контекста

## Roles

role-owner = Владелец
role-editor = Редактор
role-viewer = Читатель

denied-not-member = Попросите владельца команды добавить вас
denied-view-only = Эта библиотека доступна вам только для чтения; владелец может сделать вас редактором
denied-own-only = Удалять добавленное другими может только владелец
denied-owner-only = Это может сделать только владелец библиотеки
denied-deleted = Эта библиотека удалена. То, что от неё осталось, можно читать и копировать

## Emails

email-empty = Введите адрес электронной почты
email-malformed = Это не похоже на адрес электронной почты
email-too-long = Адрес электронной почты слишком длинный

## Why an edit is refused

command-read-only = Библиотека записана более новой версией ({ $version }) и здесь доступна только для чтения
# One of the needed-… below.
command-nameless = Введите { $what }
command-too-long = Слишком длинно ({ $what }): не больше { $most } символов
command-not-member = { $email } не в команде; сначала добавьте этого участника
# One of the kind-… above.
command-no-field = Нет такого поля: «{ $field }» ({ $kind })
command-ownership = Роль владельца меняется только передачей прав владельца

needed-title = название
needed-name = название
needed-text = текст
needed-prompt = промпт
needed-tag = тег
needed-team-name = название команды
needed-category-name = название категории
needed-set-name = название набора
needed-project-name = название проекта
needed-block-name = название блока контекста
needed-comment-prompt = промпт для комментария

undo-not-here = Здесь это нельзя отменить
undo-changed = С тех пор это снова изменили

## What an edit does: its author reads it where it was refused

# With a name: the set “Launch”. Without: a set.
thing-named = { $kind } «{ $name }»
thing-unnamed = { $kind }
some-prompt = промпт
some-deleted-prompt = удалённый промпт

edit-new-prompt = Новый промпт «{ $title }»
edit-new-category = Новая категория «{ $name }»
# A set, a comment, a project or a context block.
edit-new-item = Новый { $kind } «{ $name }»
edit-change = Правка: { $what }
edit-change-to = Правка: { $what } → { $texts }
edit-delete = Удаление: { $what }
edit-move = Перемещение: { $what }
edit-restore = Восстановление: { $what }
edit-decide = Выбор версии: { $what }
edit-decide-on = Решение «{ $text }»: { $what }
edit-put-in-set = Правка: { $set } — добавить { $prompt }
edit-take-from-set = Правка: { $set } — убрать { $prompt }
edit-tag = Переименование тега «{ $from }» в «{ $to }»
edit-member-owner = { $email } — владелец
edit-member-editor = { $email } — редактор
edit-member-viewer = { $email } — читатель
edit-remove-member = Исключение из команды: { $email }
edit-owner = Передача прав владельца: { $email }
edit-team-name = Переименование команды в «{ $name }»

## What others changed

# What: such as “3 prompts”, or a number alone where the noun was said before: “3 prompts added, 1 edited”.
changes-added = добавлено: { $what }
changes-restored = восстановлено: { $what }
changes-edited = изменено: { $what }
changes-role = другая роль: { $what }
changes-deleted = удалено: { $what }
changes-removed = исключено: { $what }
changes-moved = перемещено: { $what }
changes-owner = сменился владелец
changes-name = команда переименована
changes-by = { $deeds } — { $names }
changes-partly-by = { $deeds } — отчасти { $names }

# Вместо строк ниже, если у библиотеки другой владелец.
told-owner-by = { $by } передаёт команду: теперь владелец — { $owner }
told-owner-you-by = { $by } передаёт вам команду: теперь владелец — вы
told-owner = Теперь владелец — { $owner }
told-owner-you = Теперь владелец — вы
told-merged = { $count ->
    [one] Получено { $count } изменение от { $names }
    [few] Получено { $count } изменения от { $names }
   *[many] Получено { $count } изменений от { $names }
}
told-merged-partly = { $count ->
    [one] Получено { $count } изменение, отчасти от { $names }
    [few] Получено { $count } изменения, отчасти от { $names }
   *[many] Получено { $count } изменений, отчасти от { $names }
}
told-merged-by-hand = { $count ->
    [one] Получено { $count } изменение, внесённое прямо в файл
    [few] Получено { $count } изменения, внесённых прямо в файл
   *[many] Получено { $count } изменений, внесённых прямо в файл
}

## Where edits are

sync-in-folder = Синхронизировано с папкой
sync-in-file = Синхронизировано с файлом команды
sync-saved-here = Сохранено на этом устройстве
sync-offline = Офлайн: { $reason }
sync-missing = Файла команды нет в его папке. Возможно, его переместили или он ещё не пришёл
# Who: an address.
sync-deleted = { $by }: эта библиотека удалена для всех. То, что есть на этом устройстве, останется, пока вы не покинете команду
sync-foreign = Файл в этой папке теперь принадлежит другой библиотеке — «{ $name }»
sync-will-retry = Сохранено на этом устройстве; попытка повторится. { $reason }
sync-read-only = Только чтение: записано более новой версией ({ $version }). Обновите Prompt Commons, чтобы вносить изменения
sync-held = { $count ->
    [one] { $count } правка не принята в файл команды
    [few] { $count } правки не приняты в файл команды
   *[many] { $count } правок не принято в файл команды
}
# State: a whole sentence, with its full stop.
sync-edits-safe = { $count ->
    [one] { $state } На этом устройстве сохранена { $count } правка
    [few] { $state } На этом устройстве сохранены { $count } правки
   *[many] { $state } На этом устройстве сохранено { $count } правок
}

# More than twenty prompts at once, or another owner.
brake-deleted = { $count ->
    [one] В файле команды разом удалён { $count } промпт. Здесь ничего не изменится, пока вы не решите
    [few] В файле команды разом удалены { $count } промпта. Здесь ничего не изменится, пока вы не решите
   *[many] В файле команды разом удалено { $count } промптов. Здесь ничего не изменится, пока вы не решите
}
brake-deleted-by = { $count ->
    [one] Из файла команды разом удалён { $count } промпт: { $by }. Здесь ничего не изменится, пока вы не решите
    [few] Из файла команды разом удалены { $count } промпта: { $by }. Здесь ничего не изменится, пока вы не решите
   *[many] Из файла команды разом удалено { $count } промптов: { $by }. Здесь ничего не изменится, пока вы не решите
}
brake-owner = В файле команды указан другой владелец: { $owner }. Здесь ничего не изменится, пока вы не решите
brake-owner-and-deleted = { $count ->
    [one] В файле команды указан другой владелец, { $owner }, и удалён { $count } промпт. Здесь ничего не изменится, пока вы не решите
    [few] В файле команды указан другой владелец, { $owner }, и удалены { $count } промпта. Здесь ничего не изменится, пока вы не решите
   *[many] В файле команды указан другой владелец, { $owner }, и удалено { $count } промптов. Здесь ничего не изменится, пока вы не решите
}

## The team's folder

folder-no-permission = Откройте доступ к папке и попробуйте снова
folder-blocked = Откройте доступ к папке и попробуйте снова. Его блокирует браузер: откройте Prompt Commons во вкладке, нажмите на значок рядом с адресом и разрешите редактировать файлы
folder-gone = Папка команды не найдена. Она на месте, и её диск подключён?
folder-changed = Файл тем временем изменился
folder-read-only = Файл команды защищён от записи
folder-disk-full = Диск заполнен
folder-busy = Файл команды занят другой программой
folder-failed = Не удалось обратиться к файлу команды: { $reason }
# Said within the sentence above.
folder-not-a-file = «{ $path }» — не имя файла

## The team's file

file-empty = Файл пуст. Возможно, служба синхронизации ещё не доставила его; он оставлен как есть
file-truncated = Файл обрывается на строке { $line }. Возможно, служба синхронизации ещё не доставила его; он оставлен как есть
file-not-utf8 = Файл — не текст UTF-8. Сохраните его в UTF-8 и попробуйте снова
file-not-json = Ошибка JSON в файле: строка { $line }, столбец { $column }
file-too-deep = Для библиотеки команды в файле слишком много уровней вложенности
file-too-large = Размер файла — { $size } МБ; библиотека может занимать до { $most } МБ
file-not-library = Похоже, это не файл библиотеки команды
file-newer = Библиотека записана более новой версией ({ $version }). Обновите Prompt Commons, чтобы открыть её
file-field = Ошибка в файле библиотеки: в «{ $path }» ожидается { $expected }
file-too-long = Ошибка в файле библиотеки: «{ $path }» длиннее { $most } символов
file-duplicate = Ошибка в файле библиотеки: id «{ $id }» встречается дважды, второй раз — в «{ $path }»
file-dangling = Ошибка в файле библиотеки: в «{ $path }» указано «{ $id }», чего в файле нет

expected-text = текст
expected-texts = список текстов
expected-list = список
expected-object = объект
expected-id = непустой id
expected-email = адрес электронной почты
expected-version = версия вида "1.0"
expected-moment = дата и время вида 2025-01-15T10:00:00Z
expected-sets = объект с местом в каждом наборе
expected-folder = папка с id и названием

## Files of backups

backup-file-empty = Файл пуст
backup-file-truncated = Файл обрывается на строке { $line }. Экспортируйте или скопируйте его заново
backup-file-not-utf8 = Файл — не текст UTF-8. Сохраните его в UTF-8 и попробуйте снова; в Excel это «CSV UTF-8»
backup-file-too-deep = Для резервной копии промптов в файле слишком много уровней вложенности
backup-file-too-large = Размер файла — { $size } МБ; резервная копия может занимать до { $most } МБ
backup-file-open-quote = В таблице не закрыта кавычка; ячейка, которую она открывает, начинается в строке { $line }
backup-file-unknown = Похоже, это не резервная копия промптов. Prompt Commons, My Prompt Manager и Open Prompt Manager пишут JSON; в файле CSV нужна первая строка с названиями столбцов, среди них «title» и «content»

# Why one entry of a backup is not imported.
skip-same = Уже есть
skip-changed-here = Уже есть, с другим содержанием: импорт ничего не перезаписывает
skip-same-name = Такое название уже есть
skip-twice = Встречается в резервной копии дважды
skip-empty = Нет ни названия, ни текста
# One of the needed-… above.
skip-nameless = Не указано: { $what }
skip-too-long = Слишком длинно ({ $what }): не больше { $most } символов
skip-field = В «{ $path }» ожидается { $expected }
# An entry of a backup that is something else altogether.
skip-entry = Здесь ожидается { $expected }
skip-cells = В строке { $line } больше ячеек, чем столбцов в первой строке
skip-orphan = Промпт, к которому это относится, не импортируется
skip-others-comment = Комментарии импортирует только их автор

## Creating and joining teams

setup-occupied = В этой папке уже есть библиотека «{ $name }»
setup-name-taken = В этой папке уже есть файл «{ $file }». Выберите другое имя файла
setup-losing = Тем временем на этом устройстве появилось новое, чего больше нигде нет. Посмотрите, что пропадёт, и решите ещё раз
setup-bad-name = Выберите имя файла, которое заканчивается на .json и не содержит косых черт
setup-no-library = В этой папке нет библиотеки команды. Это та папка, к которой у команды есть доступ?

## This device

# These follow “This device's storage could not be used: ”.
store-snapshot-missing = нет сохранённого состояния этой библиотеки
store-view-missing = нет сохранённого вида этой библиотеки
store-view-unreadable = не читается сохранённый вид этой библиотеки
store-not-here = этой библиотеки больше нет на этом устройстве
store-other-version = данные записаны другой версией
store-edit-elsewhere = эта правка относится к другой библиотеке

engine-stopped = Часть, которая читает и пишет папки, остановилась: { $reason }. Попробуйте снова
engine-unreadable = этот запрос не читается

## Inserting into a page

insert-reload = Эта страница пока не принимает промпты. Перезагрузите её и попробуйте снова

## Deleting a team

delete-not-in-folder = Файл команды недоступен, или в нём ещё нет правок с этого устройства. Ничего не удалено; попробуйте ещё раз, когда всё синхронизируется
delete-no-folder = Файл команды подключён без папки, поэтому резервную копию некуда положить. Сначала подключите папку команды, потом удаляйте
