replies-edit = ✋ Oʻzgartirish mijozga yetib bormaydi: yuborilgan xabarni Meta oʻzgartirishga ruxsat bermaydi. Tuzatishni yangi xabar qilib yozing.
replies-anonymous = ✋ Yuborilmadi: siz nomingizni yashirib yozyapsiz, kim yozganini bilib boʻlmaydi. Guruh sozlamalarida «Anonim qolish»ni oʻchirib, qaytadan yozing.
replies-stranger = ✋ Yuborilmadi: siz bu botda roʻyxatdan oʻtmagansiz. Administratordan taklif havolasini soʻrang (/invite).
replies-command = ✋ Yuborilmadi: bunday buyruq yoʻq. Mijozga yozgan boʻlsangiz, boshidagi / belgisisiz qaytadan yozing. Buyruqlar: shaxsiy chatda /help
replies-unsupported = ✋ Yuborilmadi: xabarning bu turini mijozga yetkazib boʻlmaydi. Matn yozing.
replies-tooBig = ✋ Yuborilmadi: fayl juda katta (Telegramdan 20 MB, Instagramga rasm 8 MB gacha). Kichraytirib yuboring.
replies-failed = ❌ Mijozga yuborilmadi.
replies-because-windowNever = Mijoz hali yozmagan: Meta birinchi boʻlib yozishga ruxsat bermaydi.
replies-because-windowDay = Mijoz oxirgi marta yozganiga 24 soatdan oshgan, Meta endi javobni oʻtkazmaydi. Mijoz yana yozganda yuboring yoki qoʻngʻiroq qiling.
replies-because-windowWeek = Mijoz oxirgi marta yozganiga 7 kundan oshgan, Meta endi javobni oʻtkazmaydi. Mijoz yana yozganda yuboring yoki qoʻngʻiroq qiling.
replies-because-noToken = Meta kaliti sozlanmagan. Administrator .env faylidagi FACEBOOK_PAGE_ACCESS_TOKEN yoki INSTAGRAM_ACCESS_TOKEN ni toʻldirsin.
replies-because-notLive = Meta ilovasi hali ommaga ochilmagan. Administrator uni «Live» holatiga oʻtkazsin.
replies-because-customerUnavailable = Mijozga yozib boʻlmaydi: u sizni bloklagan yoki profilini oʻchirgan.
replies-because-refused = Meta bu xabarni qabul qilmadi.
replies-because-partBefore = Xabarning oldingi qismi oʻtmadi.
replies-because-fileLost = Faylni Telegramdan olib boʻlmadi. Uni qaytadan yuboring.
replies-because-tooLate = Avtomatik javobning vaqti oʻtib ketdi.
replies-said = (Meta: { $said })
replies-retry = 🔁 Qayta yuborish
replies-retry-done = 🔁 Qaytadan yuborilmoqda.
replies-asked = 🤔 Bu xabar mijozga bordimi — bilib boʻlmadi: Meta javob bermadi. Ikki marta yubormaslik uchun Metaning oʻz ilovasida qarang va tanlang:
replies-arrived = ✅ Borgan
replies-again = 🔁 Qayta yubor
replies-arrived-done = ✅ Borgan deb belgilandi.
replies-late-press = Bu xabar boʻyicha allaqachon qaror qilingan.
replies-paused = ⛔️ { $account ->
        [instagramLogin] Instagram
       *[page] Messenger va Instagram
    } mijozlariga javob yuborish toʻxtadi: { $because ->
        [tokenDead] Meta kaliti (token) endi yaroqsiz
        [wrongAppSecret] ilova maxfiy kaliti tokenga mos emas
       *[other] Meta ruxsat bermayapti
    }. Yozilgan javoblar saqlanmoqda. Meta sozlamalarida yangi kalit oling, .env ga yozib, botni qayta ishga tushiring: javoblar oʻzi ketadi.
replies-resumed = ✅ { $account ->
        [instagramLogin] Instagram
       *[page] Messenger va Instagram
    } mijozlariga javoblar yana ketyapti. Kutib turganlari navbati bilan yuboriladi.
