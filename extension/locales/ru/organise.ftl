### Categories, sets and tags.

## Categories, on the page of management

category-heading = Категории
category-add = Добавить категорию
# The names of the buttons beside a category.
category-up = Поднять { $name }
category-down = Опустить { $name }
category-edit = Изменить { $name }
category-delete = Удалить { $name }
category-count =
    { $count ->
        [one] { $count } промпт
        [few] { $count } промпта
       *[many] { $count } промптов
    }
category-edit-heading = Изменить категорию
category-name = Название категории
category-taken = Категория «{ $name }» уже есть
category-added = Категория добавлена
category-changed = Категория изменена
category-moved = Перемещено
category-deleted = Категория удалена
category-delete-question = Удалить категорию «{ $name }»?
category-empty = В ней нет промптов.
# A choice of another category follows.
category-prompts =
    { $count ->
        [one] В ней { $count } промпт. Он сохранится.
        [few] В ней { $count } промпта. Они сохранятся.
       *[many] В ней { $count } промптов. Они сохранятся.
    }
category-move-to = Куда переместить её промпты
# What stands among the categories for having none.
category-none = Без категории

## Icons and colours

emblem-heading = Значок
emblem-none = без значка
emblem-megaphone = рупор
emblem-mail = письмо
emblem-code = код
emblem-chart = диаграмма
emblem-book = книга
emblem-pen = ручка
emblem-globe = глобус
emblem-people = люди
colour-heading = Цвет
colour-blue = синий
colour-green = зелёный
colour-orange = оранжевый
colour-purple = фиолетовый
colour-pink = розовый
colour-teal = бирюзовый
colour-red = красный
colour-yellow = жёлтый
colour-gray = серый

## Sets

set-heading = Наборы
set-new = Новый набор
set-create = Создать набор
set-created = Набор создан
set-edit = Изменить набор
set-changed = Набор изменён
set-name = Название
set-description = Описание
# Names the head of a set that is shown.
set-named = Набор «{ $name }»
set-order-hint = Чтобы изменить порядок, перетащите карточку за ручку или нажимайте на ней ↑ и ↓.
set-delete = Удалить набор
set-delete-question = Удалить набор «{ $name }»? Его промпты останутся.
set-deleted = Набор удалён
set-choose = Выбрать промпты…

## Projects and context blocks

# The button that leads there, and the page.
project-page = Проекты и контекст
project-page-of = Проекты и контекст: { $name }
project-heading = Проекты
project-hint = На страницах проекта список показывает сначала его наборы и предлагает его блоки контекста.
project-none = Проектов пока нет
project-new = Новый проект
project-create = Создать проект
project-created = Проект создан
project-edit = Изменить проект «{ $name }»
project-edit-heading = Изменить проект
project-changed = Проект изменён
project-delete = Удалить проект «{ $name }»
project-delete-question = Удалить проект «{ $name }»?
project-stays = Его наборы и блоки контекста останутся.
project-deleted = Проект удалён
project-name = Название
project-no-sets = Наборов пока нет. Их создают рядом со списком промптов.
project-no-blocks = Блоков контекста пока нет. Их создают на этой странице, под проектами.
project-addresses = Адреса его страниц
project-addresses-hint = По одному в строке, например claude.ai или chatgpt.com/g/launch. Всё, что ниже адреса, тоже относится к проекту.
project-no-address = «{ $line }» — не адрес страницы. Адрес выглядит так: claude.ai или chatgpt.com/g/launch
# Instead of a project's pages.
project-nowhere = Пока не связан со страницами
# Instead of what a project holds, such as "2 sets, 1 context block".
project-holds-nothing = Пока без наборов и блоков контекста

block-heading = Блоки контекста
block-hint = Текст, который ставится перед промптом: как вы пишете, что продаёте, кто это прочтёт. Отметьте его в списке на страницах проекта, в который он входит.
block-none = Блоков контекста пока нет
block-new = Новый блок контекста
block-create = Создать блок контекста
block-created = Блок контекста создан
block-edit = Изменить блок контекста «{ $name }»
block-edit-heading = Изменить блок контекста
block-changed = Блок контекста изменён
block-delete = Удалить блок контекста «{ $name }»
block-delete-question = Удалить блок контекста «{ $name }»?
block-stays = Ни один проект больше не будет его предлагать. Промпты останутся прежними.
block-deleted = Блок контекста удалён
block-name = Название
block-text = Текст
# The projects that offer it, by their names.
block-projects = В проектах: { $names }
block-nowhere = Пока не входит ни в один проект

## Choosing the prompts of a set

choose-heading = Выбор промптов
choose-search = Поиск промптов
# Stands in the empty field.
choose-search-field = Поиск промптов…
choose-none = Промпты не найдены
choose-more = Ещё { $count }: найдите их поиском

## Putting a set in order

arrange-handle = Переместить «{ $title }» в наборе клавишами со стрелками
arrange-hint = Перетащите или нажимайте ↑ и ↓, чтобы изменить порядок в наборе
arrange-moved = Теперь на месте { $place } из { $count }

## Tags

tag-heading = Теги
tag-add = Добавить тег…
tag-remove = Убрать тег { $tag }
tag-clear = Сбросить теги
# Of a tag on a card.
tag-show = Показать всё с этим тегом
# On how many prompts a tag is; heard after its name.
tag-count = промптов: { $count }
