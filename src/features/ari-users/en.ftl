ari-users-list = 👥 <b>ARI users</b>: { $count }
ari-users-legend = 🟢 the bot and programs sign in as this one · 👤 full rights · 👁 read only · ⚠️ the file and the running Asterisk differ
ari-users-not-compared = Asterisk’s console could not be reached, so only what stands in ari.conf is shown.
ari-users-add = ➕ New
ari-users-add-read-only = ➕ Read only
ari-users-back-to-ari = ‹ ARI
ari-users-back = ‹ Users
ari-users-gone = { $user } is gone.
ari-users-title = 👤 <b>{ $user }</b>
ari-users-full = Full rights: it can run Asterisk.
ari-users-read-only = 👁 Read only; but through ARI it can see SIP passwords too.
ari-users-hashed = 🔏 Its password is kept in the file as a hash (crypt): nobody can read it there. A new one is kept the same way.
ari-users-part-current = 🟢 The bot and programs sign in as this one now. Its password changes by /ari.
ari-users-part-twin = It is next in turn when the password changes.
ari-users-place = Where: <code>{ $file }</code>, line { $line }
ari-users-difference-notRunning = ⚠️ It is in ari.conf, but the running Asterisk does not know it: the file was not read again yet, or has a mistake.
ari-users-difference-notInFile = ⚠️ The running Asterisk knows it, but ari.conf does not: at the next reload it is gone.
ari-users-difference-otherRights = ⚠️ Its rights in the running Asterisk are not those in ari.conf.
ari-users-renew = 🔑 New password
ari-users-renew-now = ✅ Change the password
ari-users-remove = 🗑 Remove
ari-users-remove-now = 🗑 Yes, remove it
ari-users-add-now = ✅ Add it
ari-users-undo = ↩️ Undo
ari-users-kept = { $user } stays as it was.
ari-users-ask =
    👤 <b>A new ARI user</b>

    Write its name: a Latin letter first, 2–32 characters (letters, digits, _ and -). Its password is made up for you.
ari-users-ask-read-only =
    👁 <b>A read-only ARI user</b>

    Write its name: a Latin letter first, 2–32 characters (letters, digits, _ and -). Its password is made up for you.
ari-users-name-shape = ⚠️ “{ $user }” will not do: a Latin letter first, 2–32 characters (letters, digits, _ and -).
ari-users-name-taken = ⚠️ ari.conf has a section { $user } already. Choose another name.
ari-users-no-file = ⚠️ There is no file <code>{ $file }</code>.
ari-users-by-rotation = The password of { $user } changes by /ari → “Change the password”.
ari-users-needed = ⚠️ { $user } cannot be removed: the bot and programs sign in as it, or in turn with it.
ari-users-shared = ⚠️ The section [{ $user }] comes from a template or stands in parts. Change its password by hand.
ari-users-about-full = ⚠️ This user will be able to run Asterisk: place calls, change settings.
ari-users-about-read-only = ⚠️ A read-only user can see SIP passwords through ARI too. Give it to a trusted program only.
ari-users-about-password = You write the new password into the program that signs in as { $user }: until then it is answered 401. Its open connections are not cut.
ari-users-about-removal = The program that signs in by this name can do so no more. Its open connections are not cut.
ari-users-secret =
    🔑 ARI password for <b>{ $user }</b>: <code>{ $password }</code>

    ⏱ The password shows only now: this message is deleted in a minute.
ari-users-copy = 📋 Password
ari-users-secret-lost = ⚠️ The password could not be sent. Give it a new one: /ari → Users.
change-ari-user-add = New ARI user { $user }
change-ari-user-password = New password for the ARI user { $user }
change-ari-user-remove = Removal of the ARI user { $user }
