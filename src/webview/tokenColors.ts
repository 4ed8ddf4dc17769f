import { parseColor, readable } from '../core/chat/contrast.ts';
import type { Rgb } from '../core/chat/contrast.ts';
import { tokenKinds } from '../core/chat/codeTokens.ts';
import type { TokenKind } from '../core/chat/codeTokens.ts';

/**
 * VS Code gives pages its theme's colours, but not those of code. These of them come nearest; the
 * first one that the theme has is taken.
 */
const sources: Readonly<Record<TokenKind, readonly string[]>> = {
	keyword: ['debugTokenExpression-name', 'symbolIcon-keywordForeground'],
	string: ['debugTokenExpression-string', 'terminal-ansiRed'],
	number: ['debugTokenExpression-number', 'terminal-ansiGreen'],
	constant: ['debugTokenExpression-boolean', 'terminal-ansiBlue'],
	comment: ['gitDecoration-addedResourceForeground', 'descriptionForeground'],
	function: ['charts-yellow', 'editorWarning-foreground'],
	type: ['terminal-ansiCyan', 'symbolIcon-classForeground'],
	property: ['symbolIcon-fieldForeground', 'terminal-ansiBlue'],
	tag: ['debugTokenExpression-boolean', 'terminal-ansiBlue'],
	meta: ['symbolIcon-classForeground', 'terminal-ansiYellow'],
	inserted: ['gitDecoration-addedResourceForeground', 'terminal-ansiGreen'],
	deleted: ['gitDecoration-deletedResourceForeground', 'terminal-ansiRed'],
};

/** Keeps the colours of code those of the theme, and each of them readable. */
export function followTheme(): void {
	let asked = false;
	const paint = () => {
		asked = false;
		paintTokens();
	};
	// VS Code puts a theme's colours on the root element, and its kind on the body.
	const observer = new MutationObserver(() => {
		if (!asked) {
			asked = true;
			requestAnimationFrame(paint);
		}
	});
	observer.observe(document.documentElement, { attributeFilter: ['style'] });
	observer.observe(document.body, { attributeFilter: ['class'] });
	paint();
}

function paintTokens(): void {
	const probe = document.createElement('span');
	document.body.append(probe);
	const read = (name: string): Rgb | undefined => {
		probe.style.color = '';
		probe.style.color = `var(--vscode-${name}, transparent)`;
		const computed = getComputedStyle(probe).color;
		return /^rgba\(.*, 0\)$/u.test(computed) ? undefined : parseColor(computed);
	};
	const paper = read('editor-background') ?? read('sideBar-background') ?? [1, 1, 1];
	const ink = read('editor-foreground') ?? read('foreground') ?? [0, 0, 0];
	for (const kind of tokenKinds) {
		const color = sources[kind].map(read).find(found => found !== undefined) ?? ink;
		const percents = readable(color, paper, ink).map(part => `${(part * 100).toFixed(1)}%`);
		document.body.style.setProperty(`--token-${kind}`, `rgb(${percents.join(' ')})`);
	}
	probe.remove();
}
