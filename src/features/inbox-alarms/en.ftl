alarm-unwritable = 🛑 Customers’ messages cannot be kept: nothing can be written to the disk. Meta repeats them for about an hour, then it stops. Make room on the server (the disk of the var folder) and look at the rights: /doctor
alarm-unwritable-over = ✅ Customers’ messages are kept again. What did not come meanwhile is found in the conversations and shown.
alarm-signature = 🔑 The signature of what comes from Meta is wrong, so none of it is taken. Is FACEBOOK_APP_SECRET in .env the App Secret of the app? Mend it and restart the bot.
alarm-signature-over = ✅ The signature of what comes from Meta is right again.
alarm-unsubscribed = 🔕 Meta no longer sends us customers’ messages: { $account ->
        [instagramLogin] the Instagram account
       *[page] the page
    } is not connected to the app. Connect it again with this button; what was written meanwhile is found in the conversations and shown.
alarm-unsubscribed-over = ✅ Meta sends customers’ messages again.
alarm-silence = 🤫 Nothing has come from Messenger and Instagram for three hours, and at this time people usually write. Meta’s token works. Write to the page yourself; if it does not come: /doctor
alarm-silence-over = ✅ Messages come from Messenger and Instagram again.
alarm-loss = 📉 In the last day Meta did not deliver { $missed } of { $written } messages of customers ({ $percent } %). They were found in the conversations and are shown in the topics with 🛟. Is the server switched off at times? To check: /doctor
alarm-loss-over = ✅ Meta delivers customers’ messages again.
alarm-ending = ⏳ The Instagram token cannot be renewed and ends in { $days } days at the latest: from then on no answer goes out to customers of Instagram. Get a new one from Meta, put it into .env and restart the bot. Why: /doctor
alarm-ending-over = ✅ The Instagram token is no worry any more.
alarm-subscribe = 🔧 Connect again
alarm-subscribe-mended = ✅ Connected: Meta sends customers’ messages again.
alarm-subscribe-noToken = Meta’s token is not set. Write it into .env and restart the bot.
alarm-subscribe-failed = ⚠️ It could not be connected ({ $because }). Look at Meta’s token and its permissions: /doctor
