import { fields } from '../fields.ts';
import type { Permission } from './secretCheck.ts';

/**
 * What may be asked on behalf of a command. With arguments of ours it is automation that calls, which
 * is not asked but refused, unless it confirms beforehand. Menus hand over instances of VS Code's own
 * classes instead, and a click on something that we drew says `mayAsk`.
 */
export function permissionOf(argument: unknown): Permission {
	const { confirm, mayAsk } = fields(argument);
	return { mayAsk: !isPlain(argument) || mayAsk === true, confirmed: confirm === true };
}

function isPlain(value: unknown): boolean {
	return (
		typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
	);
}
