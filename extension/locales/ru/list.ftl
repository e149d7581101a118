### The list of prompts: header, search, filters, cards, empty states.

## Header: the library's name, the person's role, where the edits are

header-role-owner = Роль: владелец
header-role-editor = Роль: редактор
header-role-viewer = Роль: читатель
header-not-member = Вы не участник
header-view-only = Только чтение: редактором вас сделает владелец
header-manage = Управление
header-trash = Корзина
header-reconnect = Подключить снова
header-try-again = Повторить
header-find-folder = Найти папку…
# Of a library that its owner deleted: asks in the settings.
header-leave = Покинуть…
# Leads to what has to be looked at in the full page.
header-look = Посмотреть
# Opens a tab, where the browser offers the choice of that name.
header-allow = Разрешать при каждом посещении…
# The words in quotes are the browser's own.
header-allow-words = С вариантом «Разрешать при каждом посещении» библиотека команды обновляется, даже когда ничего не открыто, и разрешение больше не запрашивается.

## The list: search, filters, sorting

# The pane beside the list.
list-prompt = Промпт
list-prompts = Промпты
# The day on which something was written.
list-day = { DATETIME($at, dateStyle: "medium") }
list-search = Поиск промптов
list-search-hint = Поиск промптов…
list-add = Добавить промпт
list-found =
    { $count ->
        [one] Найден { $count } промпт
        [few] Найдено { $count } промпта
       *[many] Найдено { $count } промптов
    }
list-show = Какую категорию показать
list-all = Все промпты
list-favourites = Избранное
list-recent = Недавние
list-no-category = Без категории
list-sets = Наборы
list-tags = Теги
list-sort = Сортировка
list-order-library = По категориям
list-order-title = По названию
list-order-created = Сначала новые
list-order-modified = По дате изменения
list-order-used = По дате использования
# Of a set, instead of "By category".
list-order-set = В порядке набора

## Cards

card-by = автор: { $author }
# On a prompt that two people changed at once.
card-asked = Нужно решить
card-asked-why = Два человека изменили его одновременно
card-insert = Вставить
# Of a conversation, instead of "Insert" once it was begun: its second turn of five.
card-next-turn = Реплика { $turn }/{ $of }
# The button beside it.
card-first-turn = Начать с первой реплики
card-turns =
    { $count ->
        [one] { $count } реплика
        [few] { $count } реплики
       *[many] { $count } реплик
    }
card-edit = Изменить
card-view-only = только чтение
card-favourite = Избранное
card-details = Подробнее
card-delete-question = Удалить «{ $title }»?
card-copied = Скопировано
card-copy-failed = Не удалось скопировать: { $reason }
card-deleted = Промпт «{ $title }» удалён

## Where there is nothing to list

empty-no-team = Общие промпты для всей команды
empty-no-team-words = Библиотека команды — это один файл в папке, которая у вас уже общая: Dropbox, Google Drive, OneDrive, сетевой диск. Без сервера и без учётной записи.
empty-create-team = Создать команду
empty-join-team = Присоединиться к команде
empty-left-out = Вы не участник команды
empty-left-out-words = Промпты команды видят только её участники. Они снова появятся здесь, как только владелец вернёт вас в команду.
empty-own = Ваши собственные промпты
empty-own-words = Сохраняйте промпты, к которым возвращаетесь снова и снова. Они остаются на этом устройстве.
empty-team = Промптов пока нет
# To someone who may add prompts.
empty-team-words = Добавьте первый промпт — через мгновение он появится в папке команды, и его увидят все.
# To someone who may only read.
empty-viewer-words = Они появятся здесь, как только кто-нибудь в команде их добавит.
empty-category = В этой категории пока нет промптов
empty-set = В этом наборе пока нет промптов
empty-other = Здесь пока нет промптов
# Tags are chosen, and no prompt has them all.
empty-tags = Нет промптов со всеми этими тегами
empty-search = По запросу «{ $query }» ничего не найдено
empty-show-all = Показать все промпты
empty-loading = Загрузка…
empty-failed = Не удаётся показать эту библиотеку

## Shelves: categories, sets and tags beside the list

shelves-all = Категории, наборы и теги
shelves-rename-tag = Переименовать тег
shelves-rename = Переименовать
# Instead of "Rename", when there is a tag of the new name already.
shelves-merge = Объединить с ним
shelves-new-name = Новое имя тега { $tag }
shelves-no-name = Введите имя
shelves-renamed = Теперь «{ $from }» — это «{ $to }»
