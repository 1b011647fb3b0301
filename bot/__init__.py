"""The bot: command line, Telegram application and what they need. It imports `answers`, never the reverse."""
