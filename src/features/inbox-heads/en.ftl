inbox-head =
    👤 <b>{ $name }</b> · { $platform ->
        [instagram] Instagram
       *[messenger] Messenger
    }
inbox-head-how = ✍️ What you write in this topic goes to the customer. A message that begins with // is for the team only.
inbox-head-window = ⏳ Answers are possible until { $time }
inbox-head-human = 🧑‍💼 After that as a person: until { $time }
