"""A Bot API of one's own: the unmodified bot talks to it as to Telegram, and people talk to the bot, without an account or a network."""
