/** Attributes by name. Never content's own: names and values are ours, or plain words for reading. */
export type Attributes = Readonly<Record<string, string>>;

/** Makes an element by code; strings become text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
	tag: K,
	attributes: Attributes = {},
	...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		made.setAttribute(name, value);
	}
	made.append(...children);
	return made;
}

/** A button with a picture; its name is for screen readers and the tooltip. */
export function iconButton(name: string, icon: Node, act: () => void): HTMLButtonElement {
	const made = element(
		'button',
		{ type: 'button', class: 'icon-button', 'aria-label': name, title: name },
		icon,
	);
	made.addEventListener('click', act);
	return made;
}

/** A button with words. */
export function textButton(label: string, look: string, act: () => void): HTMLButtonElement {
	const made = element('button', { type: 'button', class: look }, label);
	made.addEventListener('click', act);
	return made;
}
