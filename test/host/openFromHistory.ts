import type { Driver } from './library/driver.ts';
import { untilValue } from './library/until.ts';

/**
 * Opens a chat by its title in the list of all chats.
 *
 * @param show Shows the list in that window. Again until the chat is there: what was just asked in
 * another window is on the disk a moment later.
 */
export async function openFromHistory(
	{ panel }: Pick<Driver, 'panel'>,
	title: string,
	show: () => Promise<unknown>,
): Promise<void> {
	const items = panel.getByRole('list', { name: 'History' }).getByRole('listitem');
	const item = items.locator('button', { hasText: title });
	await untilValue(
		async () => {
			await show();
			return await item.count();
		},
		count => count === 1,
		'the chat in the list',
	);
	await item.click();
}
