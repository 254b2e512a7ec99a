duty-command = Navbatchilik
duty-own-on = 🟢 <b>Siz navbatdasiz</b>, { $time } dan beri
duty-own-off = ⚪️ <b>Siz navbatda emassiz</b>. Ogohlantirishlar avval navbatdagilarga boradi.
duty-list =
    👥 { $count ->
        [0] Hozir hech kim navbatda emas.
       *[other] Hozir navbatda { $count } kishi:
    }
duty-line = • { $who } · { $time } dan beri
duty-more = … yana { $count } kishi
duty-missed =
    { $count ->
        [0] ✅ Qaytarib qoʻngʻiroq qilinmagan mijoz yoʻq.
       *[other] 📵 Qaytarib qoʻngʻiroq qilinmagan: { $count } ta mijoz. Roʻyxat: /missed
    }
duty-nobody-left = ⚠️ Endi hech kim navbatda emas: oʻtkazib yuborilgan qoʻngʻiroqlar haqida navbatchiga xabar bormaydi. Kimdir /duty on deb yozsin.
duty-usage = Navbatga kirish: /duty on. Chiqish: /duty off.
duty-go-on = 🟢 Navbatga kirish
duty-go-off = 🌙 Navbatdan chiqish
duty-others = 👥 Boshqalar
duty-refresh = 🔄 Yangilash
duty-back = ‹ Orqaga
duty-others-title = 👥 Kim navbatda? Ustiga bosing: navbatga kiradi yoki chiqadi. Unga xabar boradi.
duty-set-on = 🟢 { $who } navbatda
duty-set-off = ⚪️ { $who } navbatda emas
duty-person-gone = Bu xodim endi roʻyxatda yoʻq.
duty-denied = Boshqalarni faqat nazoratchi yoki admin belgilaydi.
duty-told-on = 🟢 { $by } sizni navbatga qoʻydi. Chiqish: /duty off
duty-told-off = ⚪️ { $by } sizni navbatdan chiqardi. Kirish: /duty on
routes-command = Nima qayerga boradi
routes-title = 🧭 <b>Nima qayerga boradi</b>
routes-calls = 📞 Qoʻngʻiroqlar va oʻtkazib yuborilganlar: belgilangan guruhga. Boshqa joy: oʻsha yerda /callshere
routes-calls-nowhere = 📞 Qoʻngʻiroqlar hech qaysi guruhda koʻrinmaydi. Kerakli guruh yoki mavzuda /callshere deb yozing.
routes-inbox = 💬 Messenger va Instagram mijozlari: belgilangan guruh mavzulariga. Boshqa guruh: oʻsha yerda /inboxhere
routes-inbox-nowhere = 💬 Messenger va Instagram mijozlari hech qaysi guruhda koʻrinmaydi. Mavzulari bor guruhda /inboxhere deb yozing.
routes-report-own = 📊 Kunlik hisobot, { $time }: oʻz joyiga. Qoʻngʻiroqlar yoniga qaytarish: /reportoff
routes-report-calls = 📊 Kunlik hisobot, { $time }: qoʻngʻiroqlar guruhiga. Boshqa joy: oʻsha yerda /reporthere
routes-report-nowhere = 📊 Kunlik hisobot hech qayerga bormaydi. Kerakli guruhda /reporthere deb yozing.
routes-report-never = 📊 Kunlik hisobotning vaqti belgilanmagan (config/navbatchi.ini, [report] hour). Istalgan payt: /report
routes-alerts = 🔔 Ogohlantirishlar: avval navbatdagilarga ({ $onDuty } kishi), keyin nazoratchilarga, ular boʻlmasa adminlarga ({ $supervisors } kishi), shaxsiy xabar bilan. Navbat: /duty
routes-quiet = 🤫 Sokin soatlar: { $from }–{ $until }. Xabarlar keladi, lekin ovozsiz.
routes-never-quiet = 🔊 Sokin soatlar belgilanmagan (config/navbatchi.ini, [duty] quiet_hours).
routes-open-calls = 📞 Qoʻngʻiroqlar
routes-open-inbox = 💬 Mijozlar
routes-open-report = 📊 Hisobot joyi
routes-refresh = 🔄 Yangilash
