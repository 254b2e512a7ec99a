phone-card =
    📱 <b>Telefon sozlamalari: { $number } · { $name }</b>

    Server: <code>{ $server }</code>
    Foydalanuvchi: <code>{ $number }</code>
    Parol: <code>{ $password }</code>
    Domen: <code>{ $domain }</code>
    Port: <code>{ $port }</code>

    ⏱ Parol faqat hozir koʻrinadi: bu xabar bir daqiqadan keyin oʻchadi.
phone-card-copy-password = 📋 Parol
phone-card-copy-number = 📋 Raqam
phone-card-copy-server = 📋 Server
