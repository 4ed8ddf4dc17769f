/** The language that answers are asked for in. */
export interface ReplyLanguage {
	/** A BCP 47 tag in any case, e.g. `zh-cn`, or `auto`. */
	readonly replyLanguage: string;
	/** The language of the user's interface, e.g. `vscode.env.language`; decides for `auto`. */
	readonly locale: string;
}

/** The English name of the language to answer in. */
export function replyLanguageName({ replyLanguage, locale }: ReplyLanguage): string {
	return languageName(replyLanguage === 'auto' ? locale : replyLanguage);
}

/**
 * The English name of a language, for a prompt.
 *
 * @param tag BCP 47 in any case. What is none gives English: it comes from a setting.
 */
export function languageName(tag: string): string {
	try {
		// `zh-cn` names a country; what differs for a reader is the script.
		const { language, script } = new Intl.Locale(tag).maximize();
		if (language === 'zh') {
			return script === 'Hant' ? 'Traditional Chinese' : 'Simplified Chinese';
		}
		return new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? 'English';
	} catch {
		return 'English';
	}
}
