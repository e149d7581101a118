### The frame of the app: tabs, settings, and what all parts say.

# Words that came from outside, in whatever language they are.
verbatim = { $words }

## Settings

tab-settings = Настройки
settings-appearance = Вид
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

## Common words

word-cancel = Отмена
word-delete = Удалить
word-done = Готово
word-keep = Оставить
word-save = Сохранить
