"""A Bot API of one's own: the unmodified bot talks to it as to Telegram, and people talk to the bot, without an account or a network.

The bot's side: server (ASGI, `/bot<token>/<method>`) → parameters → methods → limits; updates and webhook bring the bot its updates.
The people's side: client (what one does and sees in a chat: send, press, edit, ask inline) → people → views. Both change one world.
For the whole bot in this process, `running.run_local_bot`; for a browser or a bot in another one, `serving.serve_over_http`.
"""
