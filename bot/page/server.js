// The way to the server: what a person does, and news as it comes.

const PAUSE = 1500; // milliseconds before asking again a server that does not answer

/** Does something; throws an Error with a sentence for the reader. */
export async function act(action, wanted) {
  let response;
  try {
    response = await fetch(`api/${action}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(wanted),
    });
  } catch {
    throw new Error("The bot cannot be reached. Is article-bot web still running?");
  }
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

/** Hands on all news for as long as the page is open; `lost` hears of each change between connected and not. */
export async function watch(handle, lost) {
  let session = "", version = 0;
  for (;;) {
    try {
      const response = await fetch(`api/news?session=${session}&since=${version}`);
      if (!response.ok) throw new Error(response.statusText);
      const news = await response.json();
      lost(false);
      handle(news, news.session !== session);
      ({ session, version } = news);
    } catch (problem) {
      if (!(problem instanceof TypeError) && !(problem instanceof Error && problem.message)) throw problem;
      lost(true);
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
