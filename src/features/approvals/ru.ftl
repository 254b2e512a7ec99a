approvals-approved = ✅ Ваше согласие записано
approvals-refused = ✖️ Отклонено
approvals-gone = Поздно: на это уже ответили или время вышло.
approvals-own = Своё дело нельзя одобрить самому.
