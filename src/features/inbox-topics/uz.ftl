inbox-here-command = Mijozlar yozishmalarini shu guruhda koʻrsatish
inbox-off-command = Mijozlar yozishmalarini guruhda koʻrsatmaslik
inbox-here-done = ✅ Endi Messenger va Instagram mijozlari shu guruhda: har biriga alohida mavzu ochiladi. Mavzuda yozgan javobingiz mijozga boradi.
inbox-here-moved = Avvalgi guruhda yangi xabarlar chiqmaydi.
inbox-here-undo = Toʻxtatish: /inboxoff
inbox-here-no-topics = ⚠️ Bu guruhda mavzular yoqilmagan, har bir mijozga mavzu kerak. Guruh sozlamalarida «Mavzular»ni yoqing va /inboxhere ni qaytadan yozing.
inbox-here-no-rights = ⚠️ Botning mavzu ochish huquqi yoʻq. Guruh sozlamalarida botni admin qiling, «Mavzularni boshqarish»ni yoqing va /inboxhere ni qaytadan yozing.
inbox-here-mute = ⚠️ U guruhda yoza olmadim. Guruh sozlamalarida botga xabar yuborish huquqini bering va /inboxhere ni qaytadan yozing.
inbox-off-done = Mijozlarning xabarlari endi guruhda chiqmaydi. Ular saqlanadi va /inboxhere dan keyin koʻrinadi.
inbox-off-nothing = Mijozlarning xabarlari hozir ham hech qayerda chiqmayapti. Yoqish: mavzulari bor guruhda /inboxhere
inbox-shut = ⚠️ Mijozlarning xabarlarini guruhda koʻrsata olmayapman: bot chiqarilgan, mavzular oʻchirilgan yoki «Mavzularni boshqarish» huquqi olingan. Xabarlar saqlanmoqda. Huquqni qaytaring yoki boshqa guruhda /inboxhere deb yozing.
inbox-head =
    👤 <b>{ $name }</b> · { $platform ->
        [instagram] Instagram
       *[messenger] Messenger
    }
inbox-head-how = ✍️ Shu mavzuda yozganingiz mijozga boradi. // bilan boshlangan xabarni faqat jamoa koʻradi.
inbox-head-window = ⏳ Javob yozish mumkin: { $time } gacha
inbox-head-human = 🧑‍💼 Keyin xodim sifatida: { $time } gacha
inbox-recreated = ♻️ Avvalgi mavzu oʻchirilgan. Oxirgi xabarlar:
inbox-late = ⏱ <i>{ $time } da yozilgan, kechikib keldi</i>
inbox-elsewhere = 📤 <i>Metaning oʻz ilovasidan javob berildi:</i>
inbox-edited = ✏️ <i>Mijoz xabarini oʻzgartirdi:</i>
inbox-reaction = { $emoji } <i>reaksiya bildirdi</i>
inbox-reaction-gone = <i>Reaksiyasini qaytarib oldi</i>
inbox-postback = 🔘 Tugmani bosdi: { $title }
inbox-referral = 📣 <i>Qayerdan keldi: { $from }</i>
inbox-story-reply = ↩️ <i>Storisga javob:</i>
inbox-mention = 📣 Storisida sizni belgiladi
inbox-share = 🔗 Ulashdi:
inbox-image = 🖼 Rasm
inbox-video = 🎬 Video
inbox-audio = 🎤 Ovozli xabar
inbox-file = 📎 Fayl
inbox-sticker = 🙂 Stiker
inbox-location = 📍 Joylashuv
inbox-open = 👁 Ochish
inbox-unknown = ❔ Bu yerda koʻrsatib boʻlmaydigan xabar ({ $what }). Uni Metaning oʻz ilovasida koʻring.
