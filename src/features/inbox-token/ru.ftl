change-inbox-token = Продление токена Instagram
