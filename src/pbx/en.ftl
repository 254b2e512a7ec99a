finding-no-aors = The extension has no aors line: no phone can register (404).
finding-aor-name = The phone registers as { $number }, but aors names “{ $aor }”: it cannot register (404).
finding-no-codecs = No codec is allowed (allow): nobody could talk.
finding-digest = Asterisk { $version } does not know auth_type = digest: no phone can register.
finding-open = No password is asked for (no auth): anybody may register as { $number }.
finding-one-place = max_contacts = 1 without remove_existing: a phone that restarts may not get back in (403).
finding-password-published = The password is printed in guides; everybody knows it.
finding-password-weak = The password is easy to guess.
finding-other-context = Its calls go to “{ $context }”, not to “{ $wanted }”.
finding-fixed-address = It calls a fixed address: { $contact }.
finding-template = [{ $id }] ({ $type }) comes from a template: { $templates }.
finding-wizard = It is made by pjsip_wizard.conf and can only be changed by hand.
finding-trunk = This is no phone but a line to a provider or another PBX.
mend-unknown-setting = the line “{ $key }”, which Asterisk does not know, goes
mend-transport = transport “{ $name }”, which does not exist, goes
mend-context = context = { $context } is added
mend-codec = the unknown codec “{ $codec }” goes
mend-codecs = codecs are added: { $codecs }
mend-aor-name = the phone will register as { $number }
mend-auth-name = the extension is tied to its password
mend-auth-type = auth_type becomes { $type }, which this Asterisk knows
mend-username = username = { $number } is added
mend-contact = the contact that is no SIP address goes: { $contact }
mend-max-contacts = max_contacts = 1 is added, so that a phone can register
mend-remove-existing = remove_existing = yes is added, so that a phone that restarts gets its place back
mend-aor = a place for the phone (aor) is made
