/** The address at which a browser shows a folder, or a `.code-workspace`, in the VS Code that is served at `origin`. */
export function windowAddress(origin: string, folder: string): string {
	// A folder's address stays readable: only what has a meaning in an address is written otherwise.
	const what = folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
	return `${origin}/?${what}=${encodeURI(folder).replaceAll(/[&#+?]/g, encodeURIComponent)}`;
}
