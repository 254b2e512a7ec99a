test-call-command = Sinov qoʻngʻirogʻi: ikki telefon bir-birini eshitadimi
test-call-ask-first =
    🧪 <b>Sinov qoʻngʻirogʻi</b>

    Avval qaysi telefon jiringlasin? { $offered ->
        [0] Hozir birorta ham telefon ulanmagan (/extensions). Raqamni yozing, masalan: 1001 yoki 90 942 92 71
       *[other] Tugmani bosing yoki raqamni yozing (ichki raqam yoki 90 942 92 71).
    }
test-call-ask-second =
    🧪 <b>{ $from }</b> koʻtargach, kimga ulansin? { $offered ->
        [0] Raqamni yozing.
       *[other] Tugmani bosing yoki raqamni yozing.
    }
test-call-confirm =
    🧪 Avval <b>{ $from }</b> jiringlaydi, koʻtarilgach — <b>{ $to }</b>.

    Ikkalasini ham koʻtaring va bir-biringizga gapiring. 20 soniyalik suhbatdan keyin oʻzi tugaydi.
test-call-start = 📞 Boshlash
test-call-begun = 🧪 Sinov boshlandi: { $from } → { $to }. Borishi pastdagi xabarda.
test-call-title = 🧪 <b>Sinov: { $from } → { $to }</b>
test-call-hang-up = ⏹ Tugatish
test-call-hanging-up = Tugatilyapti…
test-call-already-over = Bu sinov tugagan.
test-call-again = 🔁 Yana sinash
test-call-others = ✏️ Boshqa raqamlar
test-call-leg-none = hali chaqirilmadi
test-call-leg-calling = chaqirilyapti…
test-call-leg-ringing = 🔔 jiringlayapti…
test-call-leg-rang = 🔔 { $seconds } s jiringladi
test-call-leg-answered = ✅ { $seconds } s da javob berdi
test-call-leg-heard = 🔊 ovozi keldi
test-call-leg-silent = 🔇 ovozi kelmadi
test-call-leg-ended = tugadi
test-call-talked = ⏱ Suhbat { $time }
test-call-good = ✅ <b>Hammasi joyida.</b> Ikkalasi ham jiringladi, javob berdi va ikkalasidan ham ovoz keldi.
test-call-one-way =
    ⚠️ <b>Ovoz bir tomonlama:</b> { $who } dan stansiyaga hech qanday ovoz kelmadi, suhbatdoshi uni eshitmaydi.

    Tekshiring:
    • router va fayrvolda RTP portlari (rtp.conf: odatda UDP 10000–20000) ochiqmi
    • telefon NAT ortida boʻlsa: ichki raqam kartasida telefon turini «NAT ortida» qilib oʻzgartiring
    • stansiya NAT ortida boʻlsa: pjsip.conf da external_media_address va local_net
    • telefonda SIP ALG yoki VPN oʻchirilganmi
test-call-no-sound =
    ⚠️ <b>Ikkala tomondan ham ovoz koʻrinmadi.</b> Suhbat ulandi, lekin Asterisk orqali ovoz oʻtmadi.

    Tekshiring:
    • fayrvolda RTP portlari (rtp.conf: odatda UDP 10000–20000) ochiqmi
    • stansiya NAT ortida boʻlsa: pjsip.conf da external_media_address va local_net
    • pjsip.conf da direct_media = yes boʻlsa, ovoz Asterisk’dan chetda oʻtadi va bu yerdan koʻrinmaydi
test-call-short = ℹ️ Ikkalasi ham javob berdi, lekin suhbat juda qisqa boʻldi: ovozni tekshirish uchun kamida 4 soniya gaplashing.
test-call-stopped = ℹ️ Sinov oxirigacha bormasdan tugatildi.
test-call-unseen = ⚠️ Sinov qanday tugagani koʻrinmadi: Asterisk bilan aloqa uzilgan. Sababi: /doctor
test-call-no-second =
    ⚠️ Birinchi telefon javob berdi, lekin Asterisk { $who } ga qoʻngʻiroq qilmadi. Dialplanda (extensions.conf) bu raqam boshqa yoqqa — menyu, navbat yoki ovozli pochtaga olib boradi.
test-call-restarted = ℹ️ Sinov paytida bot qayta ishga tushdi, shuning uchun u tugatildi. Yana bir marta sinang.
test-call-failed-busy = ❌ <b>{ $who } band</b> yoki qoʻngʻiroqni rad etdi. Boʻshaganda yana sinang; boʻsh boʻlsa, telefonda «bezovta qilmang» (DND) yoqilmaganmi, qarang.
test-call-failed-rejected = ❌ <b>{ $who } qoʻngʻiroqni rad etdi.</b> Telefonda «bezovta qilmang» (DND) yoki qora roʻyxat yoqilmaganmi, qarang.
test-call-failed-noAnswer = ❌ <b>{ $who } jiringladi, lekin hech kim koʻtarmadi.</b> Yoʻl ishlayapti; telefon yonida odam bor paytda yana sinang.
test-call-failed-notRegistered = ❌ <b>{ $who } Asterisk’ga ulanmagan.</b> Telefonni yoqing, internet va parolini tekshiring. Holati: /extensions
test-call-failed-noSuchNumber = ❌ <b>{ $who } ga yoʻl topilmadi.</b> Raqamni tekshiring; toʻgʻri boʻlsa, uni tashqi liniya (trunk) yoki dialplan qabul qilmayapti.
test-call-failed-codec = ❌ <b>{ $who } bilan umumiy kodek yoʻq.</b> Telefonda G.711 (ulaw/PCMU yoki alaw/PCMA) ni yoqing yoki [extensions] codecs ga telefonniki qoʻshilsin.
test-call-failed-authRefused = ❌ <b>{ $who } ga qoʻngʻiroqqa ruxsat berilmadi.</b> Tashqi liniyaning (trunk) login-paroli, balansi yoki aloqa operatoridagi cheklovlarni tekshiring.
test-call-failed-silentPhone = ❌ <b>{ $who } javob qaytarmadi</b>, garchi ulangan koʻrinsa ham. Telefon oʻchib qolgan yoki NAT yoʻlni yopgan: telefonni qayta ishga tushiring, «NAT ortida» turini tanlang.
test-call-failed-lineDown = ❌ <b>{ $who } ga yoʻl ishlamayapti.</b> Tashqi liniya (trunk) javob bermayapti yoki hamma kanallari band. Internetni va aloqa operatorini tekshiring; Asterisk’da: /doctor
test-call-failed-other = ❌ <b>{ $who } ga ulanib boʻlmadi.</b> Asterisk aniq sababini aytmadi. /doctor ni ishga tushiring.
test-call-unknown-phone = ❌ Asterisk { $who } raqamli telefonni bilmaydi. Raqamlar roʻyxati: /extensions
test-call-phone-offline = ❌ <b>{ $who } Asterisk’ga ulanmagan</b>, shuning uchun jiringlay olmaydi. Telefonni yoqing va ulanganini /extensions da koʻring.
test-call-phone-busy = ❌ <b>{ $who } hozir band</b>: unda qoʻngʻiroq bor. Tugagach yana sinang.
test-call-same = ❌ Ikki xil telefon kerak: telefon oʻziga qoʻngʻiroq qila olmaydi.
test-call-two-a-minute = ⏳ Bir daqiqada ikkita sinov qilish mumkin. Biroz kutib, qaytadan bosing.
