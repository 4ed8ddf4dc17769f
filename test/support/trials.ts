let count = 0;

/** Says that the running test tries what it says so many times; what says nothing tries it once. */
export function trials(times: number): void {
	count += times;
}

/** What was said since the last call. */
export function takeTrials(): number {
	const taken = count;
	count = 0;
	return taken;
}
