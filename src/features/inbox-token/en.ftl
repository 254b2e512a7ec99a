change-inbox-token = Renew the Instagram token
