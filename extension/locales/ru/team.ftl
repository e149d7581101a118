### Creating, joining, managing and leaving teams.

## What several of these parts say

team-create = Создать команду
team-join = Присоединиться к команде
team-name = Название команды

## Creating

create-step = Шаг { $step } из 3
create-heading = Создание библиотеки команды
create-hint = Один файл в общей папке команды. Вы будете владельцем библиотеки.
# An example, shown in the empty field of the team's name.
create-name-example = Промпты маркетинга
create-name-missing = Введите название команды
create-email-hint = По этому адресу вас знает команда. Он записан в файле команды и больше нигде.
create-next = Выбрать общую папку…
create-back = Назад
create-folder-heading = Выбор общей папки
create-folder-hint = Выберите папку, к которой у команды есть доступ (Google Drive, Dropbox, OneDrive и т. п.)
create-browse = Обзор…
create-selected = Выбрано: { $folder }
create-file = Файл: { $file } (будет создан)
create-file-name = Имя файла
create-unreadable = Здесь есть файл, который не удаётся прочитать. { $reason }
create-occupied = В этой папке уже есть библиотека команды. Присоединитесь к ней или выберите другую папку.
# A team's name, and the name of its file.
create-found = «{ $name }» в файле { $file }
create-join-found = Присоединиться к этой команде
create-done = Команда создана!
# The three sentences after it follow as a list.
create-share = Дайте участникам команды доступ к этой папке. Каждому нужно:
create-they-have-access = Получить доступ к общей папке
create-they-join = Нажать в расширении «Присоединиться к команде»
create-they-select = Выбрать эту же папку
create-members-now = Добавить участников сейчас? Присоединиться могут только те, кто есть в списке.
create-add-members = Добавить участников
create-later = Позже

## Joining

join-heading = Присоединение к библиотеке команды
join-away = Папку библиотеки «{ $name }» больше не удаётся найти. Укажите, где она теперь, и присоединитесь ещё раз: всё, что ждёт на этом устройстве, попадёт туда, и ничего не потеряется.
join-hint = Выберите общую папку команды или только файл команды в ней. Лучше папку: тогда изменения видны сразу.
# The field of one's own email, also when a team is created.
join-email = Ваш email
join-email-example = name@company.com
join-email-hint = Тот, под которым вы состоите в команде.
join-pick-folder = Выбрать папку команды…
join-pick-file = Выбрать файл команды…
join-several = В этой папке несколько библиотек. Какая нужна?
join-found = Найдено: «{ $name }»
join-role-owner = Ваша роль: владелец
join-role-editor = Ваша роль: редактор
join-role-viewer = Ваша роль: читатель
join-members =
    { $count ->
        [one] Участники: { $count } человек
        [few] Участники: { $count } человека
       *[many] Участники: { $count } человек
    }
join-known = Эта команда уже есть на устройстве: присоединение свяжет её с тем, что вы выбрали.
# Who: the address that was typed.
join-not-listed = Адреса { $email } нет среди участников этой команды
join-file-alone = Для синхронизации достаточно одного файла. Но без его папки не найти и не объединить копии, которые сервис синхронизации создаёт при конфликте, и не сохраняются резервные копии.
join-connected-again = Команда снова подключена
join-joined = Вы присоединились к команде

## Managing

# Leads from the pages of management and of the trash to the library.
manage-back = Назад к библиотеке
manage-team = Команда
# The page’s title: the name of the library that is managed.
manage-heading = Управление: { $name }
manage-rename = Переименовать
manage-renamed = Команда переименована

## Members

members-heading = Участники
members-emails = Адреса email
# Examples, shown in the empty field of new members.
members-example = boris@company.com, vera@company.com
members-role = Роль
members-role-of = Роль участника { $email }
members-add = Добавить
members-hint = Редакторы добавляют и меняют промпты. Читатели читают, копируют и вставляют их.
members-missing = Введите адрес email
# Who was typed and is a member already, separated by commas.
members-known =
    { $count ->
        [one] Уже в команде: { $emails }. Роль — в списке ниже
        [few] Уже в команде: { $emails }. Роли — в списке ниже
       *[many] Уже в команде: { $emails }. Роли — в списке ниже
    }
