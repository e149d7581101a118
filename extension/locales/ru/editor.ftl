### The editor, and what takes part in writing.

## The form

editor-add = Новый промпт
editor-edit = Изменение промпта
editor-title = Название
editor-title-hint = Для чего он?
editor-text = Текст промпта
editor-text-hint = Напишите промпт таким, каким он должен вставляться.
editor-too-long = Символов в этом тексте: { $count }. В одно поле помещается не больше { $most }, поэтому он не вставлен.
editor-category = Категория
editor-category-none = Без категории
# The option that starts one.
editor-category-new = Новая категория…
# The field for its name.
editor-category-name = Новая категория
editor-keys = Ctrl+Enter — сохранить

## The variables of the text

variables-all = Переменные
variables-hint = Пишите {"{{"}имя{"}}"} там, где нужно спросить значение, {"{{"}имя=текст{"}}"}, чтобы его предложить, {"{{"}тон|тёплый|краткий{"}}"}, чтобы дать выбор.
# The variables follow as a list.
variables-asked = При вставке заполняется:
variables-default = если не изменить: { $default }
# Options: what one chooses from, separated by commas.
variables-choice = на выбор: { $options }
variables-selection = выделенное на странице
variables-clipboard = скопированное последним
variables-date = сегодняшняя дата

# The owner has removed the person meanwhile.
editor-left-out = Вы больше не участник этой команды, поэтому сохранить в ней нельзя. Написанное вами осталось здесь.
editor-copy-to-mine = Копировать в «Мои промпты»
editor-discard-question = Не сохранять изменения?
editor-discard = Не сохранять
editor-keep-editing = Продолжить правку

## When its prompt changes meanwhile

newer-deleted = Этот промпт тем временем удалён. При сохранении он вернётся
newer-own = Есть более новая версия, тоже ваша
newer-by = Есть более новая версия, автор: { $by }
newer-by-nobody = Есть более новая версия
newer-compare = Сравнить
# Takes the newer version into the editor, where nothing was written yet.
newer-show = Показать её
newer-merge = Объединить с моей
newer-keep = Оставить моё
newer-keep-why = При сохранении ваша версия заменит более новую
newer-shown = Теперь здесь более новая версия
newer-merged = Ваши изменения перенесены на более новую версию
newer-both = Вы оба изменили одни и те же слова. Каждая такая строка теперь стоит в тексте дважды: сначала чужая, потом ваша
# Fields: their names, separated by commas.
newer-kept = Вы оба изменили ещё и это: { $fields }. Здесь оставлено ваше
newer-heading = Более новая версия и ваша

## Fields of prompts and of what is beside them, as they stand within other sentences

field-title = название
field-name = название
field-category = категория
field-tags = теги
field-prompt = промпт
field-text = текст
field-description = описание
field-colour = цвет
field-icon = значок
# What follows the first message of a conversation.
field-turns = реплики
# Any other field.
field-details = подробности

## Two versions side by side: which of them, and which field of it

compare-old = Прежний вариант: { $field }
compare-new = Новый вариант: { $field }
compare-then = Тогда: { $field }
compare-now = Сейчас: { $field }
compare-newer = Новее: { $field }
compare-mine = Моё: { $field }
compare-my-other = Мой другой вариант: { $field }
compare-theirs = Их вариант: { $field }
compare-by = Вариант { $by }: { $field }
compare-other-by = Другой вариант { $by }: { $field }
compare-number = Вариант { $number }: { $field }
# Where a field is empty.
compare-empty = (пусто)
compare-not-shown = То, что здесь не показано
