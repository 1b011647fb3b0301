// Serves telegram-test-api on a free port of this machine, says which on one line, and ends with whoever started it.
const TelegramServer = require("telegram-test-api");

// A port of 0 would be taken for none given; as a string it is not.
const server = new TelegramServer({ port: "0", host: "127.0.0.1", storeTimeout: 3600 });
process.stdin.resume().on("end", () => process.exit(0));
server.start().then(() => console.log(server.server.address().port));
