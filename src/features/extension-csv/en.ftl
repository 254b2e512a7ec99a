csv-export = ⬇️ Save as CSV
csv-import = ⬆️ Load a CSV
csv-export-caption = 📞 Extensions: { $count }. There are no passwords in this file.
csv-file-extensions = extensions
csv-file-sample = sample
csv-file-faults = mistakes
csv-file-result = result-passwords
csv-file-diff = changes
csv-column-row = Row
csv-column-number = Number
csv-column-name = Name
csv-column-kind = Phone kind
csv-column-operator = Operator
csv-column-state = State
csv-column-password = Password
csv-column-outcome = Outcome
csv-kind-softphone = App
csv-kind-desk = Desk phone
csv-kind-remote = Remote
csv-kind-tls = TLS
csv-state-on = Enabled
csv-state-off = Disabled
csv-ask =
    ⬆️ <b>Extensions from a file</b>

    Send a CSV file, or write the rows here, for example: <code>1001; Aziza Karimova</code>

    Columns: number, name, phone kind, password. The first two are needed, the others are up to you. Where the password is empty, I choose one. At most { $limit } rows at a time.

    Send a long list as a file: Telegram cuts a long message into parts. Your message is deleted as soon as it is read. Nothing is written until you confirm the plan.
csv-sample = 📄 Sample file
csv-sample-sent = 📄 The sample is sent. Fill it in and send it back here.
csv-sample-caption = 📄 A sample: put in your own numbers and names, save it as CSV and send it to me.
csv-sample-name-1 = Aziza Karimova
csv-sample-name-2 = Jasur Olimov
csv-forgotten = ⚠️ I no longer have the file: it is kept for a short while only, and not over a restart of the bot. Please send it once more.
csv-unreadable-workbook = ⚠️ This is an Excel workbook. Save it as CSV (“Save as” → “CSV UTF-8”) and send it again.
csv-unreadable-notText = ⚠️ This is no text file. Save the table as CSV and send it again.
csv-unreadable-empty = ⚠️ There is no row in the file.
csv-unreadable-quotes = ⚠️ The quotation marks are wrong: one is opened but not closed. Mend it and send the file again.
csv-unreadable-noHeader = ⚠️ The first row has no column names. Write “Number” and “Name”, or use the sample.
csv-unreadable-noNumber = ⚠️ There is no column “Number”. Write that name into the first row.
csv-unreadable-noName = ⚠️ There is no column “Name”. Write that name into the first row.
csv-unreadable-columnTwice = ⚠️ One column is there twice. Take one away and send the file again.
csv-unreadable-tooManyRows = ⚠️ There are more than 1000 rows. Send the file in parts.
csv-verdict = 📄 <b>Rows read: { $count }</b>
csv-verdict-create = ➕ New extensions: { $count }
csv-verdict-change = ✏️ To be changed: { $count }
csv-verdict-same = ➖ As they are: { $count }
csv-verdict-bad = ⚠️ Rows with mistakes: { $count }
csv-verdict-fault = • { $fault }: row { $rows }
csv-verdict-more-faults = • … the rest is in the file of mistakes
csv-verdict-columns = ℹ️ Columns I do not know and left out: { $count }.
csv-next-good = Nothing is written yet.
csv-next-bad = Nothing is written yet. Mend the file and send it here again, or go on without the rows that have mistakes.
csv-next-passwords = 🔑 At the end the passwords come in one file. It is deleted after a minute: save it at once.
csv-nothing-to-do = Everything is so already, there is nothing to do.
csv-go-on = ✅ Go on: { $count }
csv-skip-bad = ⏭ Go on without mistakes: { $count }
csv-show-faults = 📄 File of mistakes
csv-faults-caption = ⚠️ The rows with mistakes, and why. Mend your own file and send it again.
csv-left-out = ⚠️ Rows with mistakes that are left out: { $count }.
csv-nowhere = ⚠️ Nobody can call { $count } of these numbers: { $context } has no rule for them.
csv-route-unknown = ❔ The dialplan ({ $context }) could not be checked for { $count } of these numbers.
csv-import-now = ✅ Write them
csv-show-diff = 📄 All changes
csv-diff-caption = 📄 Everything that will be changed. Passwords are hidden.
csv-result-caption = 🔑 The outcome and the passwords. Save it at once: this file is deleted after a minute and not shown again.
csv-result-lost = ⚠️ The file of passwords could not be sent. Undo the change and send your file again, or give the extensions new passwords.
csv-password-typed = (in your file)
csv-outcome-create = created
csv-outcome-change = changed
csv-outcome-same = as it was
csv-outcome-bad = left out: { $reasons }
csv-list = 📞 List
csv-undo = ↩️ Undo
csv-fault-tooManyColumns = There is a column too many
csv-fault-numberMissing = No number
csv-fault-numberOdd = The number can be read in two ways
csv-fault-numberNotANumber = Not a number of 2 to 6 digits
csv-fault-numberOutOfRange = The number is outside the allowed range
csv-fault-numberReserved = The number is kept for something else
csv-fault-numberTaken = The number is taken
csv-fault-numberInDialplan = The dialplan leads the number elsewhere
csv-fault-numberTwice = The number is in the file twice
csv-fault-byHand = Written by hand, the bot does not change it
csv-fault-nameMissing = No name
csv-fault-nameBad = That name will not do
csv-fault-operatorBad = That operator's name will not do
csv-fault-operatorDiffers = Change the operator at the extension itself, not in the file
csv-fault-kindUnknown = The kind of phone is not clear
csv-fault-kindNoTls = TLS is not set up yet
csv-fault-stateUnknown = The state is not clear
csv-fault-passwordAlphabet = There is a character in the password that is not allowed
csv-fault-passwordTooShort = The password is too short: at least 12 characters
csv-fault-passwordTooLong = The password is too long: at most 64 characters
csv-fault-passwordClasses = The password is too simple: mix capital and small letters and digits
csv-fault-passwordPublished = The password is printed in guides
csv-fault-passwordGuessable = The password repeats the number or the name
change-extensions-import =
    From a CSV file: { $created } new{ $changed ->
        [0] {""}
       *[other] , { $changed } changed
    }
