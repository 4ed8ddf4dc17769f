/**
 * Leads from message to message by the arrow keys, while one has the focus. The last one is a stop
 * of the Tab key; what stands in a message is reached from there by Tab.
 */
export function followArticleKeys(log: HTMLElement): void {
	log.addEventListener('keydown', event => {
		const { target, key } = event;
		const articles = articlesOf(log);
		const at = articles.findIndex(article => article === target);
		if (at < 0 || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
			return;
		}
		const places: Readonly<Record<string, number>> = {
			ArrowUp: at - 1,
			ArrowDown: at + 1,
			Home: 0,
			End: articles.length - 1,
		};
		const next = articles[places[key] ?? -1];
		if (next) {
			event.preventDefault();
			next.focus();
			next.scrollIntoView({ block: 'nearest' });
		}
	});
}

/** Makes the last message the one that the Tab key stops at. */
export function markLastArticle(log: HTMLElement): void {
	const articles = articlesOf(log);
	for (const [at, article] of articles.entries()) {
		article.tabIndex = at === articles.length - 1 ? 0 : -1;
	}
}

function articlesOf(log: HTMLElement): readonly HTMLElement[] {
	return [...log.querySelectorAll<HTMLElement>(':scope > article')];
}