# What was typed and is no address, separated by commas.
members-wrong = Не похоже на адрес email: { $wrong }
members-added =
    { $count ->
        [one] Добавлен { $count } участник
        [few] Добавлено { $count } участника
       *[many] Добавлено { $count } участников
    }
members-owner-now = { $email } теперь владелец
members-editor-now = { $email } теперь редактор
members-viewer-now = { $email } теперь читатель
# The button that asks first, and how it is called where only its name is heard.
members-remove-ask = Удалить…
members-remove-who-ask = Удалить { $email }…
members-remove = Удалить
members-remove-who = Удалить { $email }
members-removed = Участник { $email } удалён
# On a member who was added and has not joined.
members-pending = ещё не присоединился
members-pending-why = Добавлен, но ещё не присоединился к команде
# The button that asks first, and how it is called where only its name is heard.
members-own-ask = Сделать владельцем…
members-own-who-ask = Сделать владельцем: { $email }…
members-own-question = Сделать владельцем { $email }?
members-own-hint = Этот участник будет решать, кто в команде, какие в ней категории и как она называется, и сможет удалить библиотеку. Вы станете редактором. Вернуть вам роль владельца сможет только новый владелец.
members-own-pending = Этот участник ещё не присоединился: до этого управлять командой будет некому.
members-own = Сделать владельцем

## The teams of this device, in the settings

teams-heading = Команды на этом устройстве
teams-none = Пока нет. Создайте команду в общей папке или присоединитесь к той, что там уже создана.
teams-you = Вы — { $email }
teams-open = Открыть
teams-manage = Управление
# The colour that this person knows the team by.
teams-colour = Цвет
teams-no-colour = Без цвета
teams-leave = Покинуть
teams-leave-question = Покинуть эту команду?
teams-leave-hint = Это устройство забудет команду. Её файл и участники останутся как есть.
teams-stay = Остаться
teams-left = Вы покинули команду «{ $name }»
# Asked of an owner who leaves.
heir-question = Кто станет владельцем?
heir-hint = У команды всегда есть владелец. Выберите, кто будет им после вас; потом вы сможете её покинуть.
# A member who has not joined, among those to choose from.
heir-pending = { $email } (ещё не присоединился)
# Instead of the hint to others, where the owner is the only member.
heir-none = Это устройство забудет команду. Других участников в ней нет: файл останется в папке, владельцем в нём будете вы, и больше никто не сможет присоединиться. Если библиотека никому не нужна, лучше удалите её в разделе «Управление».
# State: a sentence about the sync.
heir-waits = В файле команды новый владелец ещё не записан: { $state }. Повторите, когда он там появится
heir-anyway = Покинуть без нового владельца
teams-losing = Есть только на этом устройстве и пропадёт, если вы покинете команду:
teams-losing-edits =
    { $count ->
        [one] { $count } правка, которой нет в файле команды
        [few] { $count } правки, которых нет в файле команды
       *[many] { $count } правок, которых нет в файле команды
    }
teams-losing-drafts =
    { $count ->
        [one] { $count } незаконченный черновик
        [few] { $count } незаконченных черновика
       *[many] { $count } незаконченных черновиков
    }
teams-losing-notes =
    { $count ->
        [one] { $count } личная заметка
        [few] { $count } личные заметки
       *[many] { $count } личных заметок
    }
teams-leave-losing = Покинуть и потерять это
teams-rescue = Сначала скопировать промпты в «Мои промпты»
teams-rescued =
    { $count ->
        [one] { $count } промпт скопирован в «Мои промпты»
        [few] { $count } промпта скопировано в «Мои промпты»
       *[many] { $count } промптов скопировано в «Мои промпты»
    }

## Held changes and the trash

care-heading = Корзина и задержанные изменения
# What was taken out of the file all at once, or another owner, until someone decides.
care-held = Задержано
care-other-owner = В файле команды указан другой владелец: { $owner }
# Joins the names of several people.
care-and = { $one } и { $other }
care-deleted-at-once =
    { $count ->
        [one] Из файла команды за раз удалён { $count } промпт:
        [few] Из файла команды за раз удалено { $count } промпта:
       *[many] Из файла команды за раз удалено { $count } промптов:
    }
