inbox-here-command = Show the talks with customers in this group
inbox-off-command = Do not show the talks with customers in the group
inbox-here-done = ✅ Customers of Messenger and Instagram are here now: each gets a topic. What you write in the topic goes to the customer.
inbox-here-moved = The former group gets no new messages.
inbox-here-undo = To stop: /inboxoff
inbox-here-no-topics = ⚠️ Topics are off in this group, and each customer needs one. Turn on Topics in the group’s settings and write /inboxhere again.
inbox-here-no-rights = ⚠️ The bot may not create topics. Make it an admin with “Manage topics” and write /inboxhere again.
inbox-here-mute = ⚠️ I cannot write in that group. Let the bot send messages and write /inboxhere again.
inbox-off-done = Customers’ messages no longer appear in the group. They are kept and appear after /inboxhere.
inbox-off-nothing = Customers’ messages are shown nowhere as it is. To begin: /inboxhere in a group with topics
inbox-shut = ⚠️ I cannot show customers’ messages in the group: the bot was removed, topics are off, or it lost “Manage topics”. The messages are kept. Give the right back, or write /inboxhere in another group.
inbox-head =
    👤 <b>{ $name }</b> · { $platform ->
        [instagram] Instagram
       *[messenger] Messenger
    }
inbox-head-how = ✍️ What you write in this topic goes to the customer. A message that begins with // is for the team only.
inbox-head-window = ⏳ Answers are possible until { $time }
inbox-head-human = 🧑‍💼 After that as a person: until { $time }
inbox-recreated = ♻️ The former topic was deleted. The last messages:
inbox-late = ⏱ <i>Written at { $time }, arrived late</i>
inbox-elsewhere = 📤 <i>Answered in Meta’s own app:</i>
inbox-edited = ✏️ <i>The customer changed the message:</i>
inbox-reaction = { $emoji } <i>reaction</i>
inbox-reaction-gone = <i>Took the reaction back</i>
inbox-postback = 🔘 Pressed: { $title }
inbox-referral = 📣 <i>Came from: { $from }</i>
inbox-story-reply = ↩️ <i>Answer to a story:</i>
inbox-mention = 📣 Mentioned you in a story
inbox-share = 🔗 Shared:
inbox-image = 🖼 Picture
inbox-video = 🎬 Video
inbox-audio = 🎤 Voice message
inbox-file = 📎 File
inbox-sticker = 🙂 Sticker
inbox-location = 📍 Location
inbox-open = 👁 Open
inbox-unknown = ❔ A message that cannot be shown here ({ $what }). See it in Meta’s own app.
