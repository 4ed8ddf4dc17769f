/** Pictures on a 16 by 16 grid, drawn as lines in the colour of the text. */
const paths = {
	send: 'M8 13V3.5M3.8 7.5 8 3.3l4.2 4.2',
	stop: 'M4.5 4.5h7v7h-7z',
	copy: 'M5.5 5.5h7v8h-7zM3.5 10.5v-8h7',
	check: 'm3.5 8.5 3 3 6-7',
	insert: 'M3 3.5h10M3 12.5h10M3 8h5.5M10.5 6 13 8l-2.5 2',
	thinking:
		'M5.7 11.2C4.6 10.4 3.9 9.2 3.9 7.8a4.1 4.1 0 0 1 8.2 0c0 1.4-.7 2.6-1.8 3.4v1.3H5.7zM6.5 14h3',
	apply: 'M9.5 2.5h-6v11h9v-6M6 9.5l1-2.5 5-5 1.5 1.5-5 5z',
	newFile: 'M8.5 2.5h-4v11h7v-8zM8.5 2.5v3h3M8 7.5v4M6 9.5h4',
	retry: 'M12.5 6.5A5 5 0 1 0 13 9M12.8 3v3.6H9.2',
	edit: 'm3.5 9.5-.8 3.8 3.8-.8 7-7-3-3zM9 4l3 3',
	continue: 'M3 8h9M8.5 4 12.5 8l-4 4',
	regenerate:
		'M3.5 7A4.7 4.7 0 0 1 12 5.2M12.5 9A4.7 4.7 0 0 1 4 10.8M12.4 2.5v3H9.4M3.6 13.5v-3h3',
	previous: 'm10 4-4 4 4 4',
	pin: 'M6 2.5h4l-.5 4 2 2.5h-7l2-2.5zM8 9v4.5',
	delete: 'M3 4.5h10M6 4.5v-2h4v2M4.5 4.5l.5 9h6l.5-9',
	close: 'm4 4 8 8M12 4l-8 8',
	down: 'M8 3v9.5M3.8 8.5 8 12.7l4.2-4.2',
	chevron: 'm6 4 4 4-4 4',
	attach: 'M12.5 7.5 8 12a2.8 2.8 0 0 1-4-4l5-5a1.9 1.9 0 0 1 2.7 2.7l-5 5a1 1 0 0 1-1.4-1.4L9.5 5',
	file: 'M9 2.5H4.5v11h7V5zM9 2.5V5h2.5',
	folder: 'M2.5 12.5v-9h4l1.5 2h5.5v7z',
	selection: 'M5.5 2.5h-2v11h2M10.5 2.5h2v11h-2M6 6h4M6 8.5h4',
	problems: 'M8 2.5 14 13H2zM8 6.5v3M8 11v.2',
	terminal: 'M2.5 3.5h11v9h-11zM5 6.5 6.8 8 5 9.5M8 10h3',
	changes:
		'M4.5 5.5v5M11.5 10.5V7c0-1-.5-1.5-1.5-1.5H8M9.5 4 8 5.5 9.5 7M4.5 5.5a1.3 1.3 0 1 0-.1 0M4.5 13a1.3 1.3 0 1 0-.1 0M11.5 13a1.3 1.3 0 1 0-.1 0',
	image: 'M2.5 3.5h11v9h-11zM3 11l3-3 2.5 2.5L10.5 9l2.5 2.5M10.5 6.5h.1',
	instructions: 'M3.5 2.5h9v11h-9zM6 5.5h4M6 8h4M6 10.5h2',
	command: 'm9.5 3-3 10',
} as const;

export type IconName = keyof typeof paths;

const svg = 'http://www.w3.org/2000/svg';

/** A picture without a name of its own: what it stands in has one. */
export function icon(name: IconName): SVGSVGElement {
	const picture = document.createElementNS(svg, 'svg');
	picture.setAttribute('viewBox', '0 0 16 16');
	picture.setAttribute('class', `icon icon-${name}`);
	picture.setAttribute('aria-hidden', 'true');
	const path = document.createElementNS(svg, 'path');
	path.setAttribute('d', paths[name]);
	picture.append(path);
	return picture;
}
