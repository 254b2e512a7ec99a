report-command = Hisobot: kun, hafta, oy
report-here-command = Kunlik hisobot shu yerga kelsin
report-off-command = Kunlik hisobot qoʻngʻiroqlar yoniga kelsin
report-title-day = 📊 <b>Hisobot: { $dates }</b>
report-title-week = 📊 <b>7 kunlik hisobot: { $dates }</b>
report-title-month = 📊 <b>30 kunlik hisobot: { $dates }</b>
report-empty-day = Bu kuni qoʻngʻiroq boʻlmadi. Tinch kun oʻtdi 🌿
report-empty-week = Bu hafta qoʻngʻiroq boʻlmadi. Tinch hafta oʻtdi 🌿
report-empty-month = Bu oy qoʻngʻiroq boʻlmadi. Tinch oy oʻtdi 🌿
report-late = ⏰ Soat { $time } da yuborib boʻlmagan edi, shuning uchun endi keldi.
report-inbound = 📥 Kirgan: <b>{ $inbound }</b> · javob berildi { $answered } ({ $percent }%) · oʻtkazib yuborildi { $missed }
report-others = 📤 Chiqqan: { $outbound } · ichki: { $internal }
report-wait = ⏱ Kutish: oʻrtacha { $average }, eng uzogʻi { $longest }
report-talk = 🗣 Suhbatlar: jami { $talk }
report-not-called-back =
    { $count ->
        [0] ✅ Oʻtkazib yuborilgan mijozlarning hammasi bilan gaplashildi
       *[other] 📵 Hali gaplashilmagan mijozlar: <b>{ $count }</b>
    }
report-busiest = 🔥 Eng gavjum soat: { $hours } ({ $count } ta)
report-operators = 👤 <b>Operatorlar</b> (📥 javob berdi, 📤 qoʻngʻiroq qildi, 🗣 gaplashdi)
report-operator = { $who }: 📥 { $taken } · 📤 { $made } · 🗣 { $talk }
report-more = … yana { $count } kishi
report-night =
    🌙 Kechagi hisobotdan keyin, yarim tungacha: { $count } ta qoʻngʻiroq, { $missed ->
        [0] hammasiga javob berildi
       *[other] { $missed } tasi oʻtkazib yuborildi
    }
report-chart-hours = { $dates }: soatlar boʻyicha
report-chart-days = { $dates }: kunlar boʻyicha
report-chart-answered = Javob berildi
report-chart-missed = Oʻtkazib yuborildi
report-show-day = 📊 Bugun
report-show-week = 📊 7 kun
report-show-month = 📊 30 kun
report-usage = Qaysi davr? /report — bugun, /report week — 7 kun, /report month — 30 kun.
report-here-done = ✅ Kunlik hisobot endi har kuni soat { $time } da shu yerga keladi. Qaytarish: /reportoff
report-here-no-hour = ✅ Kunlik hisobot endi shu yerga keladi. Lekin hozir uning vaqti belgilanmagan: serverda config/navbatchi.ini ning [report] qismida hour ni yozing.
report-here-mute = ⚠️ U guruhda yoza olmadim, shuning uchun hisobot u yerga bormaydi. Guruh sozlamalarida botga xabar yuborish huquqini bering va /reporthere ni qaytadan yozing.
report-off-done = Kunlik hisobot endi qoʻngʻiroqlar koʻrinadigan joyga keladi (/callshere). Boshqa joy: oʻsha yerda /reporthere
report-off-nothing = Kunlik hisobotga alohida joy tanlanmagan: u qoʻngʻiroqlar koʻrinadigan joyga keladi (/callshere). Alohida joy: oʻsha yerda /reporthere
report-failed = ⚠️ Kunlik hisobot yuborilmadi: Telegram uning guruhida yozishga qoʻymayapti. Botni u yerga qaytarib, oʻsha guruhda /reporthere deb yozing; hisobot qoʻngʻiroqlar yoniga kelsin desangiz, /reportoff. Hozir koʻrish: /report
