inbox-head =
    👤 <b>{ $name }</b> · { $platform ->
        [instagram] Instagram
       *[messenger] Messenger
    }
inbox-head-how = ✍️ Shu mavzuda yozganingiz mijozga boradi. // bilan boshlangan xabarni faqat jamoa koʻradi.
inbox-head-window = ⏳ Javob yozish mumkin: { $time } gacha
inbox-head-human = 🧑‍💼 Keyin xodim sifatida: { $time } gacha
