declare function readFile(path: string, encoding: string): Promise<string>;

export interface User {
	readonly id: number;
	readonly name: string;
	readonly email: string;
}

/** Reads all users from a JSON file. */
export async function loadUsers(path: string): Promise<User[]> {
	const content = await readFile(path, 'utf8');
	const parsed: unknown = JSON.parse(content);
	if (!Array.isArray(parsed)) {
		throw new TypeError('Expected a list of users');
	}
	const users: User[] = [];
	for (const entry of parsed) {
		users.push(normalize(entry));
	}
	return users;
}

function normalize(entry: Partial<User>): User {
	return {
		id: Number(entry.id),
		name: (entry.name ?? '').trim(),
		email: (entry.email ?? '').trim().toLowerCase(),
	};
}

// TODO: a function that groups users by the domain of their email address
