### The frame of the app: tabs, settings, and what all parts say.

## Settings

tab-settings = Настройки
settings-appearance = Вид
settings-theme = Тема
theme-system = Системная
theme-light = Светлая
theme-dark = Тёмная
settings-language = Язык
language-browser = Как в браузере
settings-privacy = Приватность
settings-private = У Prompt Commons нет сервера, и расширение ничего никуда не отправляет. Ваши промпты хранятся на этом устройстве и в папке команды. Ваш email — на этом устройстве и в файле команды: в списке участников и рядом с тем, что вы пишете.
# Leads to the full page.
settings-backups = Резервные копии…

## Tabs

tab-mine = Мои промпты
tab-team = Библиотека команды

## What several parts say

place-device = Только на этом устройстве
session-editing = Сначала сохраните или отмените правку открытого промпта
session-not-here = Этой библиотеки нет на этом устройстве. Присоединитесь к команде, чтобы она появилась здесь

# An edit met someone else's.
met-kept-both = Этот промпт тем временем изменили. Сохранены обе версии, рядом друг с другом
met-revived = Этот промпт тем временем удалили. Ваша правка вернула его
met-spared = Этот промпт тем временем изменили, поэтому он не удалён

insert-done = Вставлено на страницу
insert-unverified = Вставлено; проверить это на странице нельзя
insert-copied = Страница не приняла текст. Он в буфере обмена: вставьте его сами
insert-failed = Страница не приняла промпт. Скопируйте его и вставьте туда сами

## What a list is narrowed to, and its order

shelf-all = Все промпты
shelf-favourites = Избранное
shelf-recent = Недавние
shelf-unfiled = Без категории

order-category = По категориям
order-title = По названию
order-created = Сначала новые
order-changed = Сначала изменённые недавно
order-used = Сначала недавние

## Versions of something that has to be decided

field-title = название
field-name = название
field-category = категория
field-prompt = промпт
field-text = текст
field-description = описание
field-colour = цвет
field-icon = значок
field-turns = реплики
field-details = подробности
# Such as “set name”.
field-of = { $field } ({ $kind })

# Whose a version is.
whose-mine = моё
# From another device of mine.
whose-mine-too = другое моё
whose-theirs = их вариант
whose-named = вариант { $name }
whose-again = другой вариант { $name }
whose-unknown = вариант { $number }

## Common words

word-cancel = Отмена
word-delete = Удалить
word-done = Готово
word-keep = Оставить
word-save = Сохранить
