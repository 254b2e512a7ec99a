finding-no-aors = У номера нет строки aors: телефон не подключится (404).
finding-aor-name = Телефон подключается как { $number }, а в aors стоит «{ $aor }»: он не подключится (404).
finding-no-codecs = Не указан ни один кодек (allow): разговора не будет.
finding-digest = auth_type = digest неизвестен Asterisk { $version }: телефон не подключится.
finding-open = Пароль не спрашивается (нет auth): под номером { $number } может подключиться кто угодно.
finding-one-place = max_contacts = 1, но нет remove_existing: после перезагрузки телефон может не подключиться (403).
finding-password-published = Пароль взят из инструкций, его знают все.
finding-password-weak = Пароль легко угадать.
finding-other-context = Звонки идут не в «{ $wanted }», а в «{ $context }».
finding-fixed-address = Звонит на постоянный адрес: { $contact }.
finding-template = [{ $id }] ({ $type }) взят из шаблона: { $templates }.
finding-wizard = Его создаёт pjsip_wizard.conf. Менять можно только вручную.
finding-trunk = Это не телефон, а связь с провайдером или другой станцией.
mend-unknown-setting = уйдёт строка «{ $key }», которой Asterisk не знает
mend-transport = уйдёт transport «{ $name }», которого нет
mend-context = добавится context = { $context }
mend-codec = уйдёт неизвестный кодек «{ $codec }»
mend-codecs = добавятся кодеки: { $codecs }
mend-aor-name = телефон будет подключаться как { $number }
mend-auth-name = номер будет связан со своим паролем
mend-auth-type = auth_type станет { $type }, его этот Asterisk понимает
mend-username = добавится username = { $number }
mend-contact = уйдёт contact, который не адрес SIP: { $contact }
mend-max-contacts = добавится max_contacts = 1, чтобы телефон мог подключиться
mend-remove-existing = добавится remove_existing = yes, чтобы телефон после перезагрузки занял своё место
mend-aor = появится место для телефона (aor)
