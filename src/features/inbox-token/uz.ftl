change-inbox-token = Instagram kaliti (token) muddatini uzaytirish
