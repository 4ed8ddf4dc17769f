import type { Archive } from '../../core/chat/archive.ts';
import { ChatContext } from './chatContext.ts';
import type { ChatViewOptions } from './chatViewOptions.ts';
import type { Panels } from './panels.ts';
import { showRequest } from './requestDocument.ts';

/** What goes along with the questions of a chat view. */
export function createChatContext(
	{ prompts, preview, connection, preferences, log, project }: ChatViewOptions,
	sink: Panels,
	archive: () => Archive,
): ChatContext {
	const asking = {
		preview,
		messages: prompts.messages,
		model: () => connection.model,
		reasoning: () => preferences.reasoning('chat'),
	};
	const open = () => archive().sessions.open;
	return new ChatContext({
		sink,
		open,
		draft: () => archive().draft,
		use: prompts.use,
		pictures: prompts.pictures,
		listening: () => sink.ready,
		project,
		showRequest: (question, documents) => showRequest(asking, open(), question, documents),
		log,
	});
}
