duty-command = Navbatchilik
duty-own-on = 🟢 <b>Siz navbatdasiz</b>, { $time } dan beri
duty-own-off = ⚪️ <b>Siz navbatda emassiz</b>. Ogohlantirishlar sizga kelmaydi.
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
