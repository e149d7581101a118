### The frame of the app: tabs, settings, and what all parts say.

## Settings

tab-settings = Настройки
settings-appearance = Оформление
settings-theme = Тема
theme-system = Системная
theme-light = Светлая
theme-dark = Тёмная
settings-language = Язык
# The browser’s.
language-browser = Авто
settings-privacy = Приватность
settings-private = У Prompt Commons нет сервера, и расширение ничего никуда не отправляет. Ваши промпты хранятся на этом устройстве и в папке команды. Ваш email — на этом устройстве и в файле команды: в списке участников и рядом с тем, что вы пишете.
# Leads to the full page.
settings-backups = Резервные копии…

## Tabs

tab-mine = Мои промпты
# Tabs have to stand side by side in a popup of 400 pixels.
tab-team = Команда

## What several parts say

place-device = Только на этом устройстве
session-editing = Сначала сохраните или отмените правку открытого промпта
session-not-here = Этой библиотеки нет на этом устройстве. Присоединитесь к команде, чтобы она появилась здесь

# An edit met someone else's.
met-kept-both = Этот промпт тем временем изменили. Сохранены обе версии, рядом друг с другом
met-revived = Этот промпт тем временем удалили. Ваша правка вернула его
met-spared = Тем временем это изменили, поэтому оно не удалено
met-nothing = Ничего не изменено: всё уже так или этого больше нет

insert-done = Вставлено на страницу
insert-unverified = Вставлено; проверить это на странице нельзя
# Of a prompt with variables.
insert-asked = Заполните переменные на странице
insert-copied = Страница не приняла текст. Он в буфере обмена: вставьте его сами

## Frame: tabs above, and what is said in passing

# Names the row of tabs.
tabs-all = Библиотеки и настройки
# The menu with all teams of this device.
tabs-teams = Команды
tabs-open-panel = Открыть в боковой панели
tabs-no-panel = Этот браузер не открывает боковую панель
tabs-open-in-tab = Открыть во вкладке
tabs-unread =
    { $count ->
        [one] { $count } непрочитанное изменение
        [few] { $count } непрочитанных изменения
       *[many] { $count } непрочитанных изменений
    }
shell-undone = Отменено
shell-close-message = Закрыть сообщение
shell-broken = Не удаётся запустить Prompt Commons
shell-broken-words = Закройте другие окна этого расширения и откройте его снова.

## Common words

word-back = Назад
word-cancel = Отмена
word-close = Закрыть
word-copy = Копировать
word-delete = Удалить
word-discard = Отбросить
word-done = Готово
word-keep = Оставить
word-save = Сохранить
word-undo = Отменить
# As an author, within a sentence.
word-you = вы
