extension-edit-not-ours = { $number } is not among those the bot created.
extension-edit-kept = { $number } stays as it was.
extension-edit-to-card = 📞 { $number }
extension-edit-undo = ↩️ Undo
extension-edit-switch-off-now = 🚫 Switch off
extension-edit-switch-on-now = ▶️ Switch on again
extension-edit-already-off = { $number } is switched off already.
extension-edit-already-on = { $number } is on; nothing was changed.
extension-edit-note-off = 🚫 The phone cannot connect and nobody can call it. Password and settings are kept; switch it on again whenever you like.
extension-edit-note-on = ▶️ The phone connects again with the password it has.
extension-edit-talking = ⚠️ Somebody is talking on this phone now. The call goes on, but no new one is possible after it.
extension-edit-ask-name =
    ✏️ Write the new name for <b>{ $number }</b>

    Now: { $name }. Colleagues see this name when the phone calls them.
extension-edit-bad-name = ⚠️ That name will not do. It must begin with a letter and be at most 40 characters long.
extension-edit-same-name = { $number } is called “{ $name }” already.
extension-edit-rename-now = ✅ Rename
extension-edit-operator-renamed = 👤 The operator “{ $operator }” gets the same name.
extension-edit-operator-keeps-name = 👤 The operator { $operator } keeps their own name: they joined in Telegram themselves.
extension-edit-ask-operator =
    👤 Who gets <b>{ $number }</b>?

    Choose an operator, or write the name of a new one.
extension-edit-ask-other-operator =
    👤 <b>{ $number }</b> belongs to { $name } now

    Choose another operator, write the name of a new one, or free the number.
extension-edit-free = 🔓 Free the number
extension-edit-free-now = ✅ Free it
extension-edit-give-now = ✅ Give it
extension-edit-nobodys = { $number } belongs to nobody.
extension-edit-note-tied = 👤 { $number } will belong to { $name }. The password stays the same.
extension-edit-note-loses = { $name } loses this number.
extension-edit-note-freed = 🔓 { $name } loses this number. The phone goes on working, with the same name and password.
extension-edit-ask-kind =
    ☎️ <b>{ $number }</b>: what kind of phone will it be?

    Now: { $kind }
extension-edit-kind-softphone = 📱 An app on a phone
extension-edit-kind-desk = ☎️ A desk phone
extension-edit-kind-remote = 🏠 Elsewhere, behind a router
extension-edit-kind-tls = 🔒 Encrypted (TLS)
extension-edit-kind-now = ✅ Change it
extension-edit-same-kind = { $number } is set up for this kind of phone already.
extension-edit-no-tls = 🔒 An encrypted phone needs a TLS transport in pjsip.conf: protocol=tls, with certificate and key. There is none yet.
extension-edit-note-softphone = 📱 Answers go to the address from which the phone really writes.
extension-edit-note-desk = ☎️ The phone must stand in the same network as the server.
extension-edit-note-remote = 🏠 Answers go to the router's address, and every 30 seconds the phone is asked whether it is there.
extension-edit-note-tls = 🔒 TLS and SRTP (SDES) must be on in the phone as well, or it cannot connect.
extension-edit-update-now = ✅ Bring up to date
extension-edit-up-to-date = { $number } is written as the Asterisk of today wants it.
change-extension-disable = Switching off { $number } ({ $name })
change-extension-enable = Switching on { $number } ({ $name })
change-extension-rename = { $number }: { $from } → { $to }
change-extension-tie = Giving { $number } to { $name }
change-extension-free = Freeing { $number } ({ $name })
change-extension-kind-softphone = { $number } ({ $name }): settings for an app
change-extension-kind-desk = { $number } ({ $name }): settings for a desk phone
change-extension-kind-remote = { $number } ({ $name }): settings for a phone behind a router
change-extension-kind-tls = { $number } ({ $name }): settings for an encrypted phone
change-extension-update = { $number } ({ $name }) for the Asterisk of today
