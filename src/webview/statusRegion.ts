import { element } from './dom.ts';

/** The one place where the panel speaks to screen readers by itself. */
export class StatusRegion {
	readonly element = element('div', { class: 'visually-hidden', role: 'status' });

	say(text: string): void {
		this.element.textContent = text;
	}
}
