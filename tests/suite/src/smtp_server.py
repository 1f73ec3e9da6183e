"""A real mail server (aiosmtpd) for tests: keeps each mail as a file, and fails as often as it is
told. Half of the failures come after the mail was kept, as when an answer is lost on the way."""
import itertools
import os
import random
import sys
import time

from aiosmtpd.controller import Controller

port, folder, share = int(sys.argv[1]), sys.argv[2], float(sys.argv[3])
chance = random.Random(7)
numbers = itertools.count()


class Keeper:
    async def handle_DATA(self, server, session, envelope):
        fails, keeps = chance.random() < share, chance.random() < 0.5
        if not fails or keeps:
            name = os.path.join(folder, f"{os.getpid()}-{next(numbers):06}")
            with open(name + ".part", "wb") as file:
                file.write(f"X-Envelope-To: {','.join(envelope.rcpt_tos)}\r\n".encode())
                file.write(envelope.original_content)
            os.rename(name + ".part", name + ".eml")
        return "451 try again later" if fails else "250 kept"


controller = Controller(Keeper(), hostname="127.0.0.1", port=port)
controller.start()
while True:
    time.sleep(60)
