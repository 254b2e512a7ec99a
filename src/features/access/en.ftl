access-command-start = Start
access-command-help = Help
access-command-language = Language
access-command-people = People and invites
access-command-audit = Who did what
access-welcome = 👋 Hello, { $name }! You are { $role } here.
access-help-admin = ⚙️ <b>Administration</b>
access-help-group = 👥 <b>Written in the group</b>
access-claim-claimed =
    ✅ Hello, { $name }! You own this place now.

    Create the first extension: /extensions
    Invite your people: /people
    All that I can do: /help
access-claim-wrong = The code is wrong. Copy it from the server exactly.
access-claim-locked = No tries are left. When the code expires (15 minutes), the server shows a new one.
access-claim-expired = The code has expired. The server has just shown a new one: open that.
access-claim-notOpen = This place has an owner. Ask them for an invite link.
access-invite-joined =
    ✅ Welcome, { $name }! You are { $role } here.

    /help — what you can do
access-invite-unknown = There is no such invite. Ask for a new link.
access-invite-used = This invite has been used. Ask for a new link.
access-invite-expired = This invite has expired. Ask for a new link.
access-invite-alreadyIn = You are in already. /help
access-role-owner = owner
access-role-admin = admin
access-role-supervisor = supervisor
access-role-operator = operator
access-ask-language = 🌐 Which language shall we speak?
access-people =
    👥 <b>People</b>: { $count }

    ◌ — has not joined in Telegram yet
access-invite = ➕ Invite
access-invite-this = ✉️ Invite to Telegram
access-ask-role = Invite as what?
access-invite-link =
    ✉️ The invite is ready ({ $role }). Send the link to that person. It works once, within { $hours } hours:

    { $link }
access-copy-link = 📋 Link
access-denied = You may not do that.
access-person =
    👤 <b>{ $name }</b>
    Role: { $role }
    Extension: { $extension }
    { $joined }
access-joined = Telegram: joined
access-not-joined = Telegram: not joined yet
access-make = Make { $role }
access-make-now = ✅ Yes
access-ask-make = Make { $name } { $role }?
access-made = ✅ { $name } is { $role } now.
access-remove = 🚪 Remove
access-remove-now = 🚪 Yes, remove
access-ask-remove = Remove { $name }? Their buttons, invites and unfinished work stop at once.
access-removed = ✅ { $name } was removed.
access-treat-denied = You may not do that.
access-treat-unknown = This person is not in the list any more.
access-treat-lastOwner = The last owner cannot be removed or changed. Make somebody else owner first.
access-back-to-people = ‹ People
access-audit = 🧾 <b>Who did what</b>, newest first
access-audit-whole = The chain is whole: { $rows } rows.
access-audit-broken = ❗️ The chain is broken: from row { $row } on somebody edited or deleted.
access-audit-export = 📄 All of it as a file
access-audit-caption = { $rows } rows
access-did-access-claimOwner = Becoming the owner
access-did-access-invite = An invitation
access-did-access-acceptInvite = Joining by an invitation
access-did-access-remove = Removing a person
access-did-access-setRole = Another role
access-did-access-language = Choosing a language
access-did-ari-rotation = Changing the ARI password
access-did-asterisk-reload = Reading files again
access-did-asterisk-restart = Restarting Asterisk
access-did-asterisk-cameBack = Asterisk’s return
access-did-asterisk-takeBackRestart = Taking a restart back
access-did-change-approval = A second admin’s answer
access-did-duty-on = Going on duty
access-did-duty-off = Going off duty
access-did-missed-claim = Taking a customer
access-did-missed-call = Calling a customer back
access-did-missed-done = Closing a missed call
access-did-missed-release = Giving a customer back
access-did-missed-reopen = Reopening a missed call
access-did-telegram-command = A command without the right
access-did-telegram-press = A button without the right
access-did-telegram-stranger = A stranger wrote
