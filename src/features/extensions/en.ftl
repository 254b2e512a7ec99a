extensions-command = Extensions
extensions-command-new = New extension
extensions-list =
    📞 <b>Extensions</b>: { $count }{ $pages ->
        [1] {""}
       *[other] {" "}· page { $page } of { $pages }
    }
extensions-list-legend = 🟢 connected · 📞 talking · ⚪️ not connected
extensions-list-found = 🔎 “{ $find }”: { $count } found
extensions-list-find = 🔎 To find one fast: <code>/extensions Aziza</code> or <code>/extensions 1005</code>
extensions-list-empty = None yet. Create the first one, it takes a minute.
extensions-state-unknown = Asterisk does not answer, so the state of the phones is not known.
extensions-create = ➕ Create
extensions-refresh = 🔄 Refresh
extensions-back-to-list = ‹ List
extensions-gone = { $number } is gone.
extensions-card-title = 📞 { $label }
extensions-card-kind = Kind of phone: { $kind }
extensions-card-by-hand = ✍️ Written by hand: <code>{ $file }</code>, line { NUMBER($line, useGrouping: "false") }.
extensions-state-online = The phone is connected
extensions-state-busy = Talking now
extensions-state-offline = The phone is not connected
extensions-kind-softphone = 📱 An app on a phone
extensions-kind-desk = ☎️ A desk phone
extensions-kind-remote = 🏠 Elsewhere, behind a router
extensions-kind-tls = 🔒 Encrypted (TLS)
extensions-ask-person =
    👤 <b>Who is the new extension for?</b>

    { $offered ->
        [0] Write the name of the new operator.
       *[other] Choose an operator, or write the name of a new one.
    }
extensions-bad-name = ⚠️ That name will not do. It must begin with a letter and be at most 40 characters long.
extensions-ask-number =
    🔢 A number for <b>{ $name }</b>

    Choose a free one, or write your own ({ $first }–{ $last }).
extensions-number-notANumber = ⚠️ “{ $number }” is not a number. Write 2 to 6 digits, such as 1001.
extensions-number-outOfRange = ⚠️ { $number } will not do: write a number from { $first } to { $last }.
extensions-number-reserved = ⚠️ { $number } is kept for something else. Choose another.
extensions-number-taken = ⚠️ { $number } is taken. Choose another.
extensions-number-inDialplan = ⚠️ { $number } is used for something else: in { $context } of the dialplan it leads to <code>{ $step }</code>. Choose another.
extensions-number-nowhere = ⚠️ Nobody can call this number: { $context } of the dialplan has no rule for it.
extensions-number-unknown = ℹ️ The dialplan could not be checked: try whether the number can be called.
extensions-ask-kind =
    ☎️ <b>{ $number } · { $name }</b>

    What kind of phone will it be?
extensions-create-now = ✅ Create
extensions-own-password = 🔑 My own password
extensions-ask-password =
    🔑 Write the password: at least 12 characters, capital and small letters and digits (- _ . ~ are fine too).

    Your message is deleted at once.
extensions-password-forgotten = ⚠️ The bot was restarted and did not keep your password. Please write it again.
extensions-password-alphabet = ⚠️ Only Latin letters, digits and - _ . ~ may stand in a password.
extensions-password-tooShort = ⚠️ The password is too short: it needs at least 12 characters.
extensions-password-tooLong = ⚠️ The password is too long: at most 64 characters.
extensions-password-classes = ⚠️ The password is too simple: use at least three of capital letters, small letters, digits and signs.
extensions-password-published = ⚠️ This password is printed in guides; everybody knows it.
extensions-password-guessable = ⚠️ This password is easy to guess: it repeats the number or the name.
extensions-show = 📞 Show
extensions-undo = ↩️ Undo
extensions-try-again = 🔁 Try again
extensions-renew = 🔑 New password
extensions-renew-now = ✅ Change the password
extensions-delete = 🗑 Delete
extensions-delete-now = 🗑 Yes, delete it
extensions-kept = { $number } stays as it was.
extensions-not-ours = { $number } is not among those the bot created.
extensions-state-disabled = Switched off: the phone cannot connect
extensions-list-legend-disabled = 🚫 switched off
extensions-card-operator = Operator: { $name }
extensions-card-nobody = Operator: nobody
extensions-card-outdated = ⚠️ It was written for another version of Asterisk; the phone may not connect.
extensions-card-aging = ℹ️ It was written for older versions of Asterisk. The phone works; bring it up to date whenever you like.
extensions-operator = 👤 Operator
extensions-rename = ✏️ Name
extensions-kind = ☎️ Kind of phone
extensions-disable = 🚫 Switch off
extensions-enable = ▶️ Switch on again
extensions-update = 🔧 Bring up to date
extensions-password-disabled = { $number } is switched off. Switch it on first, then give it a new password.
change-extension-create = New extension { $number } ({ $name })
change-extension-delete = Deletion of { $number } ({ $name })
change-extension-password = A new password for { $number }
extensions-card-lost = ⚠️ The phone settings could not be sent and the password was not shown. Give it a new one: /extensions → the number → 🔑 New password.
extensions-list-legend-broken = ⚠️ cannot work
