replies-edit = ✋ The change does not reach the customer: Meta lets nobody change what was sent. Write the correction as a new message.
replies-anonymous = ✋ Not sent: you write anonymously, and nobody can know who it is. Turn off “Remain anonymous” in the group’s settings and write again.
replies-stranger = ✋ Not sent: you are not registered in this bot. Ask an admin for an invite link (/invite).
replies-command = ✋ Not sent: there is no such command. If it was for the customer, write it again without the / in front. Commands: /help in a private chat
replies-unsupported = ✋ Not sent: this kind of message cannot be carried to the customer. Write a text.
replies-tooBig = ✋ Not sent: the file is too big (20 MB from Telegram, 8 MB for a picture on Instagram). Make it smaller.
replies-failed = ❌ Not sent to the customer.
replies-because-windowNever = The customer has not written yet: Meta does not let us write first.
replies-because-windowDay = More than 24 hours since the customer’s last message: Meta no longer lets answers through. Send it when they write again, or call them.
replies-because-windowWeek = More than 7 days since the customer’s last message: Meta no longer lets answers through. Send it when they write again, or call them.
replies-because-noToken = Meta’s token is not set. An admin has to fill in FACEBOOK_PAGE_ACCESS_TOKEN or INSTAGRAM_ACCESS_TOKEN in .env.
replies-because-notLive = The Meta app is not live yet. An admin has to switch it to “Live”.
replies-because-customerUnavailable = The customer cannot be written to: they blocked you or left.
replies-because-refused = Meta did not take this message.
replies-because-partBefore = The part before it did not go through.
replies-because-fileLost = The file could not be fetched from Telegram. Send it again.
replies-because-tooLate = It is too late for an automatic answer.
replies-said = (Meta: { $said })
replies-retry = 🔁 Send again
replies-retry-done = 🔁 Being sent again.
replies-asked = 🤔 Nobody knows whether this message arrived: Meta gave no answer. So that it is not sent twice, look in Meta’s own app and choose:
replies-arrived = ✅ It arrived
replies-again = 🔁 Send again
replies-arrived-done = ✅ Noted as arrived.
replies-late-press = This message was decided already.
replies-paused = ⛔️ Answers to customers of { $account ->
        [instagramLogin] Instagram
       *[page] Messenger and Instagram
    } have stopped: { $because ->
        [tokenDead] Meta’s token is no longer good
        [wrongAppSecret] the app secret does not belong to the token
       *[other] Meta does not permit it
    }. What is written is kept. Get a new token from Meta, put it into .env and restart the bot: the answers go out by themselves.
replies-resumed = ✅ Answers to customers of { $account ->
        [instagramLogin] Instagram
       *[page] Messenger and Instagram
    } go out again. What waited is sent in its order.
