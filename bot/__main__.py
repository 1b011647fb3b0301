"""`python -m bot` is `article-bot`."""

import sys

from bot.cli import main

sys.exit(main())
