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

/** Hands on all news for as long as the page is open; `lost` hears whether the server answers. */
export async function watch(handle, lost) {
  let session = "", version = 0;
  for (;;) {
    const news = await next(session, version);
    lost(!news);
    if (!news) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      continue;
    }
    handle(news, news.session !== session);
    ({ session, version } = news);
  }
}

/** The news, as soon as there are any; null where the server did not answer. */
async function next(session, version) {
  try {
    const response = await fetch(`api/news?session=${session}&since=${version}`);
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}