care-deleted-at-once-by =
    { $count ->
        [one] Из файла команды за раз удалён { $count } промпт ({ $who }):
        [few] Из файла команды за раз удалено { $count } промпта ({ $who }):
       *[many] Из файла команды за раз удалено { $count } промптов ({ $who }):
    }
# Names the list of their titles.
care-titles = Промпты, которые исчезнут
# Below a list that is cut off.
care-more = и ещё { $count }
care-waits = Пока вы не решите, на этом устройстве библиотека остаётся прежней. Всех, кто тоже может её вернуть, спросят на их устройствах. Ваши правки здесь в сохранности и попадут в файл команды после решения.
care-only-owner = Если так не задумано, вернуть прежнее может { $owner }: только владелец и только на своём устройстве.
care-put-them-back = Вернуть их
care-accept-deletions = Принять удаление
care-keep-owner = Оставить владельцем { $owner }
care-accept-owner = Принять нового владельца
care-put-all-back = Вернуть всё
care-accept-all = Принять всё
care-taken-over = Принято
# It was done.
care-put-back = Возвращено
care-not-allowed = Не разрешено ролью
care-not-allowed-hint = Кто может записывать файл команды, может записать в него что угодно. Эти изменения внесены теми, кому их не разрешает роль.
# Who made a change; it stands after what was changed.
care-by = автор: { $by }
care-in-file = прямо в файле
# Takes a change back that someone made without being allowed to.
care-take-back = Вернуть как было
care-take-back-what = Вернуть как было: { $deed } { $title }
care-taken-back = Всё как было
care-let-stand = Оставить так
care-let-stand-what = Оставить так: { $deed } { $title }
care-stands = Изменение остаётся
# Names what such a change wrote, and what it took away.
care-new = Новое
care-gone = Удалённое
care-trash = Корзина
care-trash-hint = Удалённое хранится здесь 90 дней — для всех, кто может добавлять промпты.
# Of My Prompts.
care-trash-own = Удалённое хранится здесь 90 дней.
care-trash-empty = Корзина пуста.
care-deleted-at = Удалено { DATETIME($at, dateStyle: "medium") }; хранится до { DATETIME($until, dateStyle: "medium") }
care-deleted-by = Удалено { DATETIME($at, dateStyle: "medium") }, { $by }; хранится до { DATETIME($until, dateStyle: "medium") }
care-restore = Восстановить
care-restore-what = Восстановить { $title }
care-restored = Восстановлено

## Edits that the library's rules refuse

held-name = Правка, которая не принята
# What the edit would do, and why it is refused.
held-refused = { $what } — не принято файлом команды: { $reason }
held-move = Перенести в «Мои промпты»
held-more =
    { $count ->
        [one] Не принята ещё { $count } ваша правка.
        [few] Не приняты ещё { $count } ваши правки.
       *[many] Не принято ещё { $count } ваших правок.
    }
held-move-all = Перенести все в «Мои промпты»
held-copied = Скопировано в «Мои промпты»
held-discard = Отбросить

## Writing a team's file again that is gone

recreate-ask = Записать заново…
recreate-question = Записать файл команды заново?
recreate-hint =
    { $count ->
        [one] Если файл пропал насовсем, это устройство запишет его заново — с { $count } промптом, который оно знает.
        [few] Если файл пропал насовсем, это устройство запишет его заново — с { $count } промптами, которые оно знает.
       *[many] Если файл пропал насовсем, это устройство запишет его заново — с { $count } промптами, которые оно знает.
    }
recreate-write = Записать файл

## Deleting a team, on the page of management

dissolve-heading = Удалить эту библиотеку
dissolve-hint = Для всех участников. Её файл сохранится в папке резервных копий рядом с прежним местом как копия с датой; из неё библиотеку можно вернуть вручную. У участников останется то, что есть на их устройствах, но синхронизации больше не будет.
dissolve-ask = Удалить эту библиотеку…
# The name has to be typed exactly.
dissolve-type = Введите «{ $name }», чтобы удалить
dissolve-do = Удалить для всех
dissolve-done = Библиотека удалена. Резервная копия: { $backup }

## Large libraries

progress-sync = Идёт синхронизация большой библиотеки…
progress-advice = Файл команды занимает { $size } МБ, и с каждым изменением он пересылается всем целиком. До 8 МБ изменения доходят быстро: то, что нужно редко, можно перенести во вторую команду.
