approvals-approved = ✅ Your consent is noted
approvals-refused = ✖️ Refused
approvals-gone = Too late: somebody has answered, or the time is over.
approvals-own = You cannot approve what you asked for yourself.
