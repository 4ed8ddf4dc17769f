/** What stands in the page of the panel: addresses made by VS Code, nothing from outside. */
export interface PanelHtmlOptions {
	/** 128 random bits, new for each page. */
	readonly nonce: string;
	readonly cspSource: string;
	readonly scriptUri: string;
	readonly styleUri: string;
	/** The display language, e.g. `zh-cn`. */
	readonly language: string;
}

/**
 * The content security policy of the panel. Nothing is loaded but our own script and style sheet,
 * nothing is sent, and no string becomes markup: `trusted-types 'none'` makes `innerHTML` throw.
 */
export function panelPolicy({ nonce, cspSource }: PanelHtmlOptions): string {
	return [
		`default-src 'none'`,
		`script-src 'nonce-${nonce}'`,
		`style-src ${cspSource} 'nonce-${nonce}'`,
		`font-src ${cspSource}`,
		`img-src ${cspSource}`,
		`form-action 'none'`,
		`base-uri 'none'`,
		`frame-src 'none'`,
		`connect-src 'none'`,
		`require-trusted-types-for 'script'`,
		`trusted-types 'none'`,
	].join('; ');
}

/** The page of the panel. All that it shows arrives by message. */
export function panelHtml(options: PanelHtmlOptions): string {
	const { nonce, scriptUri, styleUri, language } = options;
	return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${panelPolicy(options)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Doubao</title>
<link rel="stylesheet" href="${styleUri}">
</head>
<body>
<script type="module" nonce="${nonce}" src="${scriptUri}"></script>
</body>
</html>
`;
}

/** 128 bits as hexadecimal. */
export function newNonce(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte =>
		byte.toString(16).padStart(2, '0'),
	).join('');
}
