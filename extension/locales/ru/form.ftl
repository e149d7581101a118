### Форма, которая спрашивает значения переменных промпта.

form-preview = Что будет вставлено
form-back = Назад
form-insert = Вставить (Ctrl+Enter)
# В полях, которые заполняются сами, когда взять нечего.
form-no-selection = На странице ничего не выделено
form-no-clipboard = Вставьте сюда
# A button below that field. The browser asks then.
form-read-clipboard = Всегда брать из буфера обмена…
form-today = { DATETIME($at, dateStyle: "long") }
form-failed = Не удалось открыть форму для переменных
