calls-command = Qoʻngʻiroqlar
calls-live =
    📞 <b>Hozir</b>: { $count ->
        [0] hech kim gaplashmayapti
       *[other] { $count } ta qoʻngʻiroq
    }
calls-live-ringing = 🔔 { $who } → { $to } · { $time }
calls-live-talking = 🗣 { $who } ↔ { $to } · { $time }
calls-live-waiting = ⏳ { $who } kutmoqda · { $time }
calls-more = … yana { $count } ta
calls-past = 🕘 <b>Oxirgi qoʻngʻiroqlar</b>
calls-past-answered = ✅ { $time } { $who } → { $to } · { $talk }
calls-past-missed = ❌ { $time } { $who } · { $because }
calls-past-failed = ✖️ { $time } { $who } · { $because }
calls-end-unseen = (oxiri koʻrinmadi)
calls-blind = ⚠️ { $time } dan beri Asterisk’dan xabar kelmayapti: qoʻngʻiroqlar koʻrinmaydi. Aloqa tiklanishi bilan roʻyxat toʻgʻrilanadi.
calls-refresh = 🔄 Yangilash
calls-here-command = Qoʻngʻiroqlarni shu yerda koʻrsatish
calls-off-command = Qoʻngʻiroqlarni guruhda koʻrsatmaslik
calls-here-done = ✅ Endi har bir qoʻngʻiroq shu yerda koʻrinadi.
calls-here-moved = Avvalgi joyda yangi qoʻngʻiroqlar chiqmaydi.
calls-here-general = 💡 Bu umumiy mavzu. Suhbatga aralashmasin desangiz, alohida mavzu oching va /callshere ni oʻsha yerda yozing.
calls-here-no-topics = 💡 Bu guruhda mavzular yoqilmagan, qoʻngʻiroqlar suhbat orasida chiqadi. Guruh sozlamalarida «Mavzular»ni yoqing, alohida mavzu oching va /callshere ni oʻsha yerda yozing.
calls-here-undo = Toʻxtatish: /callsoff
calls-here-mute = ⚠️ U guruhda yoza olmadim, shuning uchun qoʻngʻiroqlar u yerda koʻrinmaydi. Guruh sozlamalarida botga xabar yuborish huquqini bering (mavzu yopiq boʻlsa, oching) va /callshere ni qaytadan yozing.
calls-here-topicGone = ⚠️ Qoʻngʻiroqlar chiqadigan mavzu oʻchirilgan. Endi ular guruhning oʻzida chiqyapti. Boshqa mavzuga oʻtkazish uchun oʻsha yerda /callshere deb yozing.
calls-here-topicClosed = ⚠️ Qoʻngʻiroqlar chiqadigan mavzu yopilgan, unga yoza olmayman. Endi ular guruhning oʻzida chiqyapti. Mavzuni ochib, u yerda /callshere deb yozing.
calls-here-shutOut = ⚠️ Qoʻngʻiroqlar guruhida endi yoza olmayman: bot chiqarilgan yoki yozish huquqi olingan. Qoʻngʻiroqlar hech qayerda koʻrinmayapti (bu yerda: /calls). Botni guruhga qaytarib, u yerda /callshere deb yozing.
calls-off-done = Qoʻngʻiroqlar endi guruhda chiqmaydi. Qaytadan yoqish: kerakli joyda /callshere
calls-off-nothing = Qoʻngʻiroqlar hozir ham hech qayerda chiqmayapti. Yoqish: kerakli guruh yoki mavzuda /callshere
calls-storm = 🌊 <b>Qoʻngʻiroqlar koʻp</b>: hozir { $count } ta. Javobsiz qolganlari alohida xabar boʻlib chiqadi.
calls-card-waiting = ⏳ <b>{ $who }</b> kutmoqda
calls-card-ringing = 🔔 <b>{ $who }</b> → { $to }
calls-card-talking = 🗣 <b>{ $who }</b> ↔ { $to }, { $time } dan beri
calls-card-answered = ✅ <b>{ $who }</b> ↔ { $to } · { $talk } ({ $time })
calls-card-out-ringing = 📤 { $from } → <b>{ $who }</b>, kutmoqda
calls-card-out-talking = 📤 { $from } ↔ <b>{ $who }</b>, { $time } dan beri
calls-card-out-answered = 📤 { $from } ↔ <b>{ $who }</b> · { $talk } ({ $time })
calls-card-out-failed = 📤 { $from } → <b>{ $who }</b>: { $because } ({ $time })
calls-card-before-answered = 🕘 Oldingi gal: { $time }, { $by } · { $talk }
calls-card-before-missed = 🕘 Oldingi gal: { $time }, { $because }
calls-card-before-failed = 🕘 Oldingi gal: { $time }, { $from } qoʻngʻiroq qilgan: { $because }
calls-card-blind = ⚠️ { $since } dan beri Asterisk’dan xabar kelmayapti: qoʻngʻiroqlar koʻrinmaydi. Sababi: /doctor
calls-card-was-blind = ℹ️ { $since } dan { $until } gacha qoʻngʻiroqlar koʻrinmadi. Endi hammasi koʻrinyapti.
