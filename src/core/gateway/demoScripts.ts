/** A canned answer for code or a comment that we know. */
export interface DemoScript {
	/**
	 * For an edit the rows that the answer replaces, wherever they stand in the selection and
	 * however they are indented; otherwise a piece of the code or of the question. White space at
	 * the ends of rows does not count.
	 */
	readonly find: string;
	/** Which task it answers; without it, an edit. */
	readonly task?: 'edit' | 'generate' | 'explain';
	/** For an edit or generated code the rows, without a fence; for an explanation its Markdown. */
	readonly answer: string;
	/** An explanation for who is answered in Chinese. */
	readonly chinese?: string;
}

/** Canned answers for the files of the sample workspace. The first that fits is given. */
export const demoScripts: readonly DemoScript[] = [
	{
		find: `export async function loadUsers(path: string): Promise<User[]> {
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
}`,
		answer: `export async function loadUsers(path: string): Promise<User[]> {
	const content = await readFile(path, 'utf8');
	const parsed: unknown = JSON.parse(content);
	if (!Array.isArray(parsed)) {
		throw new TypeError(\`Expected a list of users in \${path}\`);
	}
	return parsed.map(entry => normalize(entry));
}`,
	},
	{
		find: `def count_words(text: str) -> Counter[str]:
    words = []
    for match in re.finditer(r"\\w+", text):
        word = match.group(0)
        word = word.lower()
        words.append(word)
    counter = Counter()
    for word in words:
        counter[word] = counter[word] + 1
    return counter`,
		answer: `def count_words(text: str) -> Counter[str]:
    """Count the words of a text, whatever their case."""
    words = []
    for match in re.finditer(r"\\w+", text):
        words.append(match.group(0).lower())
    return Counter(words)`,
	},
	{
		find: `	found, ok := c.entries[key]
	if !ok {
		return "", false
	}
	if time.Now().After(found.expires) {
		delete(c.entries, key)
		return "", false
	}`,
		answer: `	found, known := c.entries[key]
	if !known {
		return "", false
	}
	if !time.Now().Before(found.expires) {
		delete(c.entries, key)
		return "", false
	}`,
	},
	{
		task: 'generate',
		find: 'groups users by the domain of their email address',
		answer: `export function groupByDomain(users: readonly User[]): Map<string, User[]> {
	const groups = new Map<string, User[]>();
	for (const user of users) {
		const domain = user.email.split('@').at(-1) ?? '';
		const group = groups.get(domain) ?? [];
		group.push(user);
		groups.set(domain, group);
	}
	return groups;
}`,
	},
	{
		task: 'generate',
		find: 'draws the ten most frequent words as a bar chart',
		answer: `def draw_chart(counter: Counter[str], width: int = 40) -> str:
    top = counter.most_common(10)
    if not top:
        return ""
    longest = max(len(word) for word, _ in top)
    highest = top[0][1]
    return "\\n".join(
        f"{word:>{longest}} {'#' * max(1, width * count // highest)}" for word, count in top
    )`,
	},
	{
		task: 'generate',
		find: 'removes every value that has expired and returns how many there were',
		answer: `func (c *Cache) RemoveExpired() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	removed := 0
	now := time.Now()
	for key, found := range c.entries {
		if now.After(found.expires) {
			delete(c.entries, key)
			removed++
		}
	}
	return removed
}`,
	},
	{
		task: 'explain',
		find: 'export async function loadUsers(',
		answer: `## What \`loadUsers\` does

It reads a JSON file and returns the users in it, each in a clean form:

1. **Read**: \`readFile\` gives the whole file as text.
2. **Parse**: \`JSON.parse\` makes a value of it. It is kept as \`unknown\`, so nothing is taken on trust.
3. **Check**: anything but a list ends in a \`TypeError\`.
4. **Clean**: \`normalize\` turns each entry into a \`User\`.

### Worth knowing

- A missing file and broken JSON throw as well; the caller sees those errors as they are.
- The loop builds the list step by step. It could be one expression:

\`\`\`ts
return parsed.map(entry => normalize(entry));
\`\`\``,
		chinese: `## \`loadUsers\` 做什么

它读取一个 JSON 文件，返回其中的用户，每个都整理成统一的形式：

1. **读取**：\`readFile\` 以文本形式读出整个文件。
2. **解析**：\`JSON.parse\` 把文本变成值，类型记为 \`unknown\`，不预设任何内容。
3. **检查**：不是列表就抛出 \`TypeError\`。
4. **整理**：\`normalize\` 把每一项变成 \`User\`。

### 值得注意

- 文件不存在或 JSON 有误时也会抛出错误，由调用方处理。
- 循环逐步建立列表，其实可以写成一个表达式：

\`\`\`ts
return parsed.map(entry => normalize(entry));
\`\`\``,
	},
];
