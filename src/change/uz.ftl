change-ask = Shu oʻzgarish kiritilsinmi?
change-working = ⏳ { $title }: kiritilmoqda va Asterisk’da tekshirilmoqda…
change-stale = ⚠️ Fayllar shu orada oʻzgardi, shuning uchun reja yangidan tuzildi. Yana bir bor qarab chiqing.
change-busy = ⏳ Oldingi oʻzgarish hali tugamadi. Oʻzim tugatishga urinyapman, bir ozdan keyin yana bosing. { $because }
change-diff-more = … yana { $lines } qator
change-end-done = ✅ { $title }: bajarildi. Asterisk’da tekshirildi.
change-end-put-back =
    ↩️ { $title }: boʻlmadi, hammasi avvalgi holatiga qaytarildi.
    Sababi: { $because }
change-end-waiting =
    ⏳ { $title }: fayllar avvalgi holatida, lekin Asterisk’da tekshirib boʻlmadi. Imkon boʻlishi bilan oʻzim oxiriga yetkazaman va xabar beraman.
    Sababi: { $because }
change-end-stuck =
    ❗️ { $title }: avvalgi holatga toʻliq qaytarib boʻlmadi. Buni qoʻlda koʻrib chiqish kerak.
    Sababi: { $because }
change-recovered = Jarayon toʻxtab qolgan edi, oʻzgarishni oxiriga yetkazdim.
change-undo = Ortga qaytarish: { $what } ({ $change }-oʻzgarish)
change-redo = { $change }-oʻzgarishni qayta kiritish
change-by-hand = Faylga qoʻlda oʻzgartirish kiritilgan
change-asterisk-away =
    ⚠️ Asterisk javob bermayapti, shuning uchun hech narsa oʻzgartirilmadi.
    Sababi: { $because }
change-stopped =
    ⚠️ Hozir boʻlmaydi, hech narsa oʻzgartirilmadi.
    Sababi: { $because }
change-refused-by-preflight =
    ⚠️ Bunday holatda Asterisk sozlamalarini toʻgʻri oʻqimaydi, shuning uchun hech narsa yozilmadi. Avval buni tuzating:
    { $faults }
