phone-card =
    📱 <b>Phone settings: { $number } · { $name }</b>

    Server: <code>{ $server }</code>
    User name: <code>{ $number }</code>
    Password: <code>{ $password }</code>
    Domain: <code>{ $domain }</code>
    Port: <code>{ $port }</code>

    ⏱ The password shows only now: this message disappears after a minute.
phone-card-copy-password = 📋 Password
phone-card-copy-number = 📋 Number
phone-card-copy-server = 📋 Server
