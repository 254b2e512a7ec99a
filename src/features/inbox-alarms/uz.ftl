alarm-unwritable = 🛑 Mijozlarning xabarlarini saqlab boʻlmayapti: diskka yozilmayapti. Meta ularni bir soatcha qayta yuboradi, keyin toʻxtaydi. Serverda joy boʻshating (var papkasi turgan disk) va huquqlarni tekshiring: /doctor
alarm-unwritable-over = ✅ Mijozlarning xabarlari yana saqlanmoqda. Shu orada kelmay qolganlarini suhbatlardan topib koʻrsataman.
alarm-signature = 🔑 Metadan kelayotgan xabarlarning imzosi toʻgʻri kelmayapti, shuning uchun hech biri qabul qilinmayapti. .env dagi FACEBOOK_APP_SECRET ilovaning App Secret kaliti bilan bir xilmi? Tuzating va botni qayta ishga tushiring.
alarm-signature-over = ✅ Metadan kelayotgan xabarlarning imzosi yana toʻgʻri.
alarm-unsubscribed = 🔕 Meta mijozlarning xabarlarini bizga yubormay qoʻydi: { $account ->
        [instagramLogin] Instagram hisobi
       *[page] sahifa
    } ilovaga ulanmagan. Shu tugma bilan qayta ulang; shu orada yozilganlarini suhbatlardan topib koʻrsataman.
alarm-unsubscribed-over = ✅ Meta mijozlarning xabarlarini yana yuboryapti.
alarm-silence = 🤫 Uch soatdan beri Messenger va Instagramdan hech narsa kelmadi, bu vaqtda esa odatda yozishadi. Meta kaliti ishlayapti. Oʻzingiz sahifaga bitta xabar yozib koʻring; kelmasa: /doctor
alarm-silence-over = ✅ Messenger va Instagramdan yana xabar kelyapti.
alarm-loss = 📉 Oxirgi sutkada mijozlar yozgan { $written } ta xabarning { $missed } tasini ({ $percent } %) Meta yetkazmadi. Ular suhbatlardan topilib, mavzularda 🛟 bilan koʻrsatilgan. Server tez-tez oʻchib turmayaptimi? Tekshirish: /doctor
alarm-loss-over = ✅ Meta mijozlarning xabarlarini yana yetkazib turibdi.
alarm-ending = ⏳ Instagram kalitining (token) muddatini uzaytirib boʻlmayapti, koʻpi bilan { $days } kundan keyin tugaydi: keyin Instagram mijozlariga javob ketmaydi. Metadan yangisini olib, .env ga yozing va botni qayta ishga tushiring. Sababi: /doctor
alarm-ending-over = ✅ Instagram kaliti (token) haqida endi tashvishlanmasa boʻladi.
alarm-subscribe = 🔧 Qayta ulash
alarm-subscribe-mended = ✅ Ulandi: Meta mijozlarning xabarlarini yana yuboradi.
alarm-subscribe-noToken = Meta kaliti (token) kiritilmagan. Uni .env ga yozing va botni qayta ishga tushiring.
alarm-subscribe-failed = ⚠️ Ulab boʻlmadi ({ $because }). Meta kaliti (token) va uning huquqlarini tekshiring: /doctor
