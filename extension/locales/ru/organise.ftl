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
        [one] В ней { $count } промпт. Он останется и перейдёт сюда:
        [few] В ней { $count } промпта. Они останутся и перейдут сюда:
       *[many] В ней { $count } промптов. Они останутся и перейдут сюда:
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
set-saved = Сохранено на этом устройстве
set-name = Название
set-description = Описание
# Names the head of a set that is shown.
set-named = Набор «{ $name }»
set-order-hint = Чтобы изменить порядок, перетащите карточку за ручку или нажимайте на ней ↑ и ↓.
set-delete = Удалить набор
set-delete-question = Удалить набор «{ $name }»? Его промпты останутся.
set-deleted = Набор удалён
set-choose = Выбрать промпты…

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
# Of a tag on a card.
tag-show = Показать всё с этим тегом
# On how many prompts a tag is; heard after its name.
tag-count = промптов: { $count }
