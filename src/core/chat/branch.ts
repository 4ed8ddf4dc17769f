import type { SessionObserver } from './sessionOptions.ts';
import type { Turn } from './turn.ts';

/** Tells what changed between the branch of a session that was open and the one that is. */
export function reportBranch(
	observer: SessionObserver,
	old: readonly Turn[],
	now: readonly Turn[],
): void {
	const before = now.length - old.length;
	if (before > 0 && old.length > 0 && old.every((turn, index) => turn === now[before + index])) {
		observer.lengthened();
		return;
	}
	let same = 0;
	while (same < old.length && old[same] === now[same]) {
		same++;
	}
	for (const { id } of old.slice(same)) {
		observer.removed(id);
	}
	if (same < now.length) {
		observer.shown(now.slice(same));
	}
}
