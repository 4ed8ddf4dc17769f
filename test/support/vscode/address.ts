/** The address at which a browser shows `folder` in the VS Code that is served at `origin`. */
export function windowAddress(origin: string, folder: string): string {
	// A folder's address stays readable: only what has a meaning in an address is written otherwise.
	return `${origin}/?folder=${encodeURI(folder).replaceAll(/[&#+?]/g, encodeURIComponent)}`;
}
