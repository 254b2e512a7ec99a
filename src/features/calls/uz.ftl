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
calls-missed-abandoned = javobni kutmay qoʻydi
calls-missed-noAnswer = hech kim javob bermadi
calls-missed-busy = band edi
calls-missed-unreachable = telefon ulanmagan edi
calls-missed-closed = hech qaysi telefon jiringlamadi
calls-end-unseen = (oxiri koʻrinmadi)
calls-unknown-number = yashirin raqam
calls-blind = ⚠️ { $time } dan beri Asterisk’dan xabar kelmayapti: qoʻngʻiroqlar koʻrinmaydi. Aloqa tiklanishi bilan roʻyxat toʻgʻrilanadi.
calls-refresh = 🔄 Yangilash
